"""Keys: what a key press means, whatever the input method or caps lock made of it, and how keys are told in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from rich.text import Text
from textual.events import Key
from textual.screen import Screen

from interview_coder.cli.review.labels import Labels

Result = TypeVar("Result")


def pressed(event: Key) -> str:
    """Return the key as it is named in a table of keys: `y`, `?`, `up`; full-width and capital letters are the same."""
    if event.character and event.is_printable and event.character != " ":
        return unicodedata.normalize("NFKC", event.character).lower()
    return event.key


def told(keys: Sequence[tuple[str, str]], labels: Labels, width: int) -> Text:
    """Return keys in words, in lines of so many cells."""
    lines, used = [Text()], 0
    for key, label in keys:
        words = Text.assemble((key, "bold"), (f" {labels(label)}", "dim"))
        if used and used + 3 + words.cell_len > width:
            lines.append(Text())
            used = 0
        lines[-1].append_text(Text("   " if used else "")).append_text(words)
        used += words.cell_len + (3 if used else 0)
    return Text("\n").join(lines)


def described(keys: Sequence[tuple[str, str]], labels: Labels) -> list[Text]:
    """Return what each key does, a line each, and what else is good to know about them."""
    lines = [Text.assemble((f"{key:<10} ", "bold"), labels(label)) for key, label in keys]
    return [*lines, Text(), Text(labels("keys note"))]


class KeyedScreen(Screen[Result]):
    """A screen that is worked by single keys."""

    def actions(self) -> Mapping[str, Callable[[], object]]:
        """Return what each key does."""
        raise NotImplementedError

    def on_key(self, event: Key) -> None:
        """Do what the key says."""
        if action := self.actions().get(pressed(event)):
            event.stop()
            event.prevent_default()
            action()
