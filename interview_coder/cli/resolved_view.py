"""How a coding looks that was found by its id: where it stands, why, and what coders made of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.cli.study_view import show_quote
from interview_coder.cli.study_words import Words
from interview_coder.in_words import in_words
from interview_coder.source_pattern import source_label

if TYPE_CHECKING:
    from interview_coder.coding_lookup import Resolved
    from interview_coder.study import CodedStudy


def show_resolved(study: CodedStudy, found: Resolved, language: str) -> None:
    """Print the quote between its neighbours, then file, rule in words and decisions."""
    say, coding, book = Words(language), found.coding, study.codebook
    transcript = next(each for each in study.material if each.id == coding.transcript)
    show_quote(coding, source_label(coding, language=language), language, transcript=transcript)
    place = {"turn": coding.turn, "passage": coding.passage, "start": coding.start, "end": coding.end}
    print_indented(say("place", file=visible(found.transcript.file), **place), 2)
    name = book.names(language).get(coding.code, "")
    print_indented(say("code of it", name=visible(name), id=visible(coding.code)), 2)
    if found.rule:
        print_indented(say("rule of it", id=visible(found.rule.id), text=visible(found.rule.text)), 2)
        for line in in_words(found.rule.query, language, book.lists).split("\n"):
            inner = len(line) - len(line.lstrip(" "))
            print_indented(visible(line[inner:]), 4 + inner, style="dim")
    for reason in (*coding.reasons, *coding.memos):
        print_indented(visible(reason), 2)
    for decision in found.decisions:
        verdict = say(
            "decided", at=decision.at, coder=visible(decision.coder), verdict=say(f"verdict {decision.verdict}")
        )
        print_indented(" ".join(verdict.split()), 2)
    if not found.decisions:
        print_indented(say("no decisions"), 2)
    stdout().print()


def resolved_data(study: CodedStudy, found: Resolved, language: str) -> dict[str, Any]:
    """Return the same as plain values."""
    rule = found.rule
    return {
        "id": found.coding.id,
        "file": found.transcript.file,
        **asdict(found.coding),
        "rule_text": rule.text if rule else None,
        "rule_in_words": in_words(rule.query, language, study.codebook.lists) if rule else None,
        "decisions": [asdict(decision) for decision in found.decisions],
    }
