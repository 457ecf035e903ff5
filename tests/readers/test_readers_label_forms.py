"""Labels without a colon: when they are believed, and how long they are looked for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from interview_coder.readers import read_transcript


def told(folder: Path, text: str) -> list[tuple[str, str]]:
    (folder / "P01.txt").write_text(text, encoding="utf-8")
    transcript = read_transcript(folder / "P01.txt")
    return [(turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_label_forms_on_own_lines_of_usual_labels(tmp_path: Path, gap: str) -> None:
    text = (
        f"Interviewer{gap}How are you?\n\nDean Luo{gap}Fine.\n\nReally.\n\nInterviewer{gap}And?\n\nDean Luo{gap}So.\n"
    )
    assert told(tmp_path, text) == [
        ("Interviewer", "How are you?"),
        ("Dean Luo", "Fine.\n\nReally."),
        ("Interviewer", "And?"),
        ("Dean Luo", "So."),
    ]


def test_label_forms_on_own_lines_in_chinese(tmp_path: Path) -> None:
    text = "访谈者\n经费怎么样？\n\n陈科长\n没有，年年都没有。\n\n访谈者\n那怎么办？\n\n陈科长\n自己垫。\n"
    assert [speaker for speaker, _ in told(tmp_path, text)] == ["访谈者", "陈科长", "访谈者", "陈科长"]


def test_label_forms_on_own_lines_of_names_that_recur(tmp_path: Path) -> None:
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
def test_label_forms_on_own_lines_that_are_no_speakers(tmp_path: Path, text: str) -> None:
    assert [speaker for speaker, _ in told(tmp_path, text)] == [""]


def test_label_forms_need_two_people_who_take_turns(tmp_path: Path) -> None:
    alone = "Dan - one.\n\nDan - two.\n\nDan - three.\n"
    assert [speaker for speaker, _ in told(tmp_path, alone)] == [""]
    once = "Dan - one.\n\nAnn - two.\n\nBob - three.\n"
    assert [speaker for speaker, _ in told(tmp_path, once)] == [""]
    twice = "Dan - one.\n\nAnn - two.\n\nDan - three.\n\nAnn - four.\n"
    assert [speaker for speaker, _ in told(tmp_path, twice)] == ["Dan", "Ann"] * 2
    seldom = twice.replace("one.", "one.\n\n" + "More.\n\n" * 9)
    assert [speaker for speaker, _ in told(tmp_path, seldom)] == [""]
    known = seldom.replace("Dan", "Interviewer")
    assert [speaker for speaker, _ in told(tmp_path, known)] == ["Interviewer", "Ann"] * 2


def test_label_forms_with_times_begin_at_the_beginning_or_recur(tmp_path: Path) -> None:
    assert [speaker for speaker, _ in told(tmp_path, "Dan  0:03\na\n\nAnn  0:09\nb\n")] == ["Dan", "Ann"]
    assert [speaker for speaker, _ in told(tmp_path, "Dan  9:00\na\n\nAnn  9:30\nb\n")] == [""]
    recurring = "Dan  9:00\na\n\nAnn  9:30\nb\n\nDan  9:45\nc\n"
    assert [speaker for speaker, _ in told(tmp_path, recurring)] == ["Dan", "Ann", "Dan"]


def test_label_forms_within_a_paragraph_only_where_nobody_answers_at_a_line_start(tmp_path: Path) -> None:
    assert [speaker for speaker, _ in told(tmp_path, "Q: a? A: b.\nQ: c? A: d.")] == ["Q", "A"] * 2
    assert told(tmp_path, "Q: a?\nA: he asked, why? A: he said no.") == [
        ("Q", "a?"),
        ("A", "he asked, why? A: he said no."),
    ]


@pytest.mark.parametrize(
    "piece", ["a ", "a\n", "1:11 a\n", "a\n1:11", "\n[1:11]", "\n1\t", "I\t", "DAN ", "A. ", "a - ", "(a) ", "**a** "]
)
def test_label_forms_take_linear_time(tmp_path: Path, piece: str) -> None:
    (tmp_path / "P01.txt").write_text(piece * (400_000 // len(piece)), encoding="utf-8")
    start = time.process_time()
    read_transcript(tmp_path / "P01.txt")
    assert time.process_time() - start < 4
