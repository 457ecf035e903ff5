"""How often what is really unfound lies within the interval of the stopping report.

`make bench ARGS="-s -k stopping_coverage"` with LABELLED naming folders of labelled interviews (see labelled.py),
parted as in PATH; CODEBOOK may name another codebook than the shipped one. Reviews are replayed on some interviews of a
folder, drawn with a fixed seed, by a coder who answers as the gold does: down the text, by usefulness, and by
usefulness through what the rules suggest alone, as `review --order uncertain` asks. Where a code has too few finds, the
report is silent, and nothing is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest
from sklearn.base import clone

from interview_coder.codebook_file import load_codebook
from interview_coder.judge import UNKNOWN
from interview_coder.learner import CodeLearner, Seen, held_out_probabilities
from interview_coder.learning import standings
from interview_coder.reviewed import Reviewed
from interview_coder.stopping import Standing
from interview_coder.usefulness import order
from tests.benchmarks.labelled import Labelled, read_labelled
from tests.benchmarks.test_learner_quality import CODEBOOK, FOLDERS

SHARES = (0.2, 0.4, 0.6, 0.8)
INTERVIEWS = 6
DRAWS = 2
# What is left to chance and to interviews unlike those read.
LEAST = 0.9

Outcome = tuple[Standing, int]
Orders = Mapping[str, Callable[[Seen, np.ndarray, "np.ndarray | None", int], list[int]]]

pytestmark = pytest.mark.skipif(not FOLDERS, reason="LABELLED names no folder of labelled interviews")


def test_stopping_coverage_is_what_it_says() -> None:
    found: dict[tuple[str, float], list[Outcome]] = defaultdict(list)
    for folder in FOLDERS:
        labelled = read_labelled(folder)
        learner = CodeLearner(load_codebook(CODEBOOK), codes=labelled.codes)
        seen = learner.look(labelled.passages)
        for draw in range(DRAWS):
            rows = drawn(labelled, draw)
            for name in ORDERS:
                for share, outcome in replayed(learner, seen.part(rows), labelled.truth[rows], name):
                    found[name, share].append(outcome)
    print("\norder      read  reports  covered  estimated  really  width")
    for (name, share), outcomes in sorted(found.items()):
        print(f"{name:9}  {share:4.0%}  {len(outcomes):7}  {coverage(outcomes):7.2f}  {means(outcomes)}")
    for name in ORDERS:
        assert coverage([each for share in SHARES for each in found[name, share]]) >= LEAST, name


def drawn(labelled: Labelled, draw: int) -> np.ndarray:
    """Return the rows of some interviews, one interview after another."""
    names = np.random.default_rng(draw).permutation(sorted(set(labelled.groups)))[:INTERVIEWS]
    return np.concatenate([np.flatnonzero(labelled.groups == name) for name in names])


def replayed(learner: CodeLearner, seen: Seen, truth: np.ndarray, name: str) -> Iterator[tuple[float, Outcome]]:
    """Yield what the report says of each code when a share was read, and what is really unfound."""
    labels = np.full(truth.shape, UNKNOWN)
    queue = np.flatnonzero(seen.given.any(axis=1)) if name == "asked" else np.arange(len(truth))
    likely: np.ndarray | None = None
    for share in SHARES:
        unread = queue[labels[queue, 0] == UNKNOWN]
        most = int(share * len(queue)) - (len(queue) - len(unread))
        read = ORDERS[name](seen, unread, likely, most)
        labels[read] = truth[read]
        known = Reviewed(seen.passages, tuple(learner.codes or ()), labels)
        taught = seen.part(known.taught), known.labels[known.taught]
        fitted = clone(learner).fit(*taught)
        said = fitted.predict_proba(seen)
        likely = said if len(fitted.spoken_) else None
        held_out = held_out_probabilities(learner, *taught)
        for code, standing in standings(fitted, known, held_out, said).items():
            column = known.codes.index(code)
            yield share, (standing, int(truth[labels[:, column] == UNKNOWN, column].sum()))


def down_the_text(seen: Seen, unread: np.ndarray, likely: np.ndarray | None, most: int) -> list[int]:
    return [int(row) for row in unread[:most]]


def by_usefulness(seen: Seen, unread: np.ndarray, likely: np.ndarray | None, most: int) -> list[int]:
    own = None if likely is None else likely[unread]
    given = seen.given[unread]
    return [int(unread[at]) for at in order([seen.around[row] for row in unread], own, given=given, most=most)]


ORDERS: Orders = {"text": down_the_text, "useful": by_usefulness, "asked": by_usefulness}


def coverage(outcomes: list[Outcome]) -> float:
    return float(np.mean([standing.low <= unfound <= standing.high for standing, unfound in outcomes]))


def means(outcomes: list[Outcome]) -> str:
    """Write the mean estimate, what was really unfound, and how wide the intervals are."""
    values = [(standing.unfound, unfound, standing.high - standing.low) for standing, unfound in outcomes]
    return "  ".join(f"{value:{width}.1f}" for value, width in zip(np.mean(values, axis=0), (9, 6, 5), strict=True))
