"""The editing commands, as a user sees them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

SHOWN = {
    ("add", "people.few", "--name", "Too few: people"): """\
Added the code people.few (codebooks/money.yaml)
18 +     codes:
19 +       few:
20 +         name: 'Too few: people'
""",
    ("add", "时间", "--under", "money", "--definition", "没有时间。"): """\
Added the code money.时间 (codebooks/money.yaml)
15 +       时间:
16 +         definition: 没有时间。
""",
    ("add-rule", "money.late", "money NEAR/3 late"): """\
Added to money.late.rules (codebooks/money.yaml)
14 -         rules: [QUESTION(money) AND december]
14 +         rules: [QUESTION(money) AND december, money NEAR/3 late]
""",
    ("add-rule", "people", "everybody", "--unless"): """\
Added to people.unless (codebooks/money.yaml)
18 +     unless:
19 +       - everybody
""",
    ("add-example", "people", "没有人管。", "--question", "谁管?"): """\
Added to people.examples (codebooks/money.yaml)
18 +     examples:
19 +       - text: 没有人管。
20 +         question: 谁管?
""",
    ("add-example", "money.late", "--from", "A1:3"): """\
Added to money.late.examples (codebooks/money.yaml)
15 +         examples:
16 +           - text: It comes in December, [laughs] if at all.
17 +             question: Is there money for machines?
""",
    ("add-example", "people", "--counter", "--from", "B1:3"): """\
Added to people.counterexamples (codebooks/money.yaml)
18 +     counterexamples:
19 +       - text: 别的都好。
20 +         question: 经费怎么样？
""",
    ("rename", "people", "人"): """\
The id of people ends with 人 now, and its decisions stay with it (codebooks/money.yaml)
15 -   people:
15 +   人:
18 +     formerly:
19 +       - people
""",
    ("move", "money.late", "people"): """\
money.late stands below people now, and its decisions stay with it (codebooks/money.yaml)
11 +   people:
12 +     name: {en: People, zh: 人}
13 +     rules: [nobody, 没有人]
15 -   people:
16 -     name: {en: People, zh: 人}
17 -     rules: [nobody, 没有人]
18 +         formerly:
19 +           - money.late
""",
    ("move", "money.late", "--top"): """\
money.late is a theme now, and its decisions stay with it (codebooks/money.yaml)
""",
    ("merge", "people", "money"): """\
people is part of money now, with its decisions (codebooks/money.yaml)
""",
    ("split", "money", "没钱", "--rule", "1"): """\
money.没钱 is a code of its own now; decisions stay with money (codebooks/money.yaml)
 9 -       - 钱 NEAR/4 (不 OR 没)
14 +       没钱:
15 +         rules:
16 +           - 钱 NEAR/4 (不 OR 没)
""",
    ("retire", "people", "--reason", "没有人说"): """\
people is retired; its decisions keep it (codebooks/money.yaml)
18 +     retired: 没有人说
""",
}


@pytest.mark.parametrize("arguments", SHOWN, ids=" ".join)
def test_edits_show_the_changed_lines(study: Path, run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("codebook", *arguments)
    assert (code, err) == (0, "")
    shown = "".join(f"{line.rstrip()}\n" for line in out.rstrip("\n").split("\n"))
    assert shown.startswith(SHOWN[arguments])
    assert run("code")[0] == 0


def test_edits_dry_run_shows_a_diff_and_writes_nothing(study: Path, run: Run) -> None:
    before = (study / "codebooks/money.yaml").read_bytes()
    code, out, err = run("codebook", "retire", "people", "--dry-run")
    assert (code, err) == (0, "Nothing was written (--dry-run).\n")
    assert (
        "".join(f"{line.rstrip()}\n" for line in out.rstrip().split("\n"))
        == """\
--- codebooks/money.yaml
+++ codebooks/money.yaml
@@ -15,4 +15,5 @@
   people:
     name: {en: People, zh: 人}
     rules: [nobody, 没有人]
+    retired: No longer used.
"""
    )
    assert (study / "codebooks/money.yaml").read_bytes() == before


def test_edits_retire_is_undone(study: Path, run: Run) -> None:
    before = (study / "codebooks/money.yaml").read_bytes()
    run("codebook", "retire", "people")
    code, out, _ = run("codebook", "retire", "people", "--undo")
    assert (code, out.split("\n")[0]) == (0, "people is in use again (codebooks/money.yaml)")
    assert (study / "codebooks/money.yaml").read_bytes() == before


def test_edits_show_the_first_of_many_lines(study: Path, run: Run) -> None:
    (study / "codebooks/money.yaml").write_text(
        "codes:\n  a:\n    rules:\n" + "".join(f"      - w{n}\n" for n in range(40)) + "  b:\n", encoding="utf-8"
    )
    _, out, _ = run("codebook", "move", "a", "b")
    assert out.rstrip().endswith("… and 57 more changed lines")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add-rule", "mony", "x"], "error: no code is called mony. Did you mean money?\n"),
        (
            ["add-rule", "money", "没有 AND AND 钱"],
            "error: AND does not stand between two words or phrases. Put one word or a quoted phrase on both sides.\n"
            "  没有 AND AND 钱\n"
            "           ^\n",
        ),
        (["move", "money"], "error: where to? Name the code to put it below, or say --top\n"),
        (["retire", "money", "--undo", "--reason", "x"], "error: --undo takes no --reason\n"),
        (["add-example", "money"], "error: which passage?"),
        (["add-example", "money", "--from", "A1:1"], "error: A1:1: this is no passage of a respondent."),
    ],
)
def test_edits_refused_change_nothing(study: Path, run: Run, arguments: list[str], message: str) -> None:
    before = (study / "codebooks/money.yaml").read_bytes()
    code, out, err = run("codebook", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)
    assert (study / "codebooks/money.yaml").read_bytes() == before


def test_edits_of_a_broken_codebook_list_its_mistakes(study: Path, run: Run) -> None:
    (study / "codebooks/money.yaml").write_text("codes:\n  a: {rulez: []}\n", encoding="utf-8")
    code, _, err = run("codebook", "add-rule", "a", "x")
    assert (code, err) == (3, "error: codebooks/money.yaml:2:7: unknown key rulez. Did you mean rules.\n")
