"""Earlier versions of a codebook from git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from interview_coder.codebook_revisions import is_revision, load_revision
from interview_coder.errors import CodebookError, EnvironmentFailure, UsageError


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Make a repository in which codebooks/钱.yaml has two versions, the first one broken."""

    def git(*command: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    book = tmp_path / "codebooks" / "钱.yaml"
    book.parent.mkdir()
    for text in ("codes: {a: {rules: [x AND]}}\n", "\ufeffcodes: {a: {rules: [钱]}}\n"):
        book.write_text(text, encoding="utf-8")
        git("add", ".")
        git("commit", "-m", "change")
    return book


def test_codebook_revisions_reads_a_version(book: Path) -> None:
    book.write_text("codes: {b: {}}\n")
    for revision in ("HEAD", "HEAD:codebooks/钱.yaml", "HEAD:./钱.yaml"):
        codebook = load_revision(revision, book)
        assert [rule.text for rule in codebook.code("a").rules] == ["钱"]
    assert load_revision("HEAD", book).file == "HEAD:钱.yaml"


def test_codebook_revisions_lists_the_mistakes_of_an_old_version(book: Path) -> None:
    with pytest.raises(CodebookError, match=r"HEAD~1:钱.yaml:1:\d+: the rule ends where a word was expected"):
        load_revision("HEAD~1", book)


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("v9", "v9 is neither a file nor a git revision"),
        ("HEAD~9", "HEAD~9 is neither a file nor a git revision"),
        ("--textconv", "--textconv is neither a file nor a git revision"),
        ("HEAD:other.yaml", "other.yaml was not there in HEAD"),
        ("HEAD:codebooks", "codebooks was not there in HEAD"),
    ],
)
def test_codebook_revisions_says_what_is_missing(book: Path, revision: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_revision(revision, book)


def test_codebook_revisions_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="in no git repository"):
        load_revision("HEAD", tmp_path / "a.yaml")
    assert not is_revision("HEAD", tmp_path)


def test_codebook_revisions_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFailure, match="git is not to be found"):
        load_revision("HEAD", tmp_path / "a.yaml")
    assert not is_revision("HEAD", tmp_path)
