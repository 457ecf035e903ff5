"""Foreign codings: decisions as other programs and people write them, put into a study's own terms.

They call a transcript by its file and a code by its name, spell a quote as their screen showed it, and copy out words
that stand in the transcript more than once.
"""

from __future__ import annotations

import bisect
import re
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from interview_coder.anchoring import whole_places
from interview_coder.codebook import Code, Codebook
from interview_coder.coding import Decision
from interview_coder.language import fold, has_han
from interview_coder.review_answers import Names
from interview_coder.transcript import Role, Transcript

# What stands between the names of a code and those above it: MAXQDA, NVivo and QualCoder write these.
_STEP = re.compile(r"\s*(?:\\+|>|»|::|/)\s*")
# What people put around a quote that is none of it.
_AROUND = re.compile(r"""\A(?:[\s"'“”‘’「」『』\[\]…]|\.\.\.)+|(?:[\s"'“”‘’「」『』\[\]…]|\.\.\.)+\Z""")
# So many quotes that stand in a text once, each after the one before it, show that a file goes along the text.
_IN_ORDER = 5


def in_own_terms(
    decisions: Iterable[Decision], codebook: Codebook, transcripts: Iterable[Transcript]
) -> tuple[Decision, ...]:
    """Return decisions with the ids and the spelling of a study; what it does not know stays as it was written.

    A quote that does not stand where it is said to be, and in a transcript more than once, gets a place where
    respondents say it there only, where a coder has as many such quotes as there are places, or where the quotes before
    and after it, in a file that goes along the text, leave one place only.
    """
    texts = {transcript.id: _Text(transcript) for transcript in transcripts}
    ids, codes = _ids(texts.values()), _Codes(codebook)
    renamed = [
        replace(decision, transcript=_id(decision.transcript, ids), code=code)
        for decision in decisions
        for code in codes.named(decision.code)
    ]
    spelt = [_spelt(decision, texts.get(decision.transcript)) for decision in renamed]
    return tuple(_told_apart(spelt, texts))


class _Text:
    """A transcript, and its text folded for comparison; positions are the same in both."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.text = transcript.text
        self.folded = fold(transcript.text)

    def spelling(self, quote: str) -> str | None:
        """Return how the text spells a quote; None where it does not hold it, or spells it in several ways."""
        for wanted in dict.fromkeys((quote.strip(), _AROUND.sub("", quote))):
            gap = r"\s*" if has_han(wanted) else r"\s+"
            pattern = gap.join(map(re.escape, fold(wanted).split()))
            found = {self.text[slice(*match.span())] for match in re.finditer(pattern, self.folded)} if pattern else ()
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def places(self, quote: str) -> tuple[int, ...]:
        """Return where respondents say a quote; where nobody else does, all places."""
        every = whole_places(quote, self.text)
        said = tuple(start for start in every if self._is_said(start, start + len(quote)))
        return said or every

    def _is_said(self, start: int, end: int) -> bool:
        turns = self.transcript.turns
        at = bisect.bisect_right(turns, start, key=lambda turn: turn.end)
        return at < len(turns) and turns[at].role is Role.RESPONDENT and turns[at].start < end


class _Codes:
    """The codes of a codebook by their ids, their names, and the names on the way down to them."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._names = Names(codebook)
        self._paths = {path: code.id for code in codebook.codes for path in _paths(code, codebook)}

    def named(self, text: str) -> tuple[str, ...]:
        """Return the ids of the codes that a cell names; the text itself where it names none."""
        if self._codebook.current(text):
            return (text,)
        if found := self._names.named(text):
            return found
        path = tuple(part.casefold() for part in _STEP.split(text.strip()) if part)
        at = next((at for at in range(len(path)) if path[at:] in self._paths), None)
        if at is not None:
            return (self._paths[path[at:]],)
        return (self._names.named(path[-1]) if path else ()) or (text,)


def _paths(code: Code, codebook: Codebook) -> Iterator[tuple[str, ...]]:
    """Yield the names of the codes from the theme down to one, in each language it has a name in, and as ids."""
    parts = code.id.split(".")
    lineage = [codebook.code(".".join(parts[: depth + 1])) for depth in range(len(parts))]
    for language in code.name.texts:
        yield tuple(each.name.in_language(language).casefold() for each in lineage)
    yield tuple(part.casefold() for part in parts)


