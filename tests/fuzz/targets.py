"""What is fuzzed: each target makes a file of some bytes and reads it; only a TranscriptError may come out.

In most targets a byte below 128 is itself and one above stands for a word of the format, so that few bytes say much.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interview_coder.errors import TranscriptError
from interview_coder.participants import Participants, load_participants
from interview_coder.readers import transcript_of
from interview_coder.readers.settings import Settings
from interview_coder.readers.settings_file import load_settings
from interview_coder.readers.source import Source
from interview_coder.transcript import Transcript

_STRANGE = ["\0", "\ud83d", "\ude00", "\ufeff", "\u2028", "\x85", "\u202e", "\xa0", "e\u0301", "𠮷", "產", "：", "\r\n"]
_LABELS = [
    *[
        "Interviewer: ",
        "Dean Li: ",
        "**Q:** ",
        "A: ",
        "访谈者：",
        "受访者1（院长）：",
        "答：",
        "Note: ",
        "- 12. ",
        "\n\n",
    ],
    *[
        "[00:01:02] ",
        "(1:05)",
        "00:12:31",
        "#00:12:31-5#",
        "Tim Smith  0:02\n",
        "Date: 3 May\n",
        "Interviewer\n",
        "*a*",
    ],
]
_FRONT = ["id: ", "- ", "? ", "&a ", "*a", "!!int ", "| ", "> ", '"\\ud83d"', '"\\0"', "{a: b}", "[", "]", "<<: ", "\n"]
_SETTINGS = [
    "encoding: ",
    "interviewers: ",
    "columns: ",
    "files: ",
    "tracked: ",
    "show",
    '"*.txt": ',
    "language",
    "  ",
    ":",
]
_CUES = [
    "WEBVTT\n\n",
    "00:01.000 --> 00:02.000\n",
    "00:00:01,5 --> 99:00:02,5 a:b\n",
    "-->",
    "NOTE",
    "STYLE\n",
    "REGION\n",
]
_CUES += ["<v Dean Li>", "</v>", "<c.red>", "<00:01.000>", "&amp;", "&#xD83D;", "&#0;", "&#9999999;", "\n\n", "{\\an8}"]
_TABLE = [
    "speaker,text,time\n",
    "question;answer\n",
    "说话人\t内容\n",
    '"',
    '""',
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "1e3",
    "٣s",
]
_KEYS = ["text", "speaker", "start", "words", "alternatives", "elements", "value", "nBest", "name", "bg", "segments"]
_KEYS += ["content", "results", "id", "timestamp", "end"]
_VALUES: list[Any] = [
    "Q: why?",
    "好",
    "SPEAKER_00",
    "A",
    "",
    " \r\n",
    "\ud83d",
    "\0",
    "²",
    "٣",
    "00:01:02",
    "1,5 s",
    "-1",
    "1e999",
    None,
    True,
]
_VALUES += [0, 1, -5, 1.5, 10**400, math.inf, math.nan, 3_600_000, "Interviewer: a.\n\nDean: b."]
_JSON = ['{"', '":', '","', '"}', "[{", "}]", "text", "speaker", "start", "words", "alternatives", "elements", "value"]
_JSON += [
    "1e999",
    "NaN",
    "-Infinity",
    "9" * 400,
    '"²"',
    "\\ud83d",
    "\\u0000",
    "null",
    "true",
    '"00:01"',
    "nBest",
    "name",
]
_RICH = [
    "{\\rtf1 ",
    "{",
    "}",
    "\\",
    "\\par ",
    "\\cell ",
    "\\row ",
    "\\nestcell",
    "\\intbl",
    "\\itap2",
    "\\pard ",
    "\\u-10179?",
]
_RICH += [
    "\\u8704?",
    "\\u0 ",
    "\\uc0",
    "\\uc9",
    "\\'d6\\'d0",
    "\\'00",
    "\\'0d",
    "\\bin3",
    "\\bin-1",
    "\\ansicpg936",
    "\\*",
]
_RICH += [
    "\\ansicpg65001",
    "\\ansicpg37",
    "{\\fonttbl{\\f1\\fcharset134 A;}}",
    "\\f1",
    "{\\footnote",
    "\\upr",
    "\\ud",
    "\\v",
]
_RICH += ["\\deleted", "\\revised0", "\\plain", "\\b", "{\\shptxt", "\\~", "\\_", "\\line", "Q: ", "A: "]
_PAGE = [
    "p",
    "div",
    "table",
    "tbody",
    "tr",
    "td",
    "pre",
    "b",
    "del",
    "script",
    "style",
    "title",
    "head",
    "select",
    "option",
]
_PAGE += [
    "svg",
    "math",
    "noscript",
    "textarea",
    "template",
    "ul",
    "li",
    "body",
    "html",
    "frameset",
    "p hidden=''",
    "form",
]
_WORD = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:del",
    "w:ins",
    "w:delText",
    "w:tab",
    "w:br",
    "w:sdt",
    "w:sdtContent",
]
_WORD += [
    "w:pPr",
    "w:rPr",
    "w:vanish",
    "w:b",
    "w:trPr",
    "w:moveFrom",
    "w:txbxContent",
    "w:sym w:char='D800'",
    "m:oMath",
]
_WORD += [
    "w:sym w:char='4E00'",
    "mc:Fallback",
    "w:rt",
    "w:altChunk",
    "w:instrText",
    "w:smartTag",
    "w:noBreakHyphen",
    "w:cr",
]
_OPEN = ["text:p", "text:h", "text:span", "text:s text:c='9999999'", "text:s text:c='²'", "text:tab", "text:line-break"]
_OPEN += [
    "table:table",
    "table:table-row",
    "table:table-cell",
    "text:tracked-changes",
    "text:deletion",
    "text:insertion",
]
_OPEN += ["text:change-start", "text:change-end", "text:note", "office:annotation", "draw:text-box", "text:ruby-text"]
_OPEN += ["text:list", "text:list-item", "text:section", "office:text", "office:body", "table:table-header-rows"]
_WORD_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OPEN_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "draw")
)
_MAIN = '<Relationships><Relationship Type="x/officeDocument" Target="document.xml"/></Relationships>'


def read(name: str, data: bytes, settings: Settings = Settings()) -> None:  # noqa: B008  # it is frozen
    """Read a file and check what every transcript promises."""
    source = Source(name, data, settings.encoding or None, settings)
    try:
        transcript = transcript_of(source, Participants("participants.csv"))
    except TranscriptError as error:
        str(error).encode()
    else:
        check(transcript)


def check(transcript: Transcript) -> None:
    """Hold a transcript to its laws: a storable text, ordered turns, marks inside it."""
    names = [turn.speaker for turn in transcript.turns]
    for text in (transcript.text, *transcript.notes, *transcript.attributes, *transcript.attributes.values(), *names):
        text.encode()
        assert "\0" not in text
    assert "\r" not in transcript.text
    assert transcript.turns
    assert all(turn.start < turn.end and transcript.quote(turn.start, turn.end).strip() for turn in transcript.turns)
    assert all(one.end <= next_.start for one, next_ in pairwise(transcript.turns))
    places = [mark.position for mark in transcript.times]
    assert places == sorted(places)
    assert all(0 <= mark.position <= len(transcript.text) and math.isfinite(mark.seconds) for mark in transcript.times)


def spelt(data: bytes, words: Sequence[str]) -> str:
    """Write bytes as text: those from 128 on are words of the format."""
    return "".join(chr(byte) if byte < 128 else words[(byte - 128) % len(words)] for byte in data)


def tree(data: bytes, names: Sequence[str]) -> str:
    """Write bytes as well-formed mark-up: below 128 text (0 closes an element), the others open one."""
    parts, opened = [], []
    for byte in data:
        if byte >= 128:
            name = names[(byte - 128) % len(names)]
            parts.append(f"<{name}>")
            opened.append(name.split(" ")[0])
        elif byte == 0:
            parts.append(f"</{opened.pop()}>" if opened else "")
        else:
            parts.append(
                {"<": "&lt;", "&": "&#13;"}.get(chr(byte), chr(byte) if byte >= 32 or byte in (9, 10) else "好")
            )
    return "".join(parts) + "".join(f"</{name}>" for name in reversed(opened))


def archive(**parts: str) -> bytes:
    """Pack the parts of a document; `__` in a name stands for a folder."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "/") + (".rels" if "rels" in name else ".xml"), part)
    return stream.getvalue()


