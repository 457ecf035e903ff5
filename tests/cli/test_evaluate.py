"""`evaluate` against a gold file and on the study's own decisions, and the review replayed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.cli import screen
from interview_coder.cli.evaluate_view import show_simulation
from interview_coder.simulation import Replay, Simulation
from tests.cli.learning import write_study

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    write_study(tmp_path, monkeypatch, count=2)
    run("code", "--quotes", "0")
    return tmp_path


def test_evaluate_against_gold(coded: Path, run: Run) -> None:
    """The rules know one of two ways to say it, in both languages, and make no mistakes: 6 of 12."""
    plain = json.loads(run("evaluate", "--gold", "gold.csv", "--json")[1])
    money = plain["codes"]["money"]
    assert (money["gold"], money["found"], money["right"]) == (12, 6, 6)
    assert (money["precision"][0], money["recall"][0]) == (1, 0.5)
    assert plain["unit"] == "sentence"
    assert {each["kind"] for each in plain["differences"]} == {"miss"}
    assert len(plain["differences"]) == 6


def test_evaluate_shows_the_misses_with_their_quotes(coded: Path, run: Run) -> None:
    code, out, _ = run("evaluate", "--gold", "gold.csv", "--list", "6")
    assert code == 0
    assert "Misses by code" in out
    assert "We paid for the workshop out of our own pockets." in out
    assert "车间是我们自己掏钱垫的。" in out
    assert max(map(len, out.splitlines())) <= 80


def test_evaluate_says_what_of_the_gold_is_left_out(coded: Path, run: Run) -> None:
    with Path("gold.csv").open("a", encoding="utf-8") as file:
        file.write("P99,Nothing.,money\nP99,Nothing else.,money\nen0,There is no money for the workshop.,nonsense\n")
    code, _, err = run("evaluate", "--gold", "gold.csv", "--json")
    assert code == 1
    assert "3 of 15 codings of the gold left out: there, a find counts as false" in err
    assert "P99: 2 left out" in err
    assert "nonsense: 1 left out, the codebook has no such code" in err


def test_evaluate_takes_gold_as_other_programs_write_it(coded: Path, run: Run) -> None:
    ours = json.loads(run("evaluate", "--gold", "gold.csv", "--json")[1])
    text = Path("gold.csv").read_text(encoding="utf-8").replace("transcript,quote,code", "Document,Segment,Tag")
    Path("theirs.csv").write_text(text.replace("en0,", "en0.txt,").replace(",money", ",MONEY"), encoding="utf-8")
    code, out, err = run("evaluate", "--gold", "theirs.csv", "--json")
    assert (code, json.loads(out)) == (0, ours)
    assert "columns taken: document as transcript, segment as quote, tag as code" in " ".join(err.split())


def test_evaluate_without_gold_takes_what_people_accepted(coded: Path, run: Run) -> None:
    code, _, err = run("evaluate")
    assert code == 2
    assert "Name a file of codings with --gold FILE" in err
    run("import", "gold.csv", "--coder", "Ann", "--yes")
    plain = json.loads(run("evaluate", "--json")[1])
    assert plain["codes"]["money"]["recall"][0] == 1


def test_evaluate_replays_the_review(coded: Path, run: Run) -> None:
    code, out, _ = run("evaluate", "--gold", "gold.csv", "--simulate")
    assert code == 0
    assert "WSS@95" in out
    assert "24 passages; * in the tool's order, . at random" in out
    assert "found└" in out


@pytest.mark.parametrize(("ordered", "said"), [(30, "(25% fewer)"), (50, "(25% more)")])
def test_evaluate_says_which_order_needs_more(capsys: pytest.CaptureFixture[str], ordered: int, said: str) -> None:
    screen.stdout.cache_clear()
    nothing = Replay({}, (1.0,), ())
    show_simulation(Simulation(10, nothing, nothing, {}, 0.8, ordered, 40))
    assert f"{ordered} passages read in the tool's order, 40 at random {said}" in " ".join(
        capsys.readouterr().out.split()
    )


def test_evaluate_counts_a_transcript_that_gold_lists_without_a_coding(coded: Path, run: Run) -> None:
    rows = [line.split(",", 2) for line in Path("gold.csv").read_text(encoding="utf-8").splitlines()[1:]]
    codings = [{"transcript": row[0], "quote": row[1], "code": row[2]} for row in rows]
    gold = {"transcripts": [{"id": each} for each in ("en0", "zh0", "en1")], "codings": codings}
    Path("gold.json").write_text(json.dumps(gold), encoding="utf-8")
    found = json.loads(run("evaluate", "--gold", "gold.json", "--json")[1])
    assert (found["transcripts"], found["codes"]["money"]["gold"]) == (3, 12)
    assert {each["transcript"] for each in found["differences"] if each["kind"] == "false hit"} == {"en1"}
