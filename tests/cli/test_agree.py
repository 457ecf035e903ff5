"""`agree` on what two coders decided."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.learning import write_study

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """Ann coded all of the gold, Bo all but one passage of it."""
    write_study(tmp_path, monkeypatch, count=2)
    run("code", "--quotes", "0")
    lines = Path("gold.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    Path("bo.csv").write_text("".join(line for line in lines if "workshop out" not in line), encoding="utf-8")
    run("import", "gold.csv", "--coder", "Ann", "--yes")
    run("import", "bo.csv", "--coder", "Bo", "--yes")
    return tmp_path


def test_agree_by_hand(coded: Path, run: Run) -> None:
    """24 passages, 12 and 11 with money: Holsti 2 · 11 / 23."""
    plain = json.loads(run("agree", "--json")[1])
    assert (plain["coders"], plain["passages"], plain["transcripts"]) == (["Ann", "Bo"], 24, ["en0", "zh0"])
    (money,) = plain["codes"]
    assert money["coded"] == [12, 11]
    assert money["percent"][0] == pytest.approx(23 / 24, abs=1e-4)
    assert money["holsti"][0] == pytest.approx(22 / 23, abs=1e-4)
    ((quote, gave, did_not),) = [(each["quote"], each["gave"], each["did_not"]) for each in plain["disagreements"]]
    assert (quote, gave, did_not) == ("We paid for the workshop out of our own pockets.", ["Ann"], ["Bo"])


def test_agree_shows_the_passages_where_coders_differ(coded: Path, run: Run) -> None:
    code, out, _ = run("agree")
    assert code == 0
    assert out.startswith("Ann and Bo on 24 passages of 2 transcripts that all of them coded")
    assert "money: Ann; not Bo" in out
    assert max(map(len, out.splitlines())) <= 80


def test_agree_names_those_who_decided(coded: Path, run: Run) -> None:
    code, _, err = run("agree", "Ann", "Cy")
    assert code == 2
    assert "no decisions by Cy. Those who decided: Ann, Bo" in err


def test_agree_takes_two(coded: Path, run: Run) -> None:
    code, _, err = run("agree", "Ann")
    assert code == 2
    assert "it takes two coders; decided has Ann, Bo" in err


def test_agree_shows_what_every_other_listing_shows(coded: Path, run: Run) -> None:
    """Bo left out one of the passages that Ann coded, so that no two definitions give the same figures."""
    (money,) = json.loads(run("agree", "--json")[1])["codes"]
    (learned,) = [code for code in json.loads(run("learn", "--json")[1])["codes"] if code["code"] == "money"]
    assert learned["coders"] == {name: money[name] for name in ("holsti", "kappa")}

    tables = [json.loads(run("summary", "--json")[1])["agreement"]]
    run("export", "agreement.json", "--layout", "agreement")
    tables.append(json.loads(Path("agreement.json").read_text(encoding="utf-8"))["rows"])
    for table in tables:
        for name in ("percent", "holsti", "kappa", "alpha"):
            bounds = [table[0][f"{name}{bound}"] for bound in ("", "_low", "_high")]
            assert bounds == pytest.approx(money[name], abs=1e-4)


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_agree_shows_what_a_report_shows(coded: Path, run: Run, suffix: str) -> None:
    (money,) = json.loads(run("agree", "--json")[1])["codes"]
    assert run("export", f"report.{suffix}")[0] == 0
    shown = re.sub("<[^>]*>", " ", Path(f"report.{suffix}").read_text(encoding="utf-8"))
    assert "Agreement of Ann, Bo on 24 passages of 2 interviews" in shown
    for name in ("holsti", "kappa", "alpha"):
        value, low, high = money[name]
        assert f"{value:.3f} [{low:.3f}, {high:.3f}]" in shown.replace("\\", "")
