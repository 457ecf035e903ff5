"""A reviewed study on disk, for `learn`, `evaluate` and `agree`: interviews on money in both languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.taught import CODEBOOK, SAID, THINGS

NAMES = {"en": ("Interviewer: And the {}?", "Dean: "), "zh": ("访谈者：{}呢？", "受访者：")}


def write_study(folder: Path, monkeypatch: pytest.MonkeyPatch, *, count: int = 3) -> None:
    """Write the study and go there; gold.csv says what carries money in all but the last interview."""
    (folder / "codebooks").mkdir()
    (folder / "transcripts").mkdir()
    (folder / "codebooks/money.yaml").write_text(CODEBOOK, encoding="utf-8")
    gold = [("transcript", "quote", "code")]
    for language in ("en", "zh"):
        for number in range(count):
            said = _said(language, number)
            text = "".join(f"{who}{line}\n\n" for who, line, _ in said)
            (folder / f"transcripts/{language}{number}.txt").write_text(text, encoding="utf-8")
            if number < count - 1:
                gold += [(f"{language}{number}", line, "money") for _, line, is_money in said if is_money]
    with (folder / "gold.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(gold)
    monkeypatch.chdir(folder)


def _said(language: str, number: int) -> list[tuple[str, str, bool]]:
    asks, answers = NAMES[language]
    found = []
    for thing in (*THINGS[language][number : number + 2], *THINGS[language][number + 2 : number + 3]):
        who, _, question = asks.partition("：" if language == "zh" else ": ")
        found.append((f"{who}{'：' if language == 'zh' else ': '}", question.format(thing), False))
        found += [(answers, line.format(thing), is_money) for line, is_money in SAID[language]]
    return found
