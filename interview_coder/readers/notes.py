"""Notes: numbers of things in words, for what a reader tells the user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from interview_coder.readers.settings import Tracked

_FATES = {
    Tracked.ACCEPT: {"insertion": "accepted", "deletion": "dropped"},
    Tracked.SHOW: {"insertion": "shown as {+new+}", "deletion": "shown as [-old-]"},
}
_PLURALS = {
    "text box": "text boxes",
    "page header or footer": "page headers or footers",
    "table of contents": "tables of contents",
    "index": "indexes",
}


def counted(number: int, noun: str) -> str:
    """Write a number and its noun: `1 cue`, `2 text boxes`."""
    return f"{number} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"


def left_out_notes(
    number: Counter[str], characters: Counter[str], unknown: int, tracked: Tracked = Tracked.ACCEPT
) -> Iterator[str]:
    """Say what a document holds beside what was read: how many of each kind, and how many characters.

    `unknown` are characters that were neither read nor counted among a kind.
    """
    changes = [
        f"{counted(number[kind], kind)} {fate} ({counted(characters[kind], 'character')})"
        for kind, fate in _FATES[tracked].items()
        if number[kind]
    ]
    if changes:
        yield f"tracked changes: {', '.join(changes)}"
    left_out = [
        f"{counted(number[kind], kind)} ({counted(characters[kind], 'character')})"
        for kind in number
        if kind not in ("insertion", "deletion")
    ]
    if left_out:
        yield f"left out: {', '.join(left_out)}"
    if unknown:
        yield f"left out: {counted(unknown, 'character')} in places of the document this reader does not know"
