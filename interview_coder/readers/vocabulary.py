"""Words that tell a speaker's label from other words before a colon, in English and Chinese.

All are matched casefolded, on a label without brackets and numbers (`names.stem`).
"""

from __future__ import annotations

import re


def words(*lines: str) -> frozenset[str]:
    """Return the words of some lines."""
    return frozenset(" ".join(lines).split())


#: Labels of whoever asks, used where the codebook declares no interviewers.
INTERVIEWERS = words(
    "interviewer interviewers int intv iv i q question questioner moderator mod facilitator researcher",
    "investigator host presenter ir inter interv",
    "interviewerin interviewende interviewender fragesteller fragestellerin moderatorin",
    "enquêteur enquêtrice intervieweur intervieweuse animateur animatrice chercheur chercheuse",
    "spørger intervjuer intervjuare interviewster vragensteller onderzoeker kérdező interjúkészítő riporter",
    "entrevistador entrevistadora investigador investigadora moderador moderadora intervistatore intervistatrice",
    "访谈者 访谈人 访谈员 访问者 访问人 访问员 访员 访者 访 采访者 采访人 采访员 提问者 提问人 提问 问 问题",
    "主持人 主持 调查者 调查员 调查人 调研者 调研员 研究者 笔者 记者",
    "訪談者 訪談人 訪談員 訪問者 訪問員 訪員 訪 採訪者 採訪人 提問者 問 主持人 調查者 研究者 筆者 記者",
)
#: Labels of whoever answers that count even where they stand once.
RESPONDENTS = words(
    "respondent interviewee participant informant speaker answer",
    "befragter befragte interviewter interviewte proband probandin enquêté enquêtée interviewé interviewée répondant",
    "deltager informantin geïnterviewde entrevistado entrevistada participante intervistato intervistata",
    "válaszadó interjúalany",
    "受访者 受访人 被访者 被访人 被访谈者 被访谈人 被采访者 被采访人 被调查者 访谈对象 回答者 回答 答 说话人 发言人",
    "受訪者 受訪人 被訪者 被訪人 受訪談者 回答 答 說話人 發言人",
)
#: These may begin a longer label: `Interviewer Li`, `受访者甲`.
STARTS = re.compile(
    r"(?P<interviewer>(?:interviewer|moderator|facilitator)(?![\w'’])|(?:访谈|采访|访问|訪談|採訪|訪問)(?:者|人|员|員)|主持人)"
    r"|(?P<respondent>(?:respondent|interviewee|participant|informant|speaker)(?![\w'’])"
    r"|(?:受访|被访|受訪|被訪)(?:者|人)|(?:说话|发言|說話|發言)人)"
)
#: Ordinary words as well: they are labels only beside one of their partners.
PARTNERS = {
    "question": words("answer a 回答 答"),
    "问题": words("answer a 回答 答"),
    "提问": words("answer a 回答 答"),
    "answer": words("question q 问题 问 提问"),
    "回答": words("question q 问题 问 提问"),
    "speaker": frozenset(),
}
#: A number behind these counts the questions, not the people: `Q1:` and `Q2:` are one speaker.
NUMBERED_QUESTIONS = words("q a question answer 问 答 问题 回答 問")

#: What stands before a colon in the head of a transcript.
METADATA = words(
    "date time place location venue duration length topic subject title project recording file transcript",
    "transcriber language participants attendees present name age gender sex position organisation organization",
    "institution code number id version interviewed setting occupation education",
    "日期 时间 地点 时长 主题 题目 项目 录音 文件 编号 单位 职务 职位 职称 性别 年龄 姓名 学历 专业 工龄 教龄 方式",
    "语言 访谈时间 访谈日期 访谈地点 访谈时长 访谈主题 访谈方式 访谈对象 访谈编号 访谈目的 采访时间 采访地点 采访对象",
    "记录人 整理人 记录 整理 转录 转录人 转写 转写人 录音时长 被访者信息 受访者信息 基本信息",
)
#: Nouns that end a label which names a thing, not a person.
_THINGS = METADATA | words(
    "note notes nb n.b ps example examples problem problems issue issues reason reasons result results",
    "conclusion conclusions summary point points step phase stage part chapter section figure table item option",
    "theme themes source url http https ftp www email e-mail mailto phone tel fax address remark remarks comment",
    "comments warning caution tip hint background context introduction abstract keywords appendix references",
    "reference week day month year goal goals aim aims objective objectives method methods plan case fact idea",
    "proposal suggestion suggestions recommendation recommendations outcome outcomes budget total cost costs",
    "translation edit update todo task level rule article paragraph clause exercise module unit advantage",
    "advantages disadvantage disadvantages pros cons strengths weaknesses following question questions",
    "laughs laughter laughing pause inaudible unintelligible crosstalk silence noise music applause sighs",
    "difference thing things way ways kind kinds type types measure measures challenge challenges information",
)
#: Words that open or hold together a sentence and stand alone before a colon.
_ADVERBS = words(
    "first firstly second secondly third thirdly fourth finally lastly however therefore also again yes no ok okay",
    "well so because important remember actually basically meaning means namely e.g i.e eg etc today tomorrow",
    "yesterday then now here there this that these those what why how when where who which and but or if",
)
_IN_SENTENCES = words(
    "he she it we they you me him us them i my your his our their its this that these those there here is are was",
    "were be been am do does did have has had will would can could should may might must said says say told tell",
    "tells asked asks ask think thought mean means because if when where why how what which who whose whom about",
    "into than then also not no yes but so don't didn't it's i'm that's",
)
_OPENERS = words("for and or of in on to at by with from as an a all some many two three four five another one")

_SENTENCE_ZH = re.compile(
    r"[我你您他她它咱们了吗呢吧啊嘛]|这|那[个些么里时边就是]|如下|比如|例如|譬如|譬喻|首先|其次|再次|最后|总之|因此|所以"
    r"|但是|因为|就是|包括|也就|换句话|其一|其二|第[一二三四五六七八九十\d]|^[一二三四五六七八九十]+是?$"
    r"|(?:说|说道|问道|讲|写道|写着|是|叫|有|告诉|要求|规定|指出|强调|提出|提到|表示|认为|觉得|一下|的话|即|的)$"
)
_THING_ZH = re.compile(
    r"(?:问题|原因|方面|措施|建议|注|备注|注意|说明|举例|例子|例|结论|结果|目的|意义|背景|摘要|关键词|附件|附录|图|表|步骤"
    r"|阶段|任务|经验|困难|优点|缺点|好处|坏处|优势|劣势|日期|时间|地点|时长|主题|题目|编号|性别|年龄|姓名|电话|邮箱|地址"
    r"|^大?笑声?|^停顿|^沉默|^听不清|^掌声|网址|来源|内容|情况|要点|重点|关键|总结|小结|案例|政策|文件|标题|单位|信息|目标|标准|制度|办法|方法|对象|方式)$"
)


def names_a_thing(stem: str) -> bool:
    """Tell whether a label (its stem) is known to be no person: `note`, `main problems`, `比如说`."""
    if stem.rpartition(" ")[2] in _THINGS or stem in _ADVERBS or _SENTENCE_ZH.search(stem) or _THING_ZH.search(stem):
        return True
    parts = stem.split()
    return len(parts) > 1 and (parts[0] in _OPENERS or not _IN_SENTENCES.isdisjoint(parts))
