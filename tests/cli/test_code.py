"""`code`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def test_code_shows_counts_quotes_and_what_was_left_out(study: Path, run: Run) -> None:
    code, out, err = run("code")
    assert (code, err) == (0, "")
    assert [line.rstrip() for line in out.split("\n") if line.strip()] == [
        "Money",
        "2 transcripts, 33 words by respondents in 6 sentences; 3 codes, 5 rules in",
        "codebooks/money.yaml",
        "3 codings, suggested by rules, not reviewed; 3 of 6 sentences coded",
        "                                     Share  Share",
        " Theme             Passages   Cases     en     zh",
        " ────────────────────────────────────────────────",
        " Too little money         3  2 of 2  80.0%  61.1%",
        "   Late money             1  1 of 1  53.3%      –",
        " People                   0  0 of 2   0.0%   0.0%",
        "Share: of all words by respondents, in each language apart (words and Chinese",
        "characters are not of one size). A theme includes its sub-codes.",
        "Fewer transcripts than 2: a code is looked for only where it has a rule in the",
        "transcript's language.",
        "Too little money",
        "  It comes in «December», [laughs] if at all.",
        "    asked: Is there money for machines?",
        "    (A1, ¶2) Dean · A1:3:money.late · money.late.rules[0] · only suggested",
        "  «钱»一直«不»够，年年都是这样。",
        "    (B1, ¶2) 受访者 · B1:2:money · money.rules[1] · only suggested",
        "Chosen as typical of their theme and unlike each other; no random sample.",
        "Left out, and worth a look",
        "  3 of 6 sentences by respondents carry no code",
        "  4 interviewer turns, read as context only; taken as interviewer: Interviewer,",
        "  访谈者",
        "  theme without any coding: people",
    ]


def test_code_json_is_the_interchange(study: Path, run: Run) -> None:
    code, out, err = run("code", "--json", "--dry-run")
    result = json.loads(out)
    assert (code, err) == (0, "")
    assert [(t["id"], t["language"], t["attributes"]) for t in result["transcripts"]] == [
        ("A1", "en", {"region": "Sichuan"}),
        ("B1", "zh", {"region": "Jiangsu"}),
    ]
    assert [(c["transcript"], c["quote"], c["code"], c["rule"], c["status"]) for c in result["codings"]] == [
        ("A1", "There is no money.", "money", "money.rules[0]", "suggested"),
        ("A1", "It comes in December, [laughs] if at all.", "money.late", "money.late.rules[0]", "suggested"),
        ("B1", "钱一直不够，年年都是这样。", "money", "money.rules[1]", "suggested"),
    ]
    for coding in result["codings"]:
        text = (study / f"transcripts/{coding['transcript']}.txt").read_text(encoding="utf-8")
        assert text[coding["start"] : coding["end"]] == coding["quote"]


def test_code_prints_the_same_bytes_each_time(study: Path, run: Run) -> None:
    assert run("code", "--json") == run("code", "--json")


def test_code_names_a_bad_file_and_goes_on(study: Path, run: Run) -> None:
    (study / "transcripts" / "C1.txt").write_bytes(b"")
    code, out, err = run("code", "--json")
    assert code == 1
    assert err.startswith("error: transcripts/C1.txt: the file is empty")
    assert len(json.loads(out)["transcripts"]) == 2


def test_code_ends_with_3_when_nothing_could_be_read(study: Path, run: Run) -> None:
    code, _, err = run("code", "nowhere.txt", "--json")
    assert code == 3
    assert "nowhere.txt: no such file" in err


def test_code_reports_every_mistake_of_a_codebook(study: Path, run: Run) -> None:
    (study / "codebooks" / "money.yaml").write_text("codes:\n  a:\n    rules:\n      - x AND\n    colour: red\n")
    code, out, err = run("code")
    assert (code, out) == (3, "")
    assert err == (
        "error: codebooks/money.yaml:4:14: the rule ends where a word was expected. "
        "Add a word or remove the operator.\n"
        "error: codebooks/money.yaml:5:5: unknown key colour. Did you mean color.\n"
    )


def test_code_asks_which_codebook(study: Path, run: Run) -> None:
    (study / "codebooks" / "other.yaml").write_text("codes: {a: {}}\n")
    code, _, err = run("code")
    assert code == 2
    assert "codebooks/money.yaml, codebooks/other.yaml" in err
    assert "--codebook" in err


def test_code_codes_the_interviewer_only_when_asked(study: Path, run: Run) -> None:
    (study / "codebooks" / "money.yaml").write_text("codes: {money: {rules: [money]}}\n")
    speakers = [
        {coding["speaker"] for coding in json.loads(run("code", "--json", *options)[1])["codings"]}
        for options in ([], ["--include-interviewer"])
    ]
    assert speakers == [{"Dean"}, {"Dean", "Interviewer"}]


@pytest.mark.parametrize("unit", ["paragraph", "turn"])
def test_code_takes_another_unit(study: Path, run: Run, unit: str) -> None:
    codings = json.loads(run("code", "transcripts/A1.txt", "--unit", unit, "--json")[1])["codings"]
    assert codings[0]["quote"] == "There is no money. It comes in December, [laughs] if at all."


def test_code_shows_control_characters_instead_of_sending_them(study: Path, run: Run) -> None:
    (study / "transcripts" / "A1.txt").write_text("Q: money?\n\nA: no money \x1b[2J\u202e[red]:smile:[/] left.\n")
    _, out, _ = run("code", "transcripts/A1.txt")
    assert "␛[2J<U+202E>[red]:smile:[/]" in out
    assert "\x1b" not in out


def test_code_says_which_theme_was_not_looked_for_in_which_language(study: Path, run: Run) -> None:
    (study / "codebooks" / "money.yaml").write_text("codes: {money: {rules: [money]}}\n")
    assert "money has no rule in the language of B1 (zh): not looked for there" in run("code")[1].replace("\n  ", " ")


def test_code_reads_no_pattern_match_that_is_no_transcript(study: Path, run: Run) -> None:
    (study / "transcripts" / "README.md").write_text("Q: What is this?\n\nA: Not an interview.\n")
    assert [t["id"] for t in json.loads(run("code", "transcripts/*", "--json")[1])["transcripts"]] == ["A1", "B1"]


def test_code_prints_only_the_errors_when_nothing_was_read(study: Path, run: Run) -> None:
    assert run("code", "nowhere") == (3, "", "error: nowhere: no such file. Check the path.\n")


def test_code_hides_control_characters_of_a_codebook(study: Path, run: Run) -> None:
    (study / "codebooks" / "money.yaml").write_text('codes: {a: {}}\n"\\e[31mRED\\u202E": x\n')
    code, _, err = run("code")
    assert code == 3
    assert "\x1b" not in err
    assert "\u202e" not in err
