"""`codebook diff`: what changed between two versions of a codebook, and what that does to the study."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.options import (
    as_json,
    chosen_codebook,
    codebook_option,
    codebook_path,
    exit_code,
    labels_language,
    material_options,
    study_material,
)
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    from interview_coder.codebook import Codebook
    from interview_coder.codebook_diff import Changes, Effect
    from interview_coder.coding import Decision


@click.command("diff")
@click.argument("old", required=False)
@click.argument("new", required=False)
@codebook_option
@material_options
@click.option("--decisions", metavar="FILE", help="Coders' decisions (codings JSON or CSV) to hold against the rules.")
@click.option("--quotes", default=3, show_default=True, type=click.IntRange(0), help="Quotes per code and kind.")
@labels_language
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    old: str | None,
    new: str | None,
    codebook: str | None,
    decisions: str | None,
    quotes: int,
    language: str,
    as_json: bool,
    **material_choice: Any,
) -> None:
    """Show what changed between two versions of the codebook, and what that does to the study.

    OLD and NEW are files or git revisions. Without NEW it is the codebook here; without OLD, too, the last other
    version that `code` used on this study.

    \b
        interview-coder codebook diff
        interview-coder codebook diff HEAD~1
        interview-coder codebook diff old.yaml new.yaml --decisions codings.json
    """
    from interview_coder.cli.codebook.diff_view import show_diff
    from interview_coder.cli.study_view import show_problem
    from interview_coder.codebook_diff import compare, effect

    before, after = _versions(old, new, codebook)
    decided = _decisions(decisions)
    material = study_material(after, **material_choice)
    changes, found = compare(before, after), effect(before, after, material, decided)
    if as_json:
        click.echo(json.dumps(_plain(before, after, changes, found), ensure_ascii=False, indent=1))
    else:
        show_diff(
            changes, found, before, after, transcripts=len(material.transcripts), quotes=quotes, language=language
        )
    for problem in material.problems:
        show_problem(problem)
    ctx.exit(exit_code(read=len(material.transcripts), problems=material.problems))


def _versions(old: str | None, new: str | None, codebook: str | None) -> tuple[Codebook, Codebook]:
    after = _version(new, codebook) if new else chosen_codebook(codebook)
    return (_version(old, codebook) if old else _last_used(after)), after


def _version(name: str, codebook: str | None) -> Codebook:
    """Load a file, else a git revision of the codebook; where a name is both, the file wins."""
    from interview_coder.cli.screen import note
    from interview_coder.codebook_file import load_codebook
    from interview_coder.codebook_revisions import is_revision, load_revision

    if not Path(name).is_file():
        return load_revision(name, codebook_path(codebook))
    if is_revision(name, Path()):
        note(f"{name} is a file and a git revision; the file was taken. Write {name}^0 for the revision")
    return load_codebook(name)


def _last_used(codebook: Codebook) -> Codebook:
    """Return the version that this study used last, and that is not the one here."""
    from interview_coder.runs import codebook_of, last_run
    from interview_coder.store import find_study

    folder = find_study(Path())
    run = last_run(folder, codebook, unlike=codebook.sha256) if folder else None
    if run:
        return codebook_of(run)
    if folder and last_run(folder, codebook):
        return codebook
    raise UsageError(f"no run with {codebook.file} was kept here. Name the file or git revision to compare it with")


def _decisions(file: str | None) -> tuple[Decision, ...]:
    from interview_coder.cli.screen import note
    from interview_coder.codings_file import load_codings

    if file is None:
        return ()
    codings = load_codings(file)
    for line in codings.notes:
        note(f"{codings.file}: {line}")
    return codings.decisions


def _plain(before: Codebook, after: Codebook, changes: Changes, found: Effect) -> dict[str, Any]:
    """Return the comparison as plain values."""
    versions = {name: {"file": book.file, "sha256": book.sha256} for name, book in (("old", before), ("new", after))}
    return {
        **versions,
        "changes": asdict(changes),
        "units": found.units,
        "counts": [asdict(count) for count in found.counts],
        "passages": [asdict(shift) for shift in found.shifts],
        "against": [asdict(against) for against in found.against],
        "homeless": [asdict(decision) for decision in found.anchored.homeless],
        "orphaned": [asdict(orphan) for orphan in found.anchored.orphaned],
    }
