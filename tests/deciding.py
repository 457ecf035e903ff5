"""Decisions made on the command line, of the small study of `tests/cli`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


def decide(run: Run, name: str, quote: str, transcript: str = "B1") -> None:
    """Let somebody give a quote the code `people`."""
    Path(f"{name}.csv").write_text(f"transcript,quote,code\n{transcript},{quote},people\n", encoding="utf-8")
    assert run("import", f"{name}.csv", "--coder", name, "--yes")[0] == 0
