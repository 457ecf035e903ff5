"""The codings of a kept study as columns, for tables of a million of them: all but their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interview_coder.coding import Coding, Decision, Source, Verdict
from interview_coder.kept_study import with_kept_codings
from interview_coder.store import Store
from interview_coder.study import CodedStudy
from interview_coder.verdicts import rulings_by_code

if TYPE_CHECKING:
    import numpy.typing as npt

_NUMBERS = ["start", "end", "turn", "passage", "words"]
_SOURCES, _STATUSES = [str(source) for source in Source], [str(verdict) for verdict in Verdict]


def kept_columns(store: Store, study: CodedStudy) -> pd.DataFrame:
    """Return a row for every coding of a listed study, in the order in which `with_kept_codings` has them.

    Columns: `transcript`, `speaker`, `code`, `source`, `status` (categories) and `start`, `end`, `turn`, `passage`,
    `words` (int64).
    """
    rows = _suggested(store, study)
    rows, by_hand = _ruled(rows, _decisions(store, study))
    if by_hand:
        chosen = tuple(transcript for transcript in study.transcripts if transcript.id in by_hand)
        codings = with_kept_codings(store, replace(study, transcripts=chosen)).codings
        rows = pd.concat([rows[~rows["transcript"].isin(by_hand)], _frame(codings)], ignore_index=True)
    ids = [transcript.id for transcript in study.transcripts]
    rows["transcript"] = pd.Categorical(rows["transcript"], ids)
    ordered = rows.sort_values(["transcript", "start", "end"], kind="stable", ignore_index=True)
    texts = {"code": sorted(set(ordered["code"])), "source": _SOURCES, "status": _STATUSES}
    columns = {name: pd.Categorical(ordered[name], known) for name, known in texts.items()}
    return ordered.assign(speaker=_speakers(store, ordered), **columns)


def _suggested(store: Store, study: CodedStudy) -> pd.DataFrame:
    """Return what rules and models suggested, of a code for the same words the first."""
    rows = store.suggestion_columns(unit=study.unit)
    rows = rows[rows["transcript"].isin([transcript.id for transcript in study.transcripts])]
    by_model = rows["source"] == str(Source.MODEL)
    if by_model.any():
        rows = pd.concat([rows[~by_model], _with_codes_of_today(rows[by_model], study)], ignore_index=True)
        rows = rows.drop_duplicates(["transcript", "start", "end", "code"], ignore_index=True)
    return rows.assign(status=str(Verdict.SUGGESTED))


def _with_codes_of_today(rows: pd.DataFrame, study: CodedStudy) -> pd.DataFrame:
    renamed = rows["code"].map(lambda code: study.codebook.current(code) or code)
    return rows.assign(code=renamed)[renamed.isin([code.id for code in study.codebook.codes])]


Groups = Mapping[tuple[str, str], list[Decision]]


def _decisions(store: Store, study: CodedStudy) -> Groups:
    """Return the decisions that have a place, by transcript and the id that their code has now."""
    current = cache(lambda code: study.codebook.current(code) or code)
    listed = {transcript.id for transcript in study.transcripts}
    groups: dict[tuple[str, str], list[Decision]] = {}
    for decision in store.decisions():
        if decision.start is not None and decision.transcript in listed:
            code = current(decision.code)
            groups.setdefault((decision.transcript, code), []).append(replace(decision, code=code))
    return groups


def _ruled(rows: pd.DataFrame, decisions: Groups) -> tuple[pd.DataFrame, Collection[str]]:
    """Put the status of what was decided, and name the transcripts where coders decided about other words."""
    status = rows["status"].to_numpy(dtype=object, copy=True)
    places = _places(rows, decisions)
    by_hand: set[str] = set()
    for group, made in decisions.items():
        (rulings,) = rulings_by_code(made).values()
        spans = places.get(group, {})
        if not spans.keys() >= set(rulings.accepted_ranges()):
            by_hand.add(group[0])
        for span, row in spans.items():
            verdict = rulings.on(span)
            status[row] = str(verdict[0]) if verdict else None
    return rows.assign(status=status).dropna(subset=["status"]), by_hand


def _places(rows: pd.DataFrame, groups: Groups) -> dict[tuple[str, str], dict[tuple[int, int], int]]:
    """Return where the rows of some transcripts and codes stand: their ranges, and the number of the row of each."""
    pairs = pd.MultiIndex.from_arrays([rows["transcript"], rows["code"]])
    found: dict[tuple[str, str], dict[tuple[int, int], int]] = {}
    wanted = np.flatnonzero(pairs.isin(list(groups)) if groups else np.zeros(len(rows), dtype=bool))
    columns = (rows[name].to_numpy()[wanted].tolist() for name in ("transcript", "code", "start", "end"))
    for row, id, code, start, end in zip(wanted, *columns, strict=True):
        found.setdefault((id, code), {})[start, end] = int(row)
    return found


def _frame(codings: Iterable[Coding]) -> pd.DataFrame:
    names = ["transcript", "code", "source", *_NUMBERS, "status"]
    return pd.DataFrame([[getattr(coding, name) for name in names] for coding in codings], columns=names)


def _speakers(store: Store, rows: pd.DataFrame) -> pd.Categorical[str]:
    """Return who speaks in the turn of each row."""
    known: dict[str, int] = {}
    speakers = store.speakers_by_turn()
    ids = rows["transcript"].cat.categories
    turns = [[known.setdefault(name, len(known)) for name in speakers[id]] for id in ids]
    firsts = np.cumsum([0, *map(len, turns)])
    flat: npt.NDArray[np.int64] = np.array([number for own in turns for number in own], dtype="int64")
    at = firsts[rows["transcript"].cat.codes.to_numpy()] + rows["turn"].to_numpy() - 1
    return pd.Categorical.from_codes(flat[at], pd.Index(list(known), dtype=str))
