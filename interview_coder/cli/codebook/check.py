"""`codebook check`: every mistake, and what is doubtful, each with its place and a remedy."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from interview_coder.cli.check_view import Checked, as_data, show_checked
from interview_coder.cli.options import as_json, codebook_option, codebook_path, material_options, study_material
from interview_coder.cli.screen import stderr, stdout, visible
from interview_coder.cli.study_view import counted, show_problem
from interview_coder.codebook import Codebook
from interview_coder.errors import UsageError
from interview_coder.material import Material

# Between two looks at the files that --watch watches.
pause: Callable[[], None] = partial(time.sleep, 0.1)

Study = Callable[[Codebook], Material]


@click.command("check")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@codebook_option
@material_options
@as_json
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    codebook: str | None,
    as_json: bool,
    watch: bool,
    **reading: Any,
) -> None:
    """List every mistake of a codebook, and what is doubtful, each with its place and a remedy.

    The rules are tried on the study's transcripts, if there are any here: what hits nothing, or always the same?

    \b
        interview-coder codebook check
        interview-coder codebook check codebooks/night-shifts.yaml --on transcripts/nurses

    Exit codes: 0 nothing found, 1 findings, 3 mistakes, or no transcript named could be read.
    """
    paths = [*map(Path, files), *([codebook_path(codebook)] if codebook or not files else [])]
    study = _study_read_once(reading)
    if watch and as_json:
        raise UsageError("--watch is for reading along: leave --json out")
    if watch:
        _watch(paths, study)
    checked = [_checked(path, study) for path in paths]
    if as_json:
        click.echo(json.dumps([entry for each in checked for entry in as_data(each)], ensure_ascii=False, indent=1))
    else:
        _show(checked)
    ctx.exit(max(_exit_code(each) for each in checked))


def _exit_code(checked: Checked) -> int:
    if checked.problems or checked.unread:
        return 3
    return 1 if checked.findings else 0


def _show(checked: Sequence[Checked]) -> None:
    for each in checked:
        show_checked(each)


def _checked(path: Path, study: Study) -> Checked:
    """Check one file; a codebook with mistakes is not tried on the study."""
    from interview_coder.codebook_file import load_draft
    from interview_coder.codebook_lint import codebook_findings
    from interview_coder.coverage import cover
    from interview_coder.study_lint import study_findings

    draft = load_draft(path)
    book = draft.codebook
    findings = codebook_findings(book, whole=not draft.problems) if book else ()
    tried_on, unread = "", False
    if book and not draft.problems:
        material = study(book)
        passages = material.passages(book.unit)
        findings += study_findings(cover(book, passages))
        transcripts = counted(len(material.transcripts), "transcript")
        tried_on = f"Tried on {counted(len(passages), book.unit)} by respondents in {transcripts}"
        unread = bool(material.problems) and not material.transcripts
        if not passages:
            why = "no transcript could be read" if unread else "no transcripts/ here, and none named with --on"
            tried_on = f"Not tried: {why}"
    return Checked(path.as_posix(), draft.text, book, draft.problems, findings, tried_on, unread)


def _study_read_once(reading: dict[str, Any]) -> Study:
    """Return a function that reads the transcripts, but again only for other interviewers: the labels tell who asks."""
    known: dict[tuple[str, ...], Material] = {}

    def study(codebook: Codebook) -> Material:
        if codebook.interviewers not in known:
            known[codebook.interviewers] = material = study_material(codebook, **reading)
            for problem in material.problems:
                show_problem(problem)
        return known[codebook.interviewers]

    return study


def _watch(paths: Sequence[Path], study: Study) -> None:
    """Check the files now and after every change, until interrupted."""
    seen: list[bytes] | None = None
    times = 0
    while True:
        contents = list(map(_content, paths))
        # An editor may empty or remove a file for a moment before it writes the new one.
        if contents != seen and (all(contents) or not times):
            seen = contents
            times += 1
            if times > 1:
                stdout().rule(f"{times}", characters="─")
            _show([_checked(path, study) for path in paths])
            stderr().print(visible(f"watching {', '.join(map(str, paths))}; Ctrl-C ends"), soft_wrap=True)
        pause()


def _content(path: Path) -> bytes:
    """Return the bytes of a file, none while it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
