"""Speakers: which of the possible labels of a file are speakers, and who of them asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from interview_coder.readers import names
from interview_coder.readers.heading import brief
from interview_coder.readers.labels import Label

MOSTLY = 0.8
RARELY = 0.2


@dataclass(frozen=True, slots=True)
class Declared:
    """The keys of the names that the user declared as interviewers, and as speakers of any role."""

    interviewers: frozenset[str]
    speakers: frozenset[str]

    @classmethod
    def of(cls, interviewers: Iterable[str], speakers: Iterable[str]) -> Declared:
        """Build it from names as the user wrote them."""
        return cls(frozenset(map(names.key, interviewers)), frozenset(map(names.key, speakers)))

    def speaks(self, name: str) -> bool:
        """Tell whether a label was declared in either role."""
        return not names.forms(name).isdisjoint(self.interviewers | self.speakers)

    def asks(self, name: str) -> bool:
        """Tell whether a speaker is an interviewer: by declaration if there is one, else by default."""
        if self.interviewers:
            return not names.forms(name).isdisjoint(self.interviewers)
        return names.asks_by_default(name)


@dataclass(frozen=True, slots=True)
class Cast:
    """The labels that are speakers, in order, and the names that were seen but not taken."""

    labels: tuple[Label, ...]
    passed_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a file writes its labels: None where both ways; `opens` and `lower` only where it is the rule."""

    bold: bool | None
    bulleted: bool | None
    firm: bool | None
    opens: bool
    lower: bool

    @classmethod
    def of(cls, labels: Collection[Label]) -> _Habits:
        later = sorted(labels, key=lambda label: label.start)[1:]  # nothing can stand above the first
        return cls(
            _habit([label.bold for label in labels]),
            _habit([label.bulleted for label in labels]),
            _habit([label.firm for label in labels]),
            _habit([label.opens for label in later]) is True,
            _habit([label.name.islower() for label in labels]) is True,
        )

    def fit(self, label: Label) -> bool:
        return self.fit_form(label) and (label.opens or not self.opens)

    def fit_form(self, label: Label) -> bool:
        """Tell whether a label is written as the others are, wherever it stands."""
        return (
            self.bold in (None, label.bold)
            and self.bulleted in (None, label.bulleted)
            and self.firm in (None, label.firm)
        )


def cast_speakers(
    text: str, labels: Sequence[Label], declared: Declared, *, start: int = 0, utterances: int = 0
) -> Cast:
    """Choose the labels that are speakers among those found in a text from `start` on.

    A label counts when it is declared or usual in interviews, or when it recurs, reads like a name
    and is written the way the file writes its labels. Where the labels are set off (bold, or a
    line of their own), or only interviewers were found, one occurrence of a name is enough; so it is
    where most of the `utterances` (cues of a subtitle file, 0 for running text) begin with a name.
    """
    certain = _certain(labels, declared)
    models = certain | _most_frequent(labels) or set(labels if utterances else ())
    habits = _Habits.of(models)
    fitting = [label for label in labels if label in certain or habits.fit(label)]
    taken = certain | _recurring(fitting, lower=habits.lower)
    set_off = habits.bold is True or habits.firm is True
    nobody_answers = all(declared.asks(label.name) or names.asks_by_default(label.name) for label in taken)
    named = {label for label in fitting if names.looks_like_name(label.name)}
    if (taken and (set_off or nobody_answers)) or len(named) >= MOSTLY * utterances > 0:
        taken |= named
    people = {names.key(label.name) for label in taken}
    taken |= {label for label in labels if names.key(label.name) in people and habits.fit_form(label)}
    if not certain and not _carries(text, taken, start):
        taken = set()
    return Cast(
        tuple(label for label in labels if label in taken),
        tuple(_passed_over([label for label in labels if label not in taken], habits)),
    )


def speaker_names(labels: Iterable[str]) -> dict[str, str]:
    """Give every label the name of its speaker: one spelling for one person.

    `Li (dean)` and `Li` are both Li; `Guest (dean)` and `Guest (clerk)` stay two; `Q1` and `Q2` are Q.
    """
    written: dict[str, dict[str, str]] = {}
    labels = list(labels)
    stems = set(map(names.stem, labels))
    spelt = {label: names.without_number(label) if names.counts_questions(label, stems) else label for label in labels}
    for name in spelt.values():
        written.setdefault(names.bare(name), {}).setdefault(names.key(name), name)
    return {
        label: written[names.bare(name)].get(names.bare(name)) or written[names.bare(name)][names.key(name)]
        for label, name in spelt.items()
    }


def _certain(labels: Collection[Label], declared: Declared) -> set[Label]:
    written = {label.name for label in labels}
    stems = set(map(names.stem, written))
    certain = {name for name in written if declared.speaks(name) or _usual(name, stems)}
    return {label for label in labels if label.name in certain}


def _usual(name: str, stems: set[str]) -> bool:
    if names.stem(name) == "i" and "ii" in stems:  # a list in Roman numbers
        return False
    partners = names.partners(name)
    if partners is not None and partners.isdisjoint(stems):
        return False
    return names.asks_by_default(name) or names.answers_by_default(name)


def _most_frequent(labels: Iterable[Label]) -> set[Label]:
    """Return the labels of the two names seen most often: what speakers look like in this file."""
    likely = [label for label in labels if names.occurrences_needed(label.name)]
    counts = Counter(names.stem(label.name) for label in likely)
    leading = {stem for stem, count in counts.most_common(2) if count > 1}
    return {label for label in likely if names.stem(label.name) in leading}


def _recurring(labels: Sequence[Label], *, lower: bool) -> set[Label]:
    counts = Counter(names.stem(label.name) for label in labels)
    enough = 2 if lower else 3
    return {
        label
        for label in labels
        if (needed := names.occurrences_needed(label.name)) and counts[names.stem(label.name)] >= min(needed, enough)
    }


def _carries(text: str, labels: Collection[Label], start: int) -> bool:
    """Tell whether labels nobody declared carry the file: two speakers, from its first half on or below a head."""
    people = {names.key(label.name) for label in labels}
    first = min((label.start for label in labels), default=len(text))
    early = first - start <= (len(text) - start) / 2 or all(map(brief, text[start:first].split("\n")))
    return (len(people) > 1 or len(labels) > 2) and early


def _passed_over(labels: Sequence[Label], habits: _Habits) -> list[str]:
    """List up to five names not taken that stand where labels stand, or recur elsewhere."""
    counts = Counter(label.name for label in labels if names.looks_like_name(label.name))
    fitting = {label.name for label in labels if habits.fit(label)}
    return [f"{name} ({count})" for name, count in counts.most_common() if count > 1 or name in fitting][:5]


def _habit(values: Sequence[bool]) -> bool | None:
    share = sum(values) / len(values) if values else 0.0
    if share >= MOSTLY:
        return True
    return False if share <= RARELY else None
