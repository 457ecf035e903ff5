"""How long `codebook check` takes for 20,000 phrases, as a ratio to ruamel.yaml's load, and on the shipped study."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest
from ruamel.yaml import YAML

from interview_coder.codebook_file import load_codebook, parse_draft
from interview_coder.codebook_lint import codebook_findings
from interview_coder.coverage import cover
from interview_coder.material import read_material
from interview_coder.study_lint import study_findings
from tests.benchmarks.corpus import ROOT, SEED, keywords

PHRASES = 20_000
CODES = 20


def phrases() -> Iterator[str]:
    """Yield phrases of two words, English and Chinese in turn, without end."""
    chance = random.Random(SEED)
    words = {language: [word for group in keywords(language).values() for word in group] for language in ("en", "zh")}
    while True:
        yield " ".join(chance.choices(words["en"], k=2))
        yield "".join(chance.choices(words["zh"], k=2))


def codebook(rules: Iterator[str], number: int) -> str:
    lines = ["codes:"]
    for code in range(CODES):
        lines += [f"  code{code}:", "    definition: A code.", "    rules:"]
        lines += [f"      - {next(rules)}" for _ in range(number // CODES)]
    return "\n".join(lines) + "\n"


def a_rule_each() -> str:
    return codebook(phrases(), PHRASES)


def a_hundred_in_a_rule() -> str:
    found = phrases()
    rules = ("'" + " OR ".join(f'"{next(found)}"' for _ in range(100)) + "'" for _ in range(PHRASES // 100))
    return codebook(rules, PHRASES // 100)


def a_hundred_in_a_group() -> str:
    found = phrases()
    rules = ("(" + " OR ".join(f'"{next(found)}"' for _ in range(100)) + ") NEAR/5 lack" for _ in range(PHRASES // 100))
    return codebook(rules, PHRASES // 100)


def in_lists() -> str:
    """Make 40 lists of 500 phrases, each used by 15 of 300 rules."""
    found, lists = phrases(), ["lists:"]
    for number in range(40):
        lists.append(f"  l{number}: [{', '.join(next(found) for _ in range(PHRASES // 40))}]")
    rules = (f"$l{number % 40} NEAR/5 ($l{number * 7 % 40} OR {next(found)[:2]})" for number in range(300))
    return "\n".join(lists) + "\n" + codebook(rules, 300)


def cpu_seconds(run: Callable[[], object], *, runs: int = 3) -> float:
    least = float("inf")
    for _ in range(runs):
        before = time.process_time()
        run()
        least = min(least, time.process_time() - before)
    return least


def check(text: str) -> int:
    draft = parse_draft(text)
    assert draft.codebook is not None
    assert draft.problems == ()
    return len(codebook_findings(draft.codebook))


@pytest.mark.parametrize("shape", [a_rule_each, a_hundred_in_a_rule, a_hundred_in_a_group, in_lists])
def test_check_speed_is_within_three_times_that_of_the_yaml_parser(shape: Callable[[], str]) -> None:
    text = shape()
    check((ROOT / "codebooks" / "local-government.yaml").read_text(encoding="utf-8"))  # what is loaded once
    loading = cpu_seconds(lambda: YAML(typ="rt").load(text))
    checking = cpu_seconds(lambda: check(text))
    print(f"\n{shape.__name__}: {checking:.2f} s, ruamel.yaml {loading:.2f} s, {checking / loading:.2f} x")
    assert checking <= 3 * loading


def test_check_speed_of_another_look_at_the_shipped_study() -> None:
    path = ROOT / "codebooks" / "local-government.yaml"
    codebook = load_codebook(path)
    material = read_material([ROOT / "transcripts"], interviewers=codebook.interviewers)

    def check_again() -> None:
        codebook = load_codebook(path)
        codebook_findings(codebook)
        study_findings(cover(codebook, material.passages(codebook.unit)))

    seconds = cpu_seconds(check_again)
    print(f"\nanother look at the shipped study: {seconds:.2f} s")
    assert seconds <= 1
