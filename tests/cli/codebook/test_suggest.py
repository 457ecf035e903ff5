"""`codebook suggest`, as a user sees it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.cli.codebook import suggest

Run = Callable[..., tuple[int, str, str]]

CODEBOOK = """\
codes:
  subsidies:
    name: {en: No subsidies, zh: 没有补贴}
    examples:
      - The subsidy never came, and we stopped asking.
      - A subsidy, they told us, is for others.
      - 补贴说了三年，一分没见。
      - 补贴给了别人。
    rules: [loan]
    counterexamples: [The loan is a good one.]
"""
P1 = """\
Interviewer: And the subsidy?

Dean: The subsidy is on paper. We bought the machines ourselves.
"""
P2 = """\
访谈者：补贴怎么样？

受访者：补贴在纸上。食堂倒是不错。
"""


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a study of two interviews with a codebook that holds examples in both languages, and go there."""
    for name, text in {"codebooks/book.yaml": CODEBOOK, "transcripts/P1.txt": P1, "transcripts/P2.txt": P2}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_suggest_shows_rules_with_their_quotes(examples: Path, run: Run) -> None:
    code, out, err = run("codebook", "suggest", "subsidies")
    assert (code, err) == (0, "")
    assert [line.rstrip() for line in out.split("\n")] == [
        "subsidies: No subsidies",
        "From 4 examples and 1 counterexample; 4 passages of the study as background.",
        "Its rules now miss 4 of 4 that should get the code and give it to 1 of 1 that",
        "should not.",
        "",
        "Rules (+ rightly caught, - wrongly, ? caught and not judged)",
        "  1 补贴                                                          +2    -0    ?1",
        "    + «补贴»说了三年，一分没见。  (in the codebook)",
        "    + «补贴»给了别人。  (in the codebook)",
        "    ? «补贴»在纸上。  (P2, ¶2) 受访者",
        "  2 subsidy                                                       +2    -0    ?1",
        "    + The «subsidy» never came, and we stopped asking.  (in the codebook)",
        "    + A «subsidy», they told us, is for others.  (in the codebook)",
        "    ? The «subsidy» is on paper.  (P1, ¶2) Dean",
        "",
    ]


def test_suggest_prints_json(examples: Path, run: Run) -> None:
    code, out, _ = run("codebook", "suggest", "subsidies", "--json", "--number", "1")
    found = json.loads(out)
    assert (code, found["code"], found["basis"]["examples"], found["basis"]["missed"]) == (0, "subsidies", 4, 4)
    best = found["candidates"][0]
    assert (best["number"], best["kind"], best["rule"]) == (1, "rules", "补贴")
    assert [(row["transcript"], row["quote"]) for row in best["unknown"]] == [("P2", "补贴在纸上。")]
    assert [row["transcript"] for row in best["gain"]] == [None, None]
    row = best["unknown"][0]
    assert [P2[start:end] for start, end in row["evidence"]] == ["补贴"]
    assert P2[row["start"] : row["end"]] == row["quote"]


def test_suggest_writes_what_is_picked(examples: Path, run: Run) -> None:
    code, out, _ = run("codebook", "suggest", "subsidies", "--pick", "2, 1,2")
    assert code == 0
    assert "Added to subsidies (codebooks/book.yaml)" in out
    written = CODEBOOK.replace("[loan]", "[loan, subsidy, 补贴]")
    assert (examples / "codebooks" / "book.yaml").read_text(encoding="utf-8") == written


def test_suggest_learns_from_decisions(examples: Path, run: Run) -> None:
    (examples / "decisions.csv").write_text(
        "transcript,quote,code,status\nP1,The subsidy is on paper.,subsidies,accepted\n"
        "P2,食堂倒是不错。,subsidies,rejected\nP2,没有这句话。,subsidies,accepted\n",
        encoding="utf-8",
    )
    code, out, err = run("codebook", "suggest", "subsidies", "--decisions", "decisions.csv")
    assert code == 0
    assert "1 accepted passage and 1 rejected passage" in " ".join(out.split())
    assert err == "note: 1 decision left out: not found in the transcripts with certainty\n"


def test_suggest_asks_until_the_answer_makes_sense(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("7\n2 1\n"))
    assert suggest._asked(2) == [2, 1]
    assert "7 is not the number of a proposed rule. They go from 1 to 2." in capsys.readouterr().out


def test_suggest_adds_nothing_on_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert suggest._asked(2) == []


@pytest.mark.parametrize("pick", ["9", "x", "0"])
def test_suggest_refuses_a_number_that_is_none(examples: Path, run: Run, pick: str) -> None:
    code, _, err = run("codebook", "suggest", "subsidies", "--pick", pick)
    assert (code, err.split("\n")[-2]) == (
        2,
        f"Error: {pick} is not the number of a proposed rule. They go from 1 to 2.",
    )


def test_suggest_says_what_would_help_where_nothing_is_found(study: Path, run: Run) -> None:
    code, out, _ = run("codebook", "suggest", "people")
    assert code == 0
    assert out.split("\n") == [
        "people: People",
        "From no examples and no decisions; 6 passages of the study as background.",
        "Nothing to propose. Write passages that the code misses under `examples`, or ",
        "give --decisions.",
        "",
    ]


def test_suggest_refuses_a_code_that_is_none(study: Path, run: Run) -> None:
    code, _, err = run("codebook", "suggest", "weather")
    assert (code, err) == (2, "error: no code is called weather. The codebook has money, money.late, people\n")


def test_suggest_names_what_could_not_be_read(examples: Path, run: Run) -> None:
    (examples / "transcripts" / "P3.docx").write_bytes(b"no")
    code, _, err = run("codebook", "suggest", "subsidies")
    assert code == 1
    assert "P3.docx" in err
