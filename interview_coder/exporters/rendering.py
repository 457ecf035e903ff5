"""What an export is asked for, and what comes of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from interview_coder.readers.source import Source
from interview_coder.source_pattern import SourcePattern


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an export may be asked for; a layout takes what it has a use for.

    `template` is a Word file whose looks to take; `suffix` and `layout` say what is written. `raw` tables hold texts as
    they are, even those that a spreadsheet would run as formulas; `rules` adds the rules in words to a codebook. Of the
    `quotes` chosen for a theme those longer than `max_words` are cut; `sources` says how their sources are written.
    """

    language: str
    date: datetime.date
    by: str | None = None
    quotes: int = 5
    template: Source | None = None
    suffix: str = ""
    layout: str = ""
    raw: bool = False
    rules: bool = False
    max_words: int | None = None
    sources: SourcePattern | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of a file, and what had to be changed or left out to write it; `incomplete` if any words were."""

    data: bytes
    notes: tuple[str, ...] = ()
    incomplete: bool = False
