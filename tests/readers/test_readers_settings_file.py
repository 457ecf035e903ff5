"""reading.yaml: how the files of a folder are read, said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.corpus import find_transcripts, read_corpus
from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.readers.settings import DEFAULTS, Settings, Tracked
from interview_coder.readers.settings_file import load_settings
from interview_coder.transcript import Role, Transcript

WHOLE = """\
# all files
encoding: gb18030
language: zh
interviewers: [Dan, 陈]
speakers: Zhao
tracked: show
files:
  "*.csv":
    columns: {text: Said, speaker: Who}
  "P0[12].*": {encoding: utf-8}
"""


def write(folder: Path, text: str) -> Path:
    (folder / "reading.yaml").write_text(text, encoding="utf-8")
    return folder


def test_settings_file_says_all_for_a_folder_and_more_for_some(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, WHOLE))
    general = Settings("gb18030", "zh", ("Dan", "陈"), ("Zhao",), {}, Tracked.SHOW)
    assert settings.of("P03.txt") == general
    assert settings.of("P03.CSV") == general.with_(columns={"text": "Said", "speaker": "Who"})
    assert settings.of("p01.csv").encoding == "utf-8"


def test_settings_file_is_optional(tmp_path: Path) -> None:
    assert load_settings(tmp_path).of("P01.txt") == DEFAULTS


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("interviewer: [Dan]\n", ["1:1: unknown key interviewer. Did you mean interviewers."]),
        (
            "encoding: [a]\ntracked: maybe\nxyz: 1\ncolumns: text\nspeakers: {a: b}\nfiles: [a]\n",
            [
                "1:11: expected text for encoding. Write it on one line.",
                "2:10: tracked cannot be that. Write accept or show.",
                "3:1: unknown key xyz. Known here are encoding, language, interviewers, speakers, columns, tracked, "
                "attributes and files.",
                "4:10: expected keys under columns. Write `key: value` lines, indented.",
                "5:11: expected a list for speakers. Write [one, two].",
                "6:8: expected keys under files. Write `key: value` lines, indented.",
            ],
        ),
        ("- a\n", ["1: expected `key: value` lines. Known are encoding, language, interviewers, speakers, columns, "
                   "tracked, attributes and files."]),
        ("a: &x 1\n", ["1:4: anchors (&name) are not allowed. Write the text out, or quote a leading &."]),
    ],
)  # fmt: skip
def test_settings_file_mistakes_have_their_place(tmp_path: Path, text: str, mistakes: list[str]) -> None:
    with pytest.raises(TranscriptError) as error:
        load_settings(write(tmp_path, text))
    expected = {f"{(tmp_path / 'reading.yaml').as_posix()}:{mistake}" for mistake in mistakes}
    assert set(str(error.value).split("\n")) == expected


def test_settings_file_tells_how_a_transcript_is_read(tmp_path: Path) -> None:
    write(tmp_path, "interviewers: [Dan]\nspeakers: [Zhao]\nlanguage: zh\n")
    (tmp_path / "P01.txt").write_text("Dan: Why?\n\nLi: So.\n\nDan: And?\n\nLi: Yes.\n\nZhao: No.\n", encoding="utf-8")
    transcript = read_transcript(tmp_path / "P01.txt")
    assert [(turn.speaker, turn.role) for turn in transcript.turns][3:] == [
        ("Li", Role.RESPONDENT),
        ("Zhao", Role.RESPONDENT),
    ]
    assert transcript.turns[0].role is Role.INTERVIEWER
    assert transcript.language == "zh"
    assert read_transcript(tmp_path / "P01.txt", language="en").language == "en"


def test_settings_file_counts_over_the_codebook_and_is_no_transcript(tmp_path: Path) -> None:
    write(tmp_path, "interviewers: [Dan]\n")
    (tmp_path / "P01.txt").write_text("Dan: Why?\n\nLi: So.\n\nDan: And?\n\nLi: Yes.\n", encoding="utf-8")
    (item,) = read_corpus(find_transcripts([tmp_path]), interviewers=["Li"])
    assert isinstance(item, Transcript)
    assert {turn.speaker: str(turn.role) for turn in item.turns} == {"Dan": "interviewer", "Li": "respondent"}


def test_settings_file_that_is_broken_is_named_once_and_the_files_are_read(tmp_path: Path) -> None:
    write(tmp_path, "tracked: maybe\n")
    for name in ("P01.txt", "P02.txt"):
        (tmp_path / name).write_text(f"Q: Why {name}?\n\nA: So.\n", encoding="utf-8")
    items = list(read_corpus(find_transcripts([tmp_path])))
    assert [type(item) for item in items] == [TranscriptError, Transcript, Transcript]
