"""Exporters: a coded study as a file; the format follows the file's suffix."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_coder.errors import UsageError
from interview_coder.files import replaceable, writable_target, write_whole
from interview_coder.participants import FILE_NAMES
from interview_coder.readers.settings_file import FILE_NAME as SETTINGS_NAME
from interview_coder.study import CodedStudy


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an export may be asked for; a format takes what it has a use for."""

    language: str
    date: datetime.date
    by: str | None
    quotes: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A file written: its name, its size in bytes, and what had to be changed to write it."""

    file: str
    size: int
    notes: tuple[str, ...] = ()


Rendered = tuple[bytes, tuple[str, ...]]


def export(
    study: CodedStudy,
    path: str | Path,
    *,
    language: str = "en",
    date: datetime.date,
    by: str | None = None,
    quotes: int = 5,
) -> Exported:
    """Write a study to a file, whole or not at all.

    `date` is the date on the file and all that may differ between two exports of the same study; `by` and `quotes` are
    as in `report`. An earlier export is replaced. Raises UsageError where the suffix is unknown, where the file is one
    of those read, and where it is there already and not as it was written here; EnvironmentFailure where it cannot be
    written.
    """
    form = _FORMATS.get(Path(path).suffix.lower())
    if form is None:
        raise UsageError(f"{path}: no export to this kind of file. Use one of {', '.join(_FORMATS)}")
    target = writable_target(path, _inputs(study))
    if any(target.parent == Path(transcript.file).resolve().parent for transcript in study.transcripts):
        raise UsageError(f"{path}: this folder holds the transcripts, and the next run would read it. Write elsewhere")
    data, notes = form.render(study, Wishes(language, date, by, quotes))
    if not replaceable(target, data, form.is_own):
        raise UsageError(f"{path}: there is a file that was changed, or made by other means. Give another name")
    write_whole(target, data)
    return Exported(Path(path).as_posix(), len(data), notes)


def _inputs(study: CodedStudy) -> Iterator[Path]:
    """Yield the files a study was read from, those too that could not be read."""
    yield Path(study.codebook.file)
    for file in [*(transcript.file for transcript in study.transcripts), *(each.file for each in study.problems)]:
        yield Path(file)
        yield from (Path(file).parent / name for name in (*FILE_NAMES, SETTINGS_NAME))


def _report_docx(study: CodedStudy, wishes: Wishes) -> Rendered:
    from interview_coder.exporters.report import report
    from interview_coder.exporters.word import to_docx

    document = report(study, language=wishes.language, date=wishes.date, by=wishes.by, quotes=wishes.quotes)
    data, replaced = to_docx(document, date=wishes.date)
    note = f"characters that Word cannot hold, written as \ufffd: {replaced:,}"
    return data, (note,) if replaced else ()


def _codings_json(study: CodedStudy, wishes: Wishes) -> Rendered:
    from interview_coder.exporters.codings_json import to_json

    return to_json(study).encode(), ()


def _is_own_docx(data: bytes) -> bool:
    from interview_coder.exporters.word_package import is_own

    return is_own(data)


def _is_own_json(data: bytes) -> bool:
    from interview_coder.exporters.codings_json import is_own

    return is_own(data)


@dataclass(frozen=True, slots=True)
class Format:
    """How a study becomes a file, and how to know such a file again."""

    render: Callable[[CodedStudy, Wishes], Rendered]
    is_own: Callable[[bytes], bool]


_FORMATS = {
    ".docx": Format(_report_docx, _is_own_docx),
    ".json": Format(_codings_json, _is_own_json),
}

SUFFIXES = tuple(_FORMATS)
