"""Text as it stands in a YAML file: plain where nothing takes it for something else, quoted or as a block elsewhere."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

# What a plain text cannot begin with, end with or hold; after the bar, what lists and tables in brackets add to it.
_NOT_PLAIN = re.compile(r"""^[-?:,\[\]{}#&*!|>'"%@`]|^\s|\s$|: |:$|\s\#|[\t\n]""")
_NOT_IN_BRACKETS = re.compile(r"[,\[\]{}]")
# What a YAML parser (1.1 or 1.2) takes for a truth value, nothing, a number, a time or a date.
_NOT_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.(inf|nan)|[-+.]?\d[\da-fxo_.:+tz -]*", re.IGNORECASE
)
# White space that the reader of codebooks refuses at the start of a line, lest it be an indentation gone wrong.
_ODD_INDENT = re.compile(r" *[\t\u00a0\u2000-\u200b\u202f\u3000]")


def quoted_scalar(text: str, *, in_brackets: bool = False) -> str:
    """Write a text on one line, in quotes where YAML needs them; `in_brackets` is within [ ] or { }."""
    plain = text and not _NOT_PLAIN.search(text) and not _NOT_TEXT.fullmatch(text)
    if plain and not (in_brackets and _NOT_IN_BRACKETS.search(text)):
        return text
    if re.search(r'["\\]', text) and not re.search(r"[\n\t]", text):
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def scalar_lines(lead: str, text: str, *, width: int) -> Iterator[str]:
    """Yield `key: text`, as a block where the text has several lines or is too wide; `lead` is the indented `key:`."""
    line = f"{lead} {quoted_scalar(text)}"
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
