"""How the mistakes and findings of a codebook look in a terminal, and as JSON."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_view import counted
from interview_coder.codebook import Codebook
from interview_coder.errors import Problem
from interview_coder.findings import Finding, Kind

_INVISIBLE = re.compile("[\u00a0\u00ad\u2000-\u200d\u202f\u2060-\u2064\u3000\ufeff]")
# So many findings of a kind are shown; --json has them all.
MOST = 20

_TITLES = {
    Kind.WIDE_MARK: "Marks that are taken for text",
    Kind.SYNTAX: "Signs that mean nothing here",
    Kind.SPACE: "Spaces between Chinese words",
    Kind.INVISIBLE: "Invisible characters",
    Kind.LOOK_ALIKE: "Letters that look like others",
    Kind.STAR: "Stars without effect",
    Kind.PREFIX: "Very short beginnings of words",
    Kind.PRECEDENCE: "AND or NOT beside OR",
    Kind.IMPOSSIBLE: "Rules that can give nothing",
    Kind.LANGUAGES: "NEAR between two languages",
    Kind.SAME_RULE: "The same rule twice",
    Kind.SHARED_TERM: "Words that give two codes",
    Kind.REPEATED: "Words listed twice",
    Kind.UNUSED_LIST: "Lists that nothing uses",
    Kind.NO_RULE: "Themes that one language lacks",
    Kind.NO_DEFINITION: "Codes without a definition",
    Kind.BRACKET: "Brackets and quotes left open",
    Kind.EXAMPLE: "Examples that are counterexamples",
    Kind.SAME_EXAMPLE: "The same example twice",
    Kind.LONG_EXAMPLE: "Examples of more than one passage",
    Kind.NO_HITS: "Another study?",
    Kind.DEAD_RULE: "Rules that hit nothing in this study",
    Kind.IDLE_UNLESS: "`unless` that takes nothing away in this study",
    Kind.BROAD_RULE: "Rules that hit more than a third of the passages",
    Kind.TOGETHER: "Rules that always hit together",
    Kind.OVERLAP: "Codes that overlap",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A codebook file after its check; `tried_on` says in words on what the rules were tried.

    `unread` tells whether there were transcripts to try them on, of which none could be read.
    """

    file: str
    text: str
    codebook: Codebook | None
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    tried_on: str = ""
    unread: bool = False


def show_checked(checked: Checked) -> None:
    """Print mistakes with their place, findings by kind, and a line that sums up."""
    lines = checked.text.split("\n")
    for problem in checked.problems:
        click.echo(visible(str(problem)))
        if problem.line and problem.line <= len(lines):
            click.echo(_pointed_at(lines[problem.line - 1], problem.column or 1, stdout().width))
        click.echo()
    by_kind: dict[Kind, list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        by_kind[finding.kind].append(finding)
    for kind in sorted(by_kind, key=list(Kind).index):
        _show_group(_TITLES[kind], by_kind[kind])
        click.echo()
    for line in _summary(checked):
        stdout().print(visible(line))


def _pointed_at(line: str, column: int, width: int) -> str:
    """Return a line of the file, cut around a column, with a caret below it."""
    from rich.cells import cell_len

    room = width - 2
    before, after = _shown(line[: column - 1]), _shown(line[column - 1 : column - 1 + room])
    if cell_len(before) > room * 2 // 3:
        before = "…" + _last_cells(before, room * 2 // 3 - 1)
    shown = _first_cells(before + after, room)
    return f"  {shown}\n  {' ' * cell_len(before)}^"


def _shown(text: str) -> str:
    return _INVISIBLE.sub(lambda found: f"<U+{ord(found.group()):04X}>", visible(text))


def _first_cells(text: str, width: int) -> str:
    from rich.text import Text

    cut = Text(text)
    cut.truncate(width, overflow="ellipsis")
    return cut.plain


def _last_cells(text: str, width: int) -> str:
    from rich.cells import cell_len

    text = text[-width:]
    while cell_len(text) > width:
        text = text[1:]
    return text


def _show_group(title: str, findings: Sequence[Finding]) -> None:
    """Print the findings of one kind; what to do comes once, below, where it is the same for all."""
    fixes = {finding.problem.fix for finding in findings}
    stdout().print(title if len(findings) == 1 else f"{title} ({len(findings):,})", style="bold")
    for finding in findings[:MOST]:
        problem = finding.problem
        advice = f" {problem.fix}." if len(fixes) > 1 else ""
        place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
        _show_indented(f"{place}: {problem.what}.{advice}")
    if len(findings) > MOST:
        _show_indented(f"… and {len(findings) - MOST:,} more; --json lists them all")
    if len(fixes) == 1:
        _show_indented(f"→ {fixes.pop()}.")


def _show_indented(text: str) -> None:
    """Print a text by two columns from the left, its further lines by four."""
    from rich.text import Text

    for number, line in enumerate(Text(visible(text)).wrap(stdout(), stdout().width - 4)):
        line.rstrip()
        stdout().print(Text("    " if number else "  ") + line)


def _summary(checked: Checked) -> list[str]:
    found = counted(len(checked.findings), "finding")
    if checked.problems or checked.codebook is None:
        return [f"{counted(len(checked.problems), 'error')}, {found} in {checked.file}"]
    codes = checked.codebook.codes
    rules = sum(len(code.rules) for code in codes)
    examples = sum(len(code.examples) + len(code.counterexamples) for code in codes)
    held = f"{counted(len(codes), 'code')}, {counted(rules, 'rule')}, {counted(examples, 'example')}"
    return [f"{checked.file}: no mistakes; {held}; {found}", checked.tried_on]


def as_data(checked: Checked) -> list[dict[str, Any]]:
    """Return mistakes and findings as plain data; `rules` are all a finding is about, `rule` the one at its place."""
    mistakes = [_entry(problem, "error", "", ()) for problem in checked.problems]
    return mistakes + [_entry(each.problem, each.kind, each.code, each.rules) for each in checked.findings]


def _entry(problem: Problem, kind: str, code: str, rules: Sequence[str]) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "kind": str(kind),
        "what": problem.what,
        "fix": problem.fix,
        "code": code,
        "rule": rules[0] if rules else "",
        "rules": list(rules),
    }
