"""How candidates look: what they were made from, what each would catch, with quotes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interview_coder.candidates import Candidate, Kind
from interview_coder.cli.screen import highlighted, stdout, visible
from interview_coder.cli.study_view import counted
from interview_coder.coding import Coding, Source, Suggestion
from interview_coder.matching import Matcher
from interview_coder.source_pattern import source_label

if TYPE_CHECKING:
    from rich.text import Text

    from interview_coder.codebook import Code
    from interview_coder.gold import Basis
    from interview_coder.passages import Passage

# How many quotes of each sort are shown.
RIGHT, WRONG, UNKNOWN = 3, 3, 2

_HEADINGS = {
    Kind.RULE: "Rules (+ rightly caught, - wrongly, ? caught and not judged)",
    Kind.UNLESS: "Under `unless` (+ rightly taken away, - wrongly, ? taken away and not judged)",
}


def as_json(code: Code, basis: Basis, candidates: Sequence[Candidate]) -> str:
    """Return all there is to say about some candidates, with the range and words of each passage."""
    rows = [{"number": number, **_row(candidate)} for number, candidate in enumerate(candidates, start=1)]
    return json.dumps({"code": code.id, "basis": asdict(basis), "candidates": rows}, ensure_ascii=False, indent=1)


def _row(candidate: Candidate) -> dict[str, Any]:
    matcher = Matcher([candidate.query])
    sorts = {"gain": candidate.gain, "cost": candidate.cost, "unknown": candidate.unknown}
    rows = {sort: [_passage(_coding(passage, matcher)) for passage in passages] for sort, passages in sorts.items()}
    return {"kind": candidate.kind, "rule": candidate.text, "z": candidate.z, **rows}


def _passage(coding: Coding) -> dict[str, Any]:
    """Return a passage as plain data; one that stands in the codebook only has no transcript."""
    place = {"transcript": coding.transcript or None, "turn": coding.turn, "start": coding.start, "end": coding.end}
    return {**place, "quote": coding.quote, "evidence": coding.evidence}


def show(code: Code, basis: Basis, candidates: Sequence[Candidate]) -> None:
    """Print candidates with their counts and quotes, after what they were made from."""
    stdout().print(f"{code.id}: {visible(str(code.name))}", style="bold")
    for line in _basis_lines(basis):
        stdout().print(line)
    if not candidates:
        stdout().print(_advice(basis))
    for number, candidate in enumerate(candidates, start=1):
        if number == 1 or candidate.kind is not candidates[number - 2].kind:
            stdout().print(f"\n{_HEADINGS[candidate.kind]}", style="dim")
        _show_candidate(number, candidate)


def _basis_lines(basis: Basis) -> Iterator[str]:
    sorts = {
        "example": basis.examples,
        "counterexample": basis.counterexamples,
        "accepted passage": basis.accepted,
        "rejected passage": basis.rejected,
        "passage of other codes": basis.elsewhere,
    }
    *parts, last = [_counted(count, noun) for noun, count in sorts.items() if count] or ["no examples and no decisions"]
    known = f"{', '.join(parts)} and {last}" if parts else last
    yield f"From {known}; {_counted(basis.background, 'passage')} of the study as background."
    wanted, unwanted = basis.examples + basis.accepted, basis.counterexamples + basis.rejected
    if wanted + unwanted:
        yield (
            f"Its rules now miss {basis.missed:,} of {wanted:,} that should get the code "
            f"and give it to {basis.mistaken:,} of {unwanted:,} that should not."
        )


def _counted(number: int, noun: str) -> str:
    """Write a number with its noun: `1 passage of other codes`, `2 passages of other codes`."""
    first, _, rest = noun.partition(" of ")
    return counted(number, first) + (f" of {rest}" if rest else "")


def _advice(basis: Basis) -> str:
    """Say what would help where nothing was found."""
    if not basis.missed + basis.mistaken:
        return "Nothing to propose. Write passages that the code misses under `examples`, or give --decisions."
    if not basis.background:
        return "Nothing to propose: there is nothing to compare with. Name transcripts with --on."
    return (
        "Nothing to propose: what is missed shares no words that the rest of the study seldom has. "
        "More examples, or decisions on two or three interviews, would help."
    )


def _show_candidate(number: int, candidate: Candidate) -> None:
    from rich.table import Table
    from rich.text import Text

    heading = Table.grid(expand=True, padding=(0, 1, 0, 0))
    heading.add_column(width=3, justify="right")
    heading.add_column(ratio=1, overflow="fold")
    for _ in range(3):
        heading.add_column(width=5, justify="right", no_wrap=True)
    counts = (f"+{len(candidate.gain):,}", f"-{len(candidate.cost):,}", f"?{len(candidate.unknown):,}")
    heading.add_row(str(number), Text(visible(candidate.text), style="bold"), *counts)
    stdout().print(heading)
    quotes = Table.grid(padding=(0, 1, 0, 0))
    quotes.add_column(width=5, justify="right", style="dim")
    quotes.add_column(overflow="fold")
    for sign, text in _quotes(candidate):
        quotes.add_row(sign, text)
    stdout().print(quotes)


def _quotes(candidate: Candidate) -> Iterator[tuple[str, Text | str]]:
    matcher = Matcher([candidate.query])
    sorts = (("+", candidate.gain, RIGHT), ("-", candidate.cost, WRONG), ("?", candidate.unknown, UNKNOWN))
    for sign, passages, most in sorts:
        for passage in passages[:most]:
            yield sign, _quote(_coding(passage, matcher))
        if len(passages) > most:
            yield "", f"and {len(passages) - most:,} more"


def _quote(coding: Coding) -> Text:
    """Return a quote with its source, and the matched words of the question."""
    source = f"{source_label(coding)} {coding.speaker}" if coding.transcript else "(in the codebook)"
    asked = f", asked: {', '.join(coding.context)}" if coding.context else ""
    return highlighted(coding.quote, coding.evidence_in_quote).append(f"  {visible(source + asked)}", style="dim")


def _coding(passage: Passage, matcher: Matcher) -> Coding:
    """Return a passage as coded by a candidate; an example has no transcript."""
    from dataclasses import replace

    evidence = matcher.read(passage.transcript, [passage]).evidence(0, 0)
    coding = Coding.of(Suggestion(passage, "", Source.RULE, "", 1.0, evidence))
    return coding if passage.transcript.file else replace(coding, transcript="")
