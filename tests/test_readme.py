"""README's commands do what README shows."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder import Tagger, load_codebook, read_transcript, split_passages
from interview_coder.cli import _VERBS, main, screen

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n\$ interview-coder (.+?)\n(.*?)```", README, re.DOTALL)
CUT = "[...]"

Show = Callable[[str], str]


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Show:
    """Return a function that runs a command in a copy of the examples at 80 columns and returns what it prints."""
    for name in ("codebooks", "transcripts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def show(command: str) -> str:
        screen.stdout.cache_clear()
        with pytest.raises(SystemExit):
            main(shlex.split(command))
        return "\n".join(line.rstrip() for line in capsys.readouterr().out.split("\n"))

    return show


@pytest.mark.parametrize(("command", "output"), SESSIONS, ids=[command for command, _ in SESSIONS])
def test_readme_shows_what_the_command_prints(shown: Show, command: str, output: str) -> None:
    printed = shown(command)
    at = 0
    for part in output.split(f"{CUT}\n"):
        found = printed.find(part, at)
        assert found >= 0, f"not printed any more:\n{part}\n---\n{printed}"
        at = found + len(part)


def test_readme_has_sessions_and_names_every_command() -> None:
    assert len(SESSIONS) >= 4
    assert all(f"| `{verb} " in README for verb in _VERBS)


def test_readme_python_example_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    codebook = load_codebook("codebooks/local-government.yaml")
    suggestions = list(Tagger(codebook).tag(split_passages(read_transcript("transcripts/P03.docx"))))
    assert suggestions
