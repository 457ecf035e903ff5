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
