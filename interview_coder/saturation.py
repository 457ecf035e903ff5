"""Saturation: whether later interviews still bring new codes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from interview_coder.attributes import ordering
from interview_coder.coded_passages import PASSAGE, coded_passages
from interview_coder.crosstab import NONE, attribute_values
from interview_coder.study import CodedStudy

BASE, RUNS, THRESHOLDS = 4, (2, 3), (0.05, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the rule of Guest, Namey & Chen says that saturation is reached.

    `interviews` were needed, and `run` more confirmed it; both `interviews` and `ratio` (new codes of that run by codes
    of the base) are None where it is not reached, or where there are fewer than `base + run` interviews.
    """

    base: int
    run: int
    threshold: float
    base_codes: int
    interviews: int | None
    ratio: float | None


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a random third, held out, brings that the rest does not: a saturation check usual in Chinese theses.

    `unit` is what was drawn, transcript or passage; `held` are the ids of the transcripts; `new` the codes that only
    the held-out part has.
    """

    unit: str
    seed: int
    kept: int
    held_out: int
    held: tuple[str, ...]
    kept_codes: int
    held_codes: int
    new: tuple[str, ...]


def saturation(study: CodedStudy, *, order: str | None = None) -> pd.DataFrame:
    """Follow how many codes each interview brings that none before it had; one row a transcript.

    Columns: `number`, `transcript`, `codes` (it has), `new` and `total` (found so far; int64), and `new_codes`: their
    ids, parted by ", ". In the order of the study, or by the values of an attribute such as date (ties in the order of
    the study, transcripts without a value last). Counted are all codes of the codebook, themes too.
    """
    found = codes_found(study, order=order)
    seen: set[str] = set()
    rows = []
    known = [code.id for code in study.codebook.codes]
    for number, (transcript, codes) in enumerate(found.items(), start=1):
        new = [code for code in known if code in codes - seen]
        seen |= codes
        rows.append((number, transcript, len(codes), len(new), len(seen), ", ".join(new)))
    table = pd.DataFrame(rows, columns=["number", "transcript", "codes", "new", "total", "new_codes"])
    return table.astype(dict.fromkeys(["number", "codes", "new", "total"], "int64"))


def base_and_run(
    new: Sequence[int], *, base: int = BASE, runs: Sequence[int] = RUNS, thresholds: Sequence[float] = THRESHOLDS
) -> tuple[Rule, ...]:
    """Find where new codes per interview, in order, fall to a share of those of the first `base` interviews.

    A run is so many interviews in a row after the base; runs overlap, and the first one whose new codes, by the codes
    of the base, are at most the threshold counts (Guest, Namey & Chen 2020, doi 10.1371/journal.pone.0232076).
    """
    return tuple(_rule(new, base, run, threshold) for run in runs for threshold in thresholds)


def held_out(study: CodedStudy, *, unit: str = "transcript", seed: int = 0) -> HeldOut | None:
    """Draw a third of the transcripts or coded passages at random; list the codes that only they have.

    None where there are fewer than 3 to draw from. The draw is Python's `random.Random(seed).sample`.
    """
    passages = coded_passages(study)
    ids = [transcript.id for transcript in study.transcripts]
    if unit == "transcript":
        numbers, size = passages["transcript"].map({id: at for at, id in enumerate(ids)}), len(ids)
    else:
        numbers = passages.groupby(PASSAGE, sort=False, observed=True).ngroup()
        size = numbers.nunique()
    if size < 3:
        return None
    drawn = sorted(random.Random(seed).sample(range(size), round(size / 3)))
    out = numbers.isin(drawn)
    held, kept = set(passages.loc[out, "code"]), set(passages.loc[~out, "code"])
    return HeldOut(
        unit=unit,
        seed=seed,
        kept=size - len(drawn),
        held_out=len(drawn),
        held=tuple(ids[at] for at in drawn) if unit == "transcript" else (),
        kept_codes=len(kept),
        held_codes=len(held),
        new=tuple(code.id for code in study.codebook.codes if code.id in held - kept),
    )


def codes_found(study: CodedStudy, *, order: str | None = None) -> dict[str, set[str]]:
    """Return the codes each transcript has, in the order of the study or of an attribute's values."""
    found: dict[str, set[str]] = {transcript.id: set() for transcript in study.transcripts}
    pairs = coded_passages(study)[["transcript", "code"]].drop_duplicates()
    for transcript, code in pairs.itertuples(index=False, name=None):
        found[transcript].add(code)
    if order is None:
        return found
    values = attribute_values(study, order)
    key = ordering(values.values(), none=NONE)
    return {id: found[id] for id in sorted(found, key=lambda id: key(values[id]))}


def _rule(new: Sequence[int], base: int, run: int, threshold: float) -> Rule:
    codes = sum(new[:base])
    for before in range(base, len(new) - run + 1) if codes else ():
        ratio = sum(new[before : before + run]) / codes
        if ratio <= threshold:
            return Rule(base, run, threshold, codes, before, ratio)
    return Rule(base, run, threshold, codes, None, None)
