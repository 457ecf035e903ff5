"""Code by attribute: counts with row and column shares, and whether cases with one value differ from the others."""

from __future__ import annotations

import dataclasses
import difflib
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interview_coder.attributes import ordering
from interview_coder.coded_passages import PASSAGE, coded_passages, could_be_found, split
from interview_coder.errors import UsageError
from interview_coder.study import CodedStudy, CodedTranscript

if TYPE_CHECKING:
    import numpy.typing as npt

    Counts = npt.NDArray[np.int64]
    Numbers = npt.NDArray[np.float64]

NONE = "(none)"
# What expected counts a chi-square test wants, and how many tables an exact one may look at.
FEW = 5
MOST_TABLES = 1_000_000

_PSEUDO_ATTRIBUTES: dict[str, Callable[[CodedTranscript], str]] = {
    "language": lambda transcript: transcript.language,
    "transcript": lambda transcript: transcript.id,
}


class Caution(StrEnum):
    """Why an association was not tested, or what its test does not bear."""

    ONE_VALUE = "one_value"
    ALL_OR_NONE = "all_or_none"
    SMALL_EXPECTED = "small_expected"


@dataclass(frozen=True, slots=True)
class Association:
    """How unlike the values of an attribute are in how many of their transcripts have a code.

    `test` is `fisher` (exact, two-sided) or `chi-square` (Pearson's, without correction; `statistic`, `df`), "" where
    there is nothing to test, and then the numbers are None. `effect` is phi for two values, with the sign of the first
    value's share minus the second's, else Cramér's V. `p_holm` is p after Holm's correction for the tests of one table.
    """

    code: str
    transcripts: int
    of: int
    test: str = ""
    statistic: float | None = None
    df: int | None = None
    p: float | None = None
    p_holm: float | None = None
    effect: float | None = None
    smallest_expected: float | None = None
    caution: Caution | None = None


def counts_by(study: CodedStudy, attribute: str) -> pd.DataFrame:
    """Count for every code and each value of an attribute; one row a code and value.

    Columns: `code`, `value`, `passages`, of these `accepted`, `disputed`, `by_rule` and `by_model`, `transcripts` (that
    have the code), `of` (transcripts with that value in which it could be found; all int64), and as shares 0..1, NaN
    where there is no whole, `case_share` (transcripts / of), `row_share` (of the code's passages) and `column_share`
    (of the coded passages with that value). Codes stand in codebook order, values in alphabetical order, numbers by
    size and dates in time, and `(none)`, for transcripts without a value, last. `language` and `transcript` are
    attributes of every study, unless the participants have one of that name. Raises UsageError for an attribute that no
    participant has.
    """
    values = attribute_values(study, attribute)
    order = sorted(set(values.values()), key=ordering(values.values(), none=NONE))
    passages = coded_passages(study)
    passages["value"] = passages["transcript"].map(values).astype(pd.CategoricalDtype(order))
    by = ["code", "value"]
    cases = passages.groupby(by, observed=True)["transcript"].nunique().rename("transcripts")
    pairs = pd.MultiIndex.from_product([[code.id for code in study.codebook.codes], order], names=by)
    rows = split(passages, by).join(cases).reindex(pairs, fill_value=0).astype("int64").reset_index()
    rows["of"] = _cases(study, values, rows)
    coded = passages.drop_duplicates(PASSAGE).groupby("value", observed=False).size()
    return rows.assign(
        case_share=_share(rows["transcripts"], rows["of"]),
        row_share=_share(
            rows["passages"], rows.groupby("code", sort=False, observed=True)["passages"].transform("sum")
        ),
        column_share=_share(rows["passages"], rows["value"].map(coded).astype("int64")),
    )


def associations(study: CodedStudy, attribute: str) -> tuple[Association, ...]:
    """Test for each code whether its share of transcripts depends on an attribute.

    Counted are transcripts, as passages of one interview are not independent of each other. Left out are transcripts
    without a value, and those in which the code could not be found. Fisher's exact test for two values and wherever an
    expected count is below 5, else Pearson's chi-square; phi and Cramér's V (Cramér 1946, ch. 21); p also after Holm.
    """
    rows = counts_by(study, attribute)
    rows = rows[rows["value"] != NONE]
    tested = [_association(str(code), table) for code, table in rows.groupby("code", sort=False, observed=True)]
    corrected = iter(holm([each.p for each in tested if each.p is not None]))
    return tuple(each if each.p is None else dataclasses.replace(each, p_holm=next(corrected)) for each in tested)