def shaped(data: bytes) -> str:
    """Write bytes as JSON: objects and lists of the names and values that speech recognition uses, and of odd ones."""
    rest = iter(data)

    def value(depth: int) -> Any:
        byte = next(rest, 255)
        size = byte // 4 % 8
        if byte % 4 == 0 and depth < 6:
            return {_KEYS[next(rest, 0) % len(_KEYS)]: value(depth + 1) for _ in range(size)}
        if byte % 4 == 1 and depth < 6:
            return [value(depth + 1) for _ in range(size)]
        return _VALUES[byte // 2 % len(_VALUES)]

    return json.dumps(value(0))


def encoded(text: str) -> bytes:
    """Encode a text that may hold half characters, which then are damage."""
    return text.encode("utf-8", "surrogatepass")


def decoding(data: bytes) -> None:
    """Decode bytes as they are, in an encoding asked for or not."""
    asked = ["", "utf-8", "gb18030", "utf-16", "utf-7", "unicode_escape", "idna", "punycode", "cp1252", "base64"]
    read("a.txt", data[1:], Settings(encoding=asked[data[0] % len(asked)] if data else ""))


def word(data: bytes) -> None:
    """Read a Word document of any elements."""
    body = f"<w:document {_WORD_SPACES}><w:body>{tree(data, _WORD)}</w:body></w:document>"
    read("a.docx", archive(document=body, _rels__=_MAIN))


def open_document(data: bytes) -> None:
    """Read an OpenDocument text of any elements."""
    body = f"<office:body><office:text>{tree(data, _OPEN)}</office:text></office:body>"
    read("a.odt", archive(content=f"<office:document-content {_OPEN_SPACES}>{body}</office:document-content>"))


def folder_file(name: str, words: Sequence[str], load: Callable[[Path], object]) -> Callable[[bytes], None]:
    """Return a target that writes a file of a study's folder and loads it."""

    def target(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, name).write_bytes(encoded(spelt(data, words)))
            try:
                load(Path(folder))
            except TranscriptError as error:
                str(error).encode()

    return target


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoding": decoding,
    "plain": lambda data: read("a.txt", encoded(spelt(data, [*_LABELS, *_STRANGE]))),
    "markdown": lambda data: read("a.md", encoded(spelt(data, [*_LABELS, "**", "__", "*", "\n\n", "---\n"]))),
    "front_matter": lambda data: read("a.txt", encoded(f"---\nid: {spelt(data, _FRONT)}\n---\nQ: a?\n\nA: b.")),
    "webvtt": lambda data: read("a.vtt", encoded(spelt(data, [*_CUES, *_LABELS, *_STRANGE]))),
    "subrip": lambda data: read("a.srt", encoded(spelt(data, [*_CUES, *_LABELS, *_STRANGE]))),
    "csv": lambda data: read("a.csv", encoded(spelt(data, [*_TABLE, *_LABELS, *_STRANGE]))),
    "json": lambda data: read("a.json", encoded(spelt(data, _JSON))),
    "json_tree": lambda data: read("a.json", shaped(data).encode()),
    "html": lambda data: read(
        "a.html", encoded(spelt(data, [*(f"<{name}>" for name in _PAGE), "&#13;", "&#0;", "</"]))
    ),
    "html_tree": lambda data: read("a.html", encoded(tree(data, _PAGE))),
    "rich_text": lambda data: read("a.rtf", b"{\\rtf1 " + encoded(spelt(data, _RICH))),
    "word": word,
    "open_document": open_document,
    "settings": folder_file("reading.yaml", _SETTINGS, load_settings),
    "participants": folder_file("participants.csv", ["id", "file", "编号", *_TABLE, *_STRANGE], load_participants),
}
