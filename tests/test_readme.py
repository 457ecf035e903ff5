"""The commands in README and the other documents do what is shown there."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder import Tagger, load_codebook, parse_codebook, read_transcript, split_passages
from interview_coder.cli import _VERBS, main, screen
from interview_coder.cli.codebook import _VERBS as CODEBOOK_VERBS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TRANSCRIPTS = (ROOT / "transcripts" / "README.md").read_text(encoding="utf-8")
CODEBOOKS = (ROOT / "codebooks" / "README.md").read_text(encoding="utf-8")
SESSION = re.compile(r"```console\n\$ interview-coder (.+?)\n(.*?)```", re.DOTALL)
# A file to write, or a command with what it prints, in the order of the document.
STEP = re.compile(rf"```yaml\n# (?P<file>codebooks/\S+)\n(?P<text>.*?)```|{SESSION.pattern}", re.DOTALL)
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


def test_readme_can_be_followed(shown: Show) -> None:
    Path("build").mkdir()
    for command, output in SESSION.findall(README):
        compare(shown(command), output)


@pytest.mark.parametrize(("command", "output"), SESSION.findall(TRANSCRIPTS))
def test_readme_of_the_transcripts_shows_what_the_command_prints(shown: Show, command: str, output: str) -> None:
    compare(shown(command), output)


def compare(printed: str, output: str) -> None:
    """See that what is printed holds the parts of an output that is cut, in their order."""
    at = 0
    for part in output.split(f"{CUT}\n"):
        found = printed.find(part, at)
        assert found >= 0, f"not printed any more:\n{part}\n---\n{printed}"
        at = found + len(part)


def test_readme_of_the_codebooks_can_be_followed(shown: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = tmp_path / "nights"
    shutil.copytree(ROOT / "transcripts" / "nurses", study / "transcripts")
    (study / "codebooks").mkdir()
    monkeypatch.chdir(study)
    steps = list(STEP.finditer(CODEBOOKS))
    assert len(steps) >= 8
    for step in steps:
        if step["file"]:
            (study / step["file"]).write_text(f"# {step['file']}\n{step['text']}", encoding="utf-8")
        else:
            command, output = step.groups()[2:]
            compare(shown(command), output)


def test_readme_of_the_codebooks_shows_a_codebook_that_can_be_read() -> None:
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", CODEBOOKS, re.DOTALL) if "\ncodes:" in block]
    assert len(blocks) == 2
    assert all(parse_codebook(block).codes for block in blocks)


def test_readme_has_sessions_and_names_every_command() -> None:
    assert len(SESSION.findall(README)) >= 6
    assert all(f"| `{verb} " in README for verb in _VERBS)
    assert all(f"`{verb}" in CODEBOOKS.replace("`codebook ", "`") for verb in CODEBOOK_VERBS)


def test_readme_python_example_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    codebook = load_codebook("codebooks/local-government.yaml")
    suggestions = list(Tagger(codebook).tag(split_passages(read_transcript("transcripts/P03.docx"))))
    assert suggestions
