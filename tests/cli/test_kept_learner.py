"""`code` with a model that is stale: it is fitted again and says so, or says why it cannot be."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from interview_coder import refitting, runs
from interview_coder.cli import main
from interview_coder.coding import Source, Suggestion
from interview_coder.errors import EnvironmentFailure
from interview_coder.passages import Unit, split_passages
from interview_coder.store import open_store
from tests.cli.learning import write_study

Run = Callable[..., tuple[int, str, str]]
BOOK = Path("codebooks/money.yaml")
NEW = {
    "new-en": "Interviewer: And the hall?\n\nDean: We paid for the hall out of our own pockets.\n",
    "new-zh": "访谈者：礼堂呢？\n\n受访者：礼堂是我们自己掏钱垫的。\n",
}
STALE = "note: the codebook changed since `learn`"


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study with a model fitted on two of three interviews in each language."""
    folder = tmp_path_factory.mktemp("taught")
    with pytest.MonkeyPatch.context() as monkeypatch:
        write_study(folder, monkeypatch)
        for command in ("code", "import gold.csv --coder Ann --yes", "learn --aim recall=0.9"):
            with pytest.raises(SystemExit, match="0"):
                main(command.split())
    return folder


@pytest.fixture
def learned(taught: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a copy of the study, with a new interview in each language."""
    shutil.copytree(taught, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    for id, text in NEW.items():
        Path(f"transcripts/{id}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def edit_codebook(old: str = "visit*", new: str = "visitor*") -> None:
    BOOK.write_text(BOOK.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def queried(query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("study.db")) as connection, connection:
        return list(connection.execute(query))


def by_model(out: str) -> list[dict[str, Any]]:
    return [each for each in json.loads(out)["codings"] if each["source"] == "model"]


@pytest.mark.parametrize(
    ("stale", "says"),
    [("codebook", f"{STALE}: "), ("versions", "note: the model was fitted with scikit-learn 0.1, here is ")],
)
def test_kept_learner_is_fitted_again_when_stale(learned: Path, run: Run, stale: str, says: str) -> None:
    before = queried("SELECT * FROM models")
    if stale == "codebook":
        edit_codebook()
    else:
        queried("UPDATE models SET versions = 'scikit-learn 0.1'")
    code, out, err = run("code", "--json")
    (name,) = {each["rule"] for each in by_model(out)}
    again, *_ = err.splitlines()
    assert (code, err.count("fitted again")) == (0, 1)
    assert again.startswith(says)
    on = "fitted again on 48 passages of 4 reviewed transcripts, aim recall=0.9"
    assert again.endswith(f"{on}; {name} adds its suggestions")
    assert set(NEW) <= {each["transcript"] for each in by_model(out)}
    after = queried("SELECT * FROM models")
    assert [row[:2] for row in after] == [(1, json.loads(out)["codebook"]["sha256"])]
    assert stale == "codebook" or after == before
    assert run("code", "--json") == (code, out, "")


def test_kept_learner_fitted_again_is_what_learn_makes(learned: Path, run: Run) -> None:
    edit_codebook()
    (name,) = {each["rule"] for each in by_model(run("code", "--json")[1])}
    kept = queried("SELECT data FROM models")
    assert json.loads(run("learn", "--aim", "recall=0.9", "--json")[1])["model"] == name
    assert queried("SELECT data FROM models") == kept


def test_kept_learner_leaves_nothing_of_the_one_before(learned: Path, run: Run) -> None:
    """The old one suggested something in a transcript where the new one finds nothing."""
    Path("transcripts/quiet.txt").write_text("Interviewer: Where is it?\n\nDean: By the river.\n", encoding="utf-8")
    run("code")
    with open_store(learned) as store:
        passage = split_passages(store.transcript("quiet"), Unit.SENTENCE)[-1]
        suggestion = Suggestion(passage, "money", Source.MODEL, "model 00000000", 0.9, ())
        store.keep_suggestions("quiet", [suggestion], codebook="", unit="sentence", source=Source.MODEL)
    edit_codebook()
    out = run("code", "--json")[1]
    assert "quiet" not in {each["transcript"] for each in by_model(out)}
    assert run("code", "--json")[1] == out
    assert "model 00000000" not in {rule for (rule,) in queried("SELECT rule FROM suggestions")}


def test_kept_learner_is_not_kept_in_a_dry_run(learned: Path, run: Run) -> None:
    edit_codebook()
    before = queried("SELECT * FROM models")
    dry = run("code", "--json", "--dry-run")
    assert queried("SELECT * FROM models") == before
    assert run("code", "--json")[:2] == dry[:2]


def test_kept_learner_helps_where_the_study_cannot_be_written(
    learned: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise EnvironmentFailure(f"{folder}: read-only")

    edit_codebook()
    monkeypatch.setattr(runs, "open_store", refuse)
    before = queried("SELECT * FROM models")
    code, out, err = run("code", "--json")
    assert code == 5
    assert set(NEW) <= {each["transcript"] for each in by_model(out)}
    assert "this run was not kept" in err
    assert queried("SELECT * FROM models") == before


def test_kept_learner_learns_from_transcripts_that_are_not_read_now(learned: Path, run: Run) -> None:
    edit_codebook()
    out, err = run("code", "transcripts/new-zh.txt", "--json")[1:]
    assert "fitted again on 48 passages of 4 reviewed transcripts" in err
    assert [each["quote"] for each in by_model(out)] == ["礼堂是我们自己掏钱垫的。"]


def test_kept_learner_takes_decisions_to_the_name_a_code_has_now(learned: Path, run: Run) -> None:
    assert run("codebook", "rename", "money", "funds")[0] == 0
    out, err = run("code", "--json")[1:]
    assert "fitted again on 48 passages" in err
    assert {each["code"] for each in by_model(out)} == {"funds"}


@pytest.mark.parametrize(
    ("lacks", "why"),
    [
        ("code", "too little is decided about the codes of today"),
        ("files", "nothing is left here of what somebody decided about"),
        ("words", "nothing is left here of what somebody decided about"),
        ("encoder", "its encoder is not on this machine"),
        ("model", "it is damaged"),
    ],
)
def test_kept_learner_is_named_where_it_cannot_be_fitted_again(
    learned: Path, run: Run, monkeypatch: pytest.MonkeyPatch, lacks: str, why: str
) -> None:
    edit_codebook()
    if lacks == "code":
        assert run("codebook", "retire", "money")[0] == 0
    if lacks == "files":
        for id in ("en0", "en1", "zh0", "zh1"):
            Path(f"transcripts/{id}.txt").unlink()
    if lacks == "words":
        for id in ("en0", "en1", "zh0", "zh1"):
            Path(f"transcripts/{id}.txt").write_text(f"Dean: {id}.\n", encoding="utf-8")
    if lacks == "encoder":
        monkeypatch.setattr(refitting, "encoder_of", lambda _: "nowhere")
    if lacks == "model":
        queried("UPDATE models SET data = x'00'")
    before = queried("SELECT * FROM models")
    code, out, err = run("code", "--json")
    assert code == 0
    assert f"{STALE}, and the model cannot be fitted again, as {why}: what it suggested before stays" in err
    assert not {each["transcript"] for each in by_model(out)} & set(NEW)
    assert queried("SELECT * FROM models") == before


def test_kept_learner_is_fitted_again_by_code_alone(learned: Path, run: Run) -> None:
    edit_codebook()
    before = queried("SELECT * FROM models")
    assert "until `interview-coder code` fits it again" in run("summary")[2]
    assert queried("SELECT * FROM models") == before