def _ids(texts: Iterable[_Text]) -> Mapping[str, str]:
    """Return the ids of transcripts by what they may be called: the id, the file's name, with or without suffix."""
    every = [text.transcript for text in texts]
    called = [(name, each.id) for each in every for name in {_name(each.file), _stem(each.file)}]
    often = Counter(name for name, _ in called)
    return {name: id for name, id in called if often[name] == 1} | {each.id: each.id for each in every}


def _id(name: str, ids: Mapping[str, str]) -> str:
    return next((ids[called] for called in (name, _name(name), _stem(name)) if called in ids), name)


def _name(file: str) -> str:
    # It parts folders by either slash.
    return PureWindowsPath(file).name.casefold()


def _stem(file: str) -> str:
    return PureWindowsPath(file).stem.casefold()


def _spelt(decision: Decision, text: _Text | None) -> Decision:
    if text is None or not decision.quote or decision.quote in text.text:
        return decision
    return replace(decision, quote=text.spelling(decision.quote) or decision.quote)


@dataclass(frozen=True, slots=True)
class _Row:
    """A decision by its number in the file, and where it may stand."""

    number: int
    decision: Decision
    starts: tuple[int, ...]

    @property
    def words(self) -> Hashable:
        return self.decision.code, self.decision.quote


def _told_apart(decisions: Sequence[Decision], texts: Mapping[str, _Text]) -> Iterator[Decision]:
    """Yield the decisions, with the places of those quotes for which one is certain."""
    rows = [_Row(number, each, _starts(each, texts.get(each.transcript))) for number, each in enumerate(decisions)]
    found: dict[int, int] = {}
    for own in _grouped(rows, lambda each: (each.transcript, each.coder)):
        by_words = _grouped(own, lambda each: (each.code, each.quote))
        going = filter(_goes_along, [*_grouped(own, lambda each: each.code), own])
        for group in [*by_words, *going]:
            found |= _only_places(group)
    for row in rows:
        yield _at(row.decision, found.get(row.number))


def _at(decision: Decision, start: int | None) -> Decision:
    if start is None or start == decision.start:
        return decision
    return replace(decision, start=start, end=start + len(decision.quote))


def _starts(decision: Decision, text: _Text | None) -> tuple[int, ...]:
    """Return where a decision may stand: at its place, else wherever its quote is; who counts otherwise is off."""
    if decision.start is not None and (not text or text.text.startswith(decision.quote, decision.start)):
        return (decision.start,)
    return text.places(decision.quote) if text and not decision.before + decision.after else ()


def _grouped(rows: Iterable[_Row], key: Callable[[Decision], Hashable]) -> list[list[_Row]]:
    groups: dict[Hashable, list[_Row]] = {}
    for row in rows:
        groups.setdefault(key(row.decision), []).append(row)
    return list(groups.values())


def _goes_along(rows: Iterable[_Row]) -> bool:
    """Tell whether the quotes that stand in the text once come in its order."""
    starts = [row.starts[0] for row in rows if len(row.starts) == 1]
    return len(set(starts)) >= _IN_ORDER and starts == sorted(starts)


def _only_places(rows: Sequence[_Row]) -> dict[int, int]:
    """Return the starts of those rows that can stand in one place only, if all are in the order of the text."""
    once: dict[Hashable, _Row] = {}
    for row in rows:
        # The same quote given twice, though it stands there once, says nothing new.
        once.setdefault((row.words, row.number if len(row.starts) > 1 else -1), row)
    going = [row for row in once.values() if row.starts]
    first = _earliest([(row.words, row.starts) for row in going])
    last = _earliest([(row.words, tuple(-start for start in reversed(row.starts))) for row in reversed(going)])
    both = zip(going, first, reversed(last), strict=False)
    return {row.number: start for row, start, end in both if start == -end}


def _earliest(rows: Iterable[tuple[Hashable, tuple[int, ...]]]) -> list[int]:
    """Return the first place for each row that is not before the row before it; nothing where one has none.

    The same words with the same code must stand behind one another.
    """
    found: list[int] = []
    taken: dict[Hashable, int] = {}
    for words, starts in rows:
        least = max([*found[-1:], taken.get(words, -sys.maxsize) + 1])
        at = bisect.bisect_left(starts, least)
        if at == len(starts):
            return []
        found.append(starts[at])
        taken[words] = starts[at]
    return found
