"""Much in one text: what a format has no place for stands in a code's description, each part under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from interview_coder.codebook_formats.cells import KEYS, Key

_LABELS = {name.replace("_", " ").capitalize(): name for name in ("id", *KEYS, "title", "languages", "unit")}
_LABELS["Interviewers"] = "interviewers"
_NAMES = {name: label for label, name in _LABELS.items()}
_HEADING = re.compile(rf"\[(?:({'|'.join(_LABELS)})(?: \(([a-z]{{2,3}}(?:-[A-Za-z0-9]+)*)\))?|(\$.+))\]")
# A line of a text that looks like a heading gets one more backslash.
_TO_ESCAPE = re.compile(rf"^(?=\\*{_HEADING.pattern}$)", re.MULTILINE)
_ESCAPED = re.compile(rf"^\\(?=\\*{_HEADING.pattern}$)", re.MULTILINE)


def packed(parts: Mapping[Key, str]) -> str:
    """Write texts one below the other, each under its heading; a plain definition comes first and needs none."""
    lead = parts.get(Key("definition"), "")
    sections = [f"{_heading(key)}\n{_escaped(text)}" for key, text in parts.items() if key != Key("definition")]
    return "\n\n".join(filter(None, [_escaped(lead), *sections]))


def unpacked(text: str) -> dict[Key, str]:
    """Read texts as `packed` wrote them; a description from elsewhere is a definition."""
    return {key: _ESCAPED.sub("", part) for key, part in _sections(text.split("\n")) if part}


def _heading(key: Key) -> str:
    label = _NAMES.get(key.name, key.name)
    return f"[{label} ({key.language})]" if key.language else f"[{label}]"


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(r"\\", text)


def _sections(lines: Iterable[str]) -> Iterator[tuple[Key, str]]:
    key, part = Key("definition"), list[str]()
    for line in lines:
        if found := _HEADING.fullmatch(line.rstrip()):
            yield key, "\n".join(part).strip()
            key, part = Key(found[3] or _LABELS[found[1]], found[2] or ""), []
        else:
            part.append(line)
    yield key, "\n".join(part).strip()
