"""Notes: numbers of things in words, for what a reader tells the user."""

from __future__ import annotations

_PLURALS = {"text box": "text boxes"}


def counted(number: int, noun: str) -> str:
    """Write a number and its noun: `1 cue`, `2 text boxes`."""
    return f"{number} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"
