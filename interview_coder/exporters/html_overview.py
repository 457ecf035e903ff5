"""The overview of a page: what was coded, who stands behind it, and charts with their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from interview_coder import matrices, summary
from interview_coder.coded_passages import STANDINGS, Standing, lineage, standing_of
from interview_coder.cooccurrence import cooccurrence
from interview_coder.exporters import svg
from interview_coder.exporters.html_blocks import scrolling
from interview_coder.exporters.html_codes import STANDING_STYLES, Mark, chip
from interview_coder.exporters.html_tags import Html, joined, tag
from interview_coder.exporters.html_transcripts import Reading
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_findings import caution, exception_sentences, last_new, reached
from interview_coder.exporters.study_tables import Kind, StudyTable, Value, frame_table
from interview_coder.saturation import base_and_run, saturation
from interview_coder.sequence import code_lines, positions
from interview_coder.study import CodedStudy

if TYPE_CHECKING:
    import pandas as pd

LEVELS = 5  # of darkness in a matrix
BAR, LANE = 120, 10  # the length of the longest bar, the height of a theme's lane
WIDTH, HEIGHT, LEFT, BELOW, NAMED = 480, 170, 30, 20, 12  # of the chart of saturation; so many interviews are named


def overview(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    """Yield the numbers and the charts, each with a heading of its own."""
    charts = {
        "counts": _counts,
        "page_heat": _heat,
        "page_together": _together,
        "page_saturation": _saturation,
        "page_lines": _lines,
        "page_exceptions": _exceptions,
    }
    yield _standings(study, reading.labels)
    for heading, chart in charts.items():
        yield tag("section", tag("h3", reading.labels(heading)), joined(chart(study, reading)))


def _standings(study: CodedStudy, labels: Labels) -> Html:
    """Say how many codings coders accepted, how many are only suggested, and so on."""
    found = Counter(standing_of(coding) for coding in study.codings)
    cards = [(f"page_{standing}", found[standing]) for standing in Standing]
    if alone := sum(coding.is_accepted_by_model for coding in study.codings):
        cards.insert(1, ("page_accepted_by_model", alone))
    shown = (
        tag("div", tag("dt", labels(key)), tag("dd", labels.number(number)))
        for key, number in [*cards, ("page_rejected", found[None])]
    )
    return tag("dl", joined(shown), class_="cards")


def _counts(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    labels = reading.labels
    frame = summary.counts(study, language=labels.language)
    most = max(frame["passages"], default=0)
    keys = ("code", "", "passages", *STANDINGS, "interviews", "share")
    names = {standing: labels(f"short_{standing}") for standing in STANDINGS}
    heads = (
        tag("th", names.get(key) or labels(key), scope="col", class_=None if key == "code" else "num")
        if key
        else tag("td")
        for key in keys
    )
    rows = (_counts_row(reading, reading.marks[str(row["code"])], row, most) for row in _records(frame.reset_index()))
    caption = labels("counts_caption")
    yield scrolling(
        caption, tag("caption", caption), tag("thead", tag("tr", joined(heads))), tag("tbody", joined(rows))
    )
    words = sum(transcript.respondent_words for transcript in study.transcripts)
    yield tag("p", labels("counts_note", words=labels.count("word", words)), class_="n")


def _counts_row(reading: Reading, mark: Mark, row: Mapping[str, Value], most: int) -> Html:
    labels = reading.labels
    numbers = [labels.number(int(row[key] or 0)) for key in ("passages", *STANDINGS)]
    numbers += [
        labels.part(int(row["transcripts"] or 0), int(row["of"] or 0)),
        labels.share(float(row["share"] or 0), 1),
    ]
    link = tag("a", mark.name, href=f"#{mark.anchor}")
    return tag(
        "tr",
        tag("th", chip(mark), " ", link, scope="row", class_=f"d{mark.number.count('.')}"),
        tag("td", _bar(mark, row, most)),
        joined(tag("td", number, class_="num") for number in numbers),
    )


def _bar(mark: Mark, row: Mapping[str, Value], most: int) -> Html:
    """Return a code's passages as a bar, a piece for each kind of standing; the numbers stand beside it."""
    pieces, at = [], 1.0
    for standing, style in STANDING_STYLES.items():
        length = BAR * int(row[standing] or 0) / max(most, 1)
        pieces += [svg.bar(at, 1, length, 10, class_=style)] if length else []
        at += length
    return tag("svg", *pieces, viewBox=f"0 0 {BAR + 2} 12", class_=f"bar {mark.style}", aria_hidden="true")


