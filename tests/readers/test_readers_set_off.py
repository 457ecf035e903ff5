"""Transcripts without labels in which the interviewer's words are bold or italic."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from interview_coder.readers import read_transcript
from interview_coder.transcript import Role

ASKED = ["How are you?", "And the money?", "Why is that?"]
ANSWERED = [
    "Well enough, thank you. We have a lot to do at the moment.",
    "There is none, and it comes late.",
    "Ask them.",
]
INTERVIEW = [line for pair in zip(ASKED, ANSWERED, strict=True) for line in pair]


def told(path: Path) -> list[tuple[str, str, str]]:
    transcript = read_transcript(path)
    return [(turn.role, turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns]


def write_docx(path: Path, paragraphs: list[str], styled: list[str], style: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        run = document.add_paragraph().add_run(text)
        setattr(run, style, text in styled or None)
    document.save(str(path))
    return path


@pytest.mark.parametrize("style", ["bold", "italic"])
def test_set_off_the_shorter_side_asks(tmp_path: Path, style: str) -> None:
    expected = [
        (role, name, text)
        for asked, answered in zip(ASKED, ANSWERED, strict=True)
        for role, name, text in [(Role.INTERVIEWER, "Interviewer", asked), (Role.RESPONDENT, "Respondent", answered)]
    ]
    assert told(write_docx(tmp_path / "q.docx", INTERVIEW, ASKED, style)) == expected
    assert told(write_docx(tmp_path / "a.docx", INTERVIEW, ANSWERED, style)) == expected
    note = "no speaker labels found: told by bold or italic type, 3 turns taken as the interviewer's"
    assert note in read_transcript(tmp_path / "q.docx").notes


def test_set_off_paragraphs_in_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "**钱呢？**\n\n没有，一直没有，年年都说会来。\n\n*那怎么办？*\n\n自己先垫着，垫了三年了。\n\n**后来呢？**\n\n没有后来。\n"
    )
    roles = [(turn.role, turn.speaker) for turn in read_transcript(path).turns]
    assert roles == [(Role.INTERVIEWER, "访谈者"), (Role.RESPONDENT, "受访者")] * 3


@pytest.mark.parametrize(
    ("paragraphs", "styled"),
    [
        (["Yes.", "No.", "Maybe.", "Never."], ["Yes.", "Maybe."]),  # too few
        (INTERVIEW, []),
        (INTERVIEW, INTERVIEW),
        (["one two three"] * 8, []),
        ([text for n in range(4) for text in (f"about as long as {n}", f"almost as long as {n}")], None),
    ],
)
def test_set_off_is_not_believed_where_it_tells_nothing(
    tmp_path: Path, paragraphs: list[str], styled: list[str] | None
) -> None:
    styled = paragraphs[::2] if styled is None else styled
    path = write_docx(tmp_path / "a.docx", paragraphs, styled, "bold")
    assert [turn.speaker for turn in read_transcript(path).turns] == [""]


def test_set_off_gives_way_to_labels(tmp_path: Path) -> None:
    labelled = [f"{'Q' if at % 2 == 0 else 'A'}: {text}" for at, text in enumerate(INTERVIEW)]
    path = write_docx(tmp_path / "a.docx", labelled, labelled[::2], "bold")
    assert [speaker for _, speaker, _ in told(path)] == ["Q", "A"] * 3
