"""`code`, as a user sees it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import interview_coder.study
from interview_coder.coding import Decision, Verdict
from interview_coder.store import open_store

ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED
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


AT = "2026-11-24T00:00:00+00:00"


def decide(study: Path, id: str, *made: tuple[str, str, Verdict], coder: str = "Ann") -> None:
    with open_store(study) as store:
        text = store.transcript(id).text
        spans = [(text.index(quote), text.index(quote) + len(quote)) for quote, _, _ in made]
        decisions = [
            Decision(id, start, end, "", code, verdict)
            for (start, end), (_, code, verdict) in zip(spans, made, strict=True)
        ]
        store.decide(decisions, coder=coder, at=AT)


def codings(run: Run, *options: str, verb: str = "code") -> list[tuple[str, str, str, str]]:
    listed = json.loads(run(verb, "--json", *options)[1])["codings"]
    return [(each["quote"], each["code"], each["status"], each.get("coder", "")) for each in listed]


def rows(study: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(study / "study.db")) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("options", [[], ["--json"], ["--unit", "turn"]])
def test_code_keeps_its_results_once(study: Path, run: Run, options: list[str]) -> None:
    first, kept = run("code", *options), rows(study)
    assert (run("code", *options), rows(study)) == (first, kept)
    assert len(kept["versions"]) == 2
    assert kept["suggestions"]


def test_code_reads_no_transcript_where_nothing_changed(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("code")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the transcripts were read again")

    with monkeypatch.context() as patched:
        patched.setattr(interview_coder.study, "read_corpus", refuse)
        assert run("code") == first
        assert run("summary")[0] == 0
        assert "in refuse" in run("summary", "--include-interviewer")[2]


def test_code_shows_what_coders_decided(study: Path, run: Run) -> None:
    run("code")
    decide(study, "A1", ("There is no money.", "money", ACCEPTED), ("They come often.", "people", ACCEPTED))
    decide(study, "B1", ("钱一直不够，年年都是这样。", "money", REJECTED))
    expected = [
        ("There is no money.", "money", "accepted", "Ann"),
        ("It comes in December, [laughs] if at all.", "money.late", "suggested", ""),
        ("They come often.", "people", "accepted", "Ann"),
        ("钱一直不够，年年都是这样。", "money", "rejected", "Ann"),
    ]
    assert codings(run) == expected
    (study / "transcripts" / "C1.txt").write_text("Dean: Nothing.\n")
    assert codings(run) == expected


def test_code_exports_and_counts_with_the_decisions(study: Path, run: Run) -> None:
    run("code")
    decide(study, "A1", ("There is no money.", "money", ACCEPTED))
    decide(study, "A1", ("There is no money.", "money", REJECTED), coder="王")
    assert run("export", "codings.json")[0] == 0
    exported = json.loads((study / "codings.json").read_text(encoding="utf-8"))
    assert exported["codings"][0]["disputed"]
    assert [(each["coder"], each["status"]) for each in exported["decisions"]] == [
        ("Ann", "accepted"),
        ("王", "rejected"),
    ]
    decide(study, "A1", ("There is no money.", "money", ACCEPTED), coder="王")
    assert run("export", "codings.json")[0] == 2
    assert "disputed" not in run("export", "new.json")[1]


def test_code_never_proposes_again_what_was_rejected(study: Path, run: Run) -> None:
    """Neither when it runs again, nor by another rule, nor under another name of the code."""
    run("code")
    decide(study, "A1", ("There is no money.", "money", REJECTED))
    book = study / "codebooks" / "money.yaml"
    text = book.read_text(encoding="utf-8")
    book.write_text(text.replace("- money AND (no OR not)", '- "no money"'), encoding="utf-8")
    assert codings(run)[0] == ("There is no money.", "money", "rejected", "Ann")
    book.write_text(text.replace("  money:\n", "  cash:\n    formerly: [money]\n"), encoding="utf-8")
    assert codings(run)[0] == ("There is no money.", "cash", "rejected", "Ann")


def test_code_says_what_became_of_decisions_on_a_changed_transcript(study: Path, run: Run) -> None:
    run("code")
    decide(
        study,
        "A1",
        ("There is no money.", "money", ACCEPTED),
        ("They come often.", "people", REJECTED),
        ("Is there money for machines?", "money", ACCEPTED),
    )
    file = study / "transcripts" / "A1.txt"
    file.write_text(file.read_text().replace("They come often.", "They come.").replace("There is", "Yes. There is"))
    code, out, err = run("code")
    assert (code, err) == (0, "")
    assert out.endswith(
        "A1 changed since the last run. Decisions and memos on it: 1 where they were, 1 \n"
        "moved with their words, 1 orphaned, as their words are gone or not certain.\n"
        "  orphaned: A1, ¶4, people (Ann)\n"
    )
    assert "changed since" not in run("code")[1]
    assert [each[2:] for each in codings(run) if each[0] == "There is no money."] == [("accepted", "Ann")]


def test_code_tells_it_on_stderr_beside_json_and_without_what_was_said(study: Path, run: Run) -> None:
    run("code")
    decide(study, "B1", ("没有了。", "people", ACCEPTED))
    file = study / "transcripts" / "B1.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("没有了。", "有。"), encoding="utf-8")
    _, out, err = run("code", "--json")
    json.loads(out)
    assert "orphaned: B1, ¶4, people (Ann)" in err
    assert "没有了" not in err


def test_code_a_transcript_that_nobody_decided_on_may_change(study: Path, run: Run) -> None:
    run("code")
    (study / "transcripts" / "A1.txt").write_text("Dean: There is no money at all.\n")
    assert "A1 changed since the last run. Decisions and memos on it: none." in joined(run("code")[1])


def test_code_keeps_a_transcript_whose_file_is_gone(study: Path, run: Run) -> None:
    run("code")
    decide(study, "B1", ("没有了。", "people", ACCEPTED))
    (study / "transcripts" / "B1.txt").unlink()
    for _ in range(2):
        assert (
            "B1: the file transcripts/B1.txt is not there any more. The study keeps its text and 1 decision."
            in joined(run("code")[1])
        )
    assert "not there any more" not in run("code", "transcripts/A1.txt", "--dry-run")[1]
    with open_store(study) as store:
        assert store.transcript("B1").text


def test_code_of_one_transcript_does_not_miss_the_others(study: Path, run: Run) -> None:
    run("code")
    assert "not there any more" not in run("code", "transcripts/A1.txt")[1]


def test_code_dry_run_keeps_nothing(study: Path, run: Run) -> None:
    run("code")
    kept = rows(study)
    (study / "transcripts" / "A1.txt").write_text("Dean: There is no money at all.\n")
    run("code", "--dry-run")
    assert rows(study) == kept


def test_code_that_is_not_kept_is_right_all_the_same(study: Path, run: Run) -> None:
    """Somebody looks at a transcript that changed before it is coded again: the decisions follow their words."""
    run("code")
    decide(study, "A1", ("There is no money.", "money", ACCEPTED))
    file = study / "transcripts" / "A1.txt"
    file.write_text("Date: today\n\n" + file.read_text())
    assert codings(run, "--dry-run")[0] == ("There is no money.", "money", "accepted", "Ann")


def test_code_says_where_to_start_without_rules(study: Path, run: Run) -> None:
    (study / "codebooks/money.yaml").write_text("codes: {money: {definition: Too little.}}\n", encoding="utf-8")
    out = " ".join(run("code")[1].split())
    assert "no code has a rule, so nothing is suggested: code by hand with `review`, or `import` a coding" in out
    assert "transcript without any coding" not in out
    assert "编码手册没有规则" in run("code", "--language", "zh")[1]
