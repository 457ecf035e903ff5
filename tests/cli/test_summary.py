"""`summary`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


def test_summary_counts_by_an_attribute(study: Path, run: Run) -> None:
    code, out, err = run("summary", "--by", "region", "--language", "zh")
    assert (code, err) == (0, "")
    table = out[out.index("By region") :]
    assert [line.split() for line in table.split("\n") if line.strip()] == [
        ["By", "region:", "passages", "(transcripts", "with", "the", "theme", "/", "transcripts)"],
        ["Theme", "Jiangsu", "Sichuan"],
        ["─" * len(table.split("\n")[3].strip())],
        ["钱不够", "1", "(1/1)", "2", "(1/1)"],
        ["钱来得晚", "0", "(0/0)", "1", "(1/1)"],
        ["人", "0", "(0/1)", "0", "(0/1)"],
    ]


def test_summary_json_holds_what_the_tables_show(study: Path, run: Run) -> None:
    code, out, _ = run("summary", "--by", "region", "--quotes", "1", "--json")
    tables = json.loads(out)
    assert code == 0
    assert [(row["code"], row["passages"], row["transcripts"]) for row in tables["counts"]] == [
        ("money", 3, 2),
        ("money.late", 1, 1),
        ("people", 0, 0),
    ]
    assert {(row["value"], row["code"], row["passages"]) for row in tables["by"] if row["passages"]} == {
        ("Jiangsu", "money", 1),
        ("Sichuan", "money", 2),
        ("Sichuan", "money.late", 1),
    }
    assert [(quote["code"], quote["source"]) for quote in tables["quotes"]] == [("money", "(A1, ¶2)")]


def test_summary_narrows_to_a_code_and_its_sub_codes(study: Path, run: Run) -> None:
    rows = json.loads(run("summary", "--code", "money", "--json")[1])["counts"]
    assert [row["code"] for row in rows] == ["money", "money.late"]


def test_summary_names_the_attributes_there_are(study: Path, run: Run) -> None:
    code, _, err = run("summary", "--by", "regoin")
    assert code == 2
    assert "regoin" in err
    assert "region" in err


def test_summary_names_the_codes_there_are(study: Path, run: Run) -> None:
    code, _, err = run("summary", "--code", "mony")
    assert code == 2
    assert err == "error: no code is called mony. The codebook has money, money.late, people\n"


def test_summary_quotes_a_sub_code_alone(study: Path, run: Run) -> None:
    tables = json.loads(run("summary", "--code", "money.late", "--quotes", "1", "--language", "zh", "--json")[1])
    assert [(row["code"], row["name"]) for row in tables["counts"]] == [("money.late", "钱来得晚")]
    assert [quote["code"] for quote in tables["quotes"]] == ["money.late"]
