"""Attributes between `---` lines at the top of .txt and .md."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.transcript import Transcript

TALK = "Q: How is it?\n\nA: Fine.\n"


def read(folder: Path, text: str) -> Transcript:
    path = folder / "P01.md"
    path.write_text(text, encoding="utf-8")
    return read_transcript(path)


def problems(folder: Path, text: str) -> list[tuple[int | None, int | None, str]]:
    with pytest.raises(TranscriptError) as caught:
        read(folder, text)
    return [(problem.line, problem.column, problem.what) for problem in caught.value.problems]


def test_front_matter_values_are_text_as_typed(tmp_path: Path) -> None:
    block = "a: no\nb: 010\nc: 12:30\nd: 2024-01-02\ne: ~\nf: 'q: x'\n# remark\ng:\n\n角色: 副院长\nh: -_\ni: !!int 3\n"
    assert read(tmp_path, f"---\n{block}---\n{TALK}").attributes == {
        "a": "no",
        "b": "010",
        "c": "12:30",
        "d": "2024-01-02",
        "e": "~",
        "f": "q: x",
        "角色": "副院长",
        "h": "-_",
        "i": "3",
    }


@pytest.mark.parametrize("close", ["---", "...", "--- "])
def test_front_matter_stays_in_the_text_but_outside_every_turn(tmp_path: Path, close: str) -> None:
    text = f"---\nInterviewer: Zhang\n{close}\n{TALK}"
    transcript = read(tmp_path, text)
    assert transcript.text == text
    assert transcript.quote(transcript.turns[0].start, transcript.turns[0].end) == "How is it?"
    assert (len(transcript.turns), transcript.notes) == (2, ())


def test_front_matter_names_the_language_but_not_the_id(tmp_path: Path) -> None:
    transcript = read(tmp_path, f"---\nlanguage: zh\nid: P99\n---\n{TALK}")
    assert (transcript.language, transcript.id) == ("zh", "P01")
    assert transcript.attributes == {"language": "zh", "id": "P99"}


@pytest.mark.parametrize(
    ("block", "line", "column", "what"),
    [
        ("role: a: b\n", 2, 8, "not valid YAML"),
        ("role: 'dean\n", 3, 1, "not valid YAML"),
        ("role: x\n\tage: 3\n", 3, 1, "not valid YAML"),
        ("role: x\ntags: [a, b]\n", 3, 1, "not plain text"),
        ("role: x\nwho: {a: b}\n", 3, 1, "not plain text"),
        ("role: x\nrole: y\n", 3, 1, "same name twice"),
        ("角色：副院长\n", 2, 1, "no list of"),
        ("role: *x\n", 2, 7, "not valid YAML"),
        ("role: a\x07b\n", None, None, "cannot be read as YAML"),
    ],
)
def test_front_matter_mistakes_are_placed(
    tmp_path: Path, block: str, line: int | None, column: int | None, what: str
) -> None:
    ((found_line, found_column, found_what),) = problems(tmp_path, f"---\n{block}---\n{TALK}")
    assert (found_line, found_column) == (line, column)
    assert what in found_what
    assert "dean" not in found_what


def test_front_matter_mistakes_are_all_reported(tmp_path: Path) -> None:
    assert [line for line, _, _ in problems(tmp_path, f"---\na: [x]\nb: y\nb: z\n---\n{TALK}")] == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{TALK}",
        f"---\nAn interview about work\n---\n{TALK}",
        "---\n" + "Q: a?\n\nA: b.\n\n" * 20 + "---\n",
        f" ---\nrole: x\n---\n{TALK}",
    ],
    ids=["never closed", "a title between rules", "a whole interview between rules", "not at the very top"],
)
def test_front_matter_is_not_seen_in_other_rules(tmp_path: Path, text: str) -> None:
    transcript = read(tmp_path, text)
    assert transcript.attributes == {}
    assert len(transcript.turns) >= 2


def test_front_matter_alone_is_no_transcript(tmp_path: Path) -> None:
    assert problems(tmp_path, "---\nrole: x\n---\n \n") == [(None, None, "nothing follows the front matter")]
