"""How long the learner takes, as a ratio to bare scikit-learn: spaCy's words, tf-idf and a logistic regression a code.

`make bench ARGS="-s -k learner_speed"`: 5,000 passages and ten codes, and suggestions for a transcript of 8,000 words.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from interview_coder.codebook_file import parse_codebook
from interview_coder.fitted import Fitted
from interview_coder.language import pipeline
from interview_coder.learner import CodeLearner
from interview_coder.material import read_material
from interview_coder.passages import Passage, Unit
from interview_coder.transcript import Role
from tests.benchmarks.corpus import INTERVIEWER, keywords, write_corpus

PASSAGES = 5_000
# It reads seven blocks of text where the bare one reads one, and a quarter over for the judge's splits.
MOST = 8


def answers(folder: Path, language: str) -> list[Passage]:
    write_corpus(folder, language, files=20, words=8_000)
    material = read_material([str(folder)], interviewers=[INTERVIEWER[language]])
    return [passage for passage in material.passages(Unit.SENTENCE) if passage.turn.role is Role.RESPONDENT]


def bare(passages: list[Passage], labels: np.ndarray, language: str) -> float:
    start = time.process_time()
    cut = pipeline(language)
    words = [[token.text for token in cut(passage.text)] for passage in passages]
    matrix = TfidfVectorizer(analyzer=list).fit_transform(words)
    for column in labels.T:
        LogisticRegression(max_iter=1000).fit(matrix, column)
    return time.process_time() - start


@pytest.mark.parametrize("language", ["en", "zh"])
def test_learner_speed(tmp_path: Path, language: str) -> None:
    wanted = dict(list(keywords(language).items())[:10])
    codes = "".join(f"  {id}: {{definition: A code.}}\n" for id in wanted)
    told = answers(tmp_path / "told", language)
    passages, new = told[:PASSAGES], [each for each in told if each.transcript is told[-1].transcript]
    said = [passage.text.lower() for passage in passages]
    labels = np.array([[any(word in text for word in own) for own in wanted.values()] for text in said]).astype(int)
    least = bare(passages, labels, language)
    start = time.process_time()
    learner = CodeLearner(parse_codebook(f"codes:\n{codes}", "c.yaml", "0" * 64)).fit(passages, labels)
    fit = time.process_time() - start
    start = time.process_time()
    found = list(Fitted(learner, dict.fromkeys(wanted, 0.5), "f1").suggest(new))
    suggest = time.process_time() - start
    print(f"\n{language}: {len(passages)} passages x {len(wanted)} codes in {fit:.1f} s CPU, {fit / least:.1f} x bare")
    print(f"{len(found)} suggestions for {len(new)} passages in {suggest:.1f} s CPU")
    assert fit <= MOST * least
