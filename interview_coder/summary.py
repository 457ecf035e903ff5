"""Summary: tables of what was coded, by code, by participant and by who says so; rejected codings never count.

A coding counts for its code and for every code above it, and there a passage counts once, whatever sub-codes it has.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd

from interview_coder.coding import Source, Verdict
from interview_coder.errors import UsageError
from interview_coder.quotes import interviewers
from interview_coder.study import CodedStudy, CodedTranscript

NONE = "(none)"

_PASSAGE = ["transcript", "start", "end"]
_DIGITS = re.compile(r"(\d{1,18})")
_PSEUDO_ATTRIBUTES: dict[str, Callable[[CodedTranscript], str]] = {
    "language": lambda transcript: transcript.language,
    "transcript": lambda transcript: transcript.id,
}


def counts(study: CodedStudy, *, language: str = "en") -> pd.DataFrame:
    """Count for every code what carries it; one row a code, in codebook order, zeros where nothing does.

    The index `code` holds ids. Columns: `name` (in `language`), `depth` (0 for a theme), `passages`, `transcripts`,
    `words` (int64; each Chinese character is a word) and `share` (float64, 0..1): the words of respondents' coded
    passages, of all words that respondents say in the study.
    """
    codes = study.codebook.codes
    by_code = _rolled_up(_codings(study)).groupby("code")
    sums = by_code.agg(transcripts=("transcript", "nunique"), words=("words", "sum"), answered=("answered", "sum"))
    sums.insert(0, "passages", by_code.size())
    rows = sums.reindex(pd.Index([code.id for code in codes], name="code"), fill_value=0)
    rows.insert(0, "name", [code.name.in_language(language) for code in codes])
    rows.insert(1, "depth", [code.depth for code in codes])
    said = sum(transcript.respondent_words for transcript in study.transcripts)
    # A word counter may see one word in a turn where a passage ends within it.
    share = (rows.pop("answered") / max(said, 1)).clip(upper=1.0)
    return rows.assign(share=share)


def counts_by(study: CodedStudy, attribute: str) -> pd.DataFrame:
    """Count for every code and each value of an attribute; one row a code and value.

    Columns: `code`, `value`, `passages`, `transcripts` (that have the code) and `of` (transcripts with that value in
    all; the last three int64). Codes stand in codebook order, values in alphabetical order with numbers by size, and
    `(none)`, for transcripts without a value, last. `language` and `transcript` are attributes of every study, unless
    the participants have one of that name. Raises UsageError for an attribute that no participant has.
    """
    values = _values(study, attribute)
    sizes = Counter(values.values())
    order = sorted(sizes, key=_alphabetically)
    passages = _rolled_up(_codings(study))
    groups = passages.assign(value=passages["transcript"].map(values)).groupby(["code", "value"])
    sums = groups.agg(passages=("start", "size"), transcripts=("transcript", "nunique"))
    pairs = pd.MultiIndex.from_product([[code.id for code in study.codebook.codes], order], names=["code", "value"])
    rows = sums.reindex(pairs, fill_value=0).reset_index()
    return rows.assign(of=rows["value"].map(sizes).astype("int64"))


def participants(study: CodedStudy) -> pd.DataFrame:
    """Describe every transcript in a row of its own.

    Columns: `id`, the attributes in order of first appearance ("" where missing), `language`, and as int64 `words`,
    `respondent_words`, `turns`, `passages` (by respondents) and `coded` (those of them that carry a code). An attribute
    called like one of the other columns has ` (attribute)` after its name.
    """
    transcripts = study.transcripts
    codings = _codings(study)
    coded = Counter(codings[codings["answer"]].drop_duplicates(_PASSAGE)["transcript"])
    numbers = {
        "words": [transcript.words for transcript in transcripts],
        "respondent_words": [transcript.respondent_words for transcript in transcripts],
        "turns": [transcript.turns for transcript in transcripts],
        "passages": [transcript.respondent_passages for transcript in transcripts],
        "coded": [coded[transcript.id] for transcript in transcripts],
    }
    attributes = {
        f"{name} (attribute)" if name in {"id", "language", *numbers} else name: [
            transcript.attributes.get(name, "") for transcript in transcripts
        ]
        for name in _attributes(study)
    }
    ids, languages = [each.id for each in transcripts], [each.language for each in transcripts]
    return pd.DataFrame({"id": ids, **attributes, "language": languages}).assign(**pd.DataFrame(numbers, dtype="int64"))


def status_of(study: CodedStudy) -> pd.DataFrame:
    """Count codings by who made them and where they stand.

    The index `source` and the int64 columns `suggested`, `accepted`, `rejected` are always whole, zeros included.
    """
    found = Counter((coding.source, coding.status) for coding in study.codings)
    cells = {str(status): [found[source, status] for source in Source] for status in Verdict}
    return pd.DataFrame(cells, index=pd.Index([str(source) for source in Source], name="source"), dtype="int64")


def uncoded(study: CodedStudy) -> pd.DataFrame:
    """List what the counts leave out or do not reach, in the order of the study.

    Columns: `kind` and `id`. A `transcript` or a `theme` has no coding at all; an `unknown code` has codings, but the
    codebook knows neither it nor a code above it, so that they are counted nowhere.
    """
    codings = _codings(study)
    known = {code.id for code in study.codebook.codes}
    transcripts, codes = set(codings["transcript"]), set(_rolled_up(codings)["code"])
    unknown = [code for code in dict.fromkeys(codings["code"]) if known.isdisjoint(_lineage(code))]
    rows = [("transcript", each.id) for each in study.transcripts if each.id not in transcripts]
    rows += [("theme", theme.id) for theme in study.codebook.themes if theme.id not in codes]
    rows += [("unknown code", code) for code in unknown]
    return pd.DataFrame(rows, columns=["kind", "id"])


def _codings(study: CodedStudy) -> pd.DataFrame:
    """Return a row for every coding that is not rejected; `answered` are its words if a respondent's, else 0."""
    asking = interviewers(study)
    kept = [coding for coding in study.codings if coding.status is not Verdict.REJECTED]
    words = np.array([coding.words for coding in kept], dtype="int64")
    answer = np.array([(coding.transcript, coding.speaker) not in asking for coding in kept], dtype=bool)
    return pd.DataFrame(
        {
            "code": pd.Series([coding.code for coding in kept], dtype=str),
            "transcript": pd.Series([coding.transcript for coding in kept], dtype=str),
            "start": np.array([coding.start for coding in kept], dtype="int64"),
            "end": np.array([coding.end for coding in kept], dtype="int64"),
            "words": words,
            "answered": words * answer,
            "answer": answer,
        }
    )


