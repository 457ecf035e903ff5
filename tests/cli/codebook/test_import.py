"""`codebook import`, as a user sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.codebook_file import load_codebook

Run = Callable[..., tuple[int, str, str]]

TABLE = "编码,上级编码,Definition,Example,Owner\n财政支持,,Money.,“没有钱。”,\n到账迟,财政支持,,,Li\nPeople,,,,\n"


def test_import_shows_what_it_understood_and_writes_the_codebook(study: Path, run: Run) -> None:
    (study / "frame.csv").write_text(TABLE, encoding="utf-8")
    code, out, err = run("codebook", "import", "frame.csv", "--title", "Pilot")
    assert (code, err) == (1, "")
    assert [line.rstrip() for line in out.split("\n")] == [
        "财政支持          definition, 1 example",
        "  到账迟          memo",
        "people    People",
        "look: column Owner is not known: kept in the memo",
        "wrote codebooks/frame.yaml from frame.csv: 2 themes, 3 codes in all",
        "",
    ]
    book = load_codebook("codebooks/frame.yaml")
    assert [code.id for code in book.codes] == ["财政支持", "财政支持.到账迟", "people"]
    assert (str(book.title), str(book.codes[1].memo)) == ("Pilot", "Owner: Li")


def test_import_ends_with_0_where_nothing_needs_a_look(study: Path, run: Run) -> None:
    (study / "frame.csv").write_text("Code\nMoney\n")
    assert run("codebook", "import", "frame.csv", "--to", "mine.yaml")[0] == 0
    assert (study / "mine.yaml").exists()


def test_import_writes_here_where_there_is_no_folder_for_codebooks(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "frame.csv").write_text("Code\nMoney\n")
    assert run("codebook", "import", "frame.csv")[0] == 0
    assert (tmp_path / "frame.yaml").exists()


def test_import_replaces_a_codebook_only_when_told_to(study: Path, run: Run) -> None:
    (study / "money.csv").write_text("Code\nMoney\n")
    before = (study / "codebooks" / "money.yaml").read_bytes()
    code, out, err = run("codebook", "import", "money.csv")
    assert (code, out) == (2, "")
    assert err == (
        "error: codebooks/money.yaml: there is such a file already. Give another name, or pass --force to replace it\n"
    )
    assert (study / "codebooks" / "money.yaml").read_bytes() == before
    assert run("codebook", "import", "money.csv", "--force")[0] == 0
    assert (study / "codebooks" / "money.yaml").read_bytes() != before


def test_import_never_writes_over_the_file_it_reads(study: Path, run: Run) -> None:
    (study / "lexicon.yaml").write_text("money: [fund*]\n")
    assert run("codebook", "import", "lexicon.yaml", "--to", "lexicon.yaml", "--force")[0] == 2
    assert (study / "lexicon.yaml").read_text() == "money: [fund*]\n"


def test_import_names_mistakes_by_their_row(study: Path, run: Run) -> None:
    (study / "frame.csv").write_text("Code,Parent\nMoney,\nLate,Mony\n")
    assert run("codebook", "import", "frame.csv") == (
        3,
        "",
        "error: frame.csv: row 3, parent: no code is called Mony. Did you mean Money.\n",
    )
    assert not (study / "codebooks" / "frame.yaml").exists()


def test_import_shows_nothing_that_drives_the_terminal(study: Path, run: Run) -> None:
    (study / "frame.csv").write_text("Code,\x1b[2J\nMoney,a\n")
    code, out, _ = run("codebook", "import", "frame.csv")
    assert code == 1
    assert "\x1b" not in out
