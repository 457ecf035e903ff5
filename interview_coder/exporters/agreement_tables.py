"""How far coders agree, as a table: for each two of them and each code that both decided on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from interview_coder.agreement import cohen_kappa, holsti, percent_agreement
from interview_coder.coding import Decision, Verdict
from interview_coder.exporters.document import Block, Style, plain
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_frames import cell_text
from interview_coder.exporters.report_tables import Column, columns_table
from interview_coder.study import CodedStudy

# transcript, start, end, code
Place = tuple[str, int, int, str]
Answers = Mapping[Place, str | None]


def agreement_blocks(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield a chapter where two coders decided on the same words; nothing where one coder worked alone."""
    answers = _answers(study.decisions)
    tables = [
        (one, other, table)
        for one, other in itertools.combinations(sorted(answers), 2)
        if (table := _rows(study, labels, answers[one], answers[other]))
    ]
    if not tables:
        return
    yield plain(Style.HEADING_1, labels("agreement"))
    yield plain(Style.BODY, labels("agreement_note"))
    heads = [labels(key) for key in ("code", "decided_column", "percent_column", "holsti_column", "kappa_column")]
    for one, other, rows in tables:
        first, *numbers = (Column(head, texts) for head, texts in zip(heads, zip(*rows, strict=True), strict=True))
        columns = [first, *(Column(column.head, column.texts, numbers=True) for column in numbers)]
        yield columns_table(columns, labels("agreement_caption", one=one, other=other))


def _answers(decisions: Sequence[Decision]) -> dict[str, dict[Place, str | None]]:
    """Return what each coder said of each place: the code where it was accepted, None where it was rejected."""
    found: dict[str, dict[Place, str | None]] = {}
    for each in decisions:
        if each.start is not None and each.end is not None and not each.adjudicates:
            answer = each.code if each.verdict is Verdict.ACCEPTED else None
            found.setdefault(each.coder, {})[each.transcript, each.start, each.end, each.code] = answer
    return found


def _rows(study: CodedStudy, labels: Labels, one: Answers, other: Answers) -> list[tuple[str, ...]]:
    """Return a row a code and one for all codes, of the places that both decided on."""
    both = sorted(one.keys() & other.keys())
    rows = []
    for code in study.codebook.codes:
        if places := [place for place in both if place[-1] == code.id]:
            rows.append(_row(code.name.in_language(labels.language), labels, places, one, other))
    return [*rows, _row(labels("all_codes"), labels, both, one, other)] if rows else []


def _row(name: str, labels: Labels, places: Sequence[Place], one: Answers, other: Answers) -> tuple[str, ...]:
    first, second = ([answers[place] for place in places] for answers in (one, other))
    return (
        name,
        labels.number(len(places)),
        cell_text(percent_agreement(first, second), labels, per_cent=True),
        cell_text(holsti(first, second), labels),
        cell_text(
            cohen_kappa(*(["" if label is None else "yes" for label in each] for each in (first, second))), labels
        ),
    )
