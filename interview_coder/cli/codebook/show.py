"""`codebook show`: the codes as a tree with what they find, or one code in full."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.options import (
    as_json,
    chosen_codebook,
    codebook_option,
    exit_code,
    labels_language,
    material_options,
    study_material,
)
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interview_coder.codebook import Code, Codebook, Rule
    from interview_coder.coverage import Coverage


@click.command("show")
@click.argument("codes", metavar="[CODE]...", nargs=-1)
@codebook_option
@material_options
@labels_language
@as_json
@click.pass_context
def command(
    ctx: click.Context, /, *, codes: tuple[str, ...], codebook: str | None, language: str, as_json: bool, **on: Any
) -> None:
    """Show the codes as a tree, with what they find; with CODE, that code in full.

    \b
        interview-coder codebook show
        interview-coder codebook show financial_support.late --language zh
    """
    from interview_coder.cli.codebook import show_view
    from interview_coder.cli.study_view import show_problem
    from interview_coder.coverage import cover

    book = chosen_codebook(codebook)
    chosen = _chosen(book, codes)
    material = study_material(book, **on)
    coverage = cover(book, material.passages(book.unit))
    if as_json:
        click.echo(json.dumps([_plain(code, coverage) for code in chosen], ensure_ascii=False, indent=1))
    elif codes:
        for code in chosen:
            show_view.show_code(code, coverage, transcripts=len(material.transcripts), language=language)
    else:
        show_view.show_tree(coverage, transcripts=len(material.transcripts), language=language)
    for problem in material.problems:
        show_problem(problem)
    ctx.exit(exit_code(read=len(material.transcripts), problems=material.problems))


def _chosen(codebook: Codebook, ids: Sequence[str]) -> tuple[Code, ...]:
    """Return the codes named, by their ids of today or of earlier; all codes where none are."""
    known = {code.id: code for code in (*codebook.codes, *codebook.retired)}
    current = {id: codebook.current(id) for id in ids}
    if missing := [id for id, home in current.items() if home is None]:
        raise UsageError(f"no code is called {', '.join(missing)}. The codebook has {', '.join(known)}")
    return tuple(known[home] for home in current.values() if home) or tuple(known.values())


def _plain(code: Code, coverage: Coverage) -> dict[str, Any]:
    """Return a code and what it finds as plain values; what is retired finds nothing."""
    found = coverage.found(code)
    parts = ("name", "definition", "include", "exclude", "memo", "retired")
    return {
        "id": code.id,
        "color": code.color,
        **{part: dict(getattr(code, part).texts) for part in parts},
        "formerly": code.formerly,
        "passages": len(found),
        "transcripts": coverage.transcripts(found),
        "rules": [_plain_rule(rule, coverage) for rule in code.rules],
        "unless": [_plain_rule(rule, coverage) for rule in code.unless],
        "examples": [asdict(example) for example in code.examples],
        "counterexamples": [asdict(example) for example in code.counterexamples],
        "addressed_by": [dict(measure.texts) for measure in code.addressed_by],
    }


def _plain_rule(rule: Rule, coverage: Coverage) -> dict[str, Any]:
    return {"id": rule.id, "text": rule.text, "passages": len(coverage.hits.get(rule.id, ()))}
