"""The small study, coded and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sittings import make_coded_study


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the small study with what its codebook suggests, and go there."""
    monkeypatch.chdir(tmp_path)
    return make_coded_study(tmp_path)
