"""Look: how a codebook's names, words and rules are shown in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from interview_coder.borders import Range
from interview_coder.cli.review.labels import Labels
from interview_coder.cli.screen import visible
from interview_coder.codebook import Codebook, Rule
from interview_coder.in_words import RuleWords
from interview_coder.transcript import Transcript
from interview_coder.wording import Wording

# So many characters are shown of either end of many words.
_END = 40


@dataclass(frozen=True, slots=True)
class Look:
    """How things are shown: the codebook's names in a language, and whether marks must do without styles."""

    codebook: Codebook
    labels: Labels
    plain: bool = False

    def code(self, id: str) -> str:
        """Return what a code is called; its id where the codebook does not know it any more."""
        return visible(self.codebook.names(self.labels.language).get(id, id))

    def titled(self, id: str) -> Text:
        """Return what a code is called and, for a sub-code, its theme."""
        theme = id.partition(".")[0]
        return Text.assemble(self.code(id), (f" · {self.code(theme)}" if theme != id else "", "dim not bold"))

    def words(self, transcript: Transcript, spans: Sequence[Range]) -> str:
        """Return the words at some ranges in quotation marks."""
        quotes = (" ".join(transcript.quote(*span).split()) for span in spans)
        return visible(Wording(self.labels.language).quoted(list(quotes)))

    def ends_of(self, text: str) -> str:
        """Return a text in quotation marks, the middle of a long one left out: either border may have moved."""
        words = " ".join(text.split())
        if len(words) > 2 * _END + 3:
            words = f"{words[:_END].rstrip()} … {words[-_END:].lstrip()}"
        return visible(Wording(self.labels.language).quoted([words]))

    def rule(self, id: str) -> Rule | None:
        """Return the rule that a suggestion names, None where there is none of that name any more."""
        return next((rule for code in self.codebook.codes for rule in code.rules if rule.id == id), None)

    def in_words(self, rule: Rule) -> Iterator[tuple[int, str]]:
        """Yield the lines that say what a rule looks for, each with how deep it stands."""
        outline = RuleWords(self.labels.language, self.codebook.lists).outline(rule.query)
        return ((depth, visible(line)) for depth, line in outline.lines())
