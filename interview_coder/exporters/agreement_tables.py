"""How far coders agree, as a table: what `agree` shows, a row a code."""

from __future__ import annotations

import math
from collections.abc import Iterator

from interview_coder.agreement import Interval
from interview_coder.coders import Agreement, CodeAgreement, agreements
from interview_coder.exporters.document import Block, Style, Table, plain
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_frames import cell_text
from interview_coder.exporters.report_tables import Column, columns_table
from interview_coder.study import CodedStudy

_MEASURES = ("percent", "holsti", "kappa", "alpha")


def agreement_blocks(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield a chapter where two coders decided in one transcript; nothing where one coder worked alone."""
    found = agreements(study)
    if not found:
        return
    yield plain(Style.HEADING_1, labels("agreement"))
    yield plain(Style.BODY, labels("agreement_note"))
    for each in found:
        yield _table(study, labels, each)


def _table(study: CodedStudy, labels: Labels, found: Agreement) -> Table:
    names = study.codebook.names(labels.language)
    rows = (*found.by_code, found.overall)
    columns = [
        Column(labels("code"), tuple(names.get(row.code, labels("all_codes")) for row in rows)),
        Column(labels("coded_by_each_column"), tuple(_coded(row, labels) for row in rows), numbers=True),
    ]
    for measure in _MEASURES:
        texts = tuple(_cell(getattr(row, measure), labels, per_cent=measure == "percent") for row in rows)
        columns.append(Column(labels(f"{measure}_column"), texts, numbers=True))
    caption = labels(
        "agreement_caption",
        coders=labels.listing(found.coders),
        passages=labels.count("passage", found.passages),
        interviews=labels.count("interview", len(found.transcripts)),
    )
    return columns_table(columns, caption)


def _coded(row: CodeAgreement, labels: Labels) -> str:
    return " / ".join(map(labels.number, row.coded))


def _cell(found: Interval, labels: Labels, *, per_cent: bool) -> str:
    value, low, high = (cell_text(each, labels, per_cent=per_cent) for each in (found.value, found.low, found.high))
    return value if math.isnan(found.low) else f"{value} [{low}, {high}]"
