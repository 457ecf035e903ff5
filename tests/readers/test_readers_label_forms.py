"""Speakers named on lines of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.readers import read_transcript


def told(folder: Path, text: str) -> list[tuple[str, str]]:
    (folder / "P01.txt").write_text(text, encoding="utf-8")
    transcript = read_transcript(folder / "P01.txt")
    return [(turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_own_lines_of_usual_labels(tmp_path: Path, gap: str) -> None:
    text = (
        f"Interviewer{gap}How are you?\n\nDean Luo{gap}Fine.\n\nReally.\n\nInterviewer{gap}And?\n\nDean Luo{gap}So.\n"
    )
    assert told(tmp_path, text) == [
        ("Interviewer", "How are you?"),
        ("Dean Luo", "Fine.\n\nReally."),
        ("Interviewer", "And?"),
        ("Dean Luo", "So."),
    ]


def test_own_lines_in_chinese(tmp_path: Path) -> None:
    text = "访谈者\n经费怎么样？\n\n陈科长\n没有，年年都没有。\n\n访谈者\n那怎么办？\n\n陈科长\n自己垫。\n"
    assert [speaker for speaker, _ in told(tmp_path, text)] == ["访谈者", "陈科长", "访谈者", "陈科长"]


def test_own_lines_of_names_that_recur(tmp_path: Path) -> None:
    text = "\n\n".join(f"{name}\nsaid no {number}." for number in range(3) for name in ("Dan", "Maria Boland"))
    assert [speaker for speaker, _ in told(tmp_path, text)] == ["Dan", "Maria Boland"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Summary\n\nIt was good.\n\nSummary\n\nIt was bad.\n\nSummary\n\nIt was so.\n",
        "Money\nThere is none.\n\nPeople\nThere are none.\n\nMoney\nStill none.\n",
        "Interviewer\nwas what they called me.\n",
        "one line\nand another\n\none line\nand more\n",
    ],
)
def test_own_lines_that_are_no_speakers(tmp_path: Path, text: str) -> None:
    assert [speaker for speaker, _ in told(tmp_path, text)] == [""]
