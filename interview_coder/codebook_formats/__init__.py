"""Codebooks in the formats of other programs: read into a codebook, written from one; the suffix tells the format."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from interview_coder.codebook_formats.drafts import Imported
from interview_coder.codebook_formats.rendering import Rendered, Wishes
from interview_coder.codebook_schema import CodebookFields
from interview_coder.errors import CodebookError, TranscriptError, UsageError, reworded
from interview_coder.files import writable_target, write_whole
from interview_coder.readers.decoding import ASK_ENCODING
from interview_coder.readers.source import Source, load_source

__all__ = ["READERS", "WRITERS", "Imported", "Written", "new_target", "read_codebook_as", "write_codebook_as"]

# suffix -> the module with `read` (a Source into Imported), or `write` (a codebook and Wishes into Rendered)
READERS: Mapping[str, str] = MappingProxyType(
    {
        ".csv": "comma_table",
        ".tsv": "comma_table",
        ".xlsx": "workbook",
        ".docx": "word_table",
        ".qdc": "refi",
        ".qdpx": "refi",
        ".yaml": "dictionary",
        ".yml": "dictionary",
        ".dic": "liwc",
    }
)
WRITERS: Mapping[str, str] = MappingProxyType(
    {
        ".csv": "comma_table",
        ".xlsx": "workbook",
        ".docx": "word_appendix",
        ".qdc": "refi",
        ".yaml": "dictionary",
        ".yml": "dictionary",
        ".dic": "liwc",
    }
)

_SAVE_IT = "Save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class Written:
    """A file written: its name, its size in bytes, and what of the codebook it does not hold."""

    file: str
    size: int
    notes: tuple[str, ...] = ()


def read_codebook_as(path: str | Path) -> Imported:
    """Read a codebook from the file of another program.

    Raises UsageError where the suffix is unknown, CodebookError where the file cannot be read as what it should be.
    """
    read: Callable[[Source], Imported] = _module(path, READERS).read
    try:
        return read(load_source(path))
    except TranscriptError as error:
        raise CodebookError(reworded(problem, ASK_ENCODING, _SAVE_IT) for problem in error.problems) from error


def write_codebook_as(
    fields: CodebookFields,
    path: str | Path,
    *,
    language: str = "en",
    date: datetime.date,
    replace: bool = False,
    inputs: Iterable[str | Path] = (),
) -> Written:
    """Write a codebook to the file of another program, whole or not at all.

    `language` is the one of labels, and of names in formats that have room for one. Raises UsageError where the suffix
    is unknown, a file is there already and not to be replaced, or it is one of `inputs`; EnvironmentFailure where it
    cannot be written.
    """
    write: Callable[[CodebookFields, Wishes], Rendered] = _module(path, WRITERS).write
    target = new_target(path, replace=replace, inputs=inputs)
    rendered = write(fields, Wishes(language, date))
    write_whole(target, rendered.data)
    return Written(PurePath(path).as_posix(), len(rendered.data), rendered.notes)


def new_target(path: str | Path, *, replace: bool, inputs: Iterable[str | Path]) -> Path:
    """Return the file to write; raises UsageError where it is there already and not to be replaced, or is an input."""
    target = writable_target(path, inputs)
    if target.exists() and not replace:
        raise UsageError(f"{path}: there is such a file already. Give another name, or pass --force to replace it")
    return target


def _module(path: str | Path, formats: Mapping[str, str]) -> Any:
    name = formats.get(PurePath(path).suffix.lower())
    if name is None:
        raise UsageError(f"{path}: not a kind of file known here. Use one of {', '.join(formats)}")
    return import_module(f"{__name__}.{name}")
