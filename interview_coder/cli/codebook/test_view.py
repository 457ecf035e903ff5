"""How a tested codebook looks: a line a code, then every failure with its reason and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from interview_coder.cli.passage_view import show_passage
from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.examples import untested
from interview_coder.telling import what_to_do, why
from interview_coder.wording import Wording

if TYPE_CHECKING:
    from interview_coder.codebook import Code, Codebook
    from interview_coder.examples import Outcome
    from interview_coder.reasons import Reason


def show_outcomes(
    codebook: Codebook, codes: Sequence[Code], outcomes: Sequence[Outcome], language: str, *, verbose: bool
) -> None:
    """Print a line for each code with a dot for each example, the failures in full, and the totals."""
    say = Wording(language)
    stdout().print(visible(codebook.file), style="bold", soft_wrap=True)
    _show_codes(outcomes, say)
    for outcome in outcomes if verbose else ():
        _show_line(outcome, say)
    stdout().print()
    show_failures(codebook, outcomes, language)
    if missing := ", ".join(code.id for code in untested(codes)):
        stdout().print(say("untested", codes=visible(missing)), style="dim")
    show_totals(outcomes, language)


def show_failures(codebook: Codebook, outcomes: Sequence[Outcome], language: str) -> None:
    """Print every failure in full."""
    for outcome in outcomes:
        if outcome.reason:
            _show_failure(codebook, outcome, outcome.reason, Wording(language))


def show_totals(outcomes: Sequence[Outcome], language: str) -> None:
    """Print how many examples pass and fail."""
    style = "bold green" if all(outcome.passed for outcome in outcomes) else "bold red"
    stdout().print(_totals(outcomes, Wording(language)), style=style)


def _show_codes(outcomes: Sequence[Outcome], say: Wording) -> None:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    table.add_column(no_wrap=True, style="dim")
    for code, group in groupby(outcomes, key=lambda outcome: outcome.code.id):
        own = list(group)
        table.add_row(visible(code), "".join("." if outcome.passed else "F" for outcome in own), _totals(own, say))
    stdout().print(table)


def _show_line(outcome: Outcome, say: Wording) -> None:
    """Print an example in one line, with the rule that gave it its code."""
    mark = "✓" if outcome.passed else "✗"
    rule = f" · {outcome.rule.id}" if outcome.rule else ""
    line = f"  {mark} {outcome.code.id} {_kind(outcome, say)}{rule}: {outcome.example.text}"
    stdout().print(visible(line), no_wrap=True, overflow="ellipsis")


def _kind(outcome: Outcome, say: Wording) -> str:
    return say("example" if outcome.expected else "counterexample")


def _show_failure(codebook: Codebook, outcome: Outcome, reason: Reason, say: Wording) -> None:
    key = "example missed" if outcome.expected else "counterexample tagged"
    place = f"{codebook.file}:{outcome.example.line}"
    stdout().print(visible(f"{place}: {say(key, code=outcome.code.id)}"), style="bold", soft_wrap=True)
    show_passage(reason.passage, reason.words, say, indent=4)
    print_indented(visible(say("why", reason=why(reason, say.language, codebook.lists))), 2)
    print_indented(visible(say("fix", advice=what_to_do(reason, say.language))), 2, style="dim")
    stdout().print()


def _totals(outcomes: Sequence[Outcome], say: Wording) -> str:
    passed = sum(outcome.passed for outcome in outcomes)
    failed = len(outcomes) - passed
    return say("passed and failed" if failed else "passed", passed=f"{passed:,}", failed=f"{failed:,}")


def as_data(codebook: Codebook, outcomes: Sequence[Outcome], language: str) -> list[dict[str, Any]]:
    """Return outcomes as plain data, with the same reasons as on the screen."""
    return [
        {
            "codebook": codebook.file,
            "code": outcome.code.id,
            "kind": "example" if outcome.expected else "counterexample",
            "text": outcome.example.text,
            "question": outcome.example.question,
            "line": outcome.example.line,
            "column": outcome.example.column,
            "passed": outcome.passed,
            "rule": outcome.rule.id if outcome.rule else None,
            "why": why(outcome.reason, language, codebook.lists) if outcome.reason else None,
        }
        for outcome in outcomes
    ]
