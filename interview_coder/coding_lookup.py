"""Lookup: from the id of a quoted coding back to its file, its rule and what coders decided about it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from interview_coder.codebook import Rule
from interview_coder.coding import Coding, Decision
from interview_coder.errors import UsageError
from interview_coder.study import CodedStudy, CodedTranscript


@dataclass(frozen=True, slots=True)
class Resolved:
    """A coding with its transcript, the rule that spoke (None for a model or a coder) and its decisions in order."""

    coding: Coding
    transcript: CodedTranscript
    rule: Rule | None
    decisions: tuple[Decision, ...]


def resolve(study: CodedStudy, id: str) -> tuple[Resolved, ...]:
    """Return the codings with an id such as `P07:12:money`, or all those of a passage, `P07:12`.

    Rejected ones are found too. Raises UsageError for an id that no coding has, with the nearest that there are.
    """
    found = [coding for coding in study.codings if id in (coding.id, coding.id.rpartition(":")[0])]
    if not found:
        ids = dict.fromkeys(name for each in study.codings for name in (each.id, each.id.rpartition(":")[0]))
        near = difflib.get_close_matches(id, ids, n=3)
        guess = f"Near it are {', '.join(near)}" if near else "`summary --quotes 3` shows some"
        raise UsageError(f"no coding is called {id}. {guess}")
    transcripts = {transcript.id: transcript for transcript in study.transcripts}
    rules = {rule.id: rule for code in study.codebook.codes for rule in code.rules}
    return tuple(
        Resolved(coding, transcripts[coding.transcript], rules.get(coding.rule), _decisions(study, coding))
        for coding in found
    )


def _decisions(study: CodedStudy, coding: Coding) -> tuple[Decision, ...]:
    """Return what coders decided about this code in words that these share with it."""
    return tuple(
        decision
        for decision in study.decisions
        if decision.transcript == coding.transcript
        and study.codebook.current(decision.code) == coding.code
        and _touch(decision, coding)
    )


def _touch(decision: Decision, coding: Coding) -> bool:
    if decision.start is None or decision.end is None:
        return decision.quote == coding.quote
    return decision.start < coding.end and coding.start < decision.end
