"""The table of codes in a Word document (.docx); of an appendix written here, all that it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from interview_coder.bilingual import LANGUAGES
from interview_coder.codebook_formats.cells import KEYS
from interview_coder.codebook_formats.drafts import Imported
from interview_coder.codebook_formats.headers import recognised
from interview_coder.codebook_formats.table import Row, names_codes, read_rows, recognised_columns
from interview_coder.codebook_formats.word_appendix import (
    MAIN,
    SETTINGS,
    detail_heads,
    in_lines,
    main_heads,
    setting_heads,
)
from interview_coder.errors import CodebookError, Problem
from interview_coder.exporters.labels import Labels
from interview_coder.readers.package import attribute, local_name, open_package
from interview_coder.readers.source import Source
from interview_coder.readers.word import main_part
from interview_coder.readers.word_text import BodyText, children

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_SPAN = 50


def read(source: Source) -> Imported:
    """Read the first table whose header is known."""
    package = open_package(source)
    body = package.xml(main_part(package))
    tables = [rows for element in body.iter() if local_name(element) == "tbl" and (rows := list(_rows(element)))]
    own = {main_heads(labels): labels for labels in map(Labels, LANGUAGES)}
    for rows in tables:
        heads = tuple(rows[0][1])
        if heads in own:
            return read_rows(source.file, _appendix(tables, own[heads], _title(body)))
        columns = recognised_columns(heads)
        if len(columns) > 1 and names_codes(columns):
            return read_rows(source.file, rows)
    fix = "Call its columns code (or name, theme, 编码, 主题), definition, include, exclude, examples"
    raise CodebookError([Problem(source.file, "no table whose first row names a column for codes and another", fix)])


def _rows(table: _Element) -> Iterator[Row]:
    for number, row in enumerate(children(table, "tr"), start=1):
        yield number, [text for place in children(row, "tc") for text in _cell_texts(place)]


def _cell_texts(place: _Element) -> list[str]:
    """Return a cell's text, and an empty one for each further column that it spans."""
    spans = [attribute(each, "val") or "" for each in place.iter() if local_name(each) == "gridSpan"]
    width = int(spans[0]) if spans and spans[0].isdecimal() else 1
    return ["\n".join(part.text for part in BodyText().paragraphs(place)), *[""] * (min(width, _MAX_SPAN) - 1)]


def _title(body: _Element) -> str:
    for paragraph in body.iter():
        if local_name(paragraph) == "pStyle" and attribute(paragraph, "val") == "Title":
            whole = next(above for above in paragraph.iterancestors() if local_name(above) == "p")
            return "".join(each.text or "" for each in whole.iter() if local_name(each) == "t")
    return ""


def _appendix(tables: Iterable[Sequence[Row]], labels: Labels, title: str) -> list[Row]:
    """Return the tables of an appendix as the rows of one, with a column a key."""
    codes: dict[str, dict[str, str]] = {}
    for table in tables:
        heads, rows = tuple(table[0][1]), [cells for _, cells in table[1:]]
        if heads == main_heads(labels):
            codes |= _main(rows)
        elif heads == detail_heads(labels):
            _add_details(codes, rows)
        elif heads == setting_heads(labels):
            codes |= _settings(rows, labels)
    if title != labels("codebook_title"):
        codes["title:"] = {"name": title}
    filled = ([id, id.rpartition(".")[0], *(cells.get(key, "") for key in KEYS)] for id, cells in codes.items())
    return list(enumerate([["id", "parent", *KEYS], *filled], start=1))


def _main(rows: Iterable[Sequence[str]]) -> dict[str, dict[str, str]]:
    codes = {}
    for named, *texts in rows:
        name, _, id = named.rpartition("\n")
        codes[id] = {"name": name, **dict(zip(MAIN, texts, strict=False))}
    return codes


def _add_details(codes: dict[str, dict[str, str]], rows: Iterable[Sequence[str]]) -> None:
    """Add to each code what the table of rules and notes says; a row without a code is about the one above."""
    id = ""
    for code, entry, text in rows:
        id = code or id
        key = recognised(entry)
        if id in codes and key:
            codes[id][key.name] = text


def _settings(rows: Iterable[Sequence[str]], labels: Labels) -> dict[str, dict[str, str]]:
    ids = {labels(key): id for id, key in SETTINGS.items()}
    return {ids.get(name, name): {"rules": in_lines(words)} for name, words in rows}
