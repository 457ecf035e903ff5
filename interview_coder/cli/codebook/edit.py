"""`codebook edit`: open the codebook in the researcher's editor, and check what comes back."""

from __future__ import annotations

import shlex
import sys
import tempfile
from itertools import count
from pathlib import Path

import click

from interview_coder.cli.codebook.consequences import show_consequences, show_examples
from interview_coder.cli.codebook.edit_view import show_changed_lines
from interview_coder.cli.codebook.editor import open_in_editor
from interview_coder.cli.options import codebook_option, codebook_path
from interview_coder.cli.screen import stderr, stdout, visible
from interview_coder.codebook import Codebook
from interview_coder.codebook_edit import known_code
from interview_coder.codebook_file import parse_codebook
from interview_coder.codebook_text import CodebookText, read_codebook_text
from interview_coder.errors import CodebookError
from interview_coder.files import write_whole

_RESTORED, _KEPT = 1, 3


@click.command("edit")
@click.argument("code", required=False)
@click.option("--draft", type=click.Path(exists=True, dir_okay=False), help="Go on with a draft that was kept aside.")
@codebook_option
@click.pass_context
def command(ctx: click.Context, /, *, code: str | None, draft: str | None, codebook: str | None) -> None:
    """Open the codebook in your editor ($VISUAL or $EDITOR), at the line of CODE if one is named.

    You edit a copy. When the editor closes, it is checked; only a codebook without mistakes takes the old one's place.
    """
    stored = read_codebook_text(codebook_path(codebook))
    line = _line(stored, code)
    with tempfile.TemporaryDirectory(prefix="interview-coder-") as folder:
        copy = Path(folder, stored.target.name)
        copy.write_bytes(Path(draft).read_bytes() if draft else stored.data)
        try:
            ended = _edited(stored, copy, line)
        except BaseException:
            _keep(stored, copy)
            raise
    ctx.exit(ended)


def _line(stored: CodebookText, code: str | None) -> int:
    """Return the line of a code, or of the first mistake; else the first."""
    try:
        codebook = parse_codebook(stored.text, stored.file)
    except CodebookError as error:
        return error.problems[0].line or 1
    return known_code(codebook, code).line if code else 1


def _edited(stored: CodebookText, copy: Path, line: int) -> int:
    """Let the copy be edited until it is valid, or given up; return the exit code."""
    while True:
        open_in_editor(copy, line)
        if copy.read_bytes() == stored.data:
            stdout().print("Nothing was changed.")
            return 0
        try:
            new = parse_codebook(read_codebook_text(copy).text, stored.file)
        except CodebookError as error:
            line = error.problems[0].line or 1
            chosen = _choice(error)
        else:
            line = 1
            chosen = _approval(stored, copy, new)
        if chosen == "save":
            stored.write(copy.read_bytes())
            stdout().print(visible(f"Saved {stored.file}"), soft_wrap=True)
            return 0
        if chosen == "restore":
            stderr().print("Your changes are thrown away; the codebook is as it was.")
            return _RESTORED
        if chosen == "keep":
            _keep(stored, copy)
            return _KEPT


def _approval(stored: CodebookText, copy: Path, new: Codebook) -> str:
    """Show what a valid copy changes, and ask whether it shall be saved; where nobody can answer, it is."""
    show_changed_lines(stored.text, read_codebook_text(copy).text)
    try:
        show_consequences(parse_codebook(stored.text, stored.file), new)
    except CodebookError:
        show_examples(new)  # nothing to compare with: the old one has mistakes
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "save"
    choices = click.Choice(["save", "edit", "restore"])
    return str(click.prompt("Save it, edit it again, or restore the old one?", "save", type=choices))


def _choice(error: CodebookError) -> str:
    """Show what is wrong and ask what to do about it; where nobody can answer, the draft is kept."""
    for problem in error.problems:
        stderr().print(visible(str(problem)), soft_wrap=True)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "keep"
    choices = click.Choice(["edit", "keep", "restore"])
    return str(click.prompt("Edit it again, keep the draft aside, or restore the old one?", "edit", type=choices))


def _keep(stored: CodebookText, copy: Path) -> None:
    """Put a changed copy beside the codebook, under a name that is free."""
    data = copy.read_bytes()
    if data == stored.data:
        return
    names = (Path(f"{stored.file}.draft{number or ''}") for number in count())
    draft = next(name for name in names if not name.exists())
    write_whole(draft, data)
    stderr().print(visible(f"The codebook is as it was. Your draft is kept as {draft}"), soft_wrap=True)
    stderr().print(
        visible(f"Go on with: interview-coder codebook edit --draft {shlex.quote(str(draft))}"), soft_wrap=True
    )
