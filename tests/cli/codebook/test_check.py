"""`codebook check`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interview_coder.cli import options
from interview_coder.cli.codebook import check
from interview_coder.material import Material

Run = Callable[..., tuple[int, str, str]]

SOUND = """\
languages: [en]
codes:
  money:
    definition: There is not enough money.
    rules: [money NEAR/3 no]
    examples: [There is no money.]
"""


def test_check_says_that_all_is_well(study: Path, run: Run) -> None:
    (study / "codebooks/money.yaml").write_text(SOUND, encoding="utf-8")
    assert run("codebook", "check") == (
        0,
        "codebooks/money.yaml: no mistakes; 1 code, 1 rule, 1 example; 0 findings\n"
        "Tried on 6 sentences by respondents in 2 transcripts\n",
        "",
    )


def test_check_groups_what_is_doubtful(study: Path, run: Run) -> None:
    (study / "codebooks/money.yaml").write_text(
        SOUND + "  人:\n    rules: [没有人，没人, pie, cake]\n", encoding="utf-8"
    )
    code, out, err = run("codebook", "check")
    assert (code, err) == (1, "")
    assert out.split("\n") == [
        "Marks that are taken for text",
        "  codebooks/money.yaml:8:13: full-width ， is looked for as written in",
        "    没有人，没人.",
        "  → Write OR, or begin another list entry; quote it if it is meant:",
        '    "没有人，没人".',
        "",
        "Codes without a definition",
        "  codebooks/money.yaml:7:3: 人 has no definition.",
        "  → Write in one sentence what a passage must say to get this code.",
        "",
        "Rules that hit nothing in this study",
        "  codebooks/money.yaml:8:13: 3 of 3 rules of 人 without a hit: line 8.",
        "  → `codebook explain` shows what they lack; keep those that an example or",
        "    another study needs.",
        "",
        "codebooks/money.yaml: no mistakes; 2 codes, 4 rules, 1 example; 3 findings",
        "Tried on 6 sentences by respondents in 2 transcripts",
        "",
    ]


def test_check_points_at_mistakes(study: Path, run: Run) -> None:
    rule = "经费 OR " * 20 + "AND 不够 " + "OR 很多 " * 20
    text = f'codes:\n  a:\n    rules:\n      - {rule}\n      - "\\bfund"\n      - (钱 OR 经费\n    color: red\u200b\n'
    Path("bad.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run("codebook", "check", "bad.yaml")
    assert code == 3
    assert out.split("\n") == [
        "bad.yaml:4:129: AND does not stand between two words or phrases."
        " Put one word or a quoted phrase on both sides.",
        "  …OR 经费 OR 经费 OR 经费 OR 经费 OR 经费 OR 经费 OR AND 不够 OR 很多 OR 很多 …",
        "                                                      ^",
        "",
        "bad.yaml:5:9: control character U+0008 in the text. Use single quotes, where \\ is an ordinary character.",
        '        - "\\bfund"',
        "          ^",
        "",
        "bad.yaml:6:17: a parenthesis is not closed. Add ).",
        "        - (钱 OR 经费",
        "                     ^",
        "",
        'bad.yaml:7:12: color is no colour. Write it as "#d95f02", in quotes.',
        "      color: red<U+200B>",
        "             ^",
        "",
        "4 errors, 0 findings in bad.yaml",
        "",
    ]


def test_check_takes_several_files_and_ends_with_the_worst(study: Path, run: Run) -> None:
    Path("good.yaml").write_text(SOUND, encoding="utf-8")
    Path("bad.yaml").write_text("codes: x\n", encoding="utf-8")
    code, out, _ = run("codebook", "check", "good.yaml", "bad.yaml", "--codebook", "codebooks/money.yaml")
    assert code == 3
    assert [line.split(":")[0] for line in out.split("\n") if "no mistakes" in line] == [
        "good.yaml",
        "codebooks/money.yaml",
    ]
    assert "1 error, 0 findings in bad.yaml\n" in out


def test_check_prints_json(study: Path, run: Run) -> None:
    Path("bad.yaml").write_text("codes:\n  a:\n    rules: [x AND, 经费 不足]\n", encoding="utf-8")
    code, out, _ = run("codebook", "check", "bad.yaml", "--json")
    assert code == 3
    assert json.loads(out) == [
        {
            "file": "bad.yaml",
            "line": 3,
            "column": 18,
            "kind": "error",
            "what": "the rule ends where a word was expected",
            "fix": "Add a word or remove the operator",
            "code": "",
            "rule": "",
            "rules": [],
        },
        {
            "file": "bad.yaml",
            "line": 3,
            "column": 20,
            "kind": "space-in-chinese",
            "what": "经费 不足 is looked for as one word, without the space",
            "fix": "Write AND, OR or NEAR/5 between, or leave the space out",
            "code": "a",
            "rule": "a.rules[1]",
            "rules": ["a.rules[1]"],
        },
    ]


def test_check_needs_no_study(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.yaml").write_text(SOUND, encoding="utf-8")
    code, out, err = run("codebook", "check", "c.yaml")
    assert (code, err) == (0, "")
    assert out.endswith("Not tried: no transcripts/ here, and none named with --on\n")


def test_check_tries_the_rules_on_the_transcripts_named(study: Path, run: Run) -> None:
    _, out, err = run("codebook", "check", "--on", "transcripts/B1.txt", "--on", "missing.txt")
    assert out.endswith("Tried on 3 sentences by respondents in 1 transcript\n")
    assert err == "error: missing.txt: no such file. Check the path.\n"


def test_check_shows_so_many_findings_of_a_kind_and_says_how_many_are_left(study: Path, run: Run) -> None:
    Path("c.yaml").write_text("codes:\n" + "".join(f"  c{number}:\n" for number in range(23)), encoding="utf-8")
    _, out, _ = run("codebook", "check", "c.yaml")
    assert "Codes without a definition (23)\n" in out
    assert "  c.yaml:21:3: c19 has no definition.\n  … and 3 more; --json lists them all\n  → Write" in out


def test_check_watches(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = study / "codebooks/money.yaml"
    saved: Iterator[str | None] = iter([SOUND, None, "", "codes: [", "codes: [", SOUND])
    readings: list[object] = []

    def pause() -> None:
        """Save what comes next, None by removing the file; interrupt after the last."""
        try:
            text = next(saved)
        except StopIteration:
            raise KeyboardInterrupt from None
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")

    def study_material(*args: Any, **reading: Any) -> Material:
        readings.append(args)
        return options.study_material(*args, **reading)

    monkeypatch.setattr(check, "pause", pause)
    monkeypatch.setattr(check, "study_material", study_material)
    path.write_text(SOUND, encoding="utf-8")
    code, out, err = run("codebook", "check", "--watch")
    assert code == 130
    shown = [line for line in out.split("\n") if line.startswith(("─", "codebooks/", "1 error"))]
    assert [line.strip("─ ") for line in shown] == [
        "codebooks/money.yaml: no mistakes; 1 code, 1 rule, 1 example; 0 findings",
        "2",
        "codebooks/money.yaml:1:9: the file ends where more was expected. Close the bracket that is open.",
        "1 error, 0 findings in codebooks/money.yaml",
        "3",
        "codebooks/money.yaml: no mistakes; 1 code, 1 rule, 1 example; 0 findings",
    ]
    assert err == "watching codebooks/money.yaml; Ctrl-C ends\n" * 3 + "interrupted\n"
    assert len(readings) == 1


def test_check_refuses_to_watch_in_json(study: Path, run: Run) -> None:
    assert run("codebook", "check", "--watch", "--json")[0] == 2


def test_check_ends_with_3_where_no_transcript_named_can_be_read(study: Path, run: Run) -> None:
    code, out, err = run("codebook", "check", "--on", "nothere")
    assert (code, err) == (3, "error: nothere: no such file. Check the path.\n")
    assert out.split("\n")[-2] == "Not tried: no transcript could be read"
