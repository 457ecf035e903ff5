"""`doctor`: what is wrong with the study, and its repair."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from interview_coder.cli.options import as_json, now
from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_folder import agreed, study_folder, yes_option
from interview_coder.cli.study_view import counted
from interview_coder.errors import StudyError

if TYPE_CHECKING:
    from pathlib import Path

    from interview_coder.doctor import Finding, Repair


@click.command("doctor")
@click.option("--repair", "is_repair", is_flag=True, help="Repair what can be; what is damaged is kept beside it.")
@click.option(
    "--report", "is_report", is_flag=True, help="Print counts, hashes and versions to send: no text, no names."
)
@yes_option
@as_json
@click.pass_context
def command(ctx: click.Context, /, *, is_repair: bool, is_report: bool, yes: bool, as_json: bool) -> None:
    """Examine the study: damage, leftovers of stopped programs, permissions, backups, sync folders.

    Ends with 0 where all is well, with 1 where something needs a look, with 4 where the database is damaged.
    """
    from interview_coder.doctor import DAMAGE, Kind, examine, report

    folder = study_folder()
    if is_report:
        click.echo(json.dumps(report(folder), indent=1))
        return
    findings = examine(folder)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _show(findings)
    if is_repair and findings and agreed("Repair what can be repaired?", yes=yes):
        findings = _repair(folder)
    is_damaged = any(finding.kind in (*DAMAGE, Kind.FOREIGN, Kind.NEWER) for finding in findings)
    ctx.exit(StudyError.exit_code if is_damaged else 1 if findings else 0)


def _show(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        stdout().print(f"{visible(finding.what)}.", style="bold", soft_wrap=True)
        stdout().print(f"    {visible(finding.fix)}.", soft_wrap=True)
    if not findings:
        stdout().print("All is well.")


def _repair(folder: Path) -> tuple[Finding, ...]:
    """Repair a study and return what is still to be looked at."""
    from interview_coder.doctor import examine, repair

    done = repair(folder, at=now())
    for line in _in_words(done):
        stdout().print(visible(line), soft_wrap=True)
    return examine(folder)


def _in_words(done: Repair) -> list[str]:
    lines = list(done.done)
    if done.kept:
        lines.append(f"the damaged file is kept as {done.kept}")
    if saved := done.salvage:
        nouns = {"decisions": "decision", "memos": "memo", "versions": "text"}
        rows = ", ".join(counted(saved.rows[table], noun) for table, noun in nouns.items())
        lines.append(f"saved: {rows}; {counted(saved.from_backup, 'row')} from the backup")
        lines.append("run `interview-coder code` to have the suggestions again")
    if saved and saved.lost_texts:
        lines.append(
            "texts were lost: `interview-coder code` reads the files again, and the decisions find their words"
        )
    return lines
