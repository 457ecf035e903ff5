"""What a learner can be taught in a moment: interviews on money in both languages, and what carries the code."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from interview_coder.codebook import Codebook
from interview_coder.codebook_file import parse_codebook
from interview_coder.passages import Passage
from tests.factories import make_interview

# The rules know one of the two ways to say it.
CODEBOOK = """\
title: {en: Money, zh: 钱}
interviewers: [Interviewer, 访谈者]
codes:
  money:
    definition: {en: There is not enough money., zh: 钱不够。}
    examples: [The school has no money.]
    rules: [money AND no, 经费 AND 不够]
  visits:
    rules: [visit*, 常来]
"""
THINGS = {
    "en": ("workshop", "library", "canteen", "garden", "laboratory", "office"),
    "zh": ("车间", "图书馆", "食堂", "花园", "实验室", "办公室"),
}
SAID = {
    "en": (
        ("There is no money for the {}.", True),
        ("We paid for the {} out of our own pockets.", True),
        ("The {} stands by the river.", False),
        ("They like the {} and visit us.", False),
    ),
    "zh": (
        ("{}的经费一直不够。", True),
        ("{}是我们自己掏钱垫的。", True),
        ("{}就在河边。", False),
        ("他们喜欢{}，常来看看。", False),
    ),
}


def codebook() -> Codebook:
    """Return a codebook with two codes, money and visits."""
    return parse_codebook(CODEBOOK, "codebooks/money.yaml", "c" * 64)


def interviews(language: str, *, count: int = 4) -> tuple[Passage, ...]:
    """Return the passages of some interviews, each on other things than the one before."""
    found: list[Passage] = []
    for number in range(count):
        things = (THINGS[language][number], THINGS[language][number + 1])
        said = [line.format(thing) for thing in things for line, _ in SAID[language]]
        found += make_interview(f"{language}{number}", *said, language=language)
    return tuple(found)


def labels(passages: Sequence[Passage]) -> np.ndarray:
    """Return a column for money, 1 where a passage carries it, and one for visits, which nobody ever saw."""
    order = [is_money for _, is_money in SAID["en"]]
    return np.array([[int(order[at % len(order)]), 0] for at in range(len(passages))])