def _rolled_up(codings: pd.DataFrame) -> pd.DataFrame:
    """Return a row for every passage that counts for a code: for its own and for each one above, once."""
    pairs = [(code, above) for code in codings["code"].unique() for above in _lineage(code)]
    lineage = pd.DataFrame(pairs, columns=["code", "above"], dtype=codings["code"].dtype)
    rolled_up = codings.merge(lineage, on="code").drop(columns="code").rename(columns={"above": "code"})
    return rolled_up.drop_duplicates(["code", *_PASSAGE])


def _lineage(id: str) -> list[str]:
    """Return the ids of a code and of those above it."""
    parts = id.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _attributes(study: CodedStudy) -> list[str]:
    return list(dict.fromkeys(name for transcript in study.transcripts for name in transcript.attributes))


def _values(study: CodedStudy, attribute: str) -> dict[str, str]:
    """Return the value of an attribute for each transcript id."""
    own = _attributes(study)
    if attribute in own:
        return {transcript.id: transcript.attributes.get(attribute) or NONE for transcript in study.transcripts}
    if attribute in _PSEUDO_ATTRIBUTES:
        value_of = _PSEUDO_ATTRIBUTES[attribute]
        return {transcript.id: value_of(transcript) or NONE for transcript in study.transcripts}
    raise UsageError(_unknown(attribute, list(dict.fromkeys([*own, *_PSEUDO_ATTRIBUTES]))))


def _unknown(attribute: str, known: list[str]) -> str:
    lowered = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(attribute.casefold(), lowered, n=1)
    guess = f"Did you mean {lowered[close[0]]}? " if close else ""
    return f"no attribute is called {attribute}. {guess}Known are {', '.join(known)}"


def _alphabetically(value: str) -> tuple[bool, list[str | int]]:
    """Sort as a reader would: 9 before 10, P2 before P10, no value last."""
    parts = _DIGITS.split(value)
    return value == NONE, [int(part) if at % 2 else part for at, part in enumerate(parts)]