def holm(values: Sequence[float]) -> list[float]:
    """Correct p values for their number (Holm 1979, Scand. J. Statist. 6: 65-70), in the order given."""
    order = np.argsort(values, kind="stable")
    steps = np.array(values)[order] * np.arange(len(values), 0, -1)
    corrected = np.empty(len(values))
    corrected[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return [float(value) for value in corrected]


def attribute_values(study: CodedStudy, attribute: str) -> dict[str, str]:
    """Return the value of an attribute for each transcript id; UsageError for one that no participant has."""
    own = attributes(study)
    if attribute in own:
        return {transcript.id: transcript.attributes.get(attribute) or NONE for transcript in study.transcripts}
    if attribute in _PSEUDO_ATTRIBUTES:
        value_of = _PSEUDO_ATTRIBUTES[attribute]
        return {transcript.id: value_of(transcript) or NONE for transcript in study.transcripts}
    raise UsageError(_unknown(attribute, list(dict.fromkeys([*own, *_PSEUDO_ATTRIBUTES]))))


def attributes(study: CodedStudy) -> list[str]:
    """Return the names of the participants' attributes, in order of first appearance."""
    return list(dict.fromkeys(name for transcript in study.transcripts for name in transcript.attributes))


def _cases(study: CodedStudy, values: Mapping[str, str], rows: pd.DataFrame) -> pd.Series[int]:
    """Return for each row how many transcripts with its value its code could be found in."""
    sizes = {code: Counter(values[id] for id in ids) for code, ids in could_be_found(study).items()}
    found = [sizes[code][value] for code, value in zip(rows["code"], rows["value"], strict=True)]
    return pd.Series(found, index=rows.index, dtype="int64")


def _share(part: pd.Series[int], whole: pd.Series[int]) -> pd.Series[float]:
    return part / whole.where(whole > 0)


def _association(code: str, rows: pd.DataFrame) -> Association:
    rows = rows[rows["of"] > 0]
    have, of = rows["transcripts"].to_numpy(), rows["of"].to_numpy()
    untested = Association(code, int(have.sum()), int(of.sum()))
    if len(rows) < 2:
        return dataclasses.replace(untested, caution=Caution.ONE_VALUE)
    if have.sum() in (0, of.sum()):
        return dataclasses.replace(untested, caution=Caution.ALL_OR_NONE)
    return _tested(untested, have, of)


def _tested(untested: Association, have: Counts, of: Counts) -> Association:
    """Test exactly where chi-square would be unreliable, and wherever there are two values."""
    from scipy import stats

    table = np.array([have, of - have])
    smallest = float(stats.contingency.expected_freq(table).min())
    chi_square = stats.chi2_contingency(table, correction=False)
    # With two rows the smaller side less one is 1.
    effect = math.copysign(math.sqrt(chi_square.statistic / of.sum()), _direction(have, of))
    measured = dataclasses.replace(untested, effect=effect, smallest_expected=smallest)
    if len(of) == 2 or (smallest < FEW and math.prod(of + 1) <= MOST_TABLES):
        return dataclasses.replace(measured, test="fisher", p=_exact(have, of))
    return dataclasses.replace(
        measured,
        test="chi-square",
        statistic=float(chi_square.statistic),
        df=int(chi_square.dof),
        p=float(chi_square.pvalue),
        caution=Caution.SMALL_EXPECTED if smallest < FEW else None,
    )


def _direction(have: Counts, of: Counts) -> float:
    """Return the sign of phi; Cramér's V of more than two values has none."""
    return float(have[0] / of[0] - have[1] / of[1]) if len(of) == 2 else 1.0


def _exact(have: Counts, of: Counts) -> float:
    """Add up the probabilities of all tables with these sides that are no likelier than this one.

    Fisher 1935 for two values; Freeman & Halton 1951, Biometrika 38: 141-149, for more.
    """
    found, whole = int(have.sum()), _log_choose(int(of.sum()), int(have.sum()))
    ways = {0: np.zeros(1)}
    for size in map(int, of):
        grown: dict[int, list[Numbers]] = {}
        for total, logs in ways.items():
            for part in range(min(size, found - total) + 1):
                grown.setdefault(total + part, []).append(logs + _log_choose(size, part))
        ways = {total: np.concatenate(parts) for total, parts in grown.items()}
    this = sum(_log_choose(int(size), int(part)) for size, part in zip(of, have, strict=True))
    # A hair more, for tables of the same probability.
    return min(float(np.exp(ways[found][ways[found] <= this + 1e-7] - whole).sum()), 1.0)


def _log_choose(size: int, part: int) -> float:
    return math.log(math.comb(size, part))


def _unknown(attribute: str, known: list[str]) -> str:
    lowered = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(attribute.casefold(), lowered, n=1)
    guess = f"Did you mean {lowered[close[0]]}? " if close else ""
    return f"no attribute is called {attribute}. {guess}Known are {', '.join(known)}"
