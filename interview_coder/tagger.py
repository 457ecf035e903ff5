"""Tagger: a codebook's rules, proposing codes for passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from interview_coder.codebook import Codebook
from interview_coder.coding import Source, Suggestion
from interview_coder.matching import Match, Matcher
from interview_coder.passages import Passage
from interview_coder.transcript import Role


class Tagger:
    """A codebook compiled: give it passages, it gives suggestions.

    A passage gets a code once, from the first of the code's rules that holds there, unless an `unless` of the code
    or of a code above it holds as well.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._rules = [(code, rule) for code in codebook.codes for rule in code.rules]
        vetoes = {rule.id: rule for code in codebook.codes for rule in code.unless}
        self._veto_numbers = {id: len(self._rules) + at for at, id in enumerate(vetoes)}
        self._matcher = Matcher([rule.query for _, rule in self._rules] + [rule.query for rule in vetoes.values()])

    def tag(self, passages: Iterable[Passage], *, interviewers: bool = False) -> Iterator[Suggestion]:
        """Yield suggestions in reading order; interviewer turns are coded only if `interviewers` is true.

        Passages of one transcript must stand together.
        """
        for _, group in groupby(passages, key=lambda passage: id(passage.transcript)):
            codable = [passage for passage in group if interviewers or passage.turn.role is Role.RESPONDENT]
            if codable:
                matches = self._matcher.match(codable[0].transcript, codable)
                for _, found in groupby(matches, key=lambda match: match.passage.number):
                    yield from self._suggestions(list(found))

    def _suggestions(self, matches: list[Match]) -> Iterator[Suggestion]:
        """Choose among the matches of one passage: one suggestion a code, none where an `unless` holds."""
        numbers = {match.rule for match in matches}
        given: set[str] = set()
        for match in matches:
            if match.rule >= len(self._rules):
                return
            code, rule = self._rules[match.rule]
            vetoed = any(self._veto_numbers[veto.id] in numbers for veto in code.unless)
            if code.id not in given and not vetoed:
                given.add(code.id)
                yield Suggestion(match.passage, code.id, Source.RULE, rule.id, 1.0, match.evidence)
