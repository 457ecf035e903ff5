"""The errors a user can cause or meet: each says what, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake with its place: `line` and `column` count from 1, None where unknown."""

    file: str
    what: str
    fix: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Write `file:line:column: what. fix` in one line."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        fix = self.fix if self.fix.endswith("?") else f"{self.fix}."
        return f"{place}: {self.what}." + (f" {fix}" if self.fix else "")


def reworded(problem: Problem, advice: str, better: str) -> Problem:
    """Give a problem another fix where it has this one, which does not help where it is met."""
    return replace(problem, fix=better) if problem.fix == advice else problem


class InterviewCoderError(Exception):
    """Base of every error with a message for the user; `exit_code` is what the command ends with."""

    exit_code = 70


class UsageError(InterviewCoderError):
    """The request itself makes no sense: an unknown attribute, a query that does not parse."""

    exit_code = 2


class InputError(InterviewCoderError):
    """A file that cannot be read as what it should be; holds every problem found in it."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TranscriptError(InputError):
    """A transcript file (or its participants table) that cannot be read."""


class CodebookError(InputError):
    """A codebook with mistakes, all of them listed."""


class CodingsError(InputError):
    """A file of codings or decisions with mistakes, all of them listed."""


class StudyError(InterviewCoderError):
    """A study's database that is damaged, no study's, or made by a newer version."""

    exit_code = 4


class NewerStudyError(StudyError):
    """A study's database that a newer version made: nothing is wrong with it, and nothing may replace it."""


class EnvironmentFailure(InterviewCoderError):
    """The machine said no: disk full, read-only folder, no permission, a missing extra."""

    exit_code = 5
