"""Co-occurrence: which codes are said together, in one passage, in one turn, or within n passages."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from interview_coder.codebook import is_within
from interview_coder.coded_passages import coded_passages
from interview_coder.study import CodedStudy

if TYPE_CHECKING:
    import numpy.typing as npt

    # What scipy's sparse matrices are: the library brings no types.
    Incidence = Any
    Ints = npt.NDArray[np.integer[Any]]

Within = Literal["passage", "turn"] | int


def cooccurrence(study: CodedStudy, within: Within = "passage") -> pd.DataFrame:
    """Count for each two codes how often they stand together; one row a pair that does, in codebook order.

    Columns: `code`, `other`, `together`, `code_total`, `other_total`, `transcripts` (that have them together; int64
    all) and `jaccard`. With `passage` and `turn` these are the passages (turns) that carry both, and
    J = together / (code_total + other_total - both). With a number n, `together` are the passages that carry one of the
    two and stand within n passages of one that carries the other; J is their part in all that carry one of the two, and
    with n = 0 the same as with `passage`. Passages are numbered through the transcript, the interviewer's too. A code
    and those below it are no pair. Jaccard 1901.
    """
    reach = within if isinstance(within, int) else 0
    known = [code.id for code in study.codebook.codes]
    rows = coded_passages(study)
    rows["code"] = rows["code"].cat.set_categories(known)
    rows = rows.dropna(subset="code")
    numbers = rows["turn" if within == "turn" else "passage"].to_numpy()
    # Further apart than `reach`, whatever the transcripts.
    stride = int(numbers.max(initial=0)) + reach + 1
    places = rows["transcript"].cat.codes.to_numpy().astype("int64") * stride + numbers
    units, unit = np.unique(places, return_inverse=True)
    carries = _incidence(rows["code"].cat.codes.to_numpy(), unit, (len(known), len(units)))
    near = _present(carries @ _neighbours(units, reach))
    return _pairs(known, carries, near, units // stride)


def _incidence(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Incidence:
    from scipy import sparse

    return _present(sparse.csr_array((np.ones(len(rows), dtype="int64"), (rows, columns)), shape=shape))


def _present(matrix: Incidence) -> Incidence:
    """Say 1 wherever there is something."""
    matrix = matrix.tocsr()
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def _neighbours(units: Ints, reach: int) -> Incidence:
    """Return which units, sorted, are no further apart than `reach`."""
    pairs = []
    for distance in range(-reach, reach + 1):
        at = np.searchsorted(units, units + distance).clip(max=max(len(units) - 1, 0))
        near = np.flatnonzero(units[at] == units + distance)
        pairs.append(np.stack([near, at[near]]))
    rows, columns = np.concatenate(pairs, axis=1)
    return _incidence(rows, columns, (len(units), len(units)))


def _pairs(known: list[str], carries: Incidence, near: Incidence, transcripts: Ints) -> pd.DataFrame:
    """Return the pairs of codes that stand together, each once, with their numbers."""
    both = carries @ carries.T
    reached = carries @ near.T
    together = (reached + reached.T - both).tocoo()
    totals = both.diagonal()
    shared = _shared(carries, near, transcripts).todok()
    rows = [
        (known[one], known[two], int(count), int(totals[one]), int(totals[two]), int(both[one, two]), shared[one, two])
        for one, two, count in sorted(zip(together.row, together.col, together.data, strict=True))
        if one < two and count and not is_within(known[two], known[one]) and not is_within(known[one], known[two])
    ]
    columns = ["code", "other", "together", "code_total", "other_total", "both", "transcripts"]
    pairs = pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(columns[:2], str) | dict.fromkeys(columns[2:], "int64")
    )
    return pairs.assign(jaccard=pairs["together"] / (pairs["code_total"] + pairs["other_total"] - pairs.pop("both")))


def _shared(carries: Incidence, near: Incidence, transcripts: Ints) -> Incidence:
    """Count for each two codes the transcripts in which they stand together."""
    carries, near = carries.tocsc(), near.tocsc()
    edges = np.flatnonzero(np.diff(transcripts, prepend=-1, append=-1))
    total = (carries[:, :0] @ near[:, :0].T).tocsr()
    for start, end in itertools.pairwise(edges):
        total = total + _present(carries[:, start:end] @ near[:, start:end].T)
    return total
