"""`summary`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import recount

Run = Callable[..., tuple[int, str, str]]


def lines(out: str) -> list[str]:
    return [line.rstrip() for line in out.split("\n") if line.strip()]


def test_summary_shows_counts_and_exceptions_on_one_screen(study: Path, run: Run) -> None:
    code, out, err = run("summary")
    assert (code, err) == (0, "")
    assert lines(out) == [
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
        "Negative and minor cases",
        "  none: no interview lacks a major theme, and no code stands in one interview",
        "  alone",
        "More: --by ATTRIBUTE, --table",
        "cases|speakers|cooccurrence|positions|saturation|measures; --json has them all.",
    ]


def test_summary_compares_by_an_attribute_in_chinese(study: Path, run: Run) -> None:
    code, out, err = run("summary", "--by", "region", "--language", "zh")
    assert (code, err) == (0, "")
    assert lines(out[out.index("按region") :])[:8] == [
        "按region：参考点数（有该主题的访谈 / 访谈数）",
        " 主题         Jiangsu   Sichuan",
        " ──────────────────────────────",
        " 钱不够       1 (1/1)   2 (1/1)",
        "   钱来得晚   0 (0/0)   1 (1/1)",
        " 人           0 (0/1)   0 (0/1)",
        "无可检验：全部访谈都有该主题或都没有；属性不足两组。",
        "反例与少数个案",
    ]


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (
            "cases",
            [
                *["Passages by interview", " Theme              A1   B1"],
                " ──────────────────────────",
                *[" Too little money    2    1", "   Late money        1    –", " People              ·    ·"],
                "· none; – not looked for: no rule in the transcript's language",
            ],
        ),
        ("cooccurrence", ["No two codes stand together in one passage."]),
        (
            "measures",
            [
                "Problems and the measures that answer them",
                *["Too little money: 3 passages in 2 transcripts", "  → A special fund"],
            ],
        ),
    ],
)
def test_summary_shows_a_table(study: Path, run: Run, table: str, shown: list[str]) -> None:
    code, out, _ = run("summary", "--table", table)
    assert code == 0
    assert lines(out)[4:] == shown


def test_summary_says_what_is_too_little_for_saturation(study: Path, run: Run) -> None:
    _, out, _ = run("summary", "--table", "saturation", "--order", "region")
    shown = lines(out)[4:]
    assert shown[:5] == [
        "New codes by interview, in the order of region",
        " Interview   Codes   New   So far",
        " ───────────────────────────────────────────────",
        " B1              1     1        1   ██████",
        " A1              2     1        2   ████████████",
    ]
    assert "Base and run: 2 interviews are too few; a base of 4 and a run of 2 take 6." in shown
    assert "Held out: fewer than 3 to draw a third from." in shown


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("table", ["cases", "speakers", "cooccurrence", "positions", "saturation", "measures"])
def test_summary_shows_every_table_in_both_languages_within_the_width(
    study: Path, run: Run, table: str, language: str
) -> None:
    from rich.cells import cell_len

    code, out, err = run("summary", "--table", table, "--language", language, "--within", "2")
    assert (code, err) == (0, "")
    assert max(map(cell_len, out.split("\n"))) <= 80
    assert ("Theme" in out or "Code" in out) <= (language == "en")


def tables_of(run: Run, *options: str) -> dict[str, Any]:
    code, out, _ = run("summary", *options, "--json")
    assert code == 0
    tables: dict[str, Any] = json.loads(out)
    return tables


def test_summary_json_holds_every_table_and_the_quotes(study: Path, run: Run) -> None:
    tables = tables_of(run, "--by", "region", "--quotes", "1")
    assert [*tables] == [
        *["counts", "shares", "exceptions", "by", "associations", "cases", "speakers", "cooccurrence", "positions"],
        *["saturation", "saturation_rule", "held_out", "measures", "participants", "status", "agreement"],
        "quotes",
    ]
    assert {(row["value"], row["code"], row["passages"]) for row in tables["by"] if row["passages"]} == {
        ("Jiangsu", "money", 1),
        ("Sichuan", "money", 2),
        ("Sichuan", "money.late", 1),
    }
    assert tables["quotes"] == [
        {
            "code": "money",
            "id": "A1:3:money.late",
            "quote": "It comes in December, [laughs] if at all.",
            "source": "(A1, ¶2)",
            "rule": "money.late.rules[0]",
            "status": "suggested",
        }
    ]


def test_summary_json_holds_one_table_on_request(study: Path, run: Run) -> None:
    assert [*tables_of(run, "--table", "saturation")] == ["saturation", "saturation_rule", "held_out"]
    assert [*tables_of(run, "--table", "cooccurrence", "--within", "3")["cooccurrence"]] == []


def test_summary_json_equals_a_recount_of_the_exported_codings(study: Path, run: Run) -> None:
    shipped = Path(__file__).parents[2]
    paths = [str(shipped / "transcripts" / name) for name in ("P01.txt", "P07.txt", "P11.txt", "participants.csv")]
    about = [*paths[:3], "--codebook", str(shipped / "codebooks" / "local-government.yaml")]
    assert run("export", "codings.json", *about)[0] == 0
    data = json.loads(Path("codings.json").read_text(encoding="utf-8"))
    tables = tables_of(run, *about, "--by", "gender", "--within", "2")

    counted = recount.counts(data)
    columns = ["passages", *recount.STRONGEST_FIRST, "transcripts", "words"]
    assert len(counted) > 10
    for row in tables["counts"]:
        assert {name: row[name] for name in columns} == counted.get(row["code"], dict.fromkeys(columns, 0))
    assert {(row["code"], row["value"]): row["passages"] for row in tables["by"] if row["passages"]} == recount.by(
        data, "gender"
    )
    found = {(row["transcript"], row["code"]): row["passages"] for row in tables["cases"] if row["passages"]}
    assert found == recount.cases(data)
    together = recount.together(data, 2)
    assert len(tables["cooccurrence"]) == len(together) / 2
    for row in tables["cooccurrence"]:
        assert (row["together"], row["jaccard"]) == together[row["code"], row["other"]]
    assert [row["new"] for row in tables["saturation"]] == [*recount.new_codes(data)]


def test_summary_counts_only_what_some_say(study: Path, run: Run) -> None:
    assert [row["passages"] for row in tables_of(run, "--only", "accepted")["counts"]] == [0, 0, 0]
    rows = tables_of(run, "--only", "accepted", "--only", "rules")["counts"]
    assert [row["passages"] for row in rows] == [3, 1, 0]


def test_summary_says_what_alone_is_counted(study: Path, run: Run) -> None:
    _, out, _ = run("summary", "--only", "accepted", "--only", "model", "--table", "positions")
    assert lines(out)[3:] == [
        "no codings; 0 of 6 sentences coded",
        "Counted is only what is accepted, suggested by the model alone.",
        "No passage is coded.",
    ]


def test_summary_narrows_to_a_code_and_its_sub_codes(study: Path, run: Run) -> None:
    assert [row["code"] for row in tables_of(run, "--code", "money")["counts"]] == ["money", "money.late"]


def test_summary_names_the_attributes_there_are(study: Path, run: Run) -> None:
    for option in (["--by", "regoin"], ["--table", "saturation", "--order", "regoin"]):
        code, out, err = run("summary", *option)
        assert (code, out) == (2, "")
        assert "regoin" in err
        assert "region" in err


def test_summary_names_the_codes_there_are(study: Path, run: Run) -> None:
    code, _, err = run("summary", "--code", "mony")
    assert code == 2
    assert err == "error: no code is called mony. The codebook has money, money.late, people\n"


def test_summary_refuses_to_look_within_nonsense(study: Path, run: Run) -> None:
    code, _, err = run("summary", "--within", "line")
    assert code == 2
    assert "'line' is neither passage nor turn nor a number up to 100" in err


def test_summary_quotes_a_sub_code_alone(study: Path, run: Run) -> None:
    tables = tables_of(run, "--code", "money.late", "--quotes", "1", "--language", "zh")
    assert [(row["code"], row["name"]) for row in tables["counts"]] == [("money.late", "钱来得晚")]
    assert [quote["code"] for quote in tables["quotes"]] == ["money.late"]


def test_summary_quotes_with_context_cut_and_with_a_source_of_ones_own(study: Path, run: Run) -> None:
    pattern = "({case}, {region}, 第{passage}段)"
    _, out, _ = run(
        *["summary", "--unit", "turn", "--code", "money", "--quotes", "2"],
        *["--max-words", "12", "--context", "--source-pattern", pattern],
    )
    assert lines(out[out.index("json has them all.") :])[1:] == [
        "Too little money",
        "    asked: Is there money for machines?",
        "  There is «no» «money». It comes in December, [laughs] if at all.",
        "    (A1, Sichuan, 第2段) Dean · A1:2:money · money.rules[0] · only suggested",
        "    asked: 经费怎么样？",
        "  «钱»一直«不»够，年年都是这样。……",
        "    (B1, Jiangsu, 第2段) 受访者 · B1:2:money · money.rules[1] · only suggested",
        "Chosen as typical of their theme and unlike each other; no random sample.",
    ]


def test_summary_names_the_fields_of_a_source_pattern(study: Path, run: Run) -> None:
    code, _, err = run("summary", "--quotes", "1", "--source-pattern", "({case}, {page})")
    assert code == 2
    assert "there is no field {page}. Known are {case}, {turn}," in err
    assert "{region}" in err