def _heat(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    """Yield a matrix of interviews by codes; every number leads to the code's first passage in the interview."""
    labels = reading.labels
    cases = matrices.cases(study)
    most, first = max(cases["passages"], default=0), _first_places(study)
    cells: dict[str, list[Html]] = {transcript.id: [] for transcript in study.transcripts}
    for row in _records(cases[["transcript", "code", "passages", "looked_for"]]):
        transcript, code = str(row["transcript"]), str(row["code"])
        place = first.get((transcript, code))
        href = None if place is None else f"#{reading.anchor(transcript, place)}"
        shown = labels.number(int(row["passages"] or 0)) if row["looked_for"] else "–"
        cells[transcript].append(_cell(shown, int(row["passages"] or 0), most, href))
    yield _matrix(labels("page_heat"), _known(study, reading), _case_rows(cells, reading))
    yield tag("p", labels("page_heat_note"), class_="n")


def _case_rows(cells: Mapping[str, Sequence[Html]], reading: Reading) -> Iterator[Html]:
    for transcript, row in cells.items():
        link = tag("a", transcript, href=f"#i{reading.numbers[transcript]}")
        style = " ".join(["iv", *(facet.style(transcript) for facet in reading.facets)])
        yield tag("tr", tag("th", link, scope="row"), joined(row), class_=style)


def _first_places(study: CodedStudy) -> dict[tuple[str, str], int]:
    """Return where each interview has a code, or one below it, for the first time."""
    places: dict[tuple[str, str], int] = {}
    for coding in study.codings:
        for code in lineage(coding.code) if standing_of(coding) else ():
            place = places.setdefault((coding.transcript, code), coding.start)
            places[coding.transcript, code] = min(place, coding.start)
    return places


def _together(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    pairs = cooccurrence(study)
    if not len(pairs):
        yield tag("p", reading.labels("page_together_none"))
        return
    found = {(str(row["code"]), str(row["other"])): int(row["together"] or 0) for row in _records(pairs)}
    most = max(found.values())
    codes = [mark for mark in _known(study, reading) if any(mark.id in pair for pair in found)]
    numbers = {(one, other): count for pair, count in found.items() for one, other in (pair, pair[::-1])}
    rows = (
        tag(
            "tr",
            tag("th", chip(mark, href=f"#{mark.anchor}"), " ", mark.name, scope="row"),
            joined(_pair_cell(numbers.get((mark.id, other.id)), most) for other in codes),
        )
        for mark in codes
    )
    yield _matrix(reading.labels("page_together"), codes, rows)
    yield tag("p", reading.labels("page_together_note"), class_="n")


def _pair_cell(number: int | None, most: int) -> Html:
    return _cell(str(number or ""), number or 0, most, None)


def _matrix(caption: str, codes: Iterable[Mark], rows: Iterable[Html]) -> Html:
    heads = (tag("th", _numbered(mark), scope="col") for mark in codes)
    head = tag("thead", tag("tr", tag("td"), joined(heads)))
    return scrolling(caption, head, tag("tbody", joined(rows)), class_="matrix")


def _numbered(mark: Mark) -> Html:
    return tag("a", mark.number, class_=f"k {mark.style}", href=f"#{mark.anchor}", title=mark.name)


def _cell(shown: str, number: int, most: int, href: str | None) -> Html:
    level = -(-LEVELS * number // most) if number else 0
    return tag("td", tag("a", shown, href=href) if href else shown, class_=f"h{level}")


def _known(study: CodedStudy, reading: Reading) -> list[Mark]:
    return [reading.marks[code.id] for code in study.codebook.codes]


def _saturation(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    frame = saturation(study)
    if not len(frame):
        return
    labels, rows = reading.labels, _records(frame)
    rule = base_and_run([int(new) for new in frame["new"]])[0]
    said = labels.sentences([last_new(study, labels, frame), reached(rule, labels), labels("saturation_source")])
    yield tag("p", labels.sentences(filter(None, [caution(study, labels), said])))
    yield svg.chart(
        *_saturation_drawing(rows, labels),
        id="saturation",
        title=labels("page_saturation"),
        description=said,
        width=WIDTH,
        height=HEIGHT,
    )
    yield _numbers(frame_table("saturation", frame, labels), reading)


def _saturation_drawing(rows: Sequence[Mapping[str, Value]], labels: Labels) -> Iterator[Html]:
    """Yield a bar for the new codes of every interview, and a line of all codes so far."""
    most = max(int(rows[-1]["total"] or 0), 1)
    step, base = (WIDTH - LEFT) / len(rows), HEIGHT - BELOW
    scale = (base - 2 * BELOW) / most
    line = []
    for at, row in enumerate(rows):
        x, new, total = LEFT + at * step, int(row["new"] or 0), int(row["total"] or 0)
        yield svg.bar(x + step / 8, base - new * scale, step * 0.75, new * scale, class_="new")
        if at % -(-len(rows) // NAMED) == 0:
            yield svg.label(str(row["transcript"]), x + step / 2, HEIGHT - 5, anchor="middle")
        line.append((x + step / 2, base - total * scale))
    yield svg.line(line, class_="total")
    yield svg.label(str(most), LEFT - 4, base - most * scale + 4, anchor="end")
    yield svg.label("0", LEFT - 4, base, anchor="end")
    yield svg.label(f"▬ {labels('page_total')}", LEFT, 13, class_="key total")
    yield svg.label(f"■ {labels('page_new')}", WIDTH / 2, 13, class_="key new")


def _lines(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    """Yield a strip for every interview with a stroke for every coded passage, theme by theme."""
    lines = code_lines(study)
    themes = [reading.marks[theme.id] for theme in study.codebook.themes]
    places: dict[tuple[str, str], list[float]] = {}
    for transcript, code, position in lines[["transcript", "code", "position"]].itertuples(index=False, name=None):
        places.setdefault((transcript, code), []).append(position)
    strips = {
        transcript.id: [tag("td", _strip(transcript.id, themes, places, reading))] for transcript in study.transcripts
    }
    yield tag("p", joined(joined([chip(mark), tag("b", mark.name)]) for mark in themes), class_="n key")
    yield scrolling(
        reading.labels("page_lines"),
        tag("caption", reading.labels("page_lines_note")),
        tag("tbody", joined(_case_rows(strips, reading))),
        class_="lines",
    )
    yield _numbers(frame_table("positions", positions(study), reading.labels), reading)


def _strip(
    transcript: str, themes: Sequence[Mark], places: Mapping[tuple[str, str], Sequence[float]], reading: Reading
) -> Html:
    labels = reading.labels
    found = [(lane, mark, places.get((transcript, mark.id), ())) for lane, mark in enumerate(themes)]
    said = (labels("page_line", code=mark.name, passages=labels.number(len(at))) for _, mark, at in found)
    drawn = (
        svg.ticks((1000 * place for place in at), top=LANE * lane + 1, height=LANE - 2, class_=mark.style)
        for lane, mark, at in found
    )
    return svg.chart(
        *drawn,
        id=f"line{reading.numbers[transcript]}",
        title=transcript,
        description=labels.series(said),
        width=1000,
        height=LANE * len(themes),
        stretched=True,
    )


def _exceptions(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    """Yield the interviews without a major theme, and the codes that one interview alone has."""
    yield tag("ul", joined(tag("li", text) for text in exception_sentences(study, reading.labels)))


def _numbers(table: StudyTable, reading: Reading) -> Html:
    """Return a table's numbers, to be opened; codes under their names."""
    heads = (_head(column.head) for column in table.columns)
    rows = (
        tag("tr", joined(_value(column.kind, value, reading) for column, value in zip(table.columns, row, strict=True)))
        for row in table.rows
    )
    shown = scrolling(
        table.title,
        tag("caption", table.title),
        tag("thead", tag("tr", joined(heads))),
        tag("tbody", joined(rows)),
    )
    return tag("details", tag("summary", reading.labels("page_numbers")), shown)


def _value(kind: Kind, value: Value, reading: Reading) -> Html:
    if isinstance(value, str):
        codes = [reading.marks[id].title if id in reading.marks else id for id in value.split(", ")]
        return tag("td", reading.labels.series(codes))
    shown = "" if value is None else f"{value:.2f}" if isinstance(value, float) else reading.labels.number(value)
    return tag("td", shown, class_="num")


def _head(text: str) -> Html:
    return tag("th", text, scope="col")


def _records(frame: pd.DataFrame) -> list[dict[str, Value]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
