"""`codebook schema`, as a user sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from interview_coder.json_schema import codebook_json_schema

Run = Callable[..., tuple[int, str, str]]


def test_schema_is_printed(run: Run) -> None:
    assert run("codebook", "schema") == (0, codebook_json_schema(), "")


def test_schema_is_written_beside_the_codebooks(study: Path, run: Run) -> None:
    assert run("codebook", "schema", "--write") == (0, "wrote codebooks/codebook.schema.json\n", "")
    assert (study / "codebooks" / "codebook.schema.json").read_text(encoding="utf-8") == codebook_json_schema()
