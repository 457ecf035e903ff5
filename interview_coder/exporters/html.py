"""A study as one page of HTML: read in any browser, with nothing loaded, and nothing run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from interview_coder.coded_passages import Standing
from interview_coder.exporters.agreement_tables import agreement_blocks
from interview_coder.exporters.document import Block, Paragraph, Style, plain
from interview_coder.exporters.html_blocks import blocks_html
from interview_coder.exporters.html_codes import Facet, facets, marks, rules
from interview_coder.exporters.html_overview import overview
from interview_coder.exporters.html_tags import Html, joined, tag
from interview_coder.exporters.html_themes import Quotes, chosen_quotes, quote_ids, themes
from interview_coder.exporters.html_transcripts import Reading, interviews
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.report import attribute_to_compare
from interview_coder.exporters.report_counts import count_codes
from interview_coder.exporters.report_findings import comparison_blocks
from interview_coder.exporters.report_method import method_blocks
from interview_coder.exporters.report_tables import measures_blocks, participants_blocks
from interview_coder.exporters.seal import is_own, sealed
from interview_coder.readers.package import ILLEGAL_IN_XML
from interview_coder.study import CodedStudy
from interview_coder.version import __version__

__all__ = ["is_own", "render"]

#: With more codings than these, a page says less about each.
MANY = 20_000

# Nothing may be loaded and nothing run, whatever a text says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_LANGUAGES = {"en": "en", "zh": "zh-CN"}


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the page; characters that HTML cannot hold are replaced, and counted."""
    page, replaced = ILLEGAL_IN_XML.subn("\ufffd", _page(study, wishes))
    notes = (f"characters that HTML cannot hold, written as \ufffd: {replaced:,}",) if replaced else ()
    return Rendered(sealed(page.encode()), notes)


def _page(study: CodedStudy, wishes: Wishes) -> Html:
    labels = Labels(wishes.language, wishes.sources)
    quotes = chosen_quotes(study, wishes.quotes, max_words=wishes.max_words)
    reading = Reading(
        labels=labels,
        marks=marks(study, wishes.language),
        facets=facets(study),
        numbers={transcript.id: number for number, transcript in enumerate(study.transcripts, start=1)},
        quoted=quote_ids(quotes),
        brief=len(study.codings) > MANY,
        max_words=wishes.max_words,
    )
    title = study.codebook.title.in_language(wishes.language) or labels("untitled")
    chapters = {id: chapter for id, chapter in _chapters(study, wishes, reading, quotes).items() if chapter[1]}
    links = (tag("a", heading, href=f"#{id}") for id, (heading, _) in chapters.items())
    sections = (tag("section", tag("h2", heading), content, id=id) for id, (heading, content) in chapters.items())
    body = tag(
        "body",
        _header(study, wishes, labels, title),
        tag("nav", joined(links, " "), aria_label=labels("page_sections")),
        tag("main", _chooser(reading), joined(sections)),
        tag("footer", tag("p", labels("page_offline"))),
    )
    html = tag("html", _head(title, reading), body, lang=_LANGUAGES[wishes.language])
    return joined([Html("<!doctype html>\n"), html])


def _chapters(study: CodedStudy, wishes: Wishes, reading: Reading, quotes: Quotes) -> dict[str, tuple[str, Html]]:
    """Return the chapters by id, each with its heading; one without content is left out later."""
    labels, counts = reading.labels, count_codes(study)
    by = attribute_to_compare(study, wishes)
    return {
        "overview": (labels("page_overview"), joined(overview(study, reading))),
        "method": _chapter(method_blocks(study, labels)),
        "participants": _chapter(participants_blocks(study, labels)),
        "themes": (labels("themes"), joined(themes(study, quotes, counts, reading))),
        "comparison": _chapter(comparison_blocks(study, labels, by) if by else ()),
        "measures": _chapter(measures_blocks(study, labels, counts)),
        "agreement": _chapter(agreement_blocks(study, labels)),
        "interviews": (labels("page_interviews"), joined(_interviews(study, reading))),
    }


def _chapter(blocks: Iterable[Block]) -> tuple[str, Html]:
    """Return a chapter of the report: the words of its heading, and what follows it."""
    heading, *rest = [*blocks] or [plain(Style.HEADING_1, "")]
    return (heading.text if isinstance(heading, Paragraph) else ""), joined(blocks_html(rest))


def _head(title: str, reading: Reading) -> Html:
    sheet = files("interview_coder.exporters").joinpath("html.css").read_text(encoding="utf-8")
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content=f"interview-coder {__version__}"),
        tag("title", title),
        # Of names in it only numbers and checked colours: nothing to escape, and escaped it would not work.
        tag("style", Html("\n".join([sheet, *rules(reading.marks, reading.facets)]))),
    )


def _header(study: CodedStudy, wishes: Wishes, labels: Labels, title: str) -> Html:
    said = labels(
        "subtitle",
        date=labels.date(wishes.date),
        interviews=labels.count("interview", len(study.transcripts)),
        version=__version__,
    )
    skip = tag("a", labels("page_skip"), href="#overview", class_="skip")
    return tag("header", skip, tag("h1", title), tag("p", said, class_="n"))


def _interviews(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    yield tag("p", reading.labels("page_reading"), class_="n")
    yield from interviews(study, reading)


def _chooser(reading: Reading) -> Html:
    """Return what one chooses codes and interviews with; the style rules do the rest."""
    labels = reading.labels
    codes = [(str(mark.at), "\u00a0" * 2 * mark.number.count(".") + mark.title) for mark in reading.marks.values()]
    standings = [(str(standing), labels(f"page_{standing}")) for standing in Standing]
    only = tag("label", tag("input", type="checkbox", id="only", autocomplete="off"), " ", labels("page_only"))
    return tag(
        "form",
        tag("strong", labels("page_choose")),
        _choice("code", labels("page_code"), codes, labels),
        only,
        _choice("standing", labels("page_standing"), standings, labels),
        joined(_facet(facet, labels) for facet in reading.facets),
        class_="choose",
        aria_label=labels("page_choose"),
        autocomplete="off",
    )


def _facet(facet: Facet, labels: Labels) -> Html:
    options = [(str(number), labels.name(value)) for number, value in enumerate(facet.values)]
    return _choice(f"by{facet.at}", labels.heading(facet.name), options, labels)


def _choice(id: str, name: str, options: list[tuple[str, str]], labels: Labels) -> Html:
    shown = [("", labels("page_all")), *options]
    select = tag("select", joined(tag("option", text, value=value) for value, text in shown), id=id)
    return tag("label", name, " ", select)
