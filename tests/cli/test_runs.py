"""What `code` keeps of a run, and what it says when the codebook changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from interview_coder import material

Run = Callable[..., tuple[int, str, str]]
BOOK = Path("codebooks/money.yaml")


def edit(old: str, new: str) -> None:
    text = BOOK.read_text(encoding="utf-8")
    assert old in text
    BOOK.write_text(text.replace(old, new), encoding="utf-8")


def rows(study: Path, columns: str = "codebook_file, unit, at") -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(study / "study.db")) as connection:
        return list(connection.execute(f"SELECT {columns} FROM runs"))


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it an error to read the transcripts for a comparison."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the transcripts were read again")

    monkeypatch.setattr(material, "read_material", refuse)


@pytest.mark.usefixtures("not_read_again")
def test_runs_keep_the_codebook_once(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    first, second = run("code"), run("code")
    assert first == second
    assert rows(study) == [("codebooks/money.yaml", "sentence", "2026-11-23T00:00:00+00:00")]
    assert rows(study, "codebook_text") == [(BOOK.read_text(encoding="utf-8"),)]


def test_runs_are_not_kept_when_dry_or_when_nothing_was_read(study: Path, run: Run) -> None:
    run("code", "--dry-run")
    run("code", "nowhere.txt")
    assert not (study / "study.db").exists()


def test_runs_outside_of_a_study_are_not_kept(
    study: Path, run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    code, out, err = run("code", str(study / "transcripts"), "--codebook", str(study / BOOK))
    assert (code, bool(out)) == (0, True)
    assert err == "Not kept: no study here, which is a folder with codebooks/ or transcripts/.\n"
    assert list(elsewhere.iterdir()) == []


def test_runs_in_a_folder_of_the_study_are_its_own(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("code")
    edit("nobody", "often")
    monkeypatch.chdir(study / "transcripts")
    _, out, _ = run("code", "A1.txt", "--codebook", "../codebooks/money.yaml")
    assert "1 passage gained, 0 lost" in joined(out)
    assert [file for file, *_ in rows(study)] == ["codebooks/money.yaml"] * 2


def test_runs_say_what_changed_since_the_last(study: Path, run: Run) -> None:
    run("code")
    edit("      - 钱 NEAR/4 (不 OR 没)", "      - 钱 NEAR/4 没\n      - often")
    edit("[nobody, 没有人]", "[nobody, 一直不够]")
    _, out, err = run("code")
    assert err == ""
    assert out.endswith(
        "The codebook changed since the last run: 2 rules added, 1 changed, 1 removed in \n"
        "money, people; 1 passage gained, 0 lost, 1 moved. `interview-coder codebook \n"
        "diff` shows it.\n"
    )
    assert "changed since" not in run("code")[1]


def test_runs_name_codes_that_came_and_went(study: Path, run: Run) -> None:
    run("code")
    edit("  people:", "  humans:\n    formerly: [people]\n    retired: unused")
    edit("      late:", "      tardy:")
    edit("title:", "lists: {cash: [money]}\ntitle:")
    assert (
        "1 code added (money.tardy); 1 code removed (money.late); 1 code retired (humans); 1 code renamed or merged "
        "(humans); $cash changed; 0 passages gained, 0 lost, 1 moved."
    ) in joined(run("code")[1])


def test_runs_leave_stdout_to_the_json(study: Path, run: Run) -> None:
    run("code", "--json")
    edit("nobody", "often")
    _, out, err = run("code", "--json")
    assert len(json.loads(out)["codings"]) == 4
    assert "The codebook changed since the last run: 1 rule added, 1 removed in people; 1 passage gained" in joined(err)


@pytest.mark.usefixtures("not_read_again")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title:", "# a comment\ntitle:", "but not in what it says."),
        ("There is not enough money.", "Too little money.", "texts or examples of money changed. `interview-coder"),
    ],
)
def test_runs_read_transcripts_again_only_for_rules(study: Path, run: Run, old: str, new: str, said: str) -> None:
    run("code")
    edit(old, new)
    code, out, _ = run("code")
    assert code == 0
    assert said in joined(out)
    assert len(rows(study)) == 2


def test_runs_count_in_the_unit_asked_for(study: Path, run: Run) -> None:
    run("code", "--unit", "turn")
    edit("      - money AND (no OR not)", "      - money AND december")
    assert "; 0 passages gained, 0 lost." in joined(run("code", "--unit", "turn")[1])


def test_runs_survive_an_old_version_that_is_not_read_any_more(study: Path, run: Run) -> None:
    run("code")
    with closing(sqlite3.connect(study / "study.db")) as connection, connection:
        connection.execute(
            "INSERT INTO runs (codebook_file, sha256, codebook_text, unit, version, at) "
            "SELECT codebook_file, 'x', 'codes: [', unit, version, at FROM runs"
        )
    code, out, _ = run("code")
    assert code == 0
    assert "how, cannot be told" in joined(out)


def test_runs_that_cannot_be_kept_are_shown_all_the_same(study: Path, run: Run) -> None:
    whole = run("code", "--dry-run")[1]
    (study / "study.db-journal").mkdir()
    code, out, err = run("code")
    assert (code, out) == (5, whole)
    assert err.startswith(f"error: this run was not kept: {study / 'study.db'}: it cannot be written")


def test_runs_leave_a_damaged_or_newer_study_alone(study: Path, run: Run) -> None:
    run("code")
    with closing(sqlite3.connect(study / "study.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    code, out, err = run("code")
    # Tables without the decisions, which nobody can read now, would be wrong ones.
    assert (code, out) == (4, "")
    assert "Update interview-coder" in err
    (study / "study.db").write_text("not a database" * 99)
    code, out, err = run("summary")
    assert (code, out) == (4, "")
    assert "this is no study's database. " in err


def test_runs_of_several_codebooks_the_one_used_last_is_taken(study: Path, run: Run) -> None:
    (study / "codebooks" / "another.yaml").write_text("codes: {other: {rules: [nobody]}}\n", encoding="utf-8")
    assert run("summary")[0] == 2
    for name in ("another.yaml", "money.yaml", "another.yaml"):
        run("code", "--codebook", f"codebooks/{name}", "--json")
        assert name in run("summary")[1]
