"""SubRip: numbered cues, labels in the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.transcript import Transcript


def read(folder: Path, text: str) -> Transcript:
    path = folder / "P01.srt"
    path.write_text(text, encoding="utf-8")
    return read_transcript(path)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns]


def test_subrip_reads_comma_and_dot_and_carries_labels_on(tmp_path: Path) -> None:
    transcript = read(
        tmp_path,
        "1\n00:00:01,250 --> 00:00:02,000\nInterviewer: <i>How</i>\nis it?\n\n"
        "2\n00:00:03.5 --> 00:00:04.000\n{\\an8}Student: Um,\n\n3\n00:00:05,000 --> 00:00:06,000\nfine &amp; well.\n",
    )
    assert transcript.text == "Interviewer: How\nis it?\n\nStudent: Um,\nfine &amp; well."
    assert said(transcript) == [("Interviewer", "How\nis it?"), ("Student", "Um,\nfine &amp; well.")]
    assert [(transcript.text[mark.position :][:3], mark.seconds) for mark in transcript.times] == [
        ("How", 1.25),
        ("Um,", 3.5),
        ("fin", 5.0),
    ]
    assert transcript.notes == ()


def test_subrip_goes_on_after_a_blank_line_inside_a_cue(tmp_path: Path) -> None:
    transcript = read(
        tmp_path,
        "1\n00:00:01,000 --> 00:00:02,000\n问：好吗？\n\n真的？\n\n"
        "1\n00:00:03,000 --> 00:00:04,000\n答：三个：\n\n42\n\n"
        "00:00:05,000 --> 00:00:06,000\n完了。\n",
    )
    assert said(transcript) == [("问", "好吗？\n真的？"), ("答", "三个：\n42\n完了。")]


def test_subrip_counts_cues_without_words_and_names_wrong_times(tmp_path: Path) -> None:
    transcript = read(
        tmp_path,
        "1\n00:00:01,000 --> 00:00:02,000\nQ: a?\n\n2\n00:00:02,000 --> 00:00:02,500\n\n\n"
        "3\nxx:00:03,000 --> 00:00:04,000\n"
        "A: b\n\n4\n00:00:00,500 --> 00:00:01,000\nc\n",
    )
    assert said(transcript) == [("Q", "a?"), ("A", "b\nc")]
    assert transcript.notes == (
        "no time could be read in line 10; the words are kept",
        "left out: 1 cue without words",
        "the time runs backwards at 1 place",
    )


def test_subrip_may_have_no_numbers(tmp_path: Path) -> None:
    text = "00:00:01,000 --> 00:00:02,000\nQ: How many?\n\n00:00:03,000 --> 00:00:04,000\nA: Well,\n42"
    assert said(read(tmp_path, text)) == [("Q", "How many?"), ("A", "Well,\n42")]


def test_subrip_names_ten_wrong_lines_and_counts_the_rest(tmp_path: Path) -> None:
    wrong = "".join("00:00:0x,000 --> 00:00:02,000\nQ: a?\nA: b\n" for _ in range(12))
    transcript = read(tmp_path, f"{wrong}00:00:03,000 --> 00:00:04,000\nc\n")
    assert transcript.notes == (
        "no time could be read in line 1, 4, 7, 10, 13, 16, 19, 22, 25, 28 and 2 more; the words are kept",
    )


def test_subrip_without_labels_is_one_speaker(tmp_path: Path) -> None:
    transcript = read(tmp_path, "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nthere.\n")
    assert (transcript.text, said(transcript)) == ("Hello\nthere.", [("", "Hello\nthere.")])
    assert transcript.notes == ("no speaker labels found: read as one speaker without a name",)


@pytest.mark.parametrize("text", ["no cues at all\n", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_subrip_without_cues_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TranscriptError, match="no cue with a time"):
        read(tmp_path, text)
