"""What a reader hands out: id, file, attributes, language, and only one kind of error."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import READERS, read_transcript

TALK = "Q: How is it?\n\nA: Fine.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "P01.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def test_transcript_carries_id_file_hash_and_encoding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    transcript = read_transcript(f"{folder.name}/P01.txt")
    assert (transcript.id, transcript.file) == ("P01", f"{folder.name}/P01.txt")
    assert transcript.text == TALK
    assert (transcript.encoding, transcript.language) == ("utf-8", "en")
    assert len(transcript.sha256) == 64


def test_transcript_attributes_come_from_table_front_matter_and_argument(folder: Path) -> None:
    (folder / "participants.csv").write_text("id,role,region,site\nP01,dean,north,A\n", encoding="utf-8")
    (folder / "P01.txt").write_text(f"---\nregion: south\nsite: B\n---\n{TALK}", encoding="utf-8")
    transcript = read_transcript(folder / "P01.txt", attributes={"site": "C", "wave": "2"})
    assert transcript.attributes == {"role": "dean", "region": "south", "site": "C", "wave": "2"}


def test_transcript_attributes_cannot_be_changed(folder: Path) -> None:
    with pytest.raises(TypeError):
        read_transcript(folder / "P01.txt").attributes["role"] = "x"  # type: ignore[index]


@pytest.mark.parametrize(
    ("asked", "language", "notes"),
    [
        ("zh", "zh", 0),
        ("zh-CN", "zh", 0),
        ("Chinese", "zh", 0),
        ("中文", "zh", 0),
        ("en_GB", "en", 0),
        (None, "en", 0),
        ("fr", "en", 1),
    ],
)
def test_transcript_language_is_asked_for_or_told_from_the_script(
    folder: Path, asked: str | None, language: str, notes: int
) -> None:
    transcript = read_transcript(folder / "P01.txt", language=asked)
    assert (transcript.language, len(transcript.notes)) == (language, notes)


def test_transcript_language_asked_for_wins_over_the_file(folder: Path) -> None:
    (folder / "P01.txt").write_text(f"---\nlanguage: zh\n---\n{TALK}", encoding="utf-8")
    assert read_transcript(folder / "P01.txt").language == "zh"
    assert read_transcript(folder / "P01.txt", language="en").language == "en"


def test_transcript_in_chinese_is_seen_as_such(folder: Path) -> None:
    (folder / "P01.txt").write_bytes("问：好吗？\n答：好。\n".encode("gb18030"))
    transcript = read_transcript(folder / "P01.txt")
    assert (transcript.language, transcript.encoding) == ("zh", "gb18030")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "a.doc",
            r"\.doc files cannot be read as transcripts\. Open it in Word or LibreOffice and save it as \.docx\.",
        ),
        ("a.mp3", r"\.mp3 files .* These can be read: \.txt, \.md, \.docx"),
        ("a", "a file name without a suffix"),
        ("missing.txt", "no such file"),
    ],
)
def test_transcript_of_an_unknown_kind_is_refused_with_advice(folder: Path, name: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        read_transcript(folder / name)


def test_transcript_beside_a_broken_table_is_refused(folder: Path) -> None:
    (folder / "participants.csv").write_text("role\ndean\n", encoding="utf-8")
    with pytest.raises(TranscriptError, match=r"participants\.csv:1: no column says"):
        read_transcript(folder / "P01.txt")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "Q: Secretissimus 好".encode()[:-1]),
        ("a.txt", b"Q: Secretissimus\0"),
        ("a.txt", "Q: Secretissimus, d\xe9j\xe0 vu, \xe9t\xe9.".encode("cp1252")),
        ("a.md", b"---\nrole: Secretissimus: x\n---\nQ: a\n"),
        ("a.md", b"---\nrole: [Secretissimus]\n---\nQ: a\n"),
        ("a.vtt", b"WEBVTT\n\nSecretissimus\n"),
        ("a.srt", b"Secretissimus\n"),
        ("a.docx", b"Secretissimus"),
    ],
)
def test_transcript_errors_hold_no_word_of_the_text(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TranscriptError) as caught:
        read_transcript(tmp_path / name)
    assert "secretissimus" not in str(caught.value).casefold()


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\0" * 50, b"PK\x05\x06" + b"\0" * 18, b"\x80" * 9, b"{\\rtf1"])
def test_transcript_from_garbage_is_one_kind_of_error(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with pytest.raises(TranscriptError) as caught:
        read_transcript(path)
    assert caught.value.problems[0].file == path.as_posix()
    assert caught.value.problems[0].what
