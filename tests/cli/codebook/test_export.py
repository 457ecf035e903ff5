"""`codebook export`, as a user sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".qdc"])
def test_export_gives_a_file_that_import_reads(study: Path, run: Run, suffix: str) -> None:
    assert run("codebook", "export", f"money{suffix}") == (
        0,
        f"wrote money{suffix} from codebooks/money.yaml\n",
        "",
    )
    assert run("codebook", "import", f"money{suffix}", "--to", "again.yaml")[0] == 0


def test_export_says_what_a_dictionary_cannot_hold(study: Path, run: Run) -> None:
    code, out, _ = run("codebook", "export", "money.yaml", "--codebook", "codebooks/money.yaml")
    assert code == 1
    assert out.split("\n") == [
        "wrote money.yaml from codebooks/money.yaml",
        "  money.rules[0]: more than words and phrases: money AND (no OR not)",
        "  money.rules[1]: more than words and phrases: 钱 NEAR/4 (不 OR 没)",
        "  money.late.rules[0]: more than words and phrases: QUESTION(money) AND december",
        "  left out: 3 names, 1 definition, 1 measure",
        "",
    ]
    assert (study / "money.yaml").read_text(encoding="utf-8") == "people:\n  - nobody\n  - 没有人\n"


def test_export_to_word_is_the_same_on_the_same_date(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    assert run("codebook", "export", "money.docx", "--language", "zh")[0] == 1
    first = (study / "money.docx").read_bytes()
    assert run("codebook", "export", "money.docx", "--language", "zh", "--force")[0] == 1
    assert (study / "money.docx").read_bytes() == first


def test_export_replaces_a_file_only_when_told_to_and_never_the_codebook(study: Path, run: Run) -> None:
    (study / "money.csv").write_text("mine")
    assert run("codebook", "export", "money.csv")[0] == 2
    assert (study / "money.csv").read_text() == "mine"
    assert run("codebook", "export", "codebooks/money.yaml", "--force")[0] == 2


def test_export_names_the_kinds_of_files_it_knows(study: Path, run: Run) -> None:
    assert run("codebook", "export", "money.pdf") == (
        2,
        "",
        "error: money.pdf: not a kind of file known here. Use one of .csv, .xlsx, .docx, .qdc, .yaml, .yml, .dic\n",
    )
