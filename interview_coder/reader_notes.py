"""What readers remark on a file, in Chinese: remarks are kept in English, and read back for whoever reads Chinese."""

from __future__ import annotations

import re
from functools import cache

# English, Chinese; the first that fits counts
_NOTES: tuple[tuple[str, str], ...] = (
    ("left out: {n} before the first speaker", "略去首位说话人之前的{n}"),
    ("left out: labels without words: {names}", "略去没有话语的说话人标签：{names}"),
    ("left out: columns {names}", "略去表格中的列：{names}"),
    ("left out: {n} in comments and text boxes", "略去批注和文本框中的{n}"),
    ("left out: {n} in the margin ({characters})", "略去页边的{n}（{characters}）"),
    ("left out: {n} in places of the document this reader does not know", "略去文档中无法识别之处的{n}"),
    ("left out: {n} that the PDF has only as pictures of a font", "略去PDF中只有字形、没有文字编码的{n}"),
    ("left out: {n} without words ({characters})", "略去没有话语的{n}（{characters}）"),
    ("left out: {n} without words", "略去没有话语的{n}"),
    ("left out: {n} that cannot be read ({characters})", "略去无法识别的{n}（{characters}）"),
    ("left out: {n} ({names}; {characters})", "略去{n}（{names}；{characters}）"),
    ("left out: {things}", "略去：{things}"),
    ("tracked changes: {changes}", "修订：{changes}"),
    (
        "no time could be read in line {lines} and {n} more; the words are kept",
        "第{lines}行及另外{n}行的时间无法识别，话语保留",
    ),
    ("no time could be read in line {lines}; the words are kept", "第{lines}行的时间无法识别，话语保留"),
    ("the time runs backwards at {n}", "时间有{n}倒退"),
    ("the line WEBVTT is missing at the top", "文件开头缺少WEBVTT一行"),
    ("{n}: the file was once saved in the wrong encoding", "有{n}：文件曾以错误的编码保存"),
    ("{n} turning the reading direction", "含{n}，会改变文字方向"),
    ("no text on page {pages}: pictures need text recognition (OCR)", "第{pages}页没有文字：图片须先作文字识别（OCR）"),
    ("{n} read as columns: check the order of the text", "{n}按分栏读取：请核对文字顺序"),
    ("{n} divided at a line's end put together", "{n}在行末断开，已合并"),
    ("the file ends in the middle: is it truncated?", "文件中途结束：是否不完整？"),
    ("no speaker labels found: read as one speaker without a name", "未发现说话人标签：按一位无名说话人读取"),
    (
        "no speaker labels found: told by bold or italic type, {n} taken as the interviewer's",
        "未发现说话人标签：按粗体或斜体区分，{n}视为访谈者的提问",
    ),
    (
        "no interviewer recognised among {names} (perhaps {likely}); declare `interviewers:` in the codebook",
        "{names}中未识别出访谈者（可能是{likely}）：请在编码手册的`interviewers:`中注明",
    ),
    (
        "no interviewer recognised among {names}; declare `interviewers:` in the codebook",
        "{names}中未识别出访谈者：请在编码手册的`interviewers:`中注明",
    ),
    ("only interviewers speak: nothing to code", "只有访谈者发言：没有可编码的内容"),
    ("not taken as speakers: {names}; declare those who are", "未当作说话人：{names}；其中确有说话人的，请注明"),
    ("no speaker is named for the first {n}", "最前面的{n}没有说话人"),
    (
        "`code --comments-as codes` keeps the comments as codings and memos",
        "`code --comments-as codes`可将批注存为编码与备注",
    ),
    (
        "language {asked} is not known; told from the script instead. Write en or zh",
        "无法识别语言{asked}，已按文字判断；请写en或zh",
    ),
    ("{file} is passed over: a README is no transcript", "跳过{file}：README不是访谈文本"),
    ("{file} is passed over: no transcript format", "跳过{file}：不是访谈文本的格式"),
    (
        "{file} is passed over: name it too, if its transcripts belong here",
        "跳过{file}：其中如有本研究的访谈，请一并列出",
    ),
    (
        "{theme} has no rule in the language of {names} ({language}): not looked for there",
        "{theme}没有适用于{names}所用语言（{language}）的规则：未在其中查找",
    ),
)
# English one, English many, Chinese; {n} is the number
_COUNTED: tuple[tuple[str, str, str], ...] = (
    ("insertion accepted", "insertions accepted", "{n}处插入已接受"),
    ("insertion shown as {+new+}", "insertions shown as {+new+}", "{n}处插入以{{+新+}}标出"),
    ("deletion dropped", "deletions dropped", "{n}处删除已略去"),
    ("deletion shown as [-old-]", "deletions shown as [-old-]", "{n}处删除以[-旧-]标出"),
    ("insertion", "insertions", "{n}处插入"),
    ("deletion", "deletions", "{n}处删除"),
    ("garbled character", "garbled characters", "{n}个乱码字符"),
    ("invisible character", "invisible characters", "{n}个不可见字符"),
    ("character", "characters", "{n}个字符"),
    ("page header or footer", "page headers or footers", "{n}处页眉或页脚"),
    ("page header", "page headers", "{n}处页眉"),
    ("page footer", "page footers", "{n}处页脚"),
    ("page title", "page titles", "{n}个网页标题"),
    ("page", "pages", "{n}页"),
    ("table of contents", "tables of contents", "{n}个目录"),
    ("index", "indexes", "{n}个索引"),
    ("picture title", "picture titles", "{n}个图片标题"),
    ("picture description", "picture descriptions", "{n}条图片说明"),
    ("text box", "text boxes", "{n}个文本框"),
    ("phonetic guide", "phonetic guides", "{n}处注音"),
    ("embedded document", "embedded documents", "{n}个嵌入文档"),
    ("embedded object", "embedded objects", "{n}个嵌入对象"),
    ("hidden passage", "hidden passages", "{n}处隐藏文字"),
    ("other sheet", "other sheets", "{n}个其他工作表"),
    ("NOTE block", "NOTE blocks", "{n}个NOTE块"),
    ("comment", "comments", "{n}条批注"),
    ("footnote", "footnotes", "{n}条脚注"),
    ("endnote", "endnotes", "{n}条尾注"),
    ("formula", "formulas", "{n}个公式"),
    ("symbol", "symbols", "{n}个符号"),
    ("utterance", "utterances", "{n}个话段"),
    ("cue", "cues", "{n}条字幕"),
    ("turn", "turns", "{n}个话轮"),
    ("word", "words", "{n}个单词"),
    ("row", "rows", "{n}行"),
    ("time", "times", "{n}个时间"),
    ("number", "numbers", "{n}个数字"),
    ("place", "places", "{n}处"),
)
# The fields that hold numbers and nouns; the others hold what people wrote, which stays as it is.
_COUNTS = ("n", "characters", "things", "changes")


def in_language(note: str, language: str) -> str:
    """Return a remark in a language, "en" or "zh"; one that is not known stays as it is."""
    if language != "zh":
        return note
    for pattern, chinese in _patterns():
        if found := pattern.fullmatch(note):
            fields = found.groupdict()
            return chinese.format(**{name: _value(name, text) for name, text in fields.items()})
    return note


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what each remark looks like, with a group for each of its fields."""
    return tuple(
        (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(english)), re.DOTALL), chinese)
        for english, chinese in _NOTES
    )


def _value(field: str, text: str) -> str:
    text = re.sub(r" \((\d+) characters?\)", r"（\1个字符）", text)
    if field not in _COUNTS:
        return text
    for one, many, chinese in _COUNTED:
        nouns = rf"(\d+) (?:{re.escape(many)}|{re.escape(one)})(?!\w)"
        text = re.sub(nouns, lambda found, chinese=chinese: chinese.format(n=found[1]), text)  # type: ignore[misc]
    return re.sub(r", (?=\d)", "、", text)
