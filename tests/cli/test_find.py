"""`find`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


def test_find_shows_each_hit_in_its_context(study: Path, run: Run) -> None:
    code, out, err = run("find", "money")
    assert (code, err) == (0, "")
    assert out.split("\n") == [
        "A1 ¶1 Interviewer                 Is there «money» for machines?",
        "A1 ¶2 Dean                     There is no «money». It comes in December, [laug…",
        "2 hits in 1 transcript",
        "",
    ]


def test_find_works_in_chinese(study: Path, run: Run) -> None:
    _, out, _ = run("find", "錢 NEAR/4 不够")
    assert out.split("\n")[0].split() == ["B1", "¶2", "受访者", "«钱»一直«不够»，年年都是这样。别的都好。"]


def test_find_leaves_interviewers_out_on_request(study: Path, run: Run) -> None:
    lines = json.loads(run("find", "money", "--respondents", "--json")[1])
    assert [(line["transcript"], line["speaker"], line["turn"], line["hit"]) for line in lines] == [
        ("A1", "Dean", 2, "money")
    ]


def test_find_takes_lists_from_the_codebook(study: Path, run: Run) -> None:
    (study / "codebooks" / "money.yaml").write_text("lists: {cash: [money, December]}\ncodes: {a: {}}\n")
    assert [line["hit"] for line in json.loads(run("find", "$cash", "--json")[1])] == ["money", "money", "December"]


def test_find_shows_where_a_query_goes_wrong(study: Path, run: Run) -> None:
    code, out, err = run("find", "(money OR budget NEAR/5 no")
    assert (code, out) == (2, "")
    assert err == (
        "error: a parenthesis is not closed. Add ).\n  (money OR budget NEAR/5 no\n                            ^\n"
    )


def test_find_ends_with_0_when_nothing_is_found(study: Path, run: Run) -> None:
    assert run("find", "xylophone") == (0, "0 hits in 0 transcripts\n", "")


def test_find_resolves_the_id_of_a_coding(study: Path, run: Run) -> None:
    code, out, err = run("find", "--id", "A1:3:money.late")
    assert (code, err) == (0, "")
    assert [line.rstrip() for line in out.split("\n") if line.strip()] == [
        "    asked: Is there money for machines?",
        "    There is no money.",
        "  It comes in «December», [laughs] if at all.",
        "    (A1, ¶2) Dean · A1:3:money.late · money.late.rules[0] · only suggested",
        "  transcripts/A1.txt, turn 2, passage 3, characters 68 to 109",
        "  code: Late money (money.late)",
        "  rule: money.late.rules[0]: QUESTION(money) AND december",
        "    The question before it has the word money (any inflection); and the passage",
        "    has the word december (any inflection).",
        "  no coder has decided about it",
    ]


def test_find_resolves_an_id_in_chinese_and_as_json(study: Path, run: Run) -> None:
    assert "规则：money.rules[1]：钱 NEAR/4 (不 OR 没)" in run("find", "--id", "B1:2", "--language", "zh")[1]
    (found,) = json.loads(run("find", "--id", "B1:2:money", "transcripts", "--json")[1])
    assert (found["id"], found["file"], found["decisions"]) == ("B1:2:money", "transcripts/B1.txt", [])
    assert (found["rule_text"], found["turn"], found["status"]) == ("钱 NEAR/4 (不 OR 没)", 2, "suggested")


def test_find_names_near_ids(study: Path, run: Run) -> None:
    code, _, err = run("find", "--id", "A1:4:money.late")
    assert code == 2
    assert err.startswith("error: no coding is called A1:4:money.late. Near it are A1:3:money.late")


def test_find_wants_a_query_or_an_id(study: Path, run: Run) -> None:
    assert run("find")[::2] == (
        2,
        "error: what shall be found? Write a QUERY, or the ID of a coding after --id\n",
    )


def test_find_takes_the_id_of_a_transcript_for_its_path(study: Path, run: Run) -> None:
    """B1 lies in transcripts/; of C1, elsewhere, the study knows since it was coded."""
    (study / "C1.txt").write_text("受访者：钱还是没有。\n", encoding="utf-8")
    assert run("find", "钱", "C1")[0] == 3
    assert run("code", "transcripts", "C1.txt")[0] == 0
    found = [[line["transcript"] for line in json.loads(run("find", "钱", id, "--json")[1])] for id in ("B1", "C1")]
    assert found == [["B1"], ["C1"]]
    (study / "C1.txt").unlink()
    code, _, err = run("find", "钱", "C1")
    assert (code, err) == (3, "error: C1: no such file. Check the path.\n")


def test_find_takes_a_path_before_an_id(study: Path, run: Run) -> None:
    (study / "B1").mkdir()
    (study / "B1" / "other.txt").write_text("受访者：钱还是没有。\n", encoding="utf-8")
    assert [line["transcript"] for line in json.loads(run("find", "钱", "B1", "--json")[1])] == ["other"]
