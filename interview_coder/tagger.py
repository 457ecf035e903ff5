"""Tagger: a codebook's rules, proposing codes for passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from interview_coder.codebook import Codebook
from interview_coder.coding import Source, Suggestion
from interview_coder.matching import Matcher
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
        numbers = {id: len(self._rules) + at for at, id in enumerate(vetoes)}
        self._vetoes = {code.id: [numbers[rule.id] for rule in code.unless] for code in codebook.codes}
        self._matcher = Matcher([rule.query for _, rule in self._rules] + [rule.query for rule in vetoes.values()])

    def tag(self, passages: Iterable[Passage], *, interviewers: bool = False) -> Iterator[Suggestion]:
        """Yield suggestions in reading order; interviewer turns are coded only if `interviewers` is true.

        Passages of one transcript must stand together.
        """
        for _, group in groupby(passages, key=lambda passage: id(passage.transcript)):
            codable = [passage for passage in group if interviewers or passage.turn.role is Role.RESPONDENT]
            if codable:
                reading = self._matcher.read(codable[0].transcript, codable)
                for place, rules in reading.matches():
                    for rule in self._chosen(rules):
                        code, wording = self._rules[rule]
                        evidence = reading.evidence(place, rule)
                        yield Suggestion(codable[place], code.id, Source.RULE, wording.id, 1.0, evidence)

    def _chosen(self, rules: Sequence[int]) -> Iterator[int]:
        """Choose among the rules that hold in a passage: the first of each code, none where an `unless` holds."""
        held = set(rules)
        given: set[str] = set()
        for number in rules:
            if number >= len(self._rules):
                return
            code, _ = self._rules[number]
            if code.id not in given and held.isdisjoint(self._vetoes[code.id]):
                given.add(code.id)
                yield number
