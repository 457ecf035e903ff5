"""A small study on disk, in both languages, and a way to run commands in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.cli import main, screen
from tests.deciding import decide

CODEBOOK = """\
title: {en: Money, zh: 钱}
interviewers: [Interviewer, 访谈者]
codes:
  money:
    name: {en: Too little money, zh: 钱不够}
    definition: There is not enough money.
    rules:
      - money AND (no OR not)
      - 钱 NEAR/4 (不 OR 没)
    addressed_by: [{en: A special fund, zh: 设立专项资金}]
    codes:
      late:
        name: {en: Late money, zh: 钱来得晚}
        rules: [QUESTION(money) AND december]
  people:
    name: {en: People, zh: 人}
    rules: [nobody, 没有人]
"""
A1 = """\
Interviewer: Is there money for machines?

Dean: There is no money. It comes in December, [laughs] if at all.

Interviewer: And visits?

Dean: They come often.
"""
B1 = """\
访谈者：经费怎么样？

受访者：钱一直不够，年年都是这样。别的都好。

访谈者：还有呢？

受访者：没有了。
"""
PARTICIPANTS = "id,region\nA1,Sichuan\nB1,Jiangsu\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a study and go there: codebooks/money.yaml, transcripts/A1.txt (English), B1.txt (Chinese)."""
    for name, text in {
        "codebooks/money.yaml": CODEBOOK,
        "transcripts/A1.txt": A1,
        "transcripts/B1.txt": B1,
        "transcripts/participants.csv": PARTICIPANTS,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs a command at 80 columns and returns its exit code, stdout and stderr."""
    monkeypatch.setenv("COLUMNS", "80")

    def run_command(*arguments: str) -> tuple[int, str, str]:
        screen.stdout.cache_clear()
        screen.stderr.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        captured = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), captured.out, captured.err

    return run_command


@pytest.fixture
def midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock at the first moment of 2026-11-23."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def decided(study: Path, run: Callable[..., tuple[int, str, str]], midnight: None) -> Path:
    """Make a study in which 王 decided something."""
    decide(run, "王", "别的都好。")
    return study
