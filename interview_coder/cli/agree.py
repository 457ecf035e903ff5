"""`agree`: how far coders agree, per code, and the passages where they do not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.learn_view import plain_interval, stacked
from interview_coder.cli.options import as_json, codebook_option, coded_study
from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.cli.study_view import counted, set_in, table_of
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    from interview_coder.coders import Agreement, CodeAgreement, Disagreement


@click.command("agree")
@click.argument("names", metavar="[CODER]...", nargs=-1)
@codebook_option
@click.option("--list", "most", default=20, show_default=True, type=click.IntRange(0), help="Disagreements listed.")
@as_json
def command(*, names: tuple[str, ...], codebook: str | None, most: int, as_json: bool) -> None:
    """Show how far coders agree, per code, with 95 % intervals, and where they do not.

    CODER names two or more [default: everybody who decided]. Compared are the transcripts that each of them decided in;
    a passage that a coder gave no code is one without it.
    """
    from interview_coder.coders import agreement, coders_of, people_of

    choice: dict[str, Any] = dict.fromkeys(("unit", "encoding", "transcript_language"))
    study = coded_study(with_material=True, paths=(), codebook=codebook, include_interviewer=False, **choice)
    known, people = coders_of(study.decisions), people_of(study.decisions)
    chosen = names or people
    if unknown := sorted(set(chosen) - set(known)):
        raise UsageError(f"no decisions by {', '.join(unknown)}. Those who decided: {', '.join(known) or 'nobody'}")
    if len(chosen) < 2:
        decided = ", ".join(people) or "nobody"
        raise UsageError(f"it takes two coders; decided has {decided}. Bring in another's with `import` or `merge`")
    found = agreement(study, chosen)
    if not found.transcripts:
        raise UsageError(f"{' and '.join(chosen)} decided in different transcripts: there is nothing to compare")
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
    else:
        _show(found, most)


def _show(found: Agreement, most: int) -> None:
    out = stdout()
    on = f"{counted(found.passages, 'passage')} of {counted(len(found.transcripts), 'transcript')}"
    out.print(visible(f"{' and '.join(found.coders)} on {on} that all of them coded\n"))
    table = table_of("Code", "Coded", "Agreement", "Holsti", "Kappa", "Alpha", tight=True)
    shown = {each.code for each in found.by_code}
    for each in (*found.by_code, found.overall):
        coded = " / ".join(map(str, each.coded))
        values = map(stacked, (each.percent, each.holsti, each.kappa, each.alpha))
        table.add_row(set_in(each.code, shown) if each.code else "all codes", coded, *values)
    out.print(table)
    out.print("In brackets 95 % intervals, drawn by transcript; Alpha is Krippendorff's, nominal.\n", style="dim")
    for disagreement in found.disagreements[:most]:
        _show_disagreement(disagreement)
    if (left := len(found.disagreements) - most) > 0:
        out.print(f"… and {counted(left, 'more disagreement')}: --list {len(found.disagreements)} shows all")


def _show_disagreement(each: Disagreement) -> None:
    passage = each.passage
    where = f"{passage.transcript.id} ¶{passage.turn.number}"
    said = f"{each.code}: {', '.join(each.gave)}; not {', '.join(each.did_not)}"
    stdout().print(visible(f"{where}  {said}"), style="bold")
    print_indented(visible(passage.text), 2)


def _plain(found: Agreement) -> dict[str, Any]:
    return {
        "coders": found.coders,
        "transcripts": found.transcripts,
        "passages": found.passages,
        "codes": [_code(each) for each in found.by_code],
        "overall": _code(found.overall),
        "disagreements": [
            {
                "transcript": each.passage.transcript.id,
                "start": each.passage.start,
                "end": each.passage.end,
                "quote": each.passage.text,
                "code": each.code,
                "gave": each.gave,
                "did_not": each.did_not,
            }
            for each in found.disagreements
        ],
    }


def _code(each: CodeAgreement) -> dict[str, Any]:
    values = {name: plain_interval(getattr(each, name)) for name in ("percent", "holsti", "kappa", "alpha")}
    return {"code": each.code, "coded": each.coded, **values}
