"""How good the learner is on interviews that it has not seen, beside the rules and together with them.

`make bench ARGS="-s -k learner_quality"` with LABELLED naming folders of labelled interviews (see labelled.py), parted
as in PATH. ENCODER may name the folder of a sentence encoder, CODEBOOK another codebook than the shipped one, and
HELD_OUT the interviews to report on besides all: those that the rules' author has not seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone

from interview_coder.calibration import Aim, expected_calibration_error
from interview_coder.codebook_file import load_codebook
from interview_coder.encoder import load_encoder
from interview_coder.evaluation import f1
from interview_coder.learner import CodeLearner, Seen, held_out_probabilities
from interview_coder.learning import HeldOut, thresholds
from tests.benchmarks.corpus import ROOT
from tests.benchmarks.labelled import Labelled, read_labelled

FOLDERS = [Path(folder) for folder in os.environ.get("LABELLED", "").split(os.pathsep) if folder]
CODEBOOK = Path(os.environ.get("CODEBOOK", ROOT / "codebooks" / "local-government.yaml"))
HELD_OUT = os.environ.get("HELD_OUT", "").split()
REVIEWED = (1, 2, 4, 7)
DRAWS = 3
# What chance makes of so few interviews; the table shows the figures themselves.
MARGIN = 0.01

pytestmark = pytest.mark.skipif(not FOLDERS, reason="LABELLED names no folder of labelled interviews")


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_learner_quality_adds_to_the_rules(folder: Path) -> None:
    labelled = read_labelled(folder)
    encoder = load_encoder(os.environ["ENCODER"]) if os.environ.get("ENCODER") else None
    learner = CodeLearner(load_codebook(CODEBOOK), codes=labelled.codes, encoder=encoder)
    seen = learner.look(labelled.passages)
    rules = seen.given
    parts = {"all": np.ones(len(rules), bool), "held out": np.isin(labelled.groups, HELD_OUT)}
    print(f"\n{folder}: {len(set(labelled.groups))} interviews, {len(rules)} passages")
    print("reviewed  tested    rules  learner  both   ECE")
    for reviewed in REVIEWED:
        draws = list(said(learner, seen, labelled, reviewed))
        for name, rows in parts.items():
            if not rows.any():
                continue
            truth, alone = labelled.truth[rows], mean_f1(labelled.truth[rows], rules[rows])
            learned = np.mean([mean_f1(truth, each.alone[rows]) for each in draws])
            both = np.mean([mean_f1(truth, rules[rows] | each.added[rows]) for each in draws])
            error = np.mean([calibration_error(each.probabilities[rows], truth) for each in draws])
            print(f"{reviewed:8}  {name:8}  {alone:.3f}  {learned:.3f}    {both:.3f}  {error:.3f}", flush=True)
            assert reviewed == 1 or both >= alone - MARGIN


@dataclass(frozen=True, slots=True)
class Said:
    """What learners say of interviews that they have not seen: (passages, codes); by thresholds of their own."""

    probabilities: np.ndarray
    alone: np.ndarray
    added: np.ndarray


def said(learner: CodeLearner, seen: Seen, labelled: Labelled, reviewed: int) -> Iterator[Said]:
    """Yield, draw by draw, what a learner says of each interview that learned from so many of the others."""
    names = sorted(set(labelled.groups))
    for draw in range(1 if reviewed >= len(names) - 1 else DRAWS):
        found = Said(np.zeros(labelled.truth.shape), *(np.zeros(labelled.truth.shape, bool) for _ in range(2)))
        for at, name in enumerate(names):
            others = np.random.default_rng([draw, at]).permutation([other for other in names if other != name])
            taught = np.flatnonzero(np.isin(labelled.groups, others[:reviewed]))
            tested = np.flatnonzero(labelled.groups == name)
            fitted = clone(learner).fit(seen.part(taught), labelled.truth[taught])
            held_out = held_out_probabilities(learner, seen.part(taught), labelled.truth[taught])
            found.probabilities[tested] = fitted.predict_proba(seen.part(tested))
            for kept, given in ((found.alone, np.zeros_like(seen.given)), (found.added, seen.given)):
                known = labelled.truth[taught], given[taught], labelled.groups[taught]
                limits = thresholds(HeldOut(held_out, *known, fitted.spoken_, Aim()))
                kept[tested] = found.probabilities[tested] >= limits
        yield found


def mean_f1(truth: np.ndarray, found: np.ndarray) -> float:
    """Return the mean over the codes; 0 for one that is never found."""
    pairs = zip(truth.T.astype(bool), found.T, strict=True)
    return float(np.mean([f1(gold, own) for gold, own in pairs if gold.any()]))


def calibration_error(said: np.ndarray, truth: np.ndarray) -> float:
    return float(np.mean([expected_calibration_error(*pair) for pair in zip(said.T, truth.T, strict=True)]))
