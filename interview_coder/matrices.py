"""Matrices: case by code, and problem by measure."""

from __future__ import annotations

import pandas as pd

from interview_coder.coded_passages import coded_passages, could_be_found, split
from interview_coder.study import CodedStudy


def cases(study: CodedStudy) -> pd.DataFrame:
    """Count for every case and code what carries it; one row a transcript and code, zeros where nothing does.

    Columns: `transcript`, `code`, `passages`, `accepted`, `disputed`, `by_rule`, `by_model`, `words` (int64) and
    `looked_for` (bool): whether the code could be found in this transcript. In the order of study and codebook.
    """
    by = ["transcript", "code"]
    passages = coded_passages(study)
    places = could_be_found(study)
    ids = [transcript.id for transcript in study.transcripts]
    pairs = pd.MultiIndex.from_product([ids, [code.id for code in study.codebook.codes]], names=by)
    words = passages.groupby(by, observed=True)["words"].sum()
    rows = split(passages, by).join(words).reindex(pairs, fill_value=0).astype("int64").reset_index()
    looked_for = [id in places[code] for id, code in zip(rows["transcript"], rows["code"], strict=True)]
    return rows.assign(looked_for=pd.Series(looked_for, dtype=bool))


def case_matrix(study: CodedStudy, value: str = "passages") -> pd.DataFrame:
    """Return a row a transcript and a column a code: one of the counts of `cases` (int64), or 0/1 with `present`."""
    rows = cases(study)
    rows["present"] = (rows["passages"] > 0).astype("int64")
    codes, ids = [code.id for code in study.codebook.codes], [transcript.id for transcript in study.transcripts]
    matrix = rows.pivot(index="transcript", columns="code", values=value)
    return matrix.reindex(index=pd.Index(ids, name="transcript"), columns=pd.Index(codes, name="code"))


def measure_matrix(study: CodedStudy, *, language: str = "en") -> pd.DataFrame:
    """Return a row a problem (code id) and a column a measure: 1 where the measure answers the problem, else 0."""
    pairs = measures(study, language=language)[["code", "measure"]].drop_duplicates().assign(answers=1)
    matrix = pairs.pivot(index="code", columns="measure", values="answers").fillna(0).astype("int64")
    return matrix.reindex(index=pairs["code"].unique(), columns=pairs["measure"].unique())


def measures(study: CodedStudy, *, language: str = "en") -> pd.DataFrame:
    """List which measure answers which problem, as the codebook says under `addressed_by`; one row a pair.

    Columns: `code`, `name`, `measure` (in `language`), and how much was found of the problem: `passages`, `accepted`,
    `disputed`, `by_rule`, `by_model` and `transcripts` (int64). In codebook order.
    """
    passages = coded_passages(study)
    found = split(passages, ["code"]).join(
        passages.groupby("code", observed=True)["transcript"].nunique().rename("transcripts")
    )
    pairs = [(code, measure) for code in study.codebook.codes for measure in code.addressed_by]
    counts = found.reindex([code.id for code, _ in pairs], fill_value=0).astype("int64").reset_index(drop=True)
    named = {
        "code": [code.id for code, _ in pairs],
        "name": [code.name.in_language(language) for code, _ in pairs],
        "measure": [measure.in_language(language) for _, measure in pairs],
    }
    return pd.concat([pd.DataFrame(named, dtype=str), counts], axis=1)
