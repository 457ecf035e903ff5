"""The report of a coded study, for a supervisor to read: computed as a document, whatever file it ends in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import MappingProxyType

from interview_coder.crosstab import attributes
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
    return as_wished(report(study, wishes, pictures), wishes, *notes)


def report(study: CodedStudy, wishes: Wishes, pictures: Pictures = MappingProxyType({})) -> Document:
    """Build the report.

    Codes are compared by the attribute wished for, else by `region` where participants have one; `pictures` are charts
    by name. Raises UsageError for an attribute that no participant has.
    """
    if wishes.quotes < 0:
        raise UsageError(f"{wishes.quotes} quotes per theme cannot be. Use 0 or more")
    labels = Labels(wishes.language, wishes.sources)
    title = study.codebook.title.in_language(wishes.language) or labels("untitled")
    blocks = (*_front(study, labels, title, wishes.date), *_chapters(study, labels, wishes, pictures))
    return Document(title, wishes.language, labels("table"), blocks, labels("figure"))


def attribute_to_compare(study: CodedStudy, wishes: Wishes) -> str | None:
    """Return the attribute wished for, else `region` where there is one."""
    return wishes.by or (DEFAULT_ATTRIBUTE if DEFAULT_ATTRIBUTE in attributes(study) else None)


def _front(study: CodedStudy, labels: Labels, title: str, date: datetime.date) -> Iterator[Block]:
    interviews = labels.count("interview", len(study.transcripts))
    yield plain(Style.TITLE, title)
    yield plain(
        Style.SUBTITLE,
        labels("subtitle", date=labels.date(date), interviews=interviews, version=__version__),
    )
    yield Contents(labels("contents"))
    yield PageBreak()


def _chapters(study: CodedStudy, labels: Labels, wishes: Wishes, pictures: Pictures) -> Iterator[Block]:
    counts, by = count_codes(study), attribute_to_compare(study, wishes)
    yield from method_blocks(study, labels)
    yield from participants_blocks(study, labels)
    yield from codebook_blocks(study, labels)
    yield from counts_blocks(study, labels, counts)
    yield from standing_blocks(study, labels, pictures)
    yield from theme_blocks(study, labels, counts, by=by, quotes=wishes.quotes, max_words=wishes.max_words)
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
