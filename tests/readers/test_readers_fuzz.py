"""Replay of what fuzzing found: inputs that once failed, and others that take different ways through the readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent.parent / "data" / "fuzz"


@pytest.mark.parametrize("name", TARGETS)
def test_fuzz_corpus_holds(name: str) -> None:
    for line in (CORPUS / f"{name}.hex").read_text("ascii").split():
        TARGETS[name](bytes.fromhex(line))
