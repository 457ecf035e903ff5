"""The report of a coded study, for a supervisor to read: computed as a document, whatever file it ends in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import MappingProxyType

from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.exporters.agreement_tables import agreement_blocks
from interview_coder.exporters.charts import chart_pictures
from interview_coder.exporters.document import Block, Contents, Document, PageBreak, Style, plain
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.report_appendix import appendix_blocks
from interview_coder.exporters.report_counts import count_codes, counts_blocks
from interview_coder.exporters.report_findings import (
    Pictures,
    cases_blocks,
    comparison_blocks,
    exceptions_blocks,
    place_blocks,
    saturation_blocks,
    standing_blocks,
    together_blocks,
)
from interview_coder.exporters.report_method import method_blocks
from interview_coder.exporters.report_tables import codebook_blocks, measures_blocks, participants_blocks
from interview_coder.exporters.report_themes import theme_blocks
from interview_coder.exporters.word import as_wished
from interview_coder.study import CodedStudy
from interview_coder.version import __version__

DEFAULT_ATTRIBUTE = "region"


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the report as a Word file; without its charts where they cannot be drawn."""
    try:
        pictures, notes = chart_pictures(study, wishes.language)
    except EnvironmentFailure as error:
        pictures, notes = {}, (f"charts are left out: {error}",)
    document = report(
        study, language=wishes.language, date=wishes.date, by=wishes.by, quotes=wishes.quotes, pictures=pictures
    )
    return as_wished(document, wishes, *notes)


def report(
    study: CodedStudy,
    *,
    language: str,
    date: datetime.date,
    by: str | None = None,
    quotes: int = 5,
    pictures: Pictures = MappingProxyType({}),
) -> Document:
    """Build the report with labels and names in `language`.

    Codes are compared by the attribute `by` (`region` where participants have one and none is asked for), and each
    theme is quoted at most `quotes` times; `pictures` are charts by name. Raises UsageError for an attribute that no
    participant has.
    """
    if quotes < 0:
        raise UsageError(f"{quotes} quotes per theme cannot be. Use 0 or more")
    labels = Labels(language)
    title = study.codebook.title.in_language(language) or labels("untitled")
    by = by or _default_attribute(study)
    blocks = (*_front(study, labels, title, date), *_chapters(study, labels, by, quotes, pictures))
    return Document(title, language, labels("table"), blocks, labels("figure"))


def _default_attribute(study: CodedStudy) -> str | None:
    known = any(DEFAULT_ATTRIBUTE in transcript.attributes for transcript in study.transcripts)
    return DEFAULT_ATTRIBUTE if known else None


def _front(study: CodedStudy, labels: Labels, title: str, date: datetime.date) -> Iterator[Block]:
    interviews = labels.count("interview", len(study.transcripts))
    yield plain(Style.TITLE, title)
    yield plain(
        Style.SUBTITLE,
        labels("subtitle", date=labels.date(date), interviews=interviews, version=__version__),
    )
    yield Contents(labels("contents"))
    yield PageBreak()


def _chapters(study: CodedStudy, labels: Labels, by: str | None, quotes: int, pictures: Pictures) -> Iterator[Block]:
    counts = count_codes(study)
    yield from method_blocks(study, labels)
    yield from participants_blocks(study, labels)
    yield from codebook_blocks(study, labels)
    yield from counts_blocks(study, labels, counts)
    yield from standing_blocks(study, labels, pictures)
    yield from theme_blocks(study, labels, counts, by=by, quotes=quotes)
    yield from measures_blocks(study, labels, counts)
    if by:
        yield from comparison_blocks(study, labels, by)
    yield from cases_blocks(study, labels, pictures)
    yield from together_blocks(study, labels, pictures)
    yield from place_blocks(study, labels, pictures)
    yield from exceptions_blocks(study, labels)
    yield from saturation_blocks(study, labels, pictures)
    yield from agreement_blocks(study, labels)
    yield from appendix_blocks(study, labels)
