"""How text is written in YAML: plain where that is safe, in quotes where it is not, and its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LINE_END = re.compile(r"\r\n|\r|\n")

# What begins or holds one of these would be read otherwise, or not at all. More is quoted within brackets.
_NOT_PLAIN = re.compile(r"\A[-?:,\[\]{}#&*!|>'\"%@`=<]|\A\.\.\.|: |:\Z| #|[\t\n\r]|\A\s|\s\Z|\A\Z")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:?#]")
# Text to this tool, but not to every other reader of YAML.
_MISREAD = re.compile(
    r"y|n|yes|no|true|false|on|off|null|~|[-+]?\.(?:inf|nan)|[-+.]?\d[\da-fxo_.,:+tz -]*", re.IGNORECASE
)
# White space that the reader of codebooks refuses at the start of a line, lest it be an indentation gone wrong.
_ODD_INDENT = re.compile(r" *[\t\u00a0\u2000-\u200b\u202f\u3000]")
_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
# White space of other kinds at the beginning of a line passes for a slip of indentation.
_NOT_LITERAL = re.compile(r"\A\s|^ *[^\S \n]|\n\n\Z|\r", re.MULTILINE)


def scalar(text: str, *, flow: bool = False, quote: str = "") -> str:
    """Write a text in one line: with this quote, else plain, else in single quotes, else in double ones."""
    unsafe = _NOT_PLAIN.search(text) or (flow and _NOT_PLAIN_IN_FLOW.search(text)) or _MISREAD.fullmatch(text)
    if not (quote or unsafe):
        return text
    if quote == '"' or LINE_END.search(text):
        return f'"{text.translate(_ESCAPES)}"'
    return "'" + text.replace("'", "''") + "'"


def literal(text: str, indent: int) -> tuple[str, str] | None:
    """Write lines as a block scalar: its header and its lines; None where it would be one line, or read otherwise."""
    if "\n" not in text.rstrip("\n") or _NOT_LITERAL.search(text):
        return None
    return "|" if text.endswith("\n") else "|-", shifted(text.rstrip("\n"), indent)


def shifted(block: str, by: int) -> str:
    """Indent lines by so many spaces more, or less; a line that has fewer loses those it has."""
    if by == 0:
        return block
    if by > 0:
        return re.sub(r"(?<![^\r\n])(?=[^\r\n])", " " * by, block)
    return re.sub(rf"(?<![^\r\n]) {{1,{-by}}}", "", block)


def line_start(text: str, at: int) -> int:
    """Return where the line begins that a place stands in."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_stop(text: str, at: int) -> int:
    """Return where the line ends that a place stands in, before its line end."""
    found = LINE_END.search(text, at)
    return found.start() if found else len(text)


def next_line(text: str, at: int) -> int:
    """Return where the next line begins."""
    found = LINE_END.search(text, at)
    return found.end() if found else len(text)


def line_above(text: str, start: int) -> int:
    """Return where the line above one begins, given where that one does; the same where there is none."""
    return line_start(text, start - (2 if text[max(start - 2, 0) : start] == "\r\n" else 1)) if start else 0


def line_end(text: str, at: int) -> str:
    """Return the line end in use at a line: that of the line above, else the first of all."""
    found = LINE_END.search(text, line_above(text, at)) if at else LINE_END.search(text)
    found = found or LINE_END.search(text)
    return found.group() if found else "\n"


def scalar_lines(lead: str, text: str, *, width: int) -> Iterator[str]:
    """Yield `key: text`, as a block where the text has several lines or is too wide; `lead` is the indented `key:`."""
    line = f"{lead} {scalar(text)}"
    indent = " " * (len(lead) - len(lead.lstrip()) + 2)
    style, lines = "|-", text.split("\n")
    if len(lines) == 1 and display_width(line) > width and "  " not in text:
        style, lines = ">-", list(wrapped(text.split(" "), width - len(indent)))
    if len(lines) == 1 or not _fits_a_block(text, lines):
        yield line
    else:
        yield f"{lead} {style}"
        yield from (f"{indent}{part}" if part else "" for part in lines)


def _fits_a_block(text: str, lines: list[str]) -> bool:
    """Tell whether lines can be indented and read again as they are."""
    return text == text.strip() and not any(_ODD_INDENT.match(line) or (line and not line.strip()) for line in lines)


def wrapped(words: list[str], width: int) -> Iterator[str]:
    """Yield lines of words, none wider than `width` cells where words allow it."""
    line = words[0]
    for word in words[1:]:
        if display_width(line) + 1 + display_width(word) > width:
            yield line
            line = word
        else:
            line += f" {word}"
    yield line


def display_width(text: str) -> int:
    """Count the cells of a fixed-width font that a text takes: a Chinese character takes two."""
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)
