"""Exporters: a coded study as a file; the suffix tells the format, the layout what the file holds."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from interview_coder.errors import UsageError
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.files import replaceable, writable_target, write_whole
from interview_coder.participants import FILE_NAMES
from interview_coder.readers.settings_file import FILE_NAME as SETTINGS_NAME
from interview_coder.readers.source import Source, load_source
from interview_coder.source_pattern import SourcePattern
from interview_coder.study import CodedStudy

__all__ = ["LAYOUTS", "SUFFIXES", "Exported", "export"]

_PICTURES = (".svg", ".png", ".pdf")
_CHARTS = ("counts", "cases", "cooccurrence", "saturation", "lines")
# the layouts of a file that holds one table
TABLES = (
    *("codings", "counts", "by", "matrix", "cooccurrence", "saturation", "measures", "participants", "codebook"),
    *("decisions", "about", "shares", "exceptions", "associations", "cases", "speakers", "positions"),
    *("saturation_rule", "held_out", "status", "agreement"),
)

# suffix, layout -> the module here with `render` (a study and Wishes into Rendered); a suffix's first is its default
LAYOUTS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        (".docx", "report"): "report",
        (".docx", "excerpts"): "excerpts",
        (".docx", "codebook"): "codebook_layout",
        (".docx", "transcript"): "coded_transcript",
        (".docx", "thesis-zh"): "thesis_zh",
        (".docx", "coreq"): "coreq",
        (".docx", "review"): "review_docx",
        (".json", "codings"): "codings_json",
        (".html", "report"): "html",
        (".md", "report"): "markdown",
        **{(suffix, chart): "charts" for suffix in _PICTURES for chart in _CHARTS},
        (".xlsx", "tables"): "xlsx",
        (".xlsx", "review"): "review_xlsx",
        **{(".csv", key): "csv" for key in TABLES},
        **{(".json", key): "json_tables" for key in TABLES if key != "codings"},
    }
)

# suffix -> the module here with `is_own`, which knows a file again that was written here and not changed since
_OWN: Mapping[str, str] = MappingProxyType(
    {
        **{".docx": "word_package", ".json": "codings_json", ".xlsx": "word_package", ".csv": "csv"},
        **{".html": "html", ".md": "markdown"},
        **dict.fromkeys(_PICTURES, "plots"),
    }
)

SUFFIXES = tuple(dict.fromkeys(suffix for suffix, _ in LAYOUTS))


@dataclass(frozen=True, slots=True)
class Exported:
    """A file written: its name, its size in bytes, and what had to be changed to write it.

    It is `incomplete` where words had to be left out.
    """

    file: str
    size: int
    notes: tuple[str, ...] = ()
    incomplete: bool = False


def export(
    study: CodedStudy,
    path: str | Path,
    *,
    layout: str | None = None,
    template: str | Path | None = None,
    language: str = "en",
    date: datetime.date,
    by: str | None = None,
    quotes: int = 5,
    raw: bool = False,
    rules: bool = False,
    max_words: int | None = None,
    sources: SourcePattern | None = None,
) -> Exported:
    """Write a study to a file, whole or not at all.

    `layout` says what the file holds, by default the first of its suffix in LAYOUTS; `template` is a Word file whose
    styles a Word layout takes. `date` is the date on the file and all that may differ between two exports of the same
    study; `by` is an attribute to compare by; the other options are those of Wishes. An earlier export is replaced, and
    a folder that is not there is made. Raises UsageError where the suffix or the layout is unknown, where the file is
    one of those read, and where it is there already and not as it was written here; TranscriptError for a template that
    cannot be read; EnvironmentFailure where the file cannot be written.
    """
    suffix = Path(path).suffix.lower()
    layout = _known_layout(path, suffix, layout)
    render: Callable[[CodedStudy, Wishes], Rendered] = _module(LAYOUTS[suffix, layout]).render
    target = _target(study, path, template)
    wishes = Wishes(
        language=language,
        date=date,
        by=by,
        quotes=quotes,
        template=_template(path, suffix, template),
        suffix=suffix,
        layout=layout,
        raw=raw,
        rules=rules,
        max_words=max_words,
        sources=sources,
    )
    rendered = render(study, wishes)
    if not replaceable(target, rendered.data, _is_own(suffix, rendered.data)):
        raise UsageError(f"{path}: there is a file that was changed, or made by other means. Give another name")
    write_whole(target, rendered.data)
    return Exported(Path(path).as_posix(), len(rendered.data), rendered.notes, rendered.incomplete)


def _target(study: CodedStudy, path: str | Path, template: str | Path | None) -> Path:
    target = writable_target(path, _inputs(study, template))
    if any(target.parent == Path(transcript.file).resolve().parent for transcript in study.transcripts):
        raise UsageError(f"{path}: this folder holds the transcripts, and the next run would read it. Write elsewhere")
    return target


def _is_own(suffix: str, data: bytes) -> Callable[[bytes], bool]:
    """Return what tells whether a file was written here and nothing is lost when data take its place."""
    module = _module(_OWN[suffix])
    if suffix == ".json":
        return lambda found: module.is_own(found) and module.loses_nothing(data, found)
    return lambda found: bool(module.is_own(found))


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name}")


def _known_layout(path: str | Path, suffix: str, layout: str | None) -> str:
    """Return the layout asked for, else the first one of the suffix."""
    known = [name for of, name in LAYOUTS if of == suffix]
    if not known:
        raise UsageError(f"{path}: no export to this kind of file. Use one of {', '.join(SUFFIXES)}")
    if layout is not None and layout not in known:
        raise UsageError(f"no layout of {suffix} files is called {layout}. Use one of {', '.join(known)}")
    return layout or known[0]


def _template(path: str | Path, suffix: str, template: str | Path | None) -> Source | None:
    if template is not None and suffix != ".docx":
        raise UsageError(f"{path}: only Word files (.docx) take a template")
    return None if template is None else load_source(template)


def _inputs(study: CodedStudy, template: str | Path | None) -> Iterator[Path]:
    """Yield the files a study was read from, those too that could not be read, and the template."""
    yield Path(study.codebook.file)
    if template is not None:
        yield Path(template)
    for file in [*(transcript.file for transcript in study.transcripts), *(each.file for each in study.problems)]:
        yield Path(file)
        yield from (Path(file).parent / name for name in (*FILE_NAMES, SETTINGS_NAME))
