"""How an explanation looks: for a code a table of its rules, for a rule its words and quotes, for a passage a trace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from interview_coder.cli.passage_view import show_passage
from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.coding import Coding, Source, Suggestion
from interview_coder.explanation import account, code_use, rule_uses, term_uses, transcripts_of
from interview_coder.in_words import RuleWords
from interview_coder.query import Both, Near
from interview_coder.source_pattern import source_label
from interview_coder.telling import findings, lacking, why
from interview_coder.trace import found
from interview_coder.wording import Wording

if TYPE_CHECKING:
    from interview_coder.codebook import Rule
    from interview_coder.coverage import Coverage
    from interview_coder.explanation import Account, CodeUse, RuleUse, Target, TermUse
    from interview_coder.passages import Passage
    from interview_coder.reasons import Step
    from interview_coder.telling import Finding

# So many rules are put in words, steps told, quotes and terms shown, unless all are asked for.
RULES, STEPS, QUOTES, TERMS = 6, 3, 3, 20


def show_code(target: Target, coverage: Coverage, language: str, *, verbose: bool) -> None:
    """Print what a code means, what each of its rules hits, and these in words unless they are many."""
    say, code = Wording(language), target.code
    use = code_use(coverage, code)
    stdout().print(visible(f"{code.id} · {code.name.in_language(language)}"), style="bold")
    for key, text in (("definition", code.definition), ("include", code.include), ("exclude", code.exclude)):
        if text:
            print_indented(visible(say(key, text=text.in_language(language))), 2)
    stdout().print()
    _show_totals(coverage, use, say)
    if not use.rules:
        return
    _show_rules(use.rules, say)
    if verbose or len(use.rules) <= RULES:
        for each in use.rules:
            stdout().print(visible(each.rule.id), style="bold")
            _show_in_words(target, each.rule, say)
    else:
        stdout().print(say("in detail", rule=visible(use.rules[0].rule.id)), style="dim")


def _show_totals(coverage: Coverage, use: CodeUse, say: Wording) -> None:
    if not coverage.passages:
        stdout().print(say("no study"), style="dim")
        return
    everywhere = transcripts_of(coverage, range(len(coverage.passages)))
    counts = {
        "passages": f"{len(use.given):,}",
        "all": say.count("passage", len(coverage.passages)),
        "transcripts": f"{len(transcripts_of(coverage, use.given)):,}",
        "of": say.count("transcript", len(everywhere)),
    }
    stdout().print(say("code in study", **counts))
    if use.refused:
        stdout().print(say("code refused", n=f"{len(use.refused):,}"))
    if use.below:
        below = say.joined("comma", [f"{code.id} {len(given):,}" for code, given in use.below])
        stdout().print(visible(say("sub-codes", codes=below)))


def _show_rules(uses: Sequence[RuleUse], say: Wording) -> None:
    """Print a table of rules; the text of each is cut to its line."""
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table

    headings = [say(key) for key in ("RULE", "HITS", "ALONE", "AWAY")]
    rows = [
        (use.rule.id.rpartition(".")[2], *(f"{len(each):,}" for each in (use.passages, use.alone, use.refused)))
        for use in uses
    ]
    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for at, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        table.add_column(heading, justify="right" if at else "left", width=width)
    rest = stdout().width - sum(widths) - 3 * len(widths) - 2
    table.add_column(say("TEXT"), width=max(rest, 10), no_wrap=True, overflow="ellipsis", style="dim")
    for row, use in zip(rows, uses, strict=True):
        table.add_row(*row, visible(use.rule.text))
    stdout().print(table)


def _show_in_words(target: Target, rule: Rule, say: Wording) -> None:
    print_indented(visible(rule.text), 2, style="dim")
    outline = RuleWords(say.language, target.codebook.lists).outline(rule.query)
    for depth, line in outline.lines():
        print_indented(visible(line), 2 + 2 * depth)
    stdout().print()


def show_rule(target: Target, rule: Rule, coverage: Coverage, language: str, *, verbose: bool) -> None:
    """Print a rule in words, what it hits with the first quotes, and which words it covers."""
    say = Wording(language)
    _show_heading(target, rule, say)
    _show_in_words(target, rule, say)
    if not coverage.passages:
        stdout().print(say("no study"), style="dim")
        return
    (use,) = (use for use in rule_uses(coverage, target.code) if use.rule.id == rule.id)
    _show_use(target, coverage, use, say)
    hits = sorted(use.passages)
    for at in hits if verbose else hits[:QUOTES]:
        _show_hit(target, coverage, rule, at, say)
    everywhere = transcripts_of(coverage, range(len(coverage.passages)))
    _show_terms(term_uses(rule.query, everywhere, target.codebook.lists), say, most=None if verbose else TERMS)


def _show_heading(target: Target, rule: Rule, say: Wording) -> None:
    if target.in_codebook:
        name = target.code.name.in_language(say.language)
        stdout().print(visible(say("rule of", rule=rule.id, name=name)), style="bold")
        return
    stdout().print(say("not in codebook"), style="bold")
    if target.like:
        stdout().print(visible(say("did you mean", names=say.joined("comma", target.like))))


def _show_use(target: Target, coverage: Coverage, use: RuleUse, say: Wording) -> None:
    if not use.passages:
        stdout().print(say("nowhere in study"))
        return
    key = "rule in study" if use.rule in target.code.rules else "unless in study"
    counts = {
        "passages": say.count("passage", len(use.passages)),
        "transcripts": say.count("transcript", len(transcripts_of(coverage, use.passages))),
        "alone": f"{len(use.alone):,}",
        "refused": f"{len(use.refused):,}",
        "code": visible(target.code.id),
    }
    stdout().print(say(key if target.in_codebook else "query in study", **counts))
    stdout().print()


def _show_hit(target: Target, coverage: Coverage, rule: Rule, at: int, say: Wording) -> None:
    passage, evidence = coverage.passages[at], coverage.evidence(rule.id, at)
    show_passage(passage, evidence, say, indent=2)
    coding = Coding.of(Suggestion(passage, target.code.id, Source.RULE, rule.id, 1.0, evidence))
    label = source_label(coding, language=say.language)
    where = f"{label} {coding.speaker} · {coding.transcript}:{coding.passage}"
    print_indented(visible(where), 4, style="dim")
    stdout().print()


def _show_terms(uses: Sequence[TermUse], say: Wording, *, most: int | None) -> None:
    """Print which forms each term and each list covers, the terms that stand nowhere, and what was refused."""
    from rich.table import Table

    if any(use.forms for use in uses):
        stdout().print(say("forms"), style="bold")
        table = Table.grid(padding=(0, 2))
        for use in uses:
            if use.forms:
                forms = [f"{form} {count:,}" for form, count in use.forms]
                table.add_row(f"  {visible(use.written)}", visible(_first(forms, most, say)))
        stdout().print(table)
    if silent := list(dict.fromkeys(term for use in uses for term in use.silent)):
        print_indented(visible(say("not here", terms=_first(silent, most, say))), 2, style="dim")
    if vetoes := list(dict.fromkeys(veto for use in uses for veto in use.vetoed)):
        stdout().print()
        stdout().print(say("vetoed"), style="bold")
    for veto in vetoes:
        place = say("place", transcript=veto.transcript, turn=str(veto.turn))
        refused = say("veto", term=veto.term, words=veto.words, n=say.count("time", veto.count), place=place)
        print_indented(visible(refused), 2)


def _first(items: Sequence[str], most: int | None, say: Wording) -> str:
    """Join items; of many only the first, and how many more there are."""
    left = len(items) - most if most else 0
    return say.joined("comma", [*items[:most], say.count("more", left)] if left > 0 else items)


def show_account(target: Target, coverage: Coverage, at: int, language: str) -> None:
    """Print why a passage gets a code or does not, step by step; of one rule, whether it holds there."""
    say = Wording(language)
    told = account(target, coverage, at)
    passage, lists = told.reason.passage, target.codebook.lists
    if target.rule:
        _show_heading(target, target.rule, say)
    show_passage(passage, found(told.rules[0].trace) if target.rule else told.reason.words, say, indent=2)
    stdout().print()
    if target.rule:
        _show_verdict_on_rule(target, passage, told.rules[0], say)
    if target.in_codebook:
        verdict = say("yes" if told.reason.given else "no code", code=visible(target.code.id))
        stdout().print(verdict, style="bold green" if told.reason.given else "bold red")
        print_indented(visible(why(told.reason, language, lists)), 2)
    if told.rules or told.unless:
        stdout().print()
        stdout().print(say("steps"), style="bold")
    for step in (*told.rules[:STEPS], *told.unless[:STEPS]):
        name = f"{step.rule.id}  " if target.in_codebook else ""
        _show_step(f"{name}{step.rule.text}", step, findings(passage, step.trace, language, lists))
    _show_others(told, say)


def _show_verdict_on_rule(target: Target, passage: Passage, step: Step, say: Wording) -> None:
    name = step.rule.id if target.in_codebook else say("this rule")
    if step.trace.holds:
        stdout().print(visible(say("holds", rule=name)), style="bold green")
    else:
        missing = lacking(passage, step.trace, say.language, target.codebook.lists)
        stdout().print(visible(say("holds not", rule=name, lacks=missing)), style="bold red")


def _show_step(heading: str, step: Step, finding: Finding) -> None:
    """Print a rule and, below it, how each of its parts fares."""
    print_indented(visible(f"{_mark(holds=step.trace.holds)} {heading}"), 2, style="dim")
    # What has several parts says no more than the rule's text just did.
    compound = isinstance(step.rule.query, Both | Near) and finding.below
    _show_findings(finding.below if compound else [finding], 6)


def _show_findings(parts: Iterable[Finding], indent: int) -> None:
    for part in parts:
        print_indented(visible(f"{_mark(holds=part.holds)} {part.says}"), indent)
        _show_findings(part.below, indent + 2)


def _mark(*, holds: bool) -> str:
    return "✓" if holds else "✗"


def _show_others(told: Account, say: Wording) -> None:
    if more := [step.rule.id for step in told.rules[STEPS:] + told.unless[STEPS:]]:
        counted = say.count("rule", len(more))
        print_indented(visible(say("more rules hold", n=counted, rules=say.joined("comma", more))), 2, style="dim")
    if told.others:
        counted = say.count("rule", len(told.others))
        print_indented(visible(say("others hold not", n=counted, rule=told.others[0].id)), 2, style="dim")
