"""The tables of a report that cover the whole study: participants, interviews, codebook, measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath

import pandas as pd

from interview_coder.codebook import Code
from interview_coder.exporters.document import (
    Block,
    Cell,
    Paragraph,
    Span,
    Style,
    Table,
    cell,
    head,
    number_cell,
    number_head,
    plain,
)
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_counts import Counts, level_style
from interview_coder.language import has_han
from interview_coder.study import CodedStudy
from interview_coder.summary import participants

PAGE_LETTERS = 112
LONG_TEXT = 60  # letters of a text that wants a wide column

_NUMBERS = ("turns", "words", "respondent_words", "passages", "coded")


def participants_blocks(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield who was interviewed, and what each interview amounts to."""
    rows = participants(study)
    common = common_attributes(rows)
    columns = [Column(labels.heading(name), tuple(rows[name])) for name in common]
    ids = Column(labels("interview"), tuple(rows["id"]))
    caption = labels("participants_caption")
    yield plain(Style.HEADING_1, labels("participants"))
    yield from wide_tables(ids, columns, caption, labels)
    yield from _rare_attributes(rows, labels, [name for name in _attributes(rows) if name not in common])
    yield _interviews_table(study, labels, rows)


def common_attributes(rows: pd.DataFrame) -> list[str]:
    """Return the attributes that at least half of the participants have."""
    return [name for name in _attributes(rows) if 2 * (rows[name] != "").sum() >= len(rows)]


def _attributes(rows: pd.DataFrame) -> list[str]:
    return [name for name in rows.columns if name not in {"id", "language", *_NUMBERS}]


def _rare_attributes(rows: pd.DataFrame, labels: Labels, names: Sequence[str]) -> Iterator[Block]:
    """Yield a line an interview for what fewer than half of them have: columns of it would be empty."""
    for row in rows.to_dict("records"):
        texts = [labels("attribute", name=labels.heading(name), value=row[name]) for name in names if row[name]]
        if texts:
            yield plain(Style.NOTE, labels("note", interview=row["id"], note=labels.series(texts)))


def _interviews_table(study: CodedStudy, labels: Labels, rows: pd.DataFrame) -> Table:
    texts = {
        "file": tuple(PurePosixPath(transcript.file).name for transcript in study.transcripts),
        "language": tuple(labels.heading(transcript.language) for transcript in study.transcripts),
        "encoding": tuple(transcript.encoding for transcript in study.transcripts),
    }
    columns = [Column(labels("interview"), tuple(rows["id"]))]
    columns += [Column(labels(f"{name}_column"), values) for name, values in texts.items()]
    columns += [
        Column(labels(f"{name}_column"), tuple(map(labels.number, rows[name])), numbers=True) for name in _NUMBERS
    ]
    return columns_table(columns, labels("interviews_caption"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of plain texts."""

    head: str
    texts: tuple[str, ...]
    numbers: bool = False

    @property
    def width(self) -> int:
        """Letters it wants to have room for: its longest word, short texts as a whole; heads of numbers may wrap."""
        texts = self.texts if self.numbers else (self.head, *self.texts)
        heads = [min(_letters(word), 8) if has_han(word) else _letters(word) for word in self.head.split()]
        words = [_letters(word) for text in texts for word in text.split() if not has_han(word)]
        whole = min(max(map(_letters, texts), default=0), 18)
        if max(map(_letters, self.texts), default=0) > LONG_TEXT:
            return 40
        return min(max(*heads, *words, whole, 4), 24) + 3


def wide_tables(first: Column, columns: Sequence[Column], caption: str, labels: Labels) -> Iterator[Table]:
    """Yield columns as tables that fit on a page's width, the first column in front of each."""
    for at, group in enumerate(_fitting(columns, PAGE_LETTERS - first.width)):
        yield columns_table([first, *group], labels("continued", caption=caption) if at else caption)


def _fitting(columns: Sequence[Column], room: int) -> Iterator[list[Column]]:
    """Cut columns into groups that fit on a page's width, no more of them than needed and about equally wide."""
    total = sum(column.width for column in columns)
    share = total / max(len([*_filled(columns, room)]), 1)
    widest = max((column.width for column in columns), default=0)
    yield from _filled(columns, min(share + widest / 2, room))


def _filled(columns: Sequence[Column], room: float) -> Iterator[list[Column]]:
    group: list[Column] = []
    for column in columns:
        if group and sum(each.width for each in group) + column.width > room:
            yield group
            group = []
        group.append(column)
    if group:
        yield group


def columns_table(columns: Sequence[Column], caption: str) -> Table:
    """Return columns as a table."""
    heads = (number_head(column.head) if column.numbers else head(column.head) for column in columns)
    cells = (map(number_cell if column.numbers else cell, column.texts) for column in columns)
    return Table(
        caption,
        tuple(chain.from_iterable(heads)),
        tuple(zip(*cells, strict=True)),
        tuple(column.width for column in columns),
    )


def _letters(text: str) -> int:
    """Count letters, a Chinese character as two."""
    return sum(2 if has_han(character) else 1 for character in text)


def codebook_blocks(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield the codebook, a row a code, sub-codes indented."""
    heads = (labels(key) for key in ("code", "definition_column", "include", "exclude", "example"))
    yield plain(Style.HEADING_1, labels("codebook"))
    yield Table(
        labels("codebook_caption"),
        (*head(*heads), *number_head(labels("rules"))),
        tuple(_codebook_row(code, labels) for code in study.codebook.codes),
        (20, 22, 15, 15, 21, 7),
    )


def _codebook_row(code: Code, labels: Labels) -> tuple[Cell, ...]:
    texts = (text.in_language(labels.language) for text in (code.definition, code.include, code.exclude))
    return (
        named_cell(code, labels),
        *map(cell, texts),
        cell(example(code, labels.language)),
        number_cell(labels.number(len(code.rules))),
    )


def named_cell(code: Code, labels: Labels) -> Cell:
    """Return a cell with a code's name and, small, its id; indented by depth."""
    name = code.name.in_language(labels.language)
    style = level_style(code.depth)
    return Cell((plain(style, name), Paragraph(style, (Span(code.id, Style.RULE),))))


def example(code: Code, language: str) -> str:
    """Return the first example in a language, else the first."""
    texts = [example.text for example in code.examples]
    return next((text for text in texts if has_han(text) == (language == "zh")), texts[0] if texts else "")


def measures_blocks(study: CodedStudy, labels: Labels, counts: Counts) -> Iterator[Block]:
    """Yield the measures that answer each problem, where the codebook names any."""
    answered = [code for code in study.codebook.codes if code.addressed_by]
    if not answered:
        return
    yield plain(Style.HEADING_1, labels("measures"))
    yield Table(
        labels("measures_caption"),
        (*head(labels("problem"), labels("measures_column")), *number_head(labels("passages"))),
        tuple(_measures_row(code, labels, counts[code.id].passages) for code in answered),
        (30, 58, 12),
    )


def _measures_row(code: Code, labels: Labels, passages: int) -> tuple[Cell, ...]:
    measures = (f"{number}. {text.in_language(labels.language)}" for number, text in enumerate(code.addressed_by, 1))
    return (
        named_cell(code, labels),
        Cell(tuple(plain(Style.TABLE_TEXT, measure) for measure in measures)),
        number_cell(labels.number(passages)),
    )
