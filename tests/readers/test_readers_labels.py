"""The forms of labels and stamps at the start of a line."""

from __future__ import annotations

import time

import pytest

from interview_coder.readers.labels import find_labels, find_stamps
from interview_coder.readers.stamps import seconds_of


@pytest.mark.parametrize(
    ("line", "name", "seconds", "words"),
    [
        ("Name: words", "Name", None, "words"),
        ("Name : words", "Name", None, "words"),
        ("**Name:** words", "Name", None, "words"),
        ("**Name**: words", "Name", None, "words"),
        ("**Name: ** words", "Name", None, "words"),
        ("*Name:* words", "Name", None, "words"),
        ("__Name__: words", "Name", None, "words"),
        ("Name (vice dean): words", "Name (vice dean)", None, "words"),
        ("[00:12:31] Name: words", "Name", 751, "words"),
        ("(00:12:31) Name: words", "Name", 751, "words"),
        ("【00:12:31】Name：words", "Name", 751, "words"),
        ("00:12:31 Name: words", "Name", 751, "words"),
        ("12:31.5 - Name: words", "Name", 751.5, "words"),
        ("#00:12:31-5# Name: words", "Name", 751, "words"),
        ("[00:12:31 --> 00:12:40] Name: words", "Name", 751, "words"),
        ("[00:12:31]\nName: words", "Name", 751, "words"),
        (r"**Name:** \[01:46\] words", "Name", 106, "words"),
        (r"\[01:46\] **Name:** words", "Name", 106, "words"),
        ("Name: 00:12:31 words", "Name", 751, "words"),
        ("Name: 12:31 is when we met", "Name", None, "12:31 is when we met"),
        ("Name (00:12:31): words", "Name", 751, "words"),
        ("Name  12:31\nwords", "Name", 751, "words"),
        ("张三 00:12:31\nwords", "张三", 751, "words"),
        ("访谈者：words", "访谈者", None, "words"),
        ("问:words", "问", None, "words"),
        ("受访者1（副院长）：words", "受访者1（副院长）", None, "words"),
        ("【访谈者】：words", "访谈者", None, "words"),
        ("[Interviewer]: words", "Interviewer", None, "words"),
        ("Mr. Wang: words", "Mr. Wang", None, "words"),
        ("P01-F-45: words", "P01-F-45", None, "words"),
        ("1. Interviewer: words", "Interviewer", None, "words"),
        ("2、问：words", "问", None, "words"),
        ("12   Dan: words", "Dan", None, "words"),
        ("12\tDan: words", "Dan", None, "words"),
        ("12 Dan: words", "12 Dan", None, "words"),
        ("- Interviewer: words", "Interviewer", None, "words"),
        ("## Interviewer: words", "Interviewer", None, "words"),
        ("\u3000\u3000问：\u3000words", "问", None, "words"),
        ("Dean: *really* words", "Dean", None, "*really* words"),
        ("Ms  Li\u00a0: words", "Ms Li", None, "words"),
    ],
)
def test_labels_are_read_with_name_time_and_words(line: str, name: str, seconds: float | None, words: str) -> None:
    (label,) = find_labels(line)
    assert (label.name, label.seconds, line[label.end :].lstrip()) == (name, seconds, words)
    assert label.start == 0


@pytest.mark.parametrize(
    "line",
    [
        "http://example.org",
        "see https://example.org",
        "12:30 lunch",
        "3:1",
        "no colon here",
        ": words",
        "** : x",
        "？：x",
    ],
)
def test_labels_are_not_seen_in_addresses_times_and_ratios(line: str) -> None:
    assert find_labels(line) == ()


def test_labels_stand_only_at_the_start_of_a_line_and_lines_end_at_lf_only() -> None:
    text = "Q: a A: b\u2028A: c\x0bA: d\x85A: e\nA: f"
    assert [(label.name, label.start) for label in find_labels(text)] == [("Q", 0), ("A", 25)]


def test_labels_know_what_stands_above_them() -> None:
    labels = find_labels("A: x\nB: x\n\nC: x\n \t\nD: x\n\n\nE: x")
    assert [label.name for label in labels if label.opens] == ["A", "C", "D", "E"]


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ("[1:05]", 65),
        ("00:00:01,250", 1.25),
        ("(75:00)", 4500),
        ("1：02：03", 3723),
        ("#00:01:02-9#", 62),
        ("9:59.9", 599.9),
    ],
)
def test_stamps_are_seconds(stamp: str, seconds: float) -> None:
    assert seconds_of(stamp) == seconds


def test_stamps_are_found_round_ones_only_at_line_starts() -> None:
    text = r"a [00:01] b (12:30) #00:01:30-1# [inaudible 00:03]" + "\n" + r"\[00:02\] c" + "\n\n  (1:00:00) d\n12:30 e"
    expected = [("[", 1.0), ("#", 90.0), ("[", 3.0), ("\\", 2.0), ("(", 3600.0)]
    assert [(text[place], seconds) for place, seconds in find_stamps(text)] == expected


@pytest.mark.parametrize("piece", ["a ", "1. ", "\n[1:11]", "(((", "Name ", "：", "\n", "**", "[1:11] - ", " \u3000"])
def test_labels_take_linear_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    start = time.process_time()
    find_labels(text)
    assert time.process_time() - start < 4
