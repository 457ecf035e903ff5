"""The words of documents in English and Chinese: this table and that of `layout_labels` alone hold any."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from interview_coder.bilingual import LANGUAGES, chosen, counted
from interview_coder.coding import Coding
from interview_coder.errors import UsageError
from interview_coder.exporters.layout_labels import LAYOUT_LABELS
from interview_coder.source_pattern import SourcePattern, source_label
from interview_coder.table_labels import column_label

# key -> English, Chinese
_LABELS: dict[str, tuple[str, str]] = {
    "untitled": ("Coded interviews", "访谈编码报告"),
    "subtitle": (
        "{date} · {interviews}, coded with interview-coder {version}",
        "{date} · {interviews}，使用interview-coder {version}编码",
    ),
    "contents": ("Contents", "目录"),
    "table": ("Table", "表"),
    "figure": ("Figure", "图"),
    "method": ("How it was coded", "资料与编码过程"),
    "participants": ("Participants", "受访者基本信息"),
    "participants_caption": ("Participants", "受访者基本信息表"),
    "continued": ("{caption} (continued)", "{caption}（续）"),
    "interviews_caption": ("Interviews", "访谈资料一览表"),
    "codebook": ("Codebook", "编码手册"),
    "codebook_caption": ("Codebook", "编码手册"),
    # The codebook as a document of its own
    "codebook_title": ("Codebook", "编码手册"),
    "code_and_id": ("Code and id", "编码及标识"),
    "details": ("Rules and notes", "规则与备注"),
    "details_caption": ("Rules, counterexamples and notes", "规则、反例与备注"),
    "entry": ("Entry", "条目"),
    "content": ("Content", "内容"),
    "word_lists": ("Settings and word lists", "设置与词表"),
    "setting": ("Setting", "设置"),
    "setting_languages": ("Languages", "语言"),
    "setting_unit": ("Unit", "编码单位"),
    "setting_interviewers": ("Interviewers", "访谈者标签"),
    "counts": ("Counts", "编码统计"),
    "counts_caption": ("Coded passages by code", "编码统计表"),
    "themes": ("Themes", "主题分析"),
    "choice": (
        "The excerpts under each theme were chosen by the program, for wording typical of the theme, unlike each "
        "other, and from several interviews where there are.",
        "各主题下的典型语段由程序选取：用语在该主题中有代表性、彼此不同，并尽量取自不同访谈。",
    ),
    "by_caption": ("“{code}” by {attribute}", "“{code}”按{attribute}分布"),
    "sub_codes_caption": ("Sub-codes of “{code}”", "“{code}”的子编码"),
    "excerpts": ("Excerpts", "典型语段"),
    "measures": ("Problems and measures", "问题与对策"),
    "measures_caption": ("Measures that answer each problem", "问题与对策对应表"),
    "appendix": ("Appendix: all coded excerpts", "附录：全部编码语段"),
    "appendix_caption": ("All excerpts coded “{code}”", "“{code}”编码语段一览表"),
    "rules_appendix": ("Appendix: rules", "附录：编码规则"),
    "rules_caption": ("Rules of the codebook, exceptions (unless) included", "编码手册规则一览表（含例外规则unless）"),
    "rule": ("Rule", "规则编号"),
    "rule_text": ("Text", "规则"),
    "asked": ("; asked: “{question}”", "；问：“{question}”"),
    "accepted": ("accepted", "已接受"),
    "disputed": ("disputed", "意见不一"),
    # How it was coded
    "material": (
        "{interviews} with {turns} and {words}, {said} of them by respondents. A Chinese character counts as one word.",
        "共读入{interviews}，计{turns}、{words}，其中受访者话语{said}字。汉字每字计一字，西文每词计一字。",
    ),
    "languages": ("Languages: {languages}.", "语言：{languages}。"),
    "unit": (
        "The unit of coding is the {unit}: what respondents say falls into {passages}.",
        "以{unit}为编码单位，受访者话语共切分为{passages}。",
    ),
    "interviewers": ("Taken as interviewer: {names}.", "识别为访谈者：{names}。"),
    "interviewers_uncoded": ("No interviewer turn carries a code.", "访谈者的话语均未编码。"),
    "interviewers_coded": ("Codings on interviewer turns: {codings}.", "访谈者话语上的编码记录：{codings}条。"),
    "no_interviewer": (
        "No speaker was taken as interviewer: every turn counts as said by a respondent.",
        "未识别出访谈者，全部话语均按受访者计。",
    ),
    "codebook_file": (
        "The codebook {file} (SHA-256 {sha256}…) has {themes}, {codes} in all, {rules} and {exceptions}.",
        "编码手册为{file}（SHA-256 {sha256}…），含{themes}、{codes}（含主题）、{rules}、{exceptions}。",
    ),
    "not_reviewed": (
        "{codings}: suggested by rules, not reviewed.",
        "{codings}：均由规则建议，未经人工复核。",
    ),
    "reviewed": (
        "{codings}: {parts}. Rejected codings are neither counted nor quoted, disputed ones never counted as accepted.",
        "{codings}：{parts}。被否决者不计入统计，亦不引用；意见不一者不作已接受计。",
    ),
    "codings_accepted": ("{n} accepted by a coder", "编码者接受{n}条"),
    "codings_accepted_by_model": (
        "{n} accepted by a model from a stated probability on, by no person",
        "由模型按设定概率自动接受、未经人工复核{n}条",
    ),
    "codings_rejected": ("{n} rejected by a coder", "编码者否决{n}条"),
    "codings_disputed": ("{n} disputed between coders", "编码者意见不一{n}条"),
    "codings_by_rule": ("{n} suggested by rules, not reviewed", "由规则建议、未经人工复核{n}条"),
    "codings_by_model": ("{n} suggested by a model, not reviewed", "由模型建议、未经人工复核{n}条"),
    "coders": ("Coders and their decisions: {coders}.", "编码者及其判定条数：{coders}。"),
    "unsigned": ("unsigned", "未署名"),
    "models": ("Models that suggested codings: {models}.", "提出建议的模型：{models}。"),
    "how_run": (
        "The codebook is a file of rules; interview-coder applied every rule to every passage, and each coding keeps "
        "the rule and the words that it rests on.",
        "编码手册为规则文件，由interview-coder对每一语段逐条应用，每条编码记录均保存其所据规则与词语。",
    ),
    "software": ("Software: {software}.", "所用软件：{software}。"),
    "evidence_before": (
        "In the excerpts the words that a rule matched are bold and shaded, ",
        "引文中被规则匹配的词语以加粗并加底纹标示，",
    ),
    "evidence_sample": ("like this", "如此例"),
    "evidence_after": (
        ". After each excerpt stand its source (interview, turn, recording time where known) and, in small type, the "
        "rule. Line breaks within a passage, as in subtitles, are left out of excerpts.",
        "。引文之后注明来源（访谈编号、话轮序号，有录音时间者并注时间），小字为规则编号。引文略去语段内部的换行（如字幕换行）。",
    ),
    "left_out": ("What was left out", "未纳入的内容"),
    "uncoded": (
        "{uncoded} of {passages} by respondents without a code ({share}).",
        "受访者的{passages}中有{uncoded}个未编码（{share}）。",
    ),
    "uncoded_theme": ("No passage was coded with {names}.", "以下主题未见于任何语段：{names}。"),
    "uncoded_transcript": ("No passage was coded in {names}.", "以下访谈没有任何语段被编码：{names}。"),
    "uncoded_unknown code": (
        "Not counted, as the codebook has no such code: {names}.",
        "以下编码不见于编码手册，未计入统计：{names}。",
    ),
    "unread": ("Could not be read: {problem}", "无法读取：{problem}"),
    "note": ("{interview}: {note}", "{interview}：{note}"),
    "attribute": ("{name}: {value}", "{name}：{value}"),
    # Themes
    "definition": ("Definition: ", "定义："),
    "theme_counts": (
        "{passages} in {part} of {whole}; {share} of all words by respondents.",
        "共编码{passages}，见于{whole}中的{part}份，占受访者话语字数的{share}。",
    ),
    "theme_empty": ("No passage was coded with this theme.", "没有语段被编入该主题。"),
    "excerpts_shown": (
        "{shown} of {all} coded excerpts; all of them stand in the appendix.",
        "以下为{all}条编码语段中的{shown}条，全部语段见附录。",
    ),
    "counts_note": (
        "A passage with several sub-codes of a code counts once for that code. Share: of the {words} by respondents.",
        "参考点即被编码的语段；同一语段属于某编码的多个子编码时，在该编码下只计一次。占比：占受访者话语{words}的比例。",
    ),
    # For a reviewer
    "review_title": ("Review: {title}", "编码复核：{title}"),
    "review_how": ("How to review in Word", "如何在Word中复核"),
    "review_leave": (
        "Each comment proposes a code for the words it stands at. A comment left as it is says nothing.",
        "每条批注为其所在文字建议一个编码。保留原样的批注不表示任何意见。",
    ),
    "review_accept": (
        "To accept, reply “ok” or “yes”, or resolve the comment. To reject, reply “no”, or delete the comment.",
        "接受：回复“同意”，或将批注标为已解决。拒绝：回复“不同意”，或删除批注。",
    ),
    "review_recode": (
        "For another code, write its id or name in the comment's first line or in a reply. Anything else you reply is "
        "kept as a memo.",
        "改用其他编码：将批注首行改为该编码的标识或名称，或在回复中写明。回复的其他内容作为备注保存。",
    ),
    "review_add": (
        "To code more words, select them and write a new comment with a code in its first line; any other new comment "
        "is a memo. Changes of the text itself are not taken over.",
        "补充编码：选中文字，新建批注，首行写编码；其他新批注作为备注保存。对正文本身的修改不会采纳。",
    ),
    "review_codes": ("The codes", "编码一览"),
    "review_codes_caption": ("Codes to choose from", "可选编码表"),
    "review_rule": ("suggested by rule {rule}", "由规则{rule}建议"),
    "review_model": ("suggested by {rule}", "由{rule}建议"),
    "review_coder": ("found by {coder}", "由{coder}编码"),
    "review_accepted": ("accepted by {coder}", "{coder}已接受"),
    "review_disputed": ("disputed: {coder}", "有分歧：{coder}"),
    "review_why": ("Why: {words}", "依据：{words}"),
    "review_words": ("Matched: {words}", "匹配词语：{words}"),
    "review_sheet": ("Review", "复核"),
    "review_accept_word": ("accept", "接受"),
    "review_reject_word": ("reject", "拒绝"),
    "review_decision_tip": (
        "accept or reject; an empty cell says nothing.",
        "接受或拒绝；留空表示不作判断。",
    ),
    "review_other_tip": (
        "A code in place of the one proposed, or beside it where you accept that as well.",
        "以该编码代替建议的编码；如同时接受建议的编码，则两者并存。",
    ),
    "review_left_out": ("not shown: {codings} rejected already", "未列出：已否决的{codings}"),
    # Who stands behind a passage
    "by_accepted": ("accepted by a coder", "编码者已接受"),
    "by_disputed": ("disputed between coders", "编码者意见不一"),
    "by_by_rule": ("only suggested, by a rule", "仅由规则建议"),
    "by_by_model": ("only suggested, by a model", "仅由模型建议"),
    # Tables
    "table_codings": ("Codings", "编码记录"),
    "table_matrix": ("Case by code", "个案编码矩阵"),
    "table_decisions": ("Decisions", "编码决定"),
    "table_about": ("About", "说明"),
    # The page
    "page_overview": ("Overview", "概览"),
    "page_interviews": ("Interviews", "访谈文本"),
    "page_skip": ("Skip to the overview", "跳到概览"),
    "page_sections": ("Sections", "章节"),
    "page_top": ("Back to the overview", "返回概览"),
    "page_offline": (
        "This page works on its own: it loads nothing and sends nothing.",
        "本页可独立使用：不加载任何外部内容，也不发送任何数据。",
    ),
    "page_choose": ("Show", "显示"),
    "page_code": ("Code", "编码"),
    "page_standing": ("Status", "状态"),
    "page_all": ("all", "全部"),
    "page_only": ("only turns that carry it", "只显示含该编码的话轮"),
    "page_accepted": ("accepted by a coder", "经编码者接受"),
    "page_disputed": ("disputed by coders", "编码者有分歧"),
    "page_by_rule": ("suggested by a rule", "规则建议"),
    "page_accepted_by_model": ("of these, by a model alone", "其中仅由模型自动接受"),
    "page_by_model": ("suggested by a model", "模型建议"),
    "why_accepted": ("accepted by a coder", "编码者接受"),
    "why_disputed": ("disputed by coders", "编码者有分歧"),
    "why_by_rule": ("suggested by", "规则建议"),
    "why_by_model": ("suggested by", "模型建议"),
    "page_rejected": ("rejected, not counted", "被否决，不计入"),
    "page_heat": ("Codes by interview", "各访谈的编码分布"),
    "page_heat_note": (
        "Passages that carry the code; the darker, the more. A number leads to the first of them. A theme includes its "
        "sub-codes. A dash: nothing looks for this code in the interview's language.",
        "含该编码的语段数，颜色越深越多；点击数字可跳到首处。主题含其子编码。短横表示该访谈的语言没有相应规则。",
    ),
    "page_together": ("Codes said together", "编码共现"),
    "page_together_note": (
        "Passages that carry both codes; a code and its sub-codes are no pair.",
        "同时含两个编码的语段数；编码与其子编码不配对。",
    ),
    "page_together_none": ("No passage carries two codes.", "没有同时含两个编码的语段。"),
    "page_saturation": ("New codes by interview", "各访谈新增编码"),
    "page_new": ("new codes", "新增编码"),
    "page_total": ("codes so far", "累计编码"),
    "page_lines": ("Where codes stand in each interview", "编码在各访谈中的位置"),
    "page_lines_note": (
        "Each stroke is a coded passage, from the interview's first turn at the left to its last at the right; a row a "
        "theme, from the first to the last.",
        "每一竖线为一个编码语段，左为访谈开头，右为结尾；每行一个主题，自上而下依次排列。",
    ),
    "page_line": ("{code}: {passages}", "{code}：{passages}"),
    "page_exceptions": ("Negative and minor cases", "反例与少数个案"),
    "short_accepted": ("Accepted", "已接受"),
    "short_disputed": ("Disputed", "有分歧"),
    "short_by_rule": ("Only by rule", "仅规则建议"),
    "short_by_model": ("Only by model", "仅模型建议"),
    "page_numbers": ("The numbers", "数据表"),
    "page_quoted": ("{shown} of {all} coded passages.", "以下为{all}个编码语段中的{shown}个。"),
    "page_in_place": ("in the interview", "在访谈中查看"),
    "page_reading": (
        "Coded passages are underlined in the colour of each of their codes, whose numbers follow them; the words that "
        "a rule matched are bold. Point at a passage, or go to a number with the Tab key, to see why it is coded.",
        "编码语段按各编码的颜色加下划线，其后为编码序号；规则匹配的词语加粗。将鼠标移到语段上，或用Tab键选中序号，即可看到编码理由。",
    ),
    "page_no_text": ("The text of this interview is not at hand.", "没有这份访谈的文本。"),
    "page_memo": ("Memo: {memo}", "备注：{memo}"),
    "page_words": (": {words}", "：{words}"),
    # Column heads
    "interview": ("Interview", "编号"),
    "turns_column": ("Turns", "话轮数"),
    "file_column": ("File", "文件"),
    "language_column": ("Language", "语言"),
    "encoding_column": ("Encoding", "文件编码"),
    "words_column": ("Words", "总字数"),
    "respondent_words_column": ("by respondents", "受访者字数"),
    "passages_column": ("Passages", "语段数"),
    "coded_column": ("Coded", "已编码"),
    "words": ("Words", "字数"),
    "code": ("Code", "编码"),
    "definition_column": ("Definition", "定义"),
    "include": ("Include", "纳入标准"),
    "exclude": ("Exclude", "排除标准"),
    "example": ("Example", "典型例句"),
    "rules": ("Rules", "规则"),
    "passages": ("Passages", "参考点数"),
    "interviews": ("Interviews", "材料来源数"),
    "share": ("Share", "占比"),
    "problem": ("Problem", "问题"),
    "measures_column": ("Measures", "对策"),
    "number": ("No.", "序号"),
    "excerpt": ("Excerpt and source", "原始语句及来源"),
    "no_value": ("(not given)", "（未填）"),
    **LAYOUT_LABELS,
}

# key -> English one, English many, Chinese; {n} is the number
_COUNTED: dict[str, tuple[str, str, str]] = {
    "interview": ("{n} interview", "{n} interviews", "{n}份访谈"),
    "turn": ("{n} turn", "{n} turns", "{n}个话轮"),
    "word": ("{n} word", "{n} words", "{n}字"),
    "passage": ("{n} passage", "{n} passages", "{n}个语段"),
    "theme": ("{n} theme", "{n} themes", "{n}个主题"),
    "code": ("{n} code", "{n} codes", "{n}个编码"),
    "rule": ("{n} rule", "{n} rules", "{n}条规则"),
    "exception": ("{n} exception", "{n} exceptions", "{n}条例外规则"),
    "excerpt": ("{n} excerpt", "{n} excerpts", "{n}条语段"),
    "coding": ("{n} coding", "{n} codings", "{n}条编码记录"),
}

# What the tool itself calls things, and the attributes most participants' tables have; others stay as they are written.
_NAMES: dict[str, tuple[str, str]] = {
    "en": ("English", "英文"),
    "zh": ("Chinese", "中文"),
    "sentence": ("sentence", "句子"),
    "paragraph": ("paragraph", "段落"),
    "turn": ("turn", "话轮"),
    "age": ("age", "年龄"),
    "date": ("date", "访谈日期"),
    "education": ("education", "学历"),
    "gender": ("gender", "性别"),
    "organisation": ("organisation", "单位类型"),
    "organization": ("organization", "单位类型"),
    "position": ("position", "职务"),
    "region": ("region", "地区"),
    "role": ("role", "职务"),
}

# The columns of the tables that only exporters write, in Chinese; in English a key says it.
_COLUMNS: dict[str, str] = {
    "start": "开始",
    "end": "结束",
    "quote": "原文",
    "speaker": "说话人",
    "turn": "话轮",
    "passage": "语段",
    "time": "时间",
    "code": "编码",
    "status": "状态",
    "rule": "规则编号",
    "score": "得分",
    "evidence": "匹配词语",
    "question": "提问",
    "reasons": "理由",
    "coder": "编码员",
    "memos": "备注",
    "at": "时间",
    "adjudicates": "裁定",
    "definition": "定义",
    "include": "纳入标准",
    "exclude": "排除标准",
    "examples": "例句",
    "rules": "规则",
    "unless": "例外规则",
    "addressed_by": "对策",
    "memo": "备注",
    "about": "项目",
    "content": "内容",
    "title": "标题",
    "date": "日期",
    "interview_coder": "软件版本",
    "codebook_sha256": "编码手册SHA-256",
    "method": "资料与编码过程",
}

# What stands behind a coding: its status, and who made it.
_STANDINGS: dict[str, str] = {
    "suggested": "建议",
    "accepted": "接受",
    "rejected": "拒绝",
    "disputed": "争议",
    "rule": "规则",
    "model": "模型",
    "coder": "编码员",
}

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language, and how the source of a quote is written where that was asked for."""

    language: str
    sources: SourcePattern | None = None

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise UsageError(f"no labels in language {self.language!r}. Use one of {', '.join(LANGUAGES)}")

    def __call__(self, key: str, /, **values: str) -> str:
        """Return a label with its values filled in; the values are data and stay as they are."""
        return self._choose(_LABELS[key]).format(**values)

    def _choose(self, texts: tuple[str, str]) -> str:
        return chosen(texts, self.language)

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun: `1 interview`, `11 interviews`, `11份访谈`."""
        return counted(_COUNTED[key], number, self.language, written=self.number(number))

    def number(self, number: int) -> str:
        """Return a whole number, in English with commas between thousands."""
        return str(number) if self.language == "zh" else f"{number:,}"

    def share(self, part: float, whole: float) -> str:
        """Return a part of a whole in per cent, or a dash where there is no whole."""
        return f"{part / whole:.1%}" if whole else "–"

    def part(self, part: int, whole: int) -> str:
        """Return a part of a whole in numbers: `7 of 11`, `7/11`."""
        return f"{part}/{whole}" if self.language == "zh" else f"{part:,} of {whole:,}"

    def name(self, word: str) -> str:
        """Return the tool's own name for a language, a unit or a common attribute, else the word itself."""
        return self._choose(_NAMES[word]) if word in _NAMES else word

    def heading(self, word: str) -> str:
        """Return a name as a column's head."""
        name = self.name(word)
        return name[:1].upper() + name[1:]

    def column(self, key: str) -> str:
        """Return what a table's column is called."""
        if self.language == "zh":
            return _COLUMNS.get(key) or column_label(key, self.language)
        return key[:1].upper() + key[1:].replace("_", " ")

    def status(self, status: str) -> str:
        """Return where a coding stands, or who made it, in a word that can be read back."""
        return _STANDINGS[status] if self.language == "zh" else str(status)

    def yes(self, answer: bool) -> str:  # noqa: FBT001
        """Return yes, or nothing."""
        return ("是" if self.language == "zh" else "yes") if answer else ""

    def source(self, coding: Coding) -> str:
        """Say where a quote stands."""
        return self.sources.label(coding) if self.sources else source_label(coding, language=self.language)

    def quoted(self, name: str) -> str:
        """Return a code's name in quotation marks."""
        return f"“{name}”"

    def listing(self, items: Iterable[str]) -> str:
        """Return items as a list in a sentence."""
        return ("、" if self.language == "zh" else ", ").join(items)

    def sentences(self, sentences: Iterable[str]) -> str:
        """Return sentences as a paragraph."""
        return ("" if self.language == "zh" else " ").join(sentences)

    def series(self, items: Iterable[str]) -> str:
        """Return items that may hold commas as a list."""
        return ("；" if self.language == "zh" else "; ").join(items)

    def by(self, deed: str, coder: str) -> str:
        """Return what was done and by whom, where that is known."""
        if not coder:
            return deed
        return f"{deed}：{coder}" if self.language == "zh" else f"{deed} by {coder}"

    def aside(self, text: str, remark: str) -> str:
        """Return a text with a remark in brackets."""
        return f"{text}（{remark}）" if self.language == "zh" else f"{text} ({remark})"

    def date(self, date: datetime.date) -> str:
        """Return a date in words."""
        if self.language == "zh":
            return f"{date.year}年{date.month}月{date.day}日"
        return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
