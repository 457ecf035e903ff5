from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.files import replaceable, writable_target, write_whole


def test_write_whole_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["报告.docx"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_write_whole_keeps_others_out(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(b"")
    target.chmod(0o644)
    write_whole(target, b"x")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "permission denied"), (errno.EIO, "cannot be written")],
)
@pytest.mark.parametrize("call", ["fsync", "write", "replace"])
def test_write_whole_is_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, reason: str
) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(b"before")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    class Failing:
        def __init__(self, handle: int, _: str) -> None:
            os.close(handle)

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None: ...

        write = fail

    owner, name, broken = {
        "fsync": (os, "fsync", fail),
        "write": (os, "fdopen", Failing),
        "replace": (Path, "replace", fail),
    }[call]
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, broken)
        with pytest.raises(EnvironmentFailure, match=reason):
            write_whole(target, b"after")
    assert target.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["a.json"]


def test_write_whole_cleans_up_when_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.json", b"x")
    assert os.listdir(tmp_path) == []


def test_writable_target_refuses_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "P01.docx"
    source.write_bytes(b"interview")
    (tmp_path / "link.docx").symlink_to(source)
    os.link(source, tmp_path / "hard.docx")
    for name in ("P01.docx", "./P01.docx", "link.docx", "hard.docx", str(source)):
        with pytest.raises(UsageError, match="one of the files read"):
            writable_target(name, ["P01.docx"])


def test_writable_target_refuses_an_input_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one of the files read"):
        writable_target(tmp_path / "P01.docx", [tmp_path / "P01.docx"])


def test_write_whole_makes_the_folder(tmp_path: Path) -> None:
    target = writable_target(tmp_path / "build" / "2026" / "a.json", [])
    write_whole(target, b"x")
    assert (tmp_path / "build" / "2026" / "a.json").read_bytes() == b"x"


def test_writable_target_follows_links(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    assert writable_target(tmp_path / "link.json", []) == (tmp_path / "real.json").resolve()


def test_writable_target_wants_a_file_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="file is no folder"):
        writable_target(tmp_path / "file" / "none" / "a.json", [])
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(UsageError, match="no ordinary file"):
        writable_target(tmp_path / "folder.json", [])


def test_a_name_too_long_is_an_environment_failure(tmp_path: Path) -> None:
    target = writable_target(tmp_path / ("a" * 300), [])
    assert replaceable(target, b"x", lambda _: False)
    with pytest.raises(EnvironmentFailure, match="the name is too long"):
        write_whole(target, b"x")
    assert os.listdir(tmp_path) == []


def test_replaceable_is_what_loses_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    assert replaceable(target, b"new", lambda _: False)
    target.write_bytes(b"")
    assert replaceable(target, b"new", lambda _: False)
    target.write_bytes(b"old")
    assert replaceable(target, b"old", lambda _: False)
    assert replaceable(target, b"new", lambda data: data == b"old")
    assert not replaceable(target, b"new", lambda _: False)
