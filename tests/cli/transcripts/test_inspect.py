"""`transcripts inspect`: what was understood of a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n")]


def test_inspect_shows_what_was_understood(study: Path, run: Run) -> None:
    code, out, err = run("transcripts", "inspect", "transcripts/A1.txt", "--turns", "2")
    assert (code, err) == (0, "")
    assert lines(out) == [
        "transcripts/A1.txt",
        "  read as    utf-8, English, 22 words",
        "  attributes region: Sichuan",
        "",
        "   Speaker       Role          Turns   Words   Share",
        " ───────────────────────────────────────────────────",
        "   Interviewer   interviewer       2       7     32%",
        "   Dean          respondent        2      15     68%",
        "",
        "  First turns",
        "    ¶1 Interviewer: Is there money for machines?",
        "    ¶2 Dean: There is no money. It comes in December, [laughs] if at all.",
        "  If this is wrong, write in transcripts/reading.yaml",
        "    files: {A1.txt: {interviewers: [Interviewer]}}     # who asks there",
        "    speakers: [LABEL]     # a label that was not taken for a speaker",
        "    encoding: gb18030     # where the letters above are wrong",
        "    language: zh",
        "",
        "",
    ]


def test_inspect_tries_what_the_options_say(study: Path, run: Run) -> None:
    code, out, _ = run("transcripts", "inspect", "transcripts/B1.txt", "--interviewer", "受访者", "--json")
    assert code == 0
    (transcript,) = json.loads(out)
    assert {speaker["name"]: speaker["role"] for speaker in transcript["speakers"]} == {
        "访谈者": "respondent",
        "受访者": "interviewer",
    }
    assert transcript["turns"][0] == {"number": 1, "speaker": "访谈者", "role": "respondent", "start": 4, "end": 10}


def test_inspect_names_columns_of_tables(study: Path, run: Run) -> None:
    (study / "transcripts" / "C1.csv").write_text("Wer,Was\nQ,Why?\nA,So.\n", encoding="utf-8")
    code, out, _ = run("transcripts", "inspect", "transcripts/C1.csv", "--columns", "text=Was, speaker=Wer")
    assert code == 0
    assert "    columns: {text: NAME, speaker: NAME, time: NAME}" in lines(out)
    code, _, err = run("transcripts", "inspect", "transcripts/C1.csv", "--columns", "Was")
    assert (code, err) == (2, "error: --columns Was: write KIND=NAME, for example --columns text=Said,speaker=Who\n")


def test_inspect_goes_on_after_a_file_that_cannot_be_read(study: Path, run: Run) -> None:
    (study / "transcripts" / "A0.docx").write_bytes(b"no archive")
    code, out, err = run("transcripts", "inspect")
    assert code == 1
    assert [line for line in lines(out) if line.startswith("transcripts/")] == [
        "transcripts/A1.txt",
        "transcripts/B1.txt",
    ]
    assert err.startswith("error: transcripts/A0.docx: the file is damaged, or not of the kind its suffix says")
    code, out, err = run("transcripts", "inspect", "transcripts/A0.docx")
    assert (code, out) == (3, "")


def test_inspect_shows_control_characters(study: Path, run: Run) -> None:
    (study / "transcripts" / "D1.txt").write_text("Q: \x1b[2J[red]Why?\n\nA: So.\n", encoding="utf-8")
    _, out, _ = run("transcripts", "inspect", "transcripts/D1.txt")
    assert "    ¶1 Q: ␛[2J[red]Why?" in lines(out)


def test_inspect_takes_the_id_of_a_transcript(study: Path, run: Run) -> None:
    assert run("transcripts", "inspect", "B1") == run("transcripts", "inspect", "transcripts/B1.txt")
