"""Examples: a codebook tested against the passages written down in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interview_coder.codebook import Code, Codebook, Example, Rule
from interview_coder.coverage import cover
from interview_coder.language import detect_language
from interview_coder.passages import Passage
from interview_coder.reasons import Reason, given_by, reason
from interview_coder.transcript import Role, Transcript, Turn


@dataclass(frozen=True, slots=True)
class Outcome:
    """An example, or a counterexample (`expected` is false), and what the rules make of it.

    `rule` is the one that gives it the code, None if none does; `reason` says why, where that is not as expected.
    """

    code: Code
    example: Example
    expected: bool
    rule: Rule | None
    reason: Reason | None

    @property
    def passed(self) -> bool:
        """Whether the example gets its code, or the counterexample does not."""
        return self.reason is None


def try_examples(codebook: Codebook, *, codes: Sequence[str] | None = None) -> tuple[Outcome, ...]:
    """Try whether every example gets its code (or a sub-code of it) and no counterexample does, in codebook order.

    `codes` are the ids of the codes whose examples are tried, all where it is None.
    """
    chosen = [code for code in codebook.codes if codes is None or code.id in codes]
    cases = [case for code in chosen for case in _cases(code)]
    coverage = cover(codebook, [as_passage(example) for _, example, _ in cases])
    outcomes: list[Outcome] = []
    for at, (code, example, expected) in enumerate(cases):
        rule = given_by(coverage, code, at)
        passed = (rule is not None) is expected
        outcomes.append(Outcome(code, example, expected, rule, None if passed else reason(coverage, code, at)))
    return tuple(outcomes)


def untested(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Return the codes that have rules and no example to try them on."""
    return tuple(code for code in codes if code.rules and not code.examples)


def _cases(code: Code) -> Iterator[tuple[Code, Example, bool]]:
    yield from ((code, example, True) for example in code.examples)
    yield from ((code, example, False) for example in code.counterexamples)


def as_passage(example: Example) -> Passage:
    """Return an example as the only answer of a conversation, after its question where it has one."""
    question = f"{example.question}\n" if example.question else ""
    text = question + example.text
    asked = [Turn(1, "", Role.INTERVIEWER, 0, len(example.question))] if question else []
    answer = Turn(len(asked) + 1, "", Role.RESPONDENT, len(question), len(text))
    language = detect_language(example.text)
    transcript = Transcript("example", "", text, (*asked, answer), language, "", "")
    return Passage(transcript, answer, 1, answer.start, answer.end)
