"""`codebook diff`, as a user sees it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
BOOK = Path("codebooks/money.yaml")


def edit(old: str, new: str) -> None:
    text = BOOK.read_text(encoding="utf-8")
    assert old in text
    BOOK.write_text(text.replace(old, new), encoding="utf-8")


def lines(out: str) -> list[str]:
    return [line.rstrip() for line in out.split("\n") if line.strip()]


@pytest.fixture
def old(study: Path) -> Path:
    """Copy the codebook, then change it in the study; the copy is the old version."""
    (study / "old.yaml").write_bytes(BOOK.read_bytes())
    edit("      - 钱 NEAR/4 (不 OR 没)", "      - 钱 NEAR/4 没\n      - often")
    edit("  people:\n    name: {en: People, zh: 人}", "  helpers:\n    name: {en: Helpers, zh: 人}")
    edit("    rules: [nobody, 没有人]", "    rules: [nobody, 没有人, 一直不够]")
    edit("      late:\n", "      tardy:\n        formerly: [money.late]\n")
    return study


def test_diff_shows_what_changed_and_what_that_does(old: Path, run: Run) -> None:
    code, out, err = run("codebook", "diff", "old.yaml")
    assert (code, err) == (0, "")
    assert lines(out) == [
        "- old.yaml",
        "+ codebooks/money.yaml",
        "~ money  Too little money",
        "  ~ rule 钱 NEAR/4 «(不 OR» 没«)»",
        "         → 钱 NEAR/4 没",
        "  + rule often",
        "~ money.tardy  Late money",
        "    formerly money.late",
        "+ helpers  Helpers",
        "  + name (en) Helpers",
        "  + name (zh) 人",
        "  + rule nobody",
        "  + rule 没有人",
        "  + rule 一直不够",
        "- people  People",
        "    REMOVED: decisions made with it have no code any more.",
        "    If it is helpers now, write `formerly: [people]` there. To take a code out",
        "    of use, keep it and write `retired: why`.",
        "What that does to 2 transcripts",
        " Code      Before   Gained   Lost   Moved   Now",
        " ──────────────────────────────────────────────",
        " money          2       +1             -1     2",
        " helpers        0                      +1     1",
        "money: gained",
        "  + They come «often».",
        "    (A1, ¶4) Dean",
        "    now money.rules[2]: often",
        "helpers: moved here",
        "  ~ 钱«一直不够»，年年都是这样。",
        "    (B1, ¶2) 受访者",
        "    was money.rules[1]: 钱 NEAR/4 (不 OR 没)",
        "    now helpers.rules[2]: 一直不够",
    ]


def test_diff_marks_the_words_that_were_edited(study: Path, run: Run) -> None:
    (study / "old.yaml").write_bytes(BOOK.read_bytes())
    edit("There is not enough money.", "There is never enough money, or none.")
    edit("设立专项资金", "设立资金")
    assert lines(run("codebook", "diff", "old.yaml")[1])[2:7] == [
        "~ money  Too little money",
        "  ~ definition There is «not» enough money.",
        "               → There is «never» enough money«, or none».",
        "  ~ measure A special fund / 设立«专项»资金",
        "            → A special fund / 设立资金",
    ]


def test_diff_says_that_nothing_changed(study: Path, run: Run) -> None:
    (study / "old.yaml").write_bytes(BOOK.read_bytes())
    assert lines(run("codebook", "diff", "old.yaml")[1])[2:] == ["Nothing changed."]
    edit("title:", "# a comment\ntitle:")
    assert lines(run("codebook", "diff", "old.yaml")[1])[2:] == ["Nothing changed but its comments or style."]


def test_diff_holds_decisions_against_the_rules(old: Path, run: Run) -> None:
    (old / "decisions.csv").write_text(
        "transcript,quote,code,status,coder,memo\n"
        "B1,钱一直不够，年年都是这样。,money,accepted,安,\n"
        "A1,They come often.,money,rejected,,\n"
        "A1,There is no money.,people,accepted,Ben,\n"
        "A1,There was no money.,money,accepted,Ben,\n"
        "A1,There is no money.,money,suggested,Ben,\n",
        encoding="utf-8",
    )
    code, out, err = run("codebook", "diff", "old.yaml", "--decisions", "decisions.csv", "--quotes", "0")
    assert code == 0
    assert lines(err) == [
        "note: decisions.csv: columns passed over: memo",
        "note: decisions.csv: 1 of 5 codings are only suggested and passed over: no coder decided",
    ]
    assert lines(out)[lines(out).index("Decisions") :] == [
        "Decisions",
        "  + They come «often».",
        "    (A1, ¶4) Dean",
        "    rejected money",
        "    but the rules find it now: money.rules[2]",
        "  - «钱»一直«不»够，年年都是这样。",
        "    (B1, ¶2) 受访者",
        "    安 accepted money",
        "    but the rules no longer find it: was money.rules[1]",
        "  1 decision with people, which the codebook does not know any more",
        "  not placed: A1, money, There was no money.: its words do not stand there",
        "  2 decisions placed; 2 against the rules since then, 0 already before",
    ]


def test_diff_names_decisions_that_stood_against_the_rules_before_the_edit_too(old: Path, run: Run) -> None:
    Path("decisions.csv").write_text("transcript,quote,code\nA1,[laughs],helpers\n", encoding="utf-8")
    code, out, _ = run("codebook", "diff", "codebooks/money.yaml", "--decisions", "decisions.csv")
    assert code == 0
    assert lines(out)[lines(out).index("Decisions") :] == [
        "Decisions",
        "  A1: accepted helpers; as before, the rules do not find it: [laughs]",
        "  1 decision placed; 0 against the rules since then, 1 already before",
    ]


def test_diff_json_has_it_all(old: Path, run: Run) -> None:
    code, out, err = run("codebook", "diff", "old.yaml", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["old"]["file"], found["new"]["file"]) == ("old.yaml", "codebooks/money.yaml")
    assert [(change["id"], change["fate"]) for change in found["changes"]["codes"]] == [
        ("money", "kept"),
        ("money.tardy", "kept"),
        ("helpers", "added"),
        ("people", "removed"),
    ]
    assert found["counts"][0] == {"code": "money", "before": 2, "gained": 1, "lost": 0, "came": 0, "went": 1, "now": 2}
    gained, moved = found["passages"]
    assert (gained["before"], gained["now"]["quote"]) == (None, "They come often.")
    assert (moved["before"]["rule"], moved["now"]["rule"], moved["now"]["passage"]) == (
        "money.rules[1]",
        "helpers.rules[2]",
        2,
    )


def test_diff_without_transcripts_compares_the_codebooks_alone(old: Path, run: Run) -> None:
    (old / "transcripts").rename(old / "elsewhere")
    assert lines(run("codebook", "diff", "old.yaml")[1])[-1].startswith("No transcripts here: name some with --on")
    assert "What that does to 1 transcript" in run("codebook", "diff", "old.yaml", "--on", "elsewhere/B1.txt")[1]


def test_diff_shows_so_many_quotes(old: Path, run: Run) -> None:
    edit("[nobody, 没有人, 一直不够]", "[often, 'no', 没有人, 一直不够]")
    _, out, _ = run("codebook", "diff", "old.yaml", "--quotes", "1")
    assert "    … and 1 more; `codebook diff --quotes 2` shows them" in lines(out)
    assert "(A1, ¶4)" not in run("codebook", "diff", "old.yaml", "--quotes", "0")[1]


def test_diff_says_how_it_compares_other_units_and_interviewers(study: Path, run: Run) -> None:
    (study / "old.yaml").write_bytes(BOOK.read_bytes())
    edit("interviewers: [Interviewer, 访谈者]", "unit: turn\ninterviewers: [Interviewer, 访谈者, Host]")
    edit("nobody", "often")
    found = lines(run("codebook", "diff", "old.yaml")[1])
    assert found[2:4] == ["~ unit  sentence → turn", "~ interviewers  + Host"]
    assert "Passages were sentences and are turns: gained or lost are those of which no word" in found
    assert "Who is taken as interviewer changed; the transcripts were read the new way for" in found


def test_diff_compares_with_the_version_used_last(study: Path, run: Run) -> None:
    code, _, err = run("codebook", "diff")
    assert (code, err.split(". ")[0]) == (2, "error: no run with codebooks/money.yaml was kept here")
    run("code")
    assert lines(run("codebook", "diff")[1])[2:] == ["Nothing changed."]
    edit("nobody", "often")
    before = lines(run("codebook", "diff")[1])
    assert before[0].startswith("- codebooks/money.yaml of 20")
    assert "  + They come «often»." in before
    # Afterwards the file is the version used last: what the last run brought is still to be seen.
    run("code")
    assert lines(run("codebook", "diff")[1]) == before


def test_diff_compares_with_a_git_revision(old: Path, run: Run) -> None:
    def git(*command: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *who, *command], cwd=old, check=True, capture_output=True)

    now = BOOK.read_bytes()
    BOOK.write_bytes((old / "old.yaml").read_bytes())
    git("init")
    git("add", "codebooks")
    git("commit", "-m", "first")
    git("tag", "v1")
    BOOK.write_bytes(now)
    with_file = lines(run("codebook", "diff", "old.yaml")[1])[1:]
    for revision in ("HEAD", "v1", "HEAD:codebooks/money.yaml"):
        code, out, _ = run("codebook", "diff", revision)
        assert (code, lines(out)[1:]) == (0, with_file)
        assert lines(out)[0].startswith(f"- {revision}")
    (old / "v1").write_bytes(now)
    code, out, err = run("codebook", "diff", "v1")
    assert err == "note: v1 is a file and a git revision; the file was taken. Write v1^0 for the revision\n"
    assert lines(out)[2:] == ["Nothing changed."]
    code, _, err = run("codebook", "diff", "v2")
    assert (code, err.split(". ")[0]) == (2, "error: v2 is neither a file nor a git revision")


def test_diff_shows_control_characters_instead_of_sending_them(old: Path, run: Run) -> None:
    edit("      - often", '      - "often\\u202E"\n    definition: "red \\e[31m"')
    (old / "old.yaml").write_text('codes: {"people": {definition: "\\e[2J"}}\n')
    _, out, err = run("codebook", "diff", "old.yaml")
    assert not {"\x1b", "\u202e"} & set(out + err)


def test_diff_names_files_it_could_not_read(old: Path, run: Run) -> None:
    code, _, err = run("codebook", "diff", "old.yaml", "--on", "transcripts", "--on", "nowhere.txt")
    assert (code, err) == (1, "error: nowhere.txt: no such file. Check the path.\n")
