"""A codebook's text as it stands on disk, and back."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from interview_coder.codebook_text import read_codebook_text
from interview_coder.errors import CodebookError, EnvironmentFailure

TEXT = "codes:\r\n  钱:\n    rules: [经费]"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        ("", "utf-8"),
        ("\ufeff", "utf-8"),
        ("\ufeff", "utf-16-le"),
        ("\ufeff", "utf-16-be"),
        ("", "utf-16-be"),
        ("\ufeff", "utf-32-be"),
        ("", "gb18030"),
    ],
)
def test_codebook_text_keeps_encoding_mark_and_line_ends(tmp_path: Path, mark: str, encoding: str) -> None:
    file = tmp_path / "c.yaml"
    text = TEXT + "  # 这个地方的钱一直不够用，大家都说没有办法" if encoding == "gb18030" else TEXT
    file.write_bytes((mark + text).encode(encoding))
    stored = read_codebook_text(file)
    assert stored.text == text
    assert stored.encoded(stored.text) == stored.data
    stored.write(stored.encoded(f"{text}\n# 完"))
    assert file.read_bytes() == (mark + f"{text}\n# 完").encode(encoding)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_codebook_text_keeps_the_mode_and_follows_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "c.yaml", tmp_path / "link.yaml"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    read_codebook_text(link).write(b"codes: {a: }")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode), link.is_symlink()) == (b"codes: {a: }", 0o640, True)


def test_codebook_text_leaves_a_file_alone_that_somebody_else_changed(tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text(TEXT, encoding="utf-8")
    stored = read_codebook_text(file)
    file.write_text("codes: {b: }", encoding="utf-8")
    with pytest.raises(EnvironmentFailure, match="changed by somebody else"):
        stored.write(b"codes: {a: }")
    assert file.read_text(encoding="utf-8") == "codes: {b: }"


def test_codebook_text_leaves_a_file_alone_that_may_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "c.yaml"
    file.write_text(TEXT, encoding="utf-8")
    stored = read_codebook_text(file)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(EnvironmentFailure, match="may not write"):
        stored.write(b"codes: {a: }")


def test_codebook_text_says_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such file"):
        read_codebook_text(tmp_path / "none.yaml")
    (tmp_path / "c.yaml").write_bytes(b"codes: {caf\xe9: }")
    with pytest.raises(CodebookError, match="Save the codebook as UTF-8"):
        read_codebook_text(tmp_path / "c.yaml")
