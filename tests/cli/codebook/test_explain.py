"""`codebook explain`, as a user sees it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def lines(out: str) -> list[str]:
    return [line.rstrip() for line in out.rstrip().split("\n")]


def test_explain_a_code_shows_its_rules_in_figures_and_in_words(study: Path, run: Run) -> None:
    code, out, err = run("codebook", "explain", "money")
    assert (code, err) == (0, "")
    assert lines(out) == [
        "money · Too little money",
        "  Definition: There is not enough money.",
        "",
        "3 of 6 passages get it, in 2 of 2 transcripts.",
        "Sub-codes count for it: money.late 1.",
        "",
        " Rule       Passages   Only it   Taken away   As written",
        " ──────────────────────────────────────────────────────────────────────────────",
        " rules[0]          1         1            0   money AND (no OR not)",
        " rules[1]          1         1            0   钱 NEAR/4 (不 OR 没)",
        "",
        "money.rules[0]",
        "  money AND (no OR not)",
        "  The passage has the word money (any inflection) together with the word no or",
        "  not (any inflection).",
        "",
        "money.rules[1]",
        "  钱 NEAR/4 (不 OR 没)",
        "  The passage has the characters “钱”, with at most 4 characters between it and",
        "  the characters “不” or “没”, in either order.",
    ]


def test_explain_a_code_in_chinese(study: Path, run: Run) -> None:
    _, out, _ = run("codebook", "explain", "money", "--language", "zh")
    assert lines(out) == [
        "money · 钱不够",
        "  定义：There is not enough money.",
        "",
        "6 个语段中有 3 个被编入该编码，见于 2 份访谈中的 2 份。",
        "子编码计入该编码：money.late 1。",
        "",
        " 规则       语段   仅此规则   被取消   原文",
        " ──────────────────────────────────────────────────────────────────────────────",
        " rules[0]      1          1        0   money AND (no OR not)",
        " rules[1]      1          1        0   钱 NEAR/4 (不 OR 没)",
        "",
        "money.rules[0]",
        "  money AND (no OR not)",
        "  语段中同时有单词 money（含词形变化），以及单词 no 或 not（含词形变化）。",
        "",
        "money.rules[1]",
        "  钱 NEAR/4 (不 OR 没)",
        "  语段中有“钱”，与“不”或“没”之间最多隔 4 个字，先后不限。",
    ]


def test_explain_a_code_of_many_rules_shows_them_in_words_on_request(study: Path, run: Run) -> None:
    rules = [f"word{number}" for number in range(7)]
    (study / "codebooks" / "money.yaml").write_text(json.dumps({"codes": {"a": {"rules": rules}}}))
    short, full = run("codebook", "explain", "a")[1], run("codebook", "explain", "a", "--verbose")[1]
    assert lines(short)[-2:] == [
        "In words, with quotes: codebook explain 'a.rules[0]'; --verbose puts every rule",
        "in words.",
    ]
    assert ("The passage has the word word6" in short, "The passage has the word word6" in full) == (False, True)


def test_explain_a_rule_shows_what_it_hits_and_the_words_it_covers(study: Path, run: Run) -> None:
    code, out, err = run("codebook", "explain", "money.late.rules[0]")
    assert (code, err) == (0, "")
    assert lines(out) == [
        "money.late.rules[0], of Late money",
        "  QUESTION(money) AND december",
        "  The question before it has the word money (any inflection); and the passage",
        "  has the word december (any inflection).",
        "",
        "Holds in 1 passage, in 1 transcript; by no other rule of money.late in 1;",
        "`unless` takes 0 away.",
        "",
        "    asked: Is there «money» for machines?",
        "  It comes in «December», [laughs] if at all.",
        "    (A1, ¶2) Dean · A1:3",
        "",
        "Words it covers here",
        "  money     money 2",
        "  december  december 1",
    ]


def test_explain_an_unless_and_what_it_takes_away(study: Path, run: Run) -> None:
    (study / "codebooks" / "money.yaml").write_text("codes: {a: {rules: [often, money], unless: [come, no]}}\n")
    out = run("codebook", "explain", "a")[1]
    assert "`unless` takes it away from 2 more." in out
    out = run("codebook", "explain", "a.unless[0]")[1]
    told = "Holds in 2 passages, in 1 transcript; takes a away from 1, from 1 by no other `unless`."
    assert told in " ".join(lines(out))


def test_explain_lists_what_the_segmenter_refused(study: Path, run: Run) -> None:
    text = "访谈者：有吗？\n\n受访者：行政策略很多。政策没有。\n"
    (study / "transcripts" / "B1.txt").write_text(text, encoding="utf-8")
    assert lines(run("codebook", "explain", "政策")[1])[-5:] == [
        "Words it covers here",
        "  政策  政策 1",
        "",
        "Not taken, as they would cut a word in two",
        "  政策 in 行政|策略: 1 time, first in B1 ¶2; write =政策 to have them",
    ]
    assert lines(run("codebook", "explain", "政策", "--language", "zh")[1])[-2:] == [
        "因会切断词语而未计入",
        "  行政|策略 中的 政策：1 次，首见于 B1 第2段；写作 =政策 即可计入",
    ]


def test_explain_a_text_says_step_by_step_why_it_gets_no_code(study: Path, run: Run) -> None:
    code, out, err = run("codebook", "explain", "money", "--on", "Only in January.", "--question", "And the money?")
    assert (code, err) == (0, "")
    assert lines(out) == [
        "    asked: And the «money»?",
        "  Only in January.",
        "",
        "money: no",
        "  no rule holds; nearest is money.late.rules[0]: it found “money”, but no",
        "  “december”",
        "",
        "Step by step",
        "  ✗ money.late.rules[0]  QUESTION(money) AND december",
        "      ✓ in the question “And the money?”",
        "        ✓ “money”: “money”",
        "      ✗ no “december”",
        "  2 more rules without a match here; one of them in detail: codebook explain",
        "  'money.rules[0]' --on ...",
    ]


def test_explain_a_passage_of_the_study_in_chinese(study: Path, run: Run) -> None:
    _, out, _ = run("codebook", "explain", "money", "--on", "B1:2", "--language", "zh")
    assert lines(out) == [
        "    提问：经费怎么样？",
        "  «钱»一直«不»够，年年都是这样。",
        "",
        "money：是",
        "  money.rules[1] 成立（“钱”、“不”）",
        "",
        "逐步说明",
        "  ✓ money.rules[1]  钱 NEAR/4 (不 OR 没)",
        "      ✓ “钱”、“不”：相隔 2 个字（最多 4 个字）",
        "  其余 2 条规则不成立；查看其中一条的细节：codebook explain 'money.rules[0]'",
        "  --on ...",
    ]


def test_explain_one_rule_on_a_text(study: Path, run: Run) -> None:
    _, out, _ = run("codebook", "explain", "money.rules[1]", "--on", "钱嘛，说来说去还是不够。")
    assert lines(out) == [
        "money.rules[1], of Too little money",
        "  «钱»嘛，说来说去还是«不»够。",
        "",
        "money.rules[1] does not hold: “钱” and “不” stand 7 characters apart (at most 4",
        "characters)",
        "money: no",
        "  no rule holds; nearest is money.rules[1]: it found “钱”, “不”, but “钱” and",
        "  “不” stand 7 characters apart (at most 4 characters)",
        "",
        "Step by step",
        "  ✗ money.rules[1]  钱 NEAR/4 (不 OR 没)",
        "      ✗ “钱” and “不” stand 7 characters apart (at most 4 characters)",
    ]


def test_explain_shows_the_parts_of_a_rule_below_its_text_once(study: Path, run: Run) -> None:
    rule = "(often   NEAR/2 come)   AND never"
    assert lines(run("codebook", "explain", rule, "--on", "They come often.")[1])[-4:] == [
        "Step by step",
        f"  ✗ {rule}",
        "      ✓ “come”, “often”: 0 words between (at most 2 words)",
        "      ✗ no “never”",
    ]


def test_explain_a_rule_that_is_not_in_the_codebook(study: Path, run: Run) -> None:
    assert lines(run("codebook", "explain", "mony")[1])[:3] == [
        "This rule is not in the codebook.",
        "Did you mean money?",
        "  mony",
    ]
    out = run("codebook", "explain", "money NEAR/1 often", "--on", "Money often.")[1]
    assert lines(out)[:4] == ["This rule is not in the codebook.", "  «Money» «often».", "", "this rule holds"]


def test_explain_without_a_study_has_only_the_words(study: Path, run: Run) -> None:
    shutil.rmtree(study / "transcripts")
    code, out, _ = run("codebook", "explain", "people")
    assert (code, "No transcripts here: only what the rules say." in out) == (0, True)
    assert lines(run("codebook", "explain", "people.rules[1]")[1]) == [
        "people.rules[1], of People",
        "  没有人",
        "  The passage has the characters “没有人”.",
        "",
        "No transcripts here: only what the rules say.",
    ]


def test_explain_takes_a_file_before_a_text(study: Path, run: Run) -> None:
    _, out, _ = run("codebook", "explain", "money", "--on", "transcripts/A1.txt")
    assert "2 of 3 passages get it, in 1 of 1 transcript." in out
    (study / "money").write_text("No money.\n")
    code, _, err = run("codebook", "explain", "money", "--on", "money")
    assert (code, err.startswith("error: money: ")) == (3, True)


def test_explain_json_of_a_code_a_rule_and_a_passage(study: Path, run: Run) -> None:
    code, rule, passage = (
        json.loads(run("codebook", "explain", *arguments, "--json")[1])
        for arguments in (["money"], ["money.rules[1]"], ["money", "--on", "B1:2"])
    )
    assert (code["passages"], code["given"], code["refused"], code["sub_codes"]) == (6, 3, 0, {"money.late": 1})
    assert [(each["id"], each["passages"], each["alone"]) for each in code["rules"]] == [
        ("money.rules[0]", 1, 1),
        ("money.rules[1]", 1, 1),
    ]
    assert [hit["quote"] for hit in rule["hits"]] == ["钱一直不够，年年都是这样。"]
    assert rule["terms"][0] == {"term": "钱", "forms": {"钱": 1}, "silent": [], "vetoed": []}
    assert (passage["given"], passage["why"]) == (True, "money.rules[1] holds (“钱”, “不”)")
    assert passage["steps"][0]["rule"] == "money.rules[1]"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["money.rules[7]"], 2, "error: there is no money.rules[7]. The codebook has money.rules[0], money.rules[1]\n"),
        (["money", "--on", "A1:1"], 2, "error: A1 has no passage 1 by a respondent"),
        (["money", "--on", "nowhere.docx"], 2, "error: nowhere.docx: no such file. Check the path\n"),
        (["money", "--question", "Why?"], 2, "error: --question goes with a text typed in after --on\n"),
        (["(money OR"], 2, "error: a parenthesis is not closed. Add ).\n"),
    ],
)
def test_explain_says_what_it_cannot_do(study: Path, run: Run, arguments: list[str], code: int, message: str) -> None:
    ended, out, err = run("codebook", "explain", *arguments)
    assert (ended, out, err[: len(message)]) == (code, "", message)


@pytest.mark.parametrize("place", ["P77:1", "A1 ¶2", "(A1, ¶4)", "A1:¶2", ""])
def test_explain_does_not_take_a_place_for_a_text(study: Path, run: Run, place: str) -> None:
    code, out, err = run("codebook", "explain", "money", "--on", place)
    assert (code, out) == (2, "")
    assert "no such passage. Write TRANSCRIPT:PASSAGE, for example P07:12, or a whole sentence" in err
