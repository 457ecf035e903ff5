"""What reaches the terminal: consoles, text made harmless, progress on stderr."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# C0 and C1 controls, DEL, and the marks that reorder a line: shown, never acted on.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@cache
def stdout() -> Console:
    """Return the console for results: no markup, no emoji codes, no guessed highlighting."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


@cache
def stderr() -> Console:
    """Return the console for messages and progress."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def visible(text: str) -> str:
    """Show line breaks as spaces and control characters as pictures: text cannot drive the terminal."""
    return _UNSAFE.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    character = found.group()
    if character in "\n\t":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else f"<U+{ord(character):04X}>"


def highlighted(quote: str, spans: Sequence[tuple[int, int]]) -> Text:
    """Return a quote with some ranges marked: by weight in a terminal, by «» where there are no styles."""
    from rich.text import Text

    text = Text()
    styled = stdout().is_terminal
    at = 0
    for start, end in spans:
        text.append(visible(quote[at:start]))
        words = visible(quote[start:end])
        text.append(words if styled else f"«{words}»", style="bold underline")
        at = end
    text.append(visible(quote[at:]))
    return text


def print_indented(text: Text | str, indent: int, *, style: str = "") -> None:
    """Print a text with every line of it set in by so many cells."""
    from rich.padding import Padding

    stdout().print(Padding(text, (0, 0, 0, indent), expand=False), style=style)


def note(text: str) -> None:
    """Print to stderr what is good to know, as one line."""
    stderr().print(f"note: {visible(text)}", soft_wrap=True)


@contextmanager
def progress(task: str) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function to call with (file, number, total); it draws a bar on stderr if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda file, number, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[file]}")
    with Progress(*columns, console=stderr(), transient=True) as bar:
        shown = bar.add_task(task, file="", total=None)
        yield lambda file, number, total: bar.update(shown, completed=number, total=total, file=visible(file))
