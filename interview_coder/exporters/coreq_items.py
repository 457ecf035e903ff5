"""The 32 items of COREQ (Tong, Sainsbury & Craig 2007, doi 10.1093/intqhc/mzm042), in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number, and its name and question in two languages."""

    number: int
    english: tuple[str, str]
    chinese: tuple[str, str]

    def in_language(self, language: str) -> tuple[str, str]:
        """Return name and question."""
        return self.chinese if language == "zh" else self.english


_TEXTS = (
    ("Interviewer", "Which author conducted the interviews?", "访谈者", "由哪位作者进行访谈？"),
    ("Credentials", "What were the researcher's credentials?", "学位与资历", "研究者具有何种学位或资历？"),
    ("Occupation", "What was their occupation at the time of the study?", "职业", "研究进行时研究者从事何职业？"),
    ("Gender", "Was the researcher male or female?", "性别", "研究者的性别？"),
    (
        *("Experience and training", "What experience or training did the researcher have?"),
        *("经验与培训", "研究者有何经验，受过何种培训？"),
    ),
    (
        *("Relationship established", "Was a relationship established before the study began?"),
        *("关系的建立", "研究开始前是否已与受访者建立关系？"),
    ),
    (
        *("Participants' knowledge of the interviewer", "What did the participants know about the researcher?"),
        *("受访者对访谈者的了解", "受访者对研究者了解多少？"),
    ),
    (
        *("Interviewer characteristics", "What is reported about the interviewer: bias, assumptions, interests?"),
        *("访谈者特征", "报告了访谈者的哪些特征：偏见、预设、研究兴趣？"),
    ),
    (
        *("Methodological orientation and theory", "Which methodological orientation underpins the study?"),
        *("方法论取向与理论", "研究以何种方法论取向为基础？"),
    ),
    (
        *("Sampling", "How were participants selected: purposive, convenience, consecutive, snowball?"),
        *("抽样", "如何选取受访者：目的、便利、连续、滚雪球？"),
    ),
    (
        *("Method of approach", "How were participants approached: face to face, telephone, mail, email?"),
        *("联系方式", "如何联系受访者：面谈、电话、信函、电子邮件？"),
    ),
    ("Sample size", "How many participants were in the study?", "样本量", "有多少受访者参与研究？"),
    (
        *("Non-participation", "How many people refused or dropped out, and why?"),
        *("未参与者", "有多少人拒绝或退出，原因为何？"),
    ),
    ("Setting of data collection", "Where were the data collected?", "资料收集的场所", "资料在何处收集？"),
    (
        *("Presence of non-participants", "Was anyone else present?"),
        *("非参与者在场", "除受访者与研究者外，是否有他人在场？"),
    ),
    (
        *("Description of sample", "What are the important characteristics of the sample?"),
        *("样本描述", "样本有哪些重要特征？"),
    ),
    (
        *("Interview guide", "Were questions, prompts or guides provided, and were they piloted?"),
        *("访谈提纲", "是否提供问题、提示或提纲，是否经过试访？"),
    ),
    ("Repeat interviews", "Were interviews repeated, and how many?", "重复访谈", "是否重复访谈，多少次？"),
    (
        *("Audio or visual recording", "Were the data recorded?"),
        *("录音录像", "是否以录音或录像收集资料？"),
    ),
    ("Field notes", "Were field notes made?", "现场笔记", "是否作现场笔记？"),
    ("Duration", "How long did the interviews take?", "时长", "访谈时长是多少？"),
    ("Data saturation", "Was saturation discussed?", "资料饱和", "是否讨论资料饱和？"),
    (
        *("Transcripts returned", "Were transcripts returned to participants for comment or correction?"),
        *("文稿返还", "是否将访谈文稿交还受访者评阅或更正？"),
    ),
    ("Number of data coders", "How many coders coded the data?", "编码者人数", "由多少人进行编码？"),
    (
        *("Description of the coding tree", "Did authors describe the coding tree?"),
        *("编码树的描述", "作者是否描述了编码树？"),
    ),
    (
        *("Derivation of themes", "Were themes identified in advance or derived from the data?"),
        *("主题的来源", "主题为预先设定，还是由资料得出？"),
    ),
    ("Software", "What software was used to manage the data?", "软件", "使用何种软件管理资料？"),
    (
        *("Participant checking", "Did participants give feedback on the findings?"),
        *("受访者核对", "受访者是否对研究结果提出反馈？"),
    ),
    (
        *("Quotations presented", "Were quotations presented to illustrate the findings, and was each identified?"),
        *("引文", "是否以引文说明研究结果，每条引文是否标明来源？"),
    ),
    (
        *("Data and findings consistent", "Were the data presented and the findings consistent?"),
        *("资料与结果一致", "所呈现的资料与研究结果是否一致？"),
    ),
    (
        *("Clarity of major themes", "Were major themes clearly presented?"),
        *("主要主题", "是否清楚呈现主要主题？"),
    ),
    (
        *("Clarity of minor themes", "Are diverse cases described, or minor themes discussed?"),
        *("次要主题", "是否描述不同个案，或讨论次要主题？"),
    ),
)

ITEMS = tuple(Item(number, texts[:2], texts[2:]) for number, texts in enumerate(_TEXTS, start=1))
