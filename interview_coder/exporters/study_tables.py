"""The tables of a study as values: what a workbook, CSV, JSON and a page hold alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from interview_coder import summary
from interview_coder.codebook import Code
from interview_coder.coding import Coding, Decision
from interview_coder.crosstab import attributes
from interview_coder.errors import UsageError
from interview_coder.exporters.document import Paragraph, Style
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Wishes
from interview_coder.exporters.report import attribute_to_compare
from interview_coder.exporters.report_method import method_blocks
from interview_coder.matrices import case_matrix
from interview_coder.study import CodedStudy
from interview_coder.table_labels import column_label, table_label
from interview_coder.transcript import clock
from interview_coder.version import __version__

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | None
Row = tuple[Value, ...]


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` is its name for programs, `head` for readers."""

    key: str
    head: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class StudyTable:
    """A table of a study; `key` is the layout it is asked for by."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def study_table(study: CodedStudy, wishes: Wishes) -> StudyTable:
    """Return the table that `wishes.layout` names; UsageError where there is no attribute to compare by."""
    labels = Labels(wishes.language)
    if wishes.layout in _OWN:
        return _OWN[wishes.layout](study, wishes, labels)
    by = attribute_to_compare(study, wishes)
    frames = summary.tables(study, by=by, language=wishes.language)
    if wishes.layout not in frames:
        raise UsageError(f"the table {wishes.layout} compares by an attribute. Name one with --by")
    return frame_table(wishes.layout, frames[wishes.layout], labels, by)


def study_tables(study: CodedStudy, wishes: Wishes) -> Iterator[StudyTable]:
    """Yield all tables of a study; those that compare by an attribute only where there is one."""
    labels = Labels(wishes.language)
    by = attribute_to_compare(study, wishes)
    yield _OWN["codings"](study, wishes, labels)
    for key, frame in summary.tables(study, by=by, language=wishes.language).items():
        # A workbook has them as the matrix.
        if key != "cases":
            yield frame_table(key, frame, labels, by)
    yield from (_OWN[key](study, wishes, labels) for key in _OWN if key != "codings")


def _columns(labels: Labels, kinds: Mapping[str, Kind]) -> tuple[Column, ...]:
    return tuple(Column(key, labels.column(key), kind) for key, kind in kinds.items())


def _texts(*keys: str) -> dict[str, Kind]:
    return dict.fromkeys(keys, Kind.TEXT)


def _numbers(*keys: str) -> dict[str, Kind]:
    return dict.fromkeys(keys, Kind.NUMBER)


def _codings(study: CodedStudy, wishes: Wishes, labels: Labels) -> StudyTable:
    """Return a row a coding, those rejected too, with what is known of its participant."""
    kinds = {
        **_texts("transcript"),
        **_numbers("start", "end"),
        **_texts("quote", "speaker"),
        **_numbers("turn", "passage"),
        **_texts("time", "code", "name", "status", "source", "rule"),
        **_numbers("score"),
        **_texts("evidence", "question", "reasons", "coder", "memos"),
    }
    names = attributes(study)
    of = {each.id: tuple(each.attributes.get(name, "") for name in names) for each in study.transcripts}
    heads = {name: f"{name} (attribute)" if name.casefold() in kinds else name for name in names}
    columns = (*_columns(labels, kinds), *(Column(head, labels.heading(head)) for head in heads.values()))
    codes = study.codebook.names(wishes.language)
    rows = ((*_coding_row(coding, codes, labels), *of[coding.transcript]) for coding in study.codings)
    return StudyTable("codings", labels("table_codings"), columns, tuple(rows))


def _coding_row(coding: Coding, codes: Mapping[str, str], labels: Labels) -> Row:
    words = [coding.quote[start:end] for start, end in coding.evidence_in_quote]
    return (
        *(coding.transcript, coding.start, coding.end, coding.quote, coding.speaker, coding.turn, coding.passage),
        "" if coding.seconds is None else clock(coding.seconds),
        *(coding.code, codes.get(coding.code, coding.code), labels.status(coding.status), labels.status(coding.source)),
        *(coding.rule, coding.score, labels.series([*words, *coding.context]), coding.question),
        *(labels.series(coding.reasons), coding.coder, labels.series(coding.memos)),
    )


def _matrix(study: CodedStudy, wishes: Wishes, labels: Labels) -> StudyTable:
    names = study.codebook.names(wishes.language)
    frame = case_matrix(study).reset_index()
    heads = (labels.column("transcript"), *(names[str(code)] for code in frame.columns[1:]))
    return StudyTable("matrix", labels("table_matrix"), _frame_columns(frame, heads), _frame_rows(frame))


def _codebook(study: CodedStudy, wishes: Wishes, labels: Labels) -> StudyTable:
    keys = ("code", "name", "definition", "include", "exclude", "examples", "rules", "unless", "addressed_by", "memo")
    rows = tuple(_codebook_row(code, wishes.language) for code in study.codebook.codes)
    return StudyTable("codebook", labels("codebook"), _columns(labels, _texts(*keys)), rows)


def _codebook_row(code: Code, language: str) -> Row:
    texts = (code.name, code.definition, code.include, code.exclude)
    lists: tuple[Sequence[str], ...] = (
        [str(example) for example in code.examples],
        [rule.text for rule in code.rules],
        [rule.text for rule in code.unless],
        [measure.in_language(language) for measure in code.addressed_by],
    )
    written = (text.in_language(language) for text in texts)
    return code.id, *written, *map("\n".join, lists), code.memo.in_language(language)


def _decisions(study: CodedStudy, wishes: Wishes, labels: Labels) -> StudyTable:
    kinds = {
        **_texts("transcript"),
        **_numbers("start", "end"),
        **_texts("quote", "code", "status", "coder", "at", "adjudicates"),
    }
    rows = tuple(_decision_row(decision, labels) for decision in study.decisions)
    return StudyTable("decisions", labels("table_decisions"), _columns(labels, kinds), rows)


def _decision_row(decision: Decision, labels: Labels) -> Row:
    return (
        *(decision.transcript, decision.start, decision.end, decision.quote, decision.code),
        *(labels.status(decision.verdict), decision.coder, decision.at, labels.yes(decision.adjudicates)),
    )


def _about(study: CodedStudy, wishes: Wishes, labels: Labels) -> StudyTable:
    """Return what the tables were made of, how, and what was left out."""
    method = (block for block in method_blocks(study, labels) if isinstance(block, Paragraph))
    facts = [
        ("title", study.codebook.title.in_language(wishes.language)),
        ("date", wishes.date.isoformat()),
        ("interview_coder", __version__),
        ("codebook_sha256", study.codebook.sha256),
        *(("method", block.text) for block in method if block.style in (Style.BODY, Style.BULLET)),
    ]
    rows = tuple((labels.column(key), text) for key, text in facts)
    return StudyTable("about", labels("table_about"), _columns(labels, _texts("about", "content")), rows)


def frame_table(key: str, frame: pd.DataFrame, labels: Labels, by: str | None = None) -> StudyTable:
    """Return one of the tables of `summary` as it is."""
    named = {"value": labels.heading(by)} if by else {}
    heads = (named.get(name) or labels.heading(column_label(name, labels.language)) for name in map(str, frame.columns))
    columns = _frame_columns(frame, tuple(heads))
    return StudyTable(key, table_label(key, labels.language), columns, _frame_rows(frame))


def _frame_columns(frame: pd.DataFrame, heads: Sequence[str]) -> tuple[Column, ...]:
    names = [str(name) for name in frame.columns]
    kinds = (_kind(name, dtype.kind) for name, dtype in zip(names, frame.dtypes, strict=True))
    return tuple(map(Column, names, heads, kinds))


def _kind(name: str, dtype: str) -> Kind:
    if name.endswith("share"):
        return Kind.SHARE
    return Kind.NUMBER if dtype in "if" else Kind.TEXT


def _frame_rows(frame: pd.DataFrame) -> tuple[Row, ...]:
    return tuple(zip(*(map(_plain, frame[name]) for name in frame.columns), strict=True))


def _plain(value: object) -> Value:
    """Return a value of pandas as Python's: no number as None, several texts as one."""
    item = value.item() if hasattr(value, "item") else value
    if item is None or (isinstance(item, float) and math.isnan(item)):
        return None
    return (
        item if isinstance(item, int | float) else ", ".join(map(str, item)) if isinstance(item, tuple) else str(item)
    )


Table = Callable[[CodedStudy, Wishes, Labels], StudyTable]
_OWN: dict[str, Table] = {
    "codings": _codings,
    "matrix": _matrix,
    "codebook": _codebook,
    "decisions": _decisions,
    "about": _about,
}
