"""What an editing command shows: the lines that changed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import TypeVar

import click
from rich.table import Table
from rich.text import Text

from interview_coder.cli.options import codebook_option, codebook_path
from interview_coder.cli.screen import stderr, stdout, visible
from interview_coder.codebook_text import CodebookText, read_codebook_text
from interview_coder.yaml_text import LINE_END

Command = TypeVar("Command", bound=Callable[..., object])

LINES_SHOWN = 30
_STYLES = {"+": "green", "-": "red"}


def edit_options(command: Command) -> Command:
    """Add the codebook and `--dry-run`, as `codebook` and `dry_run`."""
    dry_run = click.option("--dry-run", is_flag=True, help="Show the change as a unified diff and write nothing.")
    return dry_run(codebook_option(command))


def carry_out(codebook: str | None, change: Callable[..., str], *, dry_run: bool, done: str) -> CodebookText:
    """Change the codebook named with an operation of `codebook_edit`, or only show what would change."""
    stored = read_codebook_text(codebook_path(codebook))
    text = change(stored.text, file=stored.file)
    if dry_run:
        show_unified_diff(stored, text)
        stderr().print("Nothing was written (--dry-run).")
        return stored
    stored.write(stored.encoded(text))
    stdout().print(visible(f"{done} ({stored.file})"), soft_wrap=True)
    show_changed_lines(stored.text, text)
    return stored


def show_unified_diff(stored: CodebookText, text: str) -> None:
    """Print a unified diff, as `diff -u` would."""
    old, new = LINE_END.split(stored.text), LINE_END.split(text)
    for line in difflib.unified_diff(old, new, stored.file, stored.file, lineterm=""):
        stdout().print(Text(visible(line), _STYLES.get(line[0], "")), soft_wrap=True)


def show_changed_lines(old: str, new: str) -> None:
    """Print the lines that went and came with their numbers in the file, the first of them if they are many."""
    changed = list(_changed_lines(LINE_END.split(old), LINE_END.split(new)))
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim")
    for number, sign, line in changed[:LINES_SHOWN]:
        table.add_row(str(number), sign, Text(visible(line)), style=_STYLES[sign])
    stdout().print(table)
    if len(changed) > LINES_SHOWN:
        stdout().print(f"… and {len(changed) - LINES_SHOWN} more changed lines")


def _changed_lines(old: list[str], new: list[str]) -> Iterator[tuple[int, str, str]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from ((number, "-", old[number - 1]) for number in range(a + 1, b + 1))
            yield from ((number, "+", new[number - 1]) for number in range(c + 1, d + 1))
