"""What the counts show beyond the themes: by attribute, by interview, together, in order, against the trend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from interview_coder.coded_passages import STANDINGS, Standing, standing_of
from interview_coder.cooccurrence import cooccurrence
from interview_coder.crosstab import NONE, Association, Caution, associations, counts_by
from interview_coder.exporters.document import Block, Picture, Style, plain
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_frames import EMPTY, frame_tables
from interview_coder.exporters.report_tables import PAGE_LETTERS, Column, wide_tables
from interview_coder.matrices import cases
from interview_coder.saturation import HeldOut, Rule, base_and_run, held_out, saturation
from interview_coder.sequence import positions
from interview_coder.study import CodedStudy
from interview_coder.summary import counts, exceptions, shares

Pictures = Mapping[str, Picture]

SEED = 0


def standing_blocks(study: CodedStudy, labels: Labels, pictures: Pictures) -> Iterator[Block]:
    """Yield who stands behind what was counted, and shares by language where there are several."""
    rows = counts(study).reset_index()[["code", "passages", *STANDINGS, "transcripts", "of", "participants"]]
    yield from frame_tables(rows, labels("standing_caption"), labels, study)
    yield from _picture(pictures, "counts")
    if len({transcript.language for transcript in study.transcripts}) > 1:
        yield from _shares_by_language(study, labels)


def _shares_by_language(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield shares of words in two columns a language: words of two languages are not of one size."""
    rows = shares(study)
    codes = Column(labels("code"), tuple(_names(study, labels, [code.id]) for code in study.codebook.codes))
    columns, said = [], []
    for language, own in rows.groupby("language", sort=False, observed=True):
        name = labels.heading(str(language))
        columns.append(_number_column(labels, name, "words", map(labels.number, own["words"])))
        columns.append(_number_column(labels, name, "share", (labels.share(share, 1) for share in own["share"])))
        said.append(labels.aside(name, labels.number(int(own["said"].iloc[0]))))
    yield from wide_tables(codes, columns, labels("shares_caption"), labels)
    yield plain(Style.NOTE, labels("shares_note", said=labels.listing(said)))


def _number_column(labels: Labels, language: str, what: str, texts: Iterable[str]) -> Column:
    return Column(labels("in_language", what=labels(what), language=language), tuple(texts), numbers=True)


def comparison_blocks(study: CodedStudy, labels: Labels, attribute: str) -> Iterator[Block]:
    """Yield each code by the values of an attribute, and whether the differences mean anything."""
    name = labels.name(attribute)
    yield plain(Style.HEADING_1, labels("comparison", attribute=name))
    rows = _without_empty(counts_by(study, attribute)).replace({"value": {NONE: labels("no_value")}})
    heads = {"value": labels.heading(attribute)}
    caption = labels("comparison_caption", attribute=name)
    yield from frame_tables(rows, caption, labels, study, heads=heads, grouped=True)
    tests = [each for each in associations(study, attribute) if each.test]
    if not tests:
        yield plain(Style.BODY, labels("no_tests"))
        return
    yield from frame_tables(_tests(tests), labels("tests_caption", attribute=name), labels, study)
    yield plain(Style.NOTE, labels("tests_note"))
    if doubtful := [each.code for each in tests if each.caution is Caution.SMALL_EXPECTED]:
        yield plain(Style.NOTE, labels("small_expected", names=_names(study, labels, doubtful)))


def _tests(tests: Sequence[Association]) -> pd.DataFrame:
    columns = ["code", "transcripts", "of", "test", "statistic", "df", "p", "p_holm", "effect", "smallest_expected"]
    rows = pd.DataFrame(
        [[getattr(each, column) for column in columns] for each in tests], columns=columns, dtype=object
    )
    return rows.dropna(axis="columns", how="all")


def cases_blocks(study: CodedStudy, labels: Labels, pictures: Pictures) -> Iterator[Block]:
    """Yield how often each interview has each code."""
    rows = cases(study)
    yield plain(Style.HEADING_1, labels("cases"))
    yield from _picture(pictures, "cases")
    texts = [labels.number(n) if ok else EMPTY for n, ok in zip(rows["passages"], rows["looked_for"], strict=True)]
    matrix = rows.assign(text=texts).pivot(index="transcript", columns="code", values="text")
    yield from _matrix_tables(study, labels, matrix)
    if not rows["looked_for"].all():
        yield plain(Style.NOTE, labels("cases_note"))


def _matrix_tables(study: CodedStudy, labels: Labels, matrix: pd.DataFrame) -> Iterator[Block]:
    """Yield a row a code where all interviews fit beside each other, else a row an interview."""
    ids, codes = [each.id for each in study.transcripts], [code.id for code in study.codebook.codes]
    names = [_names(study, labels, [code]) for code in codes]
    texts = matrix.reindex(index=ids, columns=codes).to_numpy(dtype=str)
    by_case = [Column(id, tuple(row), numbers=True) for id, row in zip(ids, texts, strict=True)]
    by_code = [Column(name, tuple(row), numbers=True) for name, row in zip(names, texts.T, strict=True)]
    first = Column(labels("code"), tuple(names))
    one_table = sum(column.width for column in (first, *by_case)) <= PAGE_LETTERS
    rows = (first, by_case) if one_table else (Column(labels("interview"), tuple(ids)), by_code)
    yield from wide_tables(*rows, labels("cases_caption"), labels)


