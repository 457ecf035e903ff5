"""`codebook add-example`: write down a passage that a code must get, or must not."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from interview_coder.cli.codebook.edit_view import carry_out, edit_options
from interview_coder.cli.options import chosen_codebook, material_options, study_material
from interview_coder.codebook import Example
from interview_coder.codebook_edit import add_example, as_example, known_code, passage_at
from interview_coder.errors import UsageError


@click.command("add-example")
@click.argument("code")
@click.argument("text", required=False)
@click.option("--counter", is_flag=True, help="The code must not be given to it.")
@click.option("--question", default="", help="The interviewer's question before it, where it says little alone.")
@click.option("--from", "place", metavar="TRANSCRIPT:PASSAGE", help="Take a passage of the study, as in `code --json`.")
@material_options
@edit_options
def command(code: str, text: str | None, codebook: str | None, dry_run: bool, **chosen: Any) -> None:
    """Add an example to a code, which `codebook test` tries from then on.

    \b
        interview-coder codebook add-example money "There is no money."
        interview-coder codebook add-example money --counter --from P07:14
    """
    counter, question, place = (chosen.pop(key) for key in ("counter", "question", "place"))
    if (text is None) == (place is None) or (question and place):
        raise UsageError("which passage? Give its text (and --question), or --from TRANSCRIPT:PASSAGE")
    example = _taken(code, codebook, place, chosen) if place else Example(text or "", question)
    change = partial(add_example, id=code, example=example, counter=counter)
    done = f"Added to {code}.{'counterexamples' if counter else 'examples'}"
    carry_out(codebook, change, dry_run=dry_run, done=done)


def _taken(code: str, codebook: str | None, place: str, material: dict[str, Any]) -> Example:
    book = chosen_codebook(codebook)
    known = known_code(book, code)
    passages = study_material(book, **material).passages(book.unit)
    return as_example(book, known, passage_at(passages, place))
