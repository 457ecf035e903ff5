"""Coded passages as rows: what every table is counted from. Rejected codings never count.

A coding counts for its code and for every code above it, and there a passage counts once, whatever sub-codes it has.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from interview_coder.codebook import is_within
from interview_coder.coding import Coding, Source, Verdict
from interview_coder.quotes import interviewers
from interview_coder.study import CodedStudy, CodedTranscript, rule_languages

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.integer[Any]]

PASSAGE = ["transcript", "start", "end"]


class Standing(StrEnum):
    """Who stands behind a coded passage, the strongest first; the values are the names of columns."""

    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    BY_RULE = "by_rule"
    BY_MODEL = "by_model"


STANDINGS = [str(standing) for standing in Standing]


def standing_of(coding: Coding) -> Standing | None:
    """Return who stands behind a coding, None for a rejected one; what a coder coded needs nobody's acceptance."""
    if coding.status is Verdict.REJECTED:
        return None
    if coding.status is Verdict.DISPUTED:
        return Standing.DISPUTED
    if coding.status is Verdict.ACCEPTED or coding.source is Source.CODER:
        return Standing.ACCEPTED
    return Standing.BY_MODEL if coding.source is Source.MODEL else Standing.BY_RULE


def only(study: CodedStudy, standings: Collection[Standing]) -> CodedStudy:
    """Return the study with those codings alone that somebody of these stands behind."""
    kept = tuple(coding for coding in study.codings if standing_of(coding) in standings)
    return dataclasses.replace(study, codings=kept)


def codings_frame(study: CodedStudy) -> pd.DataFrame:
    """Return a row for every coding that is not rejected, in the order of the study.

    Columns: `code`, `transcript`, `speaker`, `standing` (categories), `start`, `end`, `turn`, `passage`, `words`
    (int64) and `answer`: whether a respondent says it.
    """
    asking = interviewers(study)
    kept = [(coding, standing) for coding in study.codings if (standing := standing_of(coding)) is not None]
    codings = [coding for coding, _ in kept]
    return pd.DataFrame(
        {
            "code": pd.Categorical([coding.code for coding in codings]),
            "transcript": pd.Categorical([coding.transcript for coding in codings]),
            "speaker": pd.Categorical([coding.speaker for coding in codings]),
            "standing": pd.Categorical([str(standing) for _, standing in kept], STANDINGS, ordered=True),
            **{name: _numbers(codings, name) for name in ("start", "end", "turn", "passage", "words")},
            "answer": np.array([(coding.transcript, coding.speaker) not in asking for coding in codings], dtype=bool),
        }
    )


def coded_passages(study: CodedStudy) -> pd.DataFrame:
    """Return a row for every code and passage that carries it or a code below it.

    Columns as of `codings_frame`; `standing` is the strongest of the passage's codings below the code.
    """
    return _coded_passages(_Same(study)).copy(deep=False)


def rolled_up(codings: pd.DataFrame) -> pd.DataFrame:
    """Count each coding for its own code and for each one above, a passage once; the order stays."""
    own = codings["code"].astype("category").cat
    lineages = [lineage(str(code)) for code in own.categories]
    known = {id: at for at, id in enumerate(dict.fromkeys(id for ids in lineages for id in ids))}
    lengths = np.array([len(ids) for ids in lineages], dtype="int64")
    firsts = np.concatenate([[0], lengths.cumsum()])[own.codes.to_numpy()]
    lengths = lengths[own.codes.to_numpy()]
    row = np.repeat(np.arange(len(codings)), lengths)
    step = np.arange(len(row)) - np.repeat(lengths.cumsum() - lengths, lengths)
    above = np.array([known[id] for ids in lineages for id in ids], dtype="int64")[np.repeat(firsts, lengths) + step]
    kept = _strongest(codings, row, above)
    rows = codings.iloc[row[kept]].reset_index(drop=True)
    return rows.assign(code=pd.Categorical.from_codes(above[kept], pd.Index(known, dtype=str)))


def _strongest(codings: pd.DataFrame, row: Ints, code: Ints) -> Ints:
    """Return where, among codings (by row) that count for codes, each code and passage has its strongest standing."""
    passage = codings.groupby(PASSAGE, sort=False, observed=True).ngroup().to_numpy()[row]
    standing = codings["standing"].cat.codes.to_numpy()[row]
    order = np.lexsort((standing, passage * (code.max(initial=0) + 1) + code))
    passage, code = passage[order], code[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(passage) != 0) | (np.diff(code) != 0)
    return np.sort(order[first])


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A study told by what it is, not by what it holds."""

    study: CodedStudy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.study is self.study

    def __hash__(self) -> int:
        return id(self.study)


# The one study in hand: a dozen tables of a million codings are counted from rows made once.
@lru_cache(maxsize=1)
def _coded_passages(same: _Same) -> pd.DataFrame:
    return rolled_up(codings_frame(same.study))


def split(passages: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count passages by some columns: `passages`, and of these `accepted`, `disputed`, `by_rule`, `by_model`."""
    sizes = passages.groupby([*by, "standing"], observed=True).size().unstack("standing", fill_value=0)
    columns = sizes.reindex(columns=STANDINGS, fill_value=0).astype("int64")
    columns.columns = pd.Index(STANDINGS)
    columns.insert(0, "passages", columns.sum(axis=1))
    return columns


def could_be_found(study: CodedStudy) -> Mapping[str, frozenset[str]]:
    """Return for each code the ids of the transcripts in which something looks for it, or it was found anyway.

    A code with rules, its own or below it, is looked for in their languages; one without rules by coders, anywhere.
    """
    found: dict[str, set[str]] = {}
    for coding in study.codings:
        for id in lineage(coding.code):
            found.setdefault(id, set()).add(coding.transcript)
    places = {}
    for code in study.codebook.codes:
        rules = [rule for other in study.codebook.codes if is_within(other.id, code.id) for rule in other.rules]
        languages = rule_languages(rules)
        looked = {each.id for each in study.transcripts if not rules or each.language in languages}
        places[code.id] = frozenset(looked | found.get(code.id, set()))
    return places


def person(transcript: CodedTranscript, speaker: str) -> tuple[str, str]:
    """Return who a respondent is over all transcripts: the attribute `participant`, else the speaker in this one."""
    named = transcript.attributes.get("participant", "")
    return ("", named) if named else (transcript.id, speaker)


def lineage(id: str) -> list[str]:
    """Return the ids of a code and of those above it, the theme first."""
    parts = id.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _numbers(codings: Sequence[Coding], name: str) -> npt.NDArray[np.int64]:
    return np.fromiter((getattr(coding, name) for coding in codings), dtype="int64", count=len(codings))
