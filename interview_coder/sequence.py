"""Sequence: where in an interview codes stand, from 0 (its first turn) to 1 (its last)."""

from __future__ import annotations

import pandas as pd

from interview_coder.coded_passages import coded_passages
from interview_coder.study import CodedStudy

QUARTILES = {"q1": 0.25, "median": 0.5, "q3": 0.75}


def code_lines(study: CodedStudy) -> pd.DataFrame:
    """Return where every coded passage stands, to draw a line for each interview.

    Columns: `transcript`, `code`, `turn`, `passage` (int64), `position` (0..1: (turn - 0.5) / turns of the transcript)
    and `standing`. In the order of the study; rolled up, so that a theme stands wherever its sub-codes do.
    """
    turns = {transcript.id: max(transcript.turns, 1) for transcript in study.transcripts}
    passages = coded_passages(study)
    whole = passages["transcript"].map(turns).astype("int64")
    lines = passages[["transcript", "code", "turn", "passage", "standing"]].astype(
        {"transcript": str, "code": str, "standing": str}
    )
    lines.insert(4, "position", (lines["turn"] - 0.5) / whole)
    return lines.reset_index(drop=True)


def positions(study: CodedStudy) -> pd.DataFrame:
    """Describe for every code where in the interviews its passages lie; one row a code that was found.

    Columns: `code`, `passages`, `transcripts` (int64), the quartiles of its passages' positions `q1`, `median`, `q3`
    (0..1), `first` (the mean position of its first passage over the transcripts that have it) and `order` (the mean
    rank of that passage among the first ones of codes of the same depth: 1 comes up first, ties share a rank).
    """
    lines = code_lines(study)
    by_code = lines.groupby("code", observed=True)
    sizes = {"passages": by_code.size(), "transcripts": by_code["transcript"].nunique()}
    rows = pd.DataFrame(sizes | {name: by_code["position"].quantile(share) for name, share in QUARTILES.items()})
    firsts = (
        lines.groupby(["transcript", "code"], sort=False, observed=True)[["passage", "position"]].min().reset_index()
    )
    depth = firsts["code"].str.count(r"\.")
    firsts["order"] = firsts.groupby(["transcript", depth], observed=True)["passage"].rank()
    rows = rows.join(
        firsts.groupby("code", observed=True)[["position", "order"]].mean().rename(columns={"position": "first"})
    )
    known = [code.id for code in study.codebook.codes if code.id in rows.index]
    return rows.loc[known].rename_axis("code").reset_index()
