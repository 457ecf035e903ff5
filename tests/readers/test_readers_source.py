"""Reading the bytes: regular files only, within limits, and never anything but a TranscriptError."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import source as module
from interview_coder.readers.source import Source, load_source


def test_source_keeps_the_path_as_given_and_hashes_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a b.txt"
    path.write_bytes(b"\xef\xbb\xbfQ: x\r\n")
    source = load_source(path)
    assert (source.file, source.data) == (path.as_posix(), b"\xef\xbb\xbfQ: x\r\n")
    assert source.sha256 == "ca4792bf4561875420e531e9460595324053d49bc761bde26f38aca35fca7380"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "no such file"),
        ("folder.txt", "a folder"),
        ("pipe.txt", "no regular file"),
        ("loop.txt", "leads"),
    ],
)
def test_source_refuses_what_is_no_regular_file(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(TranscriptError, match=message):
        load_source(tmp_path / name)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "a\0b.txt", "x" * 300 + ".txt", "file.txt/inside.txt"])
def test_source_refuses_devices_and_impossible_names(path: str) -> None:
    with pytest.raises(TranscriptError):
        load_source(path)


def test_source_reads_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"words")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    assert load_source(tmp_path / "link.txt").data == b"words"


def test_source_refuses_files_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    (tmp_path / "ten.txt").write_bytes(b"x" * 10)
    (tmp_path / "eleven.txt").write_bytes(b"x" * 11)
    assert len(load_source(tmp_path / "ten.txt").data) == 10
    with pytest.raises(TranscriptError, match="larger than"):
        load_source(tmp_path / "eleven.txt")


def test_source_names_a_file_it_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything
    with pytest.raises(TranscriptError, match="may not read the file"):
        load_source(tmp_path / "a.txt")


def test_source_foreign_errors_lose_their_words() -> None:
    source = Source("a.txt", b"")
    with pytest.raises(TranscriptError) as caught, source.foreign("damaged", "Save it anew"):
        raise KeyError("what the dean said in confidence")
    assert str(caught.value) == "a.txt: damaged (KeyError). Save it anew."
