"""A codebook as the appendix of a thesis (.docx), in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from interview_coder.codebook import LocalText
from interview_coder.codebook_formats.cells import KEYS, LISTS, TEXTS, Key, cells_of, settings_cells
from interview_coder.codebook_formats.headers import header
from interview_coder.codebook_formats.rendering import Rendered, Wishes
from interview_coder.codebook_formats.table import walk
from interview_coder.codebook_schema import CodebookFields, CodeFields
from interview_coder.exporters.document import (
    TABLE_LEVELS,
    Block,
    Cell,
    Document,
    Paragraph,
    Span,
    Style,
    Table,
    cell,
    head,
    plain,
)
from interview_coder.exporters.labels import Labels

#: The columns of the first table beside the code's.
MAIN = ("definition", "include", "exclude", "examples")
_DETAILS = tuple(name for name in KEYS if name not in ("name", *MAIN))
_LABELS = {"definition": "definition_column", "include": "include", "exclude": "exclude", "examples": "example"}
SETTINGS = {"languages:": "setting_languages", "unit:": "setting_unit", "interviewers:": "setting_interviewers"}


def write(fields: CodebookFields, wishes: Wishes) -> Rendered:
    """Write a heading and a table with what people read, then a table of rules and notes, then the word lists."""
    from interview_coder.exporters.word import to_docx

    labels = Labels(wishes.language)
    title = LocalText(fields.title).in_language(wishes.language) or labels("codebook_title")
    blocks = tuple(_blocks(in_language(fields, wishes.language), title, labels))
    data, replaced = to_docx(Document(title, wishes.language, labels("table"), blocks), date=wishes.date)
    return Rendered(data, tuple(_notes(fields, wishes.language, replaced)))


def in_language(fields: CodebookFields, language: str) -> CodebookFields:
    """Return a codebook with each text in one language, or in the one it has."""
    return fields.model_copy(
        update={"title": _one(fields.title, language), "codes": _codes_in(fields.codes, language)},
    )


def _codes_in(codes: Mapping[str, CodeFields], language: str) -> dict[str, CodeFields]:
    return {id: _code_in(code, language) for id, code in codes.items()}


def _code_in(code: CodeFields, language: str) -> CodeFields:
    texts = {name: _one(getattr(code, name), language) for name in TEXTS}
    measures = [_one(measure, language) for measure in code.addressed_by]
    return code.model_copy(update={**texts, "addressed_by": measures, "codes": _codes_in(code.codes, language)})


def _one(texts: Mapping[str, str], language: str) -> dict[str, str]:
    return {"": LocalText(texts).in_language(language)} if texts else {}


def _notes(fields: CodebookFields, language: str, replaced: int) -> Iterator[str]:
    if in_language(fields, language) != in_language(fields, "zh" if language == "en" else "en"):
        yield f"texts in other languages than {language}: the appendix is in one; choose another with --language"
    if replaced:
        yield f"characters that Word cannot hold, written as \ufffd: {replaced:,}"


def main_heads(labels: Labels) -> tuple[str, ...]:
    """Return the heads of the table that people read."""
    return (labels("code_and_id"), *(labels(_LABELS[name]) for name in MAIN))


def detail_heads(labels: Labels) -> tuple[str, ...]:
    """Return the heads of the table with all else that is said about codes."""
    return labels("code"), labels("entry"), labels("content")


def setting_heads(labels: Labels) -> tuple[str, ...]:
    """Return the heads of the table about the codebook as a whole."""
    return labels("setting"), labels("content")


def _blocks(fields: CodebookFields, title: str, labels: Labels) -> Iterator[Block]:
    codes = [(id, code) for id, _, code in walk(fields.codes)]
    yield plain(Style.TITLE, title)
    yield plain(Style.HEADING_1, labels("codebook"))
    rows = tuple(_main_row(id, code) for id, code in codes)
    yield Table(labels("codebook_caption"), head(*main_heads(labels)), rows, (24, 23, 17, 17, 23))
    details = tuple(row for id, code in codes for row in _detail_rows(id, code, labels))
    if details:
        yield plain(Style.HEADING_1, labels("details"))
        yield Table(labels("details_caption"), head(*detail_heads(labels)), details, (26, 16, 58))
    yield plain(Style.HEADING_1, labels("word_lists"))
    rows = tuple(
        (cell(labels(SETTINGS[id]) if id in SETTINGS else id), cell(in_line(cells[Key("rules")])))
        for id, cells in settings_cells(fields)
        if id != "title:"
    )
    yield Table(labels("word_lists"), head(*setting_heads(labels)), rows, (26, 74))


def _main_row(id: str, code: CodeFields) -> tuple[Cell, ...]:
    style = TABLE_LEVELS[min(id.count("."), len(TABLE_LEVELS) - 1)]
    found = cells_of(code)
    name = found.get(Key("name")) or id.rpartition(".")[2]
    named = Cell((plain(style, name), Paragraph(style, (Span(id, Style.RULE),))))
    return (named, *(_cell(Key(part), found.get(Key(part), "")) for part in MAIN))


def _cell(key: Key, text: str) -> Cell:
    """Return a cell with a paragraph an entry."""
    parts = re.split(r"\n(?! {2})", text) if key.name in LISTS else [text]
    return Cell(tuple(plain(Style.TABLE_TEXT, part) for part in parts))


def in_line(words: str) -> str:
    """Write the lines of a cell of words as one, where that can be undone by `in_lines`."""
    return words if words.startswith("•") or ";" in words else words.replace("\n", "; ")


def in_lines(words: str) -> str:
    """Undo `in_line`."""
    return words if words.startswith("•") or "\n" in words else words.replace("; ", "\n")


def _detail_rows(id: str, code: CodeFields, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """Yield a row an entry; the code's id stands in the first."""
    shown = id
    for key, text in cells_of(code).items():
        if key.name in _DETAILS:
            entry = header(key, labels.language).replace("_", " ").capitalize()
            yield Cell((Paragraph(Style.TABLE_TEXT, (Span(shown, Style.RULE),)),)), cell(entry), _cell(key, text)
            shown = ""
