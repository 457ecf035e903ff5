"""How large the HTML page is, and how soon Chromium has opened it: `make bench ARGS="-s -k page"`."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from interview_coder.coding import Coding
from interview_coder.exporters import html
from interview_coder.exporters.rendering import Wishes
from interview_coder.study import CodedStudy
from interview_coder.transcript import Transcript
from tests.benchmarks.test_export_speed import CODES, CODINGS, DATE, FILES, WORDS
from tests.browser.conftest import browser
from tests.exporters.pages import make_study, make_text
from tests.factories import make_codebook, make_coding

__all__ = ["browser"]
MEGABYTE = 2**20


def study() -> CodedStudy:
    """Make interviews of 8,000 words: 75 questions, 75 answers of eight sentences, every other one coded."""
    chance = random.Random(0)
    texts = [make_text(f"P{number:03}", *_said(chance)) for number in range(FILES)]
    codings = tuple(coding for text in texts for coding in _codings(chance, text))
    return make_study(*texts, codings=codings, codebook=make_codebook(*CODES))


def _said(chance: random.Random) -> list[str]:
    lines = []
    for place in range(CODINGS // 4):
        lines.append(f"And what about number {place}?")
        lines.append(" ".join(f"{' '.join(chance.choices(WORDS, k=13))}." for _ in range(8)))
    return lines


def _codings(chance: random.Random, text: Transcript) -> list[Coding]:
    coded = []
    for turn in text.turns[1::2]:
        at = turn.start
        for number, sentence in enumerate(text.quote(turn.start, turn.end).split(". ")):
            if number % 2:
                code, word = chance.choice(CODES), sentence.split()[0]
                coded.append(
                    make_coding(code, text.id, at, sentence, evidence=[word], speaker="Dean", turn=turn.number)
                )
            at += len(sentence) + 2
    return coded


def test_page_speed_of_a_large_study(browser: object, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    assert isinstance(browser, playwright.Browser)
    before = time.process_time()
    data = html.render(study(), Wishes("en", DATE, layout="report", suffix=".html")).data
    written = time.process_time() - before
    (tmp_path / "page.html").write_bytes(data)
    page = browser.new_page()
    before = time.perf_counter()
    page.goto((tmp_path / "page.html").as_uri())
    opened = time.perf_counter() - before
    size = len(data) / MEGABYTE
    print(f"\n{FILES} x {CODINGS} codings: {size:.1f} MB, written in {written:.1f} s, opened in {opened:.1f} s")
    assert size < 35
