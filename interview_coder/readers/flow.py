"""Flow: the paragraph being read, in formats where a run of white space means one space (HTML, OpenDocument)."""

from __future__ import annotations

import re

from interview_coder.readers.paragraphs import Paragraph

_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
_RUNS = ("\n", "\t", "  ", "\r", "\f")
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))


class Flow:
    """Collects the words of a paragraph; `read` counts the characters taken that are not white space."""

    def __init__(self) -> None:
        self.read = 0
        self._parts: list[str] = []
        self._plain = False

    def words(self, text: str, *, set_off: bool = False, preserved: bool = False) -> None:
        """Add text; its white space collapses, unless it is `preserved` as the author typed it."""
        characters = ink(text)
        self.read += characters
        self._plain |= bool(characters) and not set_off
        if not preserved:
            # Most texts hold single spaces only, which a look is enough to tell.
            text = _WHITE_SPACE.sub(" ", text) if any(run in text for run in _RUNS) else text
            if text.startswith(" ") and self._at_space():
                text = text[1:]
        if text:
            self._parts.append(text)

    def mark(self, text: str) -> None:
        """Add white space that stands as it is: a line end, a tab, spaces typed on purpose."""
        if text == "\n" and self._parts:
            self._parts[-1] = self._parts[-1].rstrip(" ")
        self._parts.append(text)

    def end(self) -> Paragraph:
        """Return the paragraph and begin the next one."""
        paragraph = Paragraph("".join(self._parts).strip(" \n"), not self._plain)
        self._parts, self._plain = [], False
        return paragraph

    def _at_space(self) -> bool:
        return not self._parts or self._parts[-1][-1:] in ("", " ", "\n", "\t")


def ink(text: str) -> int:
    """Count the characters that are not white space."""
    return len(text) - sum(map(text.count, _SPACES))
