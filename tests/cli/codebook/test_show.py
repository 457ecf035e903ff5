"""`codebook show`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
BOOK = """\
title: {en: Money, zh: 钱}
interviewers: [Interviewer, 访谈者]
codes:
  money:
    name: {en: Too little money, zh: 钱不够}
    color: "#d95f02"
    definition: |
      There is not enough money,
      or none.
    include: Late money.
    rules: [money AND (no OR not), 钱 NEAR/4 (不 OR 没)]
    unless: [often]
    examples: [{text: No., question: Is there money?}, There is no money.]
    counterexamples: [There is money.]
    addressed_by: [{en: A special fund, zh: 设立专项资金}]
    codes:
      late:
        name: {en: Late money, zh: 钱来得晚}
        formerly: [tardy]
        rules: [QUESTION(money) AND december, come]
  people:
    retired: {en: Nobody said so., zh: 没有人说}
    rules: [nobody]
"""


def lines(out: str) -> list[str]:
    return [line.rstrip() for line in out.split("\n") if line.strip()]


@pytest.fixture(autouse=True)
def book(study: Path) -> None:
    """Put a codebook with everything in it in the study."""
    (study / "codebooks" / "money.yaml").write_text(BOOK, encoding="utf-8")


def test_show_draws_the_tree_with_what_the_codes_find(run: Run) -> None:
    code, out, err = run("codebook", "show")
    assert (code, err) == (0, "")
    assert lines(out) == [
        "Money",
        "2 codes, 4 rules in codebooks/money.yaml; coded by sentence; tried on 2",
        "transcripts",
        " Code                      Rules   Unless   Examples   Passages   Transcripts",
        " ────────────────────────────────────────────────────────────────────────────",
        " Too little money              2        1      2 / 1          3             2",
        " money",
        "   Late money                  2                              1             1",
        "   .late, formerly tardy",
        "A code's passages include those of its sub-codes.",
        "retired: people  people (Nobody said so.)",
    ]


def test_show_counts_as_code_does(run: Run) -> None:
    shown = {code["id"]: code["passages"] for code in json.loads(run("codebook", "show", "--json")[1])}
    counts = json.loads(run("summary", "--json")[1])["counts"]
    assert {row["code"]: row["passages"] for row in counts} == {id: shown[id] for id in ("money", "money.late")}


def test_show_a_code_in_full(run: Run) -> None:
    code, out, err = run("codebook", "show", "money.late", "money", "--language", "zh")
    assert (code, err) == (0, "")
    assert lines(out) == [
        "钱来得晚  money.late, formerly tardy",
        "  1 passage in 1 of 2 transcripts",
        "  rules, with their passages",
        "   [0] 1 QUESTION(money) AND december",
        "   [1] 2 come",
        "  unless of money, with the passages taken away",
        "   [0] 1 often",
        "钱不够  money",
        "  3 passages in 2 of 2 transcripts, those of its sub-codes included",
        "  definition",
        "    There is not enough money,",
        "    or none.",
        "  include",
        "    Late money.",
        "  rules, with their passages",
        "   [0] 1 money AND (no OR not)",
        "   [1] 1 钱 NEAR/4 (不 OR 没)",
        "  unless, with the passages taken away",
        "   [0] 0 often",
        "  examples",
        "    (Is there money?) No.",
        "    There is no money.",
        "  counterexamples",
        "    There is money.",
        "  addressed by",
        "    设立专项资金",
    ]


def test_show_knows_former_ids_and_retired_codes(run: Run) -> None:
    assert lines(run("codebook", "show", "tardy")[1])[0] == "Late money  money.late, formerly tardy"
    assert lines(run("codebook", "show", "people")[1]) == [
        "people  people",
        "  retired",
        "    Nobody said so.",
        "  rules, with their passages",
        "   [0] 0 nobody",
    ]


def test_show_names_the_codes_when_one_is_unknown(run: Run) -> None:
    code, _, err = run("codebook", "show", "mony")
    assert (code, err) == (2, "error: no code is called mony. The codebook has money, money.late, people\n")


def test_show_without_transcripts_shows_the_codebook_alone(study: Path, run: Run) -> None:
    (study / "transcripts").rename(study / "elsewhere")
    out = run("codebook", "show")[1]
    assert "Passages" not in out
    assert "tried on" not in out
    assert lines(run("codebook", "show", "money.late")[1])[:3] == [
        "Late money  money.late, formerly tardy",
        "  rules",
        "   [0]  QUESTION(money) AND december",
    ]
    assert "tried on 1 transcript" in " ".join(lines(run("codebook", "show", "--on", "elsewhere/B1.txt")[1]))


def test_show_json_has_every_field(run: Run) -> None:
    (late,) = json.loads(run("codebook", "show", "money.late", "--json")[1])
    assert late["rules"] == [
        {"id": "money.late.rules[0]", "text": "QUESTION(money) AND december", "passages": 1},
        {"id": "money.late.rules[1]", "text": "come", "passages": 2},
    ]
    assert (late["formerly"], late["name"]) == (["tardy"], {"en": "Late money", "zh": "钱来得晚"})
    money, _, people = json.loads(run("codebook", "show", "--json")[1])
    assert money["examples"][0]["question"] == "Is there money?"
    assert (people["retired"]["zh"], people["passages"]) == ("没有人说", 0)


def test_show_draws_colours_only_in_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "■" not in run("codebook", "show")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLORTERM", "truecolor")
    out = run("codebook", "show")[1]
    # Its own for the theme, the theme's for the sub-code.
    assert out.count("\x1b[38;2;217;95;2m■") == 2


def test_show_names_files_it_could_not_read(run: Run) -> None:
    code, _, err = run("codebook", "show", "--on", "nowhere.txt")
    assert (code, err) == (3, "error: nowhere.txt: no such file. Check the path.\n")
