"""The command line as a whole: help, exit codes, what is imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.cli import _VERBS, options
from interview_coder.errors import UsageError

Run = Callable[..., tuple[int, str, str]]


def test_main_help_lists_every_verb(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert all(f"  {verb} " in out for verb in _VERBS)


@pytest.mark.parametrize("verb", _VERBS)
def test_main_every_option_has_help(run: Run, verb: str) -> None:
    code, out, _ = run(verb, "--help")
    assert code == 0
    options_shown = [line for line in out.split("\n") if line.startswith("  --") or line.startswith("  -")]
    assert all(line.strip().count("  ") or len(line) > 26 for line in options_shown)


def test_main_help_loads_no_heavy_library() -> None:
    program = (
        "import sys; from interview_coder.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('spacy', 'sklearn', 'pandas', 'numpy', 'rich', 'docx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[-2] == "[]"


def test_main_unknown_option_is_a_usage_error(run: Run) -> None:
    code, _, err = run("code", "--colour")
    assert code == 2
    assert "No such option" in err


def test_main_hides_the_words_of_an_internal_error(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise ValueError("There is no money")

    monkeypatch.setattr("interview_coder.cli.code.coding_outcome", broken)
    code, _, err = run("code")
    assert code == 70
    assert err.startswith("internal error: ValueError in ")
    assert "money" not in err


def test_main_interrupted_ends_with_130(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("interview_coder.cli.code.coding_outcome", interrupted)
    code, out, err = run("code")
    assert (code, out, err.strip()) == (130, "", "interrupted")


def test_main_default_paths_need_a_transcripts_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no folder transcripts/"):
        options.paths_or_default(())
