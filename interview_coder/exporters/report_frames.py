"""Tables of the summary as tables of a document."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import pandas as pd

from interview_coder.exporters.document import Table
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_tables import Column, wide_tables
from interview_coder.study import CodedStudy
from interview_coder.table_labels import column_label

_CODES = ("code", "other")
_PER_CENT = frozenset(("share", "case_share", "row_share", "column_share", "q1", "median", "q3", "first"))
_SYMBOLS = frozenset(("df", "p", "p_holm"))
EMPTY = "–"


def frame_tables(
    rows: pd.DataFrame,
    caption: str,
    labels: Labels,
    study: CodedStudy,
    *,
    heads: Mapping[str, str] = MappingProxyType({}),
    grouped: bool = False,
) -> Iterator[Table]:
    """Yield rows as one table, or as several where they are too wide, the first column in front of each.

    `heads` are those of columns that are called otherwise here. Where rows are `grouped` by the first column, each of
    its texts stands once.
    """
    names = study.codebook.names(labels.language)
    columns = (_column(str(name), rows[name], labels, names) for name in rows.columns)
    first, *others = (
        replace(column, head=heads.get(str(name), column.head))
        for name, column in zip(rows.columns, columns, strict=True)
    )
    if grouped:
        first = replace(first, texts=tuple(_once(first.texts)))
    yield from wide_tables(first, others, caption, labels)


def _once(texts: Sequence[str]) -> Iterator[str]:
    for before, text in pairwise(("", *texts)):
        yield "" if text == before else text


def _column(name: str, values: pd.Series, labels: Labels, names: Mapping[str, str]) -> Column:
    if name in _CODES:
        return Column(head_of(name, labels), tuple(names.get(id, id) for id in values))
    texts = tuple(cell_text(value, labels, per_cent=name in _PER_CENT) for value in values)
    return Column(
        head_of(name, labels), texts, numbers=all(isinstance(value, int | float) for value in values.tolist())
    )


def head_of(name: str, labels: Labels) -> str:
    """Return a column's head."""
    text = column_label(name, labels.language)
    return text if name in _SYMBOLS else text[:1].upper() + text[1:]


def cell_text(value: object, labels: Labels, *, per_cent: bool = False) -> str:
    """Return a value as it stands in a table: whole numbers whole, others with two digits, shares in per cent."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return EMPTY
    if isinstance(value, float):
        return labels.share(value, 1) if per_cent else f"{value:.3f}"
    return labels.number(value) if isinstance(value, int) else str(value)
