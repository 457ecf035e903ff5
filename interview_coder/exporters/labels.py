"""The words of a report in English and Chinese: this table is the only place that holds any."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from interview_coder.errors import UsageError

LANGUAGES = ("en", "zh")

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
        "{codings}: {accepted} accepted and {rejected} rejected by a coder, {open} suggested by rules, not reviewed. "
        "Rejected codings are neither counted nor quoted.",
        "{codings}：经编码者接受{accepted}条、否决{rejected}条，另有{open}条由规则建议、未经人工复核。"
        "被否决者不计入统计，亦不引用。",
    ),
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
    "review_left_out": ("not shown: {codings} rejected already", "未列出：已否决的{codings}"),
    # Who stands behind a passage
    "by_accepted": ("accepted by a coder", "编码者已接受"),
    "by_disputed": ("disputed between coders", "编码者意见不一"),
    "by_by_rule": ("only suggested, by a rule", "仅由规则建议"),
    "by_by_model": ("only suggested, by a model", "仅由模型建议"),
    # Charts
    "chart_counts": ("Coded passages by code and by who stands behind them", "各编码的参考点数及其确认情况"),
    "chart_cases": ("Coded passages by code and interview", "各访谈各编码的参考点数"),
    "chart_cooccurrence": ("Passages that carry two codes", "编码共现（同一语段）"),
    "chart_saturation": ("New codes by interview", "各访谈新增编码数"),
    "chart_lines": ("Where in each interview the themes stand", "各主题在访谈进程中的位置"),
    "alt_counts": ("Bar chart of coded passages by code: {numbers}.", "各编码参考点数的条形图：{numbers}。"),
    "alt_cases": (
        "Heat map of coded passages, codes by interviews; the largest numbers: {numbers}.",
        "各编码（行）在各访谈（列）中参考点数的热力图；最大者：{numbers}。",
    ),
    "alt_cooccurrence": (
        "Heat map of the passages that carry two codes; the largest numbers: {numbers}.",
        "两个编码同现的语段数热力图；最大者：{numbers}。",
    ),
    "alt_saturation": (
        "Bars of new codes and a line of all codes so far, by interview: {numbers}.",
        "各访谈新增编码（条形）与累计编码（折线）：{numbers}。",
    ),
    "alt_lines": (
        "For each theme a line an interview, with strokes where its passages stand, from beginning to end: {numbers}.",
        "各主题的语段在每次访谈中自始至终的位置，每一竖线为一个语段：{numbers}。",
    ),
    "pair": ("{one} with {other}: {number}", "{one}与{other}：{number}"),
    "new_codes": ("new codes", "新增编码"),
    "codes_so_far": ("codes so far", "累计编码"),
    "codes_found": ("Codes", "编码数"),
    "begin": ("beginning", "开始"),
    "middle": ("middle", "中段"),
    "end": ("end", "结束"),
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

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language."""

    language: str

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise UsageError(f"no labels in language {self.language!r}. Use one of {', '.join(LANGUAGES)}")

    def __call__(self, key: str, /, **values: str) -> str:
        """Return a label with its values filled in; the values are data and stay as they are."""
        return self._choose(_LABELS[key]).format(**values)

    def _choose(self, texts: tuple[str, str]) -> str:
        return texts[LANGUAGES.index(self.language)]

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun: `1 interview`, `11 interviews`, `11份访谈`."""
        one, many, chinese = _COUNTED[key]
        text = chinese if self.language == "zh" else one if number == 1 else many
        return text.format(n=self.number(number))

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

    def aside(self, text: str, remark: str) -> str:
        """Return a text with a remark in brackets."""
        return f"{text}（{remark}）" if self.language == "zh" else f"{text} ({remark})"

    def date(self, date: datetime.date) -> str:
        """Return a date in words."""
        if self.language == "zh":
            return f"{date.year}年{date.month}月{date.day}日"
        return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
