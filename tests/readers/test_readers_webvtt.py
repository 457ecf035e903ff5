"""WebVTT: voices, labels, tags, and time lines that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.transcript import Transcript


def read(folder: Path, text: str) -> Transcript:
    path = folder / "P01.vtt"
    path.write_text(text, encoding="utf-8")
    return read_transcript(path)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns]


def marks(transcript: Transcript) -> list[tuple[str, float]]:
    return [(transcript.text[mark.position :][:4], mark.seconds) for mark in transcript.times]


def test_webvtt_joins_the_cues_of_one_voice_into_a_turn(tmp_path: Path) -> None:
    transcript = read(
        tmp_path,
        "WEBVTT - study 3\nKind: captions\n\n"
        "00:00:01.000 --> 00:00:02.000\n<v Interviewer>How is\nthe money?\n\n"
        "00:03.500 --> 00:04.000 align:start position:0%\n<v.loud Dean Li>There is</v>\n\n"
        "00:00:05.000 --> 00:00:06.000\n<v Dean Li>none.\n",
    )
    assert transcript.text == "Interviewer: How is\nthe money?\n\nDean Li: There is\nnone."
    assert said(transcript) == [("Interviewer", "How is\nthe money?"), ("Dean Li", "There is\nnone.")]
    assert marks(transcript) == [("How ", 1.0), ("Ther", 3.5), ("none", 5.0)]
    assert (transcript.notes, transcript.encoding) == ((), "utf-8")


def test_webvtt_finds_labels_in_numbered_cues_and_carries_them_on(tmp_path: Path) -> None:
    transcript = read(
        tmp_path,
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAnn Lee: What now?\n\n"
        "2\n00:00:03.000 --> 00:00:04.000\nTim Smith: Wait.\n\n"
        "3\n00:00:05.000 --> 00:00:06.000\nThere it is:\nthe bus.\n\n"
        "4\n00:00:07.000 --> 00:00:08.000\nAnn Lee: Yes.\nTim Smith: Go!\n",
    )
    assert said(transcript) == [
        ("Ann Lee", "What now?"),
        ("Tim Smith", "Wait.\nThere it is:\nthe bus."),
        ("Ann Lee", "Yes."),
        ("Tim Smith", "Go!"),
    ]
    assert marks(transcript) == [("What", 1.0), ("Wait", 3.0), ("Ther", 5.0), ("Yes.", 7.0)]


def test_webvtt_cuts_a_cue_at_its_voices(tmp_path: Path) -> None:
    transcript = read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 问>好吗？</v><v 答>好。</v>\n那就好。\n")
    assert transcript.text == "问：好吗？\n\n答：好。\n那就好。"
    assert marks(transcript) == [("好吗？\n", 1.0)]


def test_webvtt_strips_tags_and_decodes_entities(tmp_path: Path) -> None:
    transcript = read(
        tmp_path,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Q&amp;A desk><c.red>R&amp;D</c> <i>is</i> <00:00:01.500>5 &lt; 6,"
        " <inaudible> <laughs> a<b &copy &bogus; &#x4e2d;&nbsp;x&#13;y\n",
    )
    assert said(transcript) == [("Q&A desk", "R&D is 5 < 6, <inaudible> <laughs> a<b &copy &bogus; 中\xa0x\ny")]


def test_webvtt_leaves_out_notes_styles_and_regions_and_counts_the_notes(tmp_path: Path) -> None:
    transcript = read(
        tmp_path,
        "WEBVTT\n\nNOTE made by hand\nover two lines\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\n"
        "NOTE\n\n00:01.000 --> 00:02.000\n<v Q>NOTE that\nNOTE is\nREGION\n\nNOTE\n00:03.000 is no time line\n",
    )
    assert said(transcript) == [("Q", "NOTE that\nNOTE is\nREGION")]
    assert transcript.notes[0] == "left out: 3 NOTE blocks"


@pytest.mark.parametrize(
    "times",
    [
        "00:00:0x.000 --> 00:00:04.000",
        "00:00:03.000 -> 00:00:04.000",
        "00:00:03.000 – 00:00:04.000",
        "00:61:03.000 --> 00:62:04.000",
        "00:00:60.000 --> 00:01:04.000",
        "--> 00:00:04.000",
        "00:00:03.000 -->",
    ],
)
def test_webvtt_keeps_the_words_of_a_cue_whose_times_are_wrong(tmp_path: Path, times: str) -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Q>a?\n\n7\n{times}\n<v A>b\n\n00:05.000 --> 00:06.000\n<v A>c\n"
    transcript = read(tmp_path, text)
    assert said(transcript) == [("Q", "a?"), ("A", "b\nc")]
    assert [mark.seconds for mark in transcript.times] == [1.0, 5.0]
    assert transcript.notes == ("no time could be read in line 7; the words are kept",)


def test_webvtt_takes_the_first_line_for_the_name_of_a_cue(tmp_path: Path) -> None:
    transcript = read(tmp_path, "intro\n00:01.000 --> 00:02.000\n<v Q>a?\n\n00:03.000 --> 00:04.000\n<v A>b\n")
    assert said(transcript) == [("Q", "a?"), ("A", "b")]


def test_webvtt_notes_labels_without_words(tmp_path: Path) -> None:
    transcript = read(
        tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\nQ: a?\nA:\nQ:\n\n00:03.000 --> 00:04.000\nreally?\n"
    )
    assert said(transcript) == [("Q", "a?\nreally?")]
    assert transcript.notes == ("left out: labels without words: A (1)", "only interviewers speak: nothing to code")


def test_webvtt_reads_cues_without_blank_lines_between(tmp_path: Path) -> None:
    text = "WEBVTT\n00:01.000 --> 00:02.000\n<v Q>a?\nreally?\n00:03.000 --> 00:04.000\n<v A>b\n"
    assert said(read(tmp_path, text)) == [("Q", "a?\nreally?"), ("A", "b")]


def test_webvtt_keeps_words_wherever_they_stand(tmp_path: Path) -> None:
    text = "lost words\n\n00:01.000 --> 00:02.000\n<v Q>a?\n\n"
    text += "after a blank line\n00:03.000 --> 00:04.000\n<v A>b A --> B\n"
    transcript = read(tmp_path, text)
    assert said(transcript) == [("", "lost words"), ("Q", "a?"), ("A", "b A --> B")]
    assert transcript.notes == (
        "the line WEBVTT is missing at the top",
        "no time could be read in line 1; the words are kept",
        "no speaker is named for the first 1 utterance",
    )


@pytest.mark.parametrize(
    "text", ["WEBVTT\n", "WEBVTT\n\nNOTE only\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "Q: a\n\nA: b"]
)
def test_webvtt_without_cues_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TranscriptError, match="no cue with a time"):
        read(tmp_path, text)


def test_webvtt_keeps_words_on_the_line_of_the_times(tmp_path: Path) -> None:
    cues = "00:01.000 --> 00:02.000 align:start position:0% Q: Why?\n\n00:02.000 --> 00:03.000 line:1\nA: So."
    (tmp_path / "P01.vtt").write_text(f"WEBVTT\n\n{cues}", encoding="utf-8")
    assert read_transcript(tmp_path / "P01.vtt").text == "Q: Why?\n\nA: So."
