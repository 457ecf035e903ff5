"""Summary: tables of what was coded, by code, language, speaker, interview and by who says so.

What counts is told in `coded_passages`: a coding counts for its code and for every code above it.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interview_coder.agreement import Interval
from interview_coder.coded_passages import (
    PASSAGE,
    coded_passages,
    codings_frame,
    could_be_found,
    lineage,
    person,
    rolled_up,
    split,
)
from interview_coder.coders import CodeAgreement, agreements
from interview_coder.coding import Source, Verdict
from interview_coder.cooccurrence import cooccurrence
from interview_coder.crosstab import Association, associations, attributes, counts_by
from interview_coder.matrices import cases, measures
from interview_coder.saturation import HeldOut, Rule, base_and_run, held_out, saturation
from interview_coder.sequence import positions
from interview_coder.study import CodedStudy

if TYPE_CHECKING:
    from interview_coder.cooccurrence import Within

MAJOR = 0.5
_COEFFICIENTS = ("percent", "holsti", "kappa", "alpha")


def counts(study: CodedStudy, *, language: str = "en") -> pd.DataFrame:
    """Count for every code what carries it; one row a code, in codebook order, zeros where nothing does.

    The index `code` holds ids. Columns: `name` (in `language`), `depth` (0 for a theme), and as int64 `passages`, of
    these `accepted` (by a coder), `disputed`, `by_rule` and `by_model` (only suggested), `transcripts`, `of` (those
    in which the code could be found), `participants` (respondents who carry it), `words` (each Chinese character is a
    word); and `share` (float64, 0..1): the words of respondents' coded passages, of all words that respondents say.
    """
    codes = study.codebook.codes
    passages = coded_passages(study)
    passages["answered"] = passages["words"] * passages["answer"]
    sums = passages.groupby("code", observed=True).agg(
        transcripts=("transcript", "nunique"), words=("words", "sum"), answered=("answered", "sum")
    )
    sums.insert(1, "participants", _people(study, passages))
    ids = pd.Index([code.id for code in codes], name="code")
    rows = split(passages, ["code"]).join(sums).reindex(ids, fill_value=0).fillna(0).astype("int64")
    rows.insert(0, "name", [code.name.in_language(language) for code in codes])
    rows.insert(1, "depth", [code.depth for code in codes])
    places = could_be_found(study)
    rows.insert([*rows.columns].index("participants"), "of", [len(places[code.id]) for code in codes])
    said = sum(transcript.respondent_words for transcript in study.transcripts)
    return rows.assign(share=_share(rows.pop("answered"), said))


def shares(study: CodedStudy) -> pd.DataFrame:
    """Share out respondents' words by code and language: words of two languages are not of one size.

    One row a code and language of the study: `code`, `language`, `words` (in coded passages), `said` (in all; int64),
    `share` (0..1) and `looked_for` (bool): whether the code could be found in that language.
    """
    said: Counter[str] = Counter()
    for transcript in study.transcripts:
        said[transcript.language] += transcript.respondent_words
    languages = {transcript.id: transcript.language for transcript in study.transcripts}
    passages = coded_passages(study).query("answer")
    by = ["code", "language"]
    words = passages.assign(language=passages["transcript"].map(languages)).groupby(by, observed=True)["words"].sum()
    pairs = pd.MultiIndex.from_product([[code.id for code in study.codebook.codes], list(said)], names=by)
    rows = words.reindex(pairs, fill_value=0).astype("int64").reset_index()
    rows["said"] = rows["language"].map(said).astype("int64")
    places = could_be_found(study)
    looked_for = [
        any(languages[id] == language for id in places[code])
        for code, language in zip(rows["code"], rows["language"], strict=True)
    ]
    share = _share(rows["words"], rows["said"])
    return rows.assign(share=share, looked_for=pd.Series(looked_for, index=rows.index, dtype=bool))


def speakers(study: CodedStudy) -> pd.DataFrame:
    """Count for every code who says it; a row for each speaker with a passage, in the order of the study.

    Columns: `code`, `transcript`, `speaker`, `role`, `passages`, `accepted`, `disputed`, `by_rule`, `by_model`,
    `words`, `said` (all words of the speaker; int64) and `share` (words / said).
    """
    by = ["code", "transcript", "speaker"]
    passages = coded_passages(study)
    rows = split(passages, by).join(passages.groupby(by, observed=True)["words"].sum()).reset_index()
    said: Counter[tuple[str, str]] = Counter()
    roles: dict[tuple[str, str], str] = {}
    for transcript in study.transcripts:
        for speaker in transcript.speakers:
            said[transcript.id, speaker.name] += speaker.words
            roles.setdefault((transcript.id, speaker.name), str(speaker.role))
    names = list(zip(rows["transcript"], rows["speaker"], strict=True))
    rows.insert(3, "role", [roles.get(name, "") for name in names])
    rows["said"] = np.array([said[name] for name in names], dtype="int64")
    return in_order(study, rows.assign(share=_share(rows["words"], rows["said"])))


def exceptions(study: CodedStudy) -> pd.DataFrame:
    """List negative and minor cases: what a report should not leave out (COREQ 31 and 32).

    Columns: `kind`, `code`, `transcript`. `without`: an interview without a major theme, one that at least half of the
    interviews have in which it could be found. `alone`: the one interview that has a code, where it could be found in
    others too.
    """
    passages = coded_passages(study)
    having = passages.groupby("code", observed=True)["transcript"].unique()
    places = could_be_found(study)
    order = [transcript.id for transcript in study.transcripts]
    rows: list[tuple[str, str, str]] = []
    for code in study.codebook.codes:
        found, sought = set(having.get(code.id, ())), places[code.id]
        if code.parent is None and len(found) >= MAJOR * len(sought):
            rows += [("without", code.id, id) for id in order if id in sought - found]
        if len(found) == 1 < len(sought):
            rows += [("alone", code.id, id) for id in found]
    rows.sort(key=lambda row: row[0], reverse=True)
    return pd.DataFrame(rows, columns=["kind", "code", "transcript"], dtype=str)


def participants(study: CodedStudy) -> pd.DataFrame:
    """Describe every transcript in a row of its own.

    Columns: `id`, the attributes in order of first appearance ("" where missing), `language`, and as int64 `words`,
    `respondent_words`, `turns`, `passages` (by respondents) and `coded` (those of them that carry a code). An attribute
    called like one of the other columns has ` (attribute)` after its name.
    """
    transcripts = study.transcripts
    codings = codings_frame(study)
    coded = Counter(codings[codings["answer"]].drop_duplicates(PASSAGE)["transcript"])
    numbers = {
        "words": [transcript.words for transcript in transcripts],
        "respondent_words": [transcript.respondent_words for transcript in transcripts],
        "turns": [transcript.turns for transcript in transcripts],
        "passages": [transcript.respondent_passages for transcript in transcripts],
        "coded": [coded[transcript.id] for transcript in transcripts],
    }
    own = {
        f"{name} (attribute)" if name in {"id", "language", *numbers} else name: [
            transcript.attributes.get(name, "") for transcript in transcripts
        ]
        for name in attributes(study)
    }
    ids, languages = [each.id for each in transcripts], [each.language for each in transcripts]
    return pd.DataFrame({"id": ids, **own, "language": languages}).assign(**pd.DataFrame(numbers, dtype="int64"))


def status_of(study: CodedStudy) -> pd.DataFrame:
    """Count codings by who made them and where they stand.

    The index `source` and the int64 columns `suggested`, `accepted`, `rejected` are always whole, zeros included.
    """
    found = Counter((coding.source, coding.status) for coding in study.codings)
    cells = {str(status): [found[source, status] for source in Source] for status in Verdict}
    return pd.DataFrame(cells, index=pd.Index([str(source) for source in Source], name="source"), dtype="int64")


def agreement(study: CodedStudy) -> pd.DataFrame:
    """Tell how far coders agree: a row for each code that one of them gave, the last one, without a code, for all.

    Columns: `coders`, `passages` (compared), `code`, `given` (by each), and `percent`, `holsti`, `kappa` and `alpha`,
    each with the bounds of its 95 % interval. No rows where no two coders share a transcript, or without the material.
    """
    rows = [
        (found.coders, found.passages, row.code, row.coded, *_bounds(row))
        for found in agreements(study)
        for row in (*found.by_code, found.overall)
    ]
    measures = [f"{name}{bound}" for name in _COEFFICIENTS for bound in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=["coders", "passages", "code", "given", *measures])


def _bounds(row: CodeAgreement) -> Iterator[float]:
    for name in _COEFFICIENTS:
        interval: Interval = getattr(row, name)
        yield from (interval.value, interval.low, interval.high)


def uncoded(study: CodedStudy) -> pd.DataFrame:
    """List what the counts leave out or do not reach, in the order of the study.

    Columns: `kind` and `id`. A `transcript` or a `theme` has no coding at all; an `unknown code` has codings, but the
    codebook knows neither it nor a code above it, so that they are counted nowhere.
    """
    codings = codings_frame(study)
    known = {code.id for code in study.codebook.codes}
    transcripts, codes = set(codings["transcript"]), set(rolled_up(codings)["code"])
    unknown = [code for code in dict.fromkeys(codings["code"]) if known.isdisjoint(lineage(code))]
    rows = [("transcript", each.id) for each in study.transcripts if each.id not in transcripts]
    rows += [("theme", theme.id) for theme in study.codebook.themes if theme.id not in codes]
    rows += [("unknown code", code) for code in unknown]
    return pd.DataFrame(rows, columns=["kind", "id"])


def tables(
    study: CodedStudy,
    *,
    by: str | None = None,
    within: Within = "passage",
    order: str | None = None,
    seed: int = 0,
    language: str = "en",
) -> dict[str, pd.DataFrame]:
    """Make every table of a study, by name, in the order in which a reader wants them.

    `by` is an attribute to compare by (tables `by` and `associations`, left out without it), `within` where codes
    co-occur, `order` the attribute that orders interviews for saturation, `seed` of the third that is held out.
    """
    progress = saturation(study, order=order)
    drawn = (held_out(study, unit=unit, seed=seed) for unit in ("transcript", "passage"))
    compared = {"by": counts_by(study, by), "associations": _frame(Association, associations(study, by))} if by else {}
    return {
        "counts": counts(study, language=language).reset_index(),
        "shares": shares(study),
        "exceptions": exceptions(study),
        **compared,
        "cases": cases(study),
        "speakers": speakers(study),
        "cooccurrence": cooccurrence(study, within),
        "positions": positions(study),
        "saturation": progress,
        "saturation_rule": _frame(Rule, base_and_run([int(new) for new in progress["new"]])),
        "held_out": _frame(HeldOut, [draw for draw in drawn if draw]),
        "measures": measures(study, language=language),
        "participants": participants(study),
        "status": status_of(study).reset_index(),
        "agreement": agreement(study),
    }


def in_order(study: CodedStudy, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the columns `code` and `transcript` as the codebook and the study order them."""
    codes = [code.id for code in study.codebook.codes]
    transcripts = [transcript.id for transcript in study.transcripts]
    rows = rows.assign(
        code=rows["code"].cat.set_categories(codes), transcript=rows["transcript"].cat.set_categories(transcripts)
    )
    ordered = rows.dropna(subset=["code", "transcript"]).sort_values(["code", "transcript"], kind="stable")
    return ordered.astype({"code": str, "transcript": str}).reset_index(drop=True)


def _frame(kind: type[Association | Rule | HeldOut], values: Sequence[Association | Rule | HeldOut]) -> pd.DataFrame:
    """Return values as rows; the types of numbers stay, None where there is none."""
    columns = [field.name for field in dataclasses.fields(kind)]
    return pd.DataFrame([dataclasses.astuple(value) for value in values], columns=columns, dtype=object)


def _share(part: pd.Series[int], whole: pd.Series[int] | int) -> pd.Series[float]:
    # A word counter may see one word in a turn where a passage ends within it.
    return (part / whole).fillna(0.0).clip(upper=1.0)


def _people(study: CodedStudy, passages: pd.DataFrame) -> pd.Series[int]:
    """Count for each code the respondents who carry it."""
    transcripts = {transcript.id: transcript for transcript in study.transcripts}
    pairs = passages[passages["answer"]].drop_duplicates(["code", "transcript", "speaker"])
    people = [
        person(transcripts[str(id)], str(speaker))
        for id, speaker in zip(pairs["transcript"], pairs["speaker"], strict=True)
    ]
    return (
        pairs.assign(person=pd.Series(people, index=pairs.index, dtype=object))
        .groupby("code", observed=True)["person"]
        .nunique()
    )