def together_blocks(study: CodedStudy, labels: Labels, pictures: Pictures) -> Iterator[Block]:
    """Yield which codes stand in one passage."""
    yield plain(Style.HEADING_1, labels("together"))
    pairs = cooccurrence(study)
    if pairs.empty:
        yield plain(Style.BODY, labels("together_none"))
        return
    yield from _picture(pictures, "cooccurrence")
    most_first = pairs.sort_values("together", ascending=False, kind="stable")
    yield from frame_tables(most_first, labels("together_caption"), labels, study)


def place_blocks(study: CodedStudy, labels: Labels, pictures: Pictures) -> Iterator[Block]:
    """Yield where in the interviews codes stand."""
    rows = positions(study)
    if rows.empty:
        return
    yield plain(Style.HEADING_1, labels("place"))
    yield from _picture(pictures, "lines")
    yield from frame_tables(rows, labels("place_caption"), labels, study)


def exceptions_blocks(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield interviews without a major theme, and codes of one interview alone."""
    yield plain(Style.HEADING_1, labels("exceptions"))
    yield from (plain(Style.BULLET, text) for text in exception_sentences(study, labels))


def exception_sentences(study: CodedStudy, labels: Labels) -> Iterator[str]:
    """Say which interviews go against the trend, or that none does."""
    rows = exceptions(study)
    if rows.empty:
        yield labels("exceptions_none")
    for (kind, code), found in rows.groupby(["kind", "code"], sort=False, observed=True)["transcript"]:
        name = labels.quoted(_names(study, labels, [str(code)]))
        yield labels(f"exceptions_{kind}", code=name, interviews=labels.listing(found))


def saturation_blocks(study: CodedStudy, labels: Labels, pictures: Pictures) -> Iterator[Block]:
    """Yield whether later interviews still brought new codes."""
    rows = saturation(study)
    yield plain(Style.HEADING_1, labels("saturation"))
    if unreviewed := caution(study, labels):
        yield plain(Style.BODY, unreviewed)
    yield plain(Style.BODY, last_new(study, labels, rows))
    for rule in base_and_run([int(new) for new in rows["new"]]):
        yield plain(Style.BULLET, reached(rule, labels))
    yield plain(Style.NOTE, labels("saturation_source"))
    for unit in ("transcript", "passage"):
        if draw := held_out(study, unit=unit, seed=SEED):
            yield plain(Style.BODY, drawn(study, labels, draw))
    yield from _picture(pictures, "saturation")
    named = [_names(study, labels, codes.split(", ")) if codes else "" for codes in rows["new_codes"]]
    yield from frame_tables(rows.assign(new_codes=named), labels("saturation_caption"), labels, study)


def caution(study: CodedStudy, labels: Labels) -> str:
    """Say that saturation was not looked at by people, where passages that nobody accepted count; else ""."""
    counted = [standing for standing in map(standing_of, study.codings) if standing]
    accepted = counted.count(Standing.ACCEPTED)
    if accepted == len(counted):
        return ""
    return labels("saturation_unreviewed", all=labels.count("coding", len(counted)), accepted=labels.number(accepted))


def last_new(study: CodedStudy, labels: Labels, rows: pd.DataFrame) -> str:
    """Say with which interview the last new code came."""
    bringing = rows[rows["new"] > 0]
    if bringing.empty:
        return labels("saturation_none")
    last = bringing.iloc[-1]
    return labels(
        "saturation_last",
        found=labels.number(int(last["total"])),
        all=labels.number(len(study.codebook.codes)),
        number=labels.number(int(last["number"])),
        whole=labels.number(len(rows)),
        interview=str(last["transcript"]),
    )


def reached(rule: Rule, labels: Labels) -> str:
    """Say where a rule of saturation was met."""
    asked = labels("saturation_rule", base=str(rule.base), run=str(rule.run), threshold=labels.share(rule.threshold, 1))
    if rule.interviews is None or rule.ratio is None:
        return labels("saturation_open", rule=asked)
    needed = {"interviews": labels.number(rule.interviews), "run": str(rule.run)}
    return labels("saturation_reached", rule=asked, **needed, ratio=labels.share(rule.ratio, 1))


def drawn(study: CodedStudy, labels: Labels, draw: HeldOut) -> str:
    """Say what a third held out brings that the rest does not."""
    return labels(
        f"held_{draw.unit}",
        seed=str(draw.seed),
        held=labels.listing(draw.held) or labels.number(draw.held_out),
        kept=labels.number(draw.kept),
        held_codes=labels.count("code", draw.held_codes),
        kept_codes=labels.count("code", draw.kept_codes),
        new=_names(study, labels, draw.new) if draw.new else labels("none"),
    )


def _picture(pictures: Pictures, name: str) -> Iterator[Block]:
    if name in pictures:
        yield pictures[name]


def _names(study: CodedStudy, labels: Labels, ids: Sequence[str]) -> str:
    """List codes by name."""
    names = study.codebook.names(labels.language)
    return labels.series(names.get(id, id) for id in ids)


def _without_empty(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out who stands behind no passage at all, or behind every one."""
    told = [standing for standing in STANDINGS if rows[standing].any() and not rows[standing].equals(rows["passages"])]
    return rows.drop(columns=[standing for standing in STANDINGS if standing not in told])
