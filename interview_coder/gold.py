"""Gold: the passages known to belong to a code or not, from examples and decisions, and what its rules make of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.codebook import Code, Codebook, Example, is_within
from interview_coder.coding import Verdict
from interview_coder.coverage import NOWHERE, cover
from interview_coder.examples import as_passage
from interview_coder.language import HAN_BREAK, fold
from interview_coder.passages import Passage

Numbers = frozenset[int]
Verdicts = Mapping[tuple[int, str], Verdict]


@dataclass(frozen=True, slots=True)
class Basis:
    """How many passages of each sort are known.

    `elsewhere` belong to other codes only and `background` were not judged. `missed` are the examples and accepted
    passages that do not get the code, `mistaken` the counterexamples and rejected passages that do.
    """

    examples: int
    counterexamples: int
    accepted: int
    rejected: int
    elsewhere: int
    background: int
    missed: int
    mistaken: int


@dataclass(frozen=True, slots=True)
class Gold:
    """A study's passages, with examples after them; the sets hold numbers of passages, from 0.

    `wanted` should get the code or a sub-code and `unwanted` should not; `elsewhere` are known to belong to other codes
    only. `given` get it, and `refused` cannot, as an `unless` of the code holds there.
    """

    passages: tuple[Passage, ...]
    wanted: Numbers
    unwanted: Numbers
    elsewhere: Numbers
    given: Numbers
    refused: Numbers
    basis: Basis


def verdicts_on(study: Sequence[Passage], decided: Iterable[tuple[Passage, str, Verdict]]) -> Verdicts:
    """Return decisions by the number of the passage in `study` and the id of the code, without the disputed ones."""
    numbers = {(passage.transcript.id, passage.number): at for at, passage in enumerate(study)}
    found: dict[tuple[int, str], set[Verdict]] = {}
    for passage, code, verdict in decided:
        found.setdefault((numbers[passage.transcript.id, passage.number], code), set()).add(verdict)
    return {key: verdict for key, (verdict, *others) in found.items() if not others}


def gold_of(code: Code, codebook: Codebook, study: Sequence[Passage], verdicts: Verdicts) -> Gold:
    """Put together what is known of a code; passages of one transcript must stand together in `study`.

    What was accepted for a sub-code belongs to the code, and what was rejected for a code above it does not.
    """
    family = [other for other in codebook.codes if is_within(other.id, code.id)]
    above = [other for other in codebook.codes if is_within(code.id, other.id)]
    strangers = [other for other in codebook.codes if other not in family and other not in above]
    accepted = _decided(verdicts, Verdict.ACCEPTED, family)
    rejected = _decided(verdicts, Verdict.REJECTED, above) - accepted
    written = _Written(study)
    examples = written.numbers(example for other in family for example in other.examples)
    counterexamples = written.numbers(code.counterexamples) - examples
    others = written.numbers(example for other in strangers for example in other.examples)
    wanted = accepted | examples
    unwanted = (rejected | counterexamples) - wanted
    elsewhere = (_decided(verdicts, Verdict.ACCEPTED, strangers) | others) - wanted - unwanted
    coverage = cover(codebook, written.passages)
    given = NOWHERE.union(*map(coverage.given, family))
    basis = Basis(
        examples=len(examples),
        counterexamples=len(counterexamples),
        accepted=len(accepted - examples),
        rejected=len(unwanted - counterexamples),
        elsewhere=len(elsewhere),
        background=len(written.passages) - len(wanted | unwanted | elsewhere),
        missed=len(wanted - given),
        mistaken=len(unwanted & given),
    )
    vetoed = NOWHERE.union(*(coverage.hits[rule.id] for rule in code.unless))
    return Gold(coverage.passages, wanted, unwanted, elsewhere, given, vetoed - given, basis)


def _decided(verdicts: Verdicts, verdict: Verdict, codes: Collection[Code]) -> Numbers:
    ids = {code.id for code in codes}
    return frozenset(number for (number, id), each in verdicts.items() if each is verdict and id in ids)


class _Written:
    """The passages of a study, and examples after them; an example with the very words of a passage is that passage."""

    def __init__(self, study: Sequence[Passage]) -> None:
        self.passages = list(study)
        self._known: dict[str, set[int]] = {}
        for number, passage in enumerate(study):
            self._known.setdefault(_wording(passage.text), set()).add(number)

    def numbers(self, examples: Iterable[Example]) -> Numbers:
        """Return the numbers of the passages that some examples are, adding those that are none yet."""
        return NOWHERE.union(*map(self._number, examples))

    def _number(self, example: Example) -> set[int]:
        # With a question of its own it may be another passage in the same words: "No."
        key = f"{example.question}\n{_wording(example.text)}" if example.question else _wording(example.text)
        if key not in self._known:
            self._known[key] = {len(self.passages)}
            self.passages.append(as_passage(example))
        return self._known[key]


def _wording(text: str) -> str:
    """Return what stays the same where lines are broken."""
    return " ".join(HAN_BREAK.sub("", fold(text)).split())
