"""Label forms other than `Name: words`, believed where a whole file keeps to one: `Name - words`, `Name  0:02`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from interview_coder.readers import names
from interview_coder.readers.labels import Label
from interview_coder.readers.speakers import MOSTLY, Cast, Declared
from interview_coder.readers.stamps import STAMP, seconds_of

MOST_SPEAKERS = 12
#: A recording that is told from its time stamps alone begins at its beginning; a day's agenda does not.
FIRST_MINUTES = 300
#: A file that keeps to a form shows it early; a book need not be searched to its end for each.
SHOWN_EARLY = 20_000

_S = r"[^\S\n]"
_NAME = r"[*_]{0,3}(?P<name>[^\W\d_][\w .,'’·&/()（）、-]{0,59}?)[*_]{0,3}"
_ALONE = rf"{_S}{{0,8}}\n(?=\s{{0,8}}\S)"
_HEADING = rf"(?:\#{{1,6}}{_S}{{1,4}})?"
_NUMBER = rf"(?:\d{{1,4}}(?:[.)、]{_S}{{0,4}}|:?{_S}{{1,8}}))?"
_LEAD = rf"^{_S}{{0,20}}{_HEADING}(?:(?P<stamp>{STAMP})\s{{1,4}})?{_NUMBER}"
_NAMED = rf"[\[【<]?{_NAME}[\]】>]?"
_BESIDE_OR_BELOW = rf"(?:(?<=[\]】>])|{_S}{{1,8}}[-–—|]?{_S}{{0,4}}|{_S}{{0,8}}\n{_S}{{0,8}})"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns)


# Lines that are followed by a time stamp, or by another line that ends with one, are a table of contents.
_TIMED = _compiled(
    rf"^{_S}{{0,8}}(?P<stamp>{STAMP})\s{{0,4}}[-–—|]?{_S}{{0,4}}{_NAME}{_ALONE}(?!\s*{STAMP})",
    rf"^{_S}{{0,8}}{_NAMED}{_BESIDE_OR_BELOW}(?P<stamp>{STAMP}){_ALONE}(?!\s*[^\n]{{0,60}}{STAMP}{_S}*$)",
    rf"^{_S}{{0,8}}{_NAME}(?:\t|{_S}{{2,8}})(?P<stamp>{STAMP}){_S}{{1,8}}(?=\S)",
    rf"^{_S}{{0,8}}(?:\d{{1,4}}\.{_S})?(?P<stamp>{STAMP}){_S}{{0,8}}[-–—|]?{_S}{{0,4}}{_NAME}{_S}{{0,2}}[:：]{_S}{{0,8}}(?=\S)",
    rf"^{_S}{{0,8}}{_NAME},?{_S}{{0,4}}(?P<stamp>{STAMP})(?:{_S}?[:：](?!\d)|(?<=[\])）】>#])){_S}{{0,8}}(?=\S)",
)
_BELOW_BLANK = _compiled(rf"(?:\A|(?<=\n\n)){_S}{{0,8}}{_HEADING}{_NAME}{_ALONE}")
_ABBREVIATED = _compiled(rf"{_LEAD}(?P<name>[A-Z][A-Za-z]{{0,11}}\d{{0,3}})\.{_S}{{1,8}}(?=\S)")
_LOOSE = _compiled(
    rf"{_LEAD}{_NAME}(?:{_S}{{1,4}}[-–—]{{1,3}}{_S}{{1,4}}|[–—]{{1,2}})(?=\S)",
    rf"{_LEAD}{_NAME}(?P<fields>(?:\t[\d:.,]*)*)\t(?=[^\s\d])",
    rf"{_LEAD}{_NAME}(?:{_S}{{2,20}}|\u3000)(?=\S)",
    rf"{_LEAD}[*_]{{1,3}}{_NAME}(?<=[*_]){_S}{{1,8}}(?=\S)",
    rf"{_LEAD}[\[(（【<]{_NAME}[\])）】>]\s{{0,4}}(?=\S)",
    rf"{_LEAD}(?P<name>[A-Z][A-Z.'’-]+(?:{_S}[A-Z][A-Z.'’-]+){{0,3}}){_S}{{1,8}}(?![A-Z]{{2}})(?=\S)",
)
_LINES = _compiled(rf"{_LEAD}{_NAME}{_ALONE}")
# What asks and what answers where letters stand for both.
_LETTERS = (({"q"}, {"a"}), ({"i", "iv", "int"}, {"r", "b", "p", "a", "s", "e", "ip", "ie", "resp"}))


_Forms = tuple[re.Pattern[str], ...]
_PeopleOf = Callable[[str, list[Label]], set[str]]


def completed(cast: Cast, text: str, start: int, declared: Declared) -> Cast:
    """Return the cast of a text from `start` on, given that of the labels with a colon."""
    labels = [label for label in cast.labels if label.start >= start]
    more = _beside(text, start, labels, declared) if labels else _instead(text, start, declared)
    people = {label.name for label in more}
    passed_over = tuple(each for each in cast.passed_over if each.rpartition(" (")[0] not in people)
    return Cast(tuple(sorted((*labels, *more), key=lambda label: label.start)), passed_over)


def _beside(text: str, start: int, labels: Sequence[Label], declared: Declared) -> tuple[Label, ...]:
    """Return labels of a second form: `Q.` and `A.` in a court's record, or answers that no line begins with."""
    if "Q." in text:
        record = _taken(text, start, _ABBREVIATED, partial(_known_people, declared=declared))
        if len(record) > len(labels):
            return record
    return _answers_within(text, labels) if all(declared.asks(label.name) for label in labels) else ()


def _instead(text: str, start: int, declared: Declared) -> tuple[Label, ...]:
    """Return the labels of the one form that the file keeps to, where at least two people take turns.

    A form counts where each label has its time stamp; or where a speaker is declared or usual for interviews; or where
    names recur at the beginning of most paragraphs: headings, definitions and agendas do not.
    """
    groups: tuple[tuple[_Forms, _PeopleOf], ...] = (
        (_TIMED, _people_with_times),
        (_BELOW_BLANK, partial(_people, declared=declared, share=0)),
        (_ABBREVIATED, partial(_known_people, declared=declared)),
        (_LOOSE, partial(_people, declared=declared, share=0.5)),
        (_LINES, partial(_people, declared=declared, share=1)),
    )
    taken = (_taken(text, start, forms, people_of) for forms, people_of in groups)
    return next(filter(None, taken), ())


_WITHIN = re.compile(rf"(?:(?<=[.?!。？！…\"”)）])|(?<={_S}{{2}})){_S}{{0,4}}(?P<name>[^\W\d_]{{1,20}}\d{{0,2}})[:：]")


def _answers_within(text: str, labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return the labels inside paragraphs (`问：好吗？答：好。`), for a file in which only questions begin a line."""
    asking = {names.stem(label.name) for label in labels}
    turns = pairwise([*labels, None])
    found = (
        each
        for label, after in turns
        if label
        for each in _WITHIN.finditer(text, label.end, after.start if after else len(text))
    )
    return tuple(_label(each) for each in found if _belongs(names.stem(each["name"]), asking))


def _belongs(stem: str, asking: set[str]) -> bool:
    if stem in asking or names.answers_by_default(stem):
        return True
    return any(stem in answers and not asks.isdisjoint(asking) for asks, answers in _LETTERS)


def _taken(text: str, start: int, forms: _Forms, people_of: _PeopleOf) -> tuple[Label, ...]:
    """Return the labels of the form with most of them, of those in which people take turns."""
    return max((_in_form(text, start, form, people_of) for form in forms), key=len)


def _in_form(text: str, start: int, form: re.Pattern[str], people_of: _PeopleOf) -> tuple[Label, ...]:
    if len(_likely(form.finditer(text, start, start + SHOWN_EARLY))) < 2:
        return ()
    labels = _likely(form.finditer(text, start))
    people = people_of(text, labels)
    if not 1 < len(people) <= MOST_SPEAKERS:
        return ()
    return tuple(label for label in labels if names.key(label.name) in people)


def _likely(found: Iterable[re.Match[str]]) -> list[Label]:
    return [label for label in map(_label, found) if names.looks_like_name(names.surname_last(label.name))]


def _people_with_times(text: str, labels: list[Label]) -> set[str]:
    people = Counter(names.key(label.name) for label in labels)
    stamps = sum(1 for _ in re.finditer(STAMP, text[labels[0].start :]))
    begins = (labels[0].seconds or 0) < FIRST_MINUTES
    return set(people) if len(labels) >= stamps / 2 and (begins or max(people.values()) > 1) else set()


def _people(text: str, labels: list[Label], *, declared: Declared, share: float) -> set[str]:
    """Return those who recur: three times, or less where one of them is known or all paragraphs have labels."""
    counts = Counter(names.stem(label.name) for label in labels)
    known = _known(set(counts), declared)
    labelled = len(labels) / _paragraphs(text[labels[0].start :])
    if labelled < share and not _is_sure(known, labels):
        return set()
    throughout = bool(share) and labelled >= MOSTLY
    needed = 3 - bool(known) - throughout
    return {
        names.key(label.name) for label in labels if (stem := names.stem(label.name)) in known or counts[stem] >= needed
    }


def _is_sure(known: set[str], labels: Sequence[Label]) -> bool:
    """Tell whether known speakers make sure of a form: by more than letters, or by turns taken again and again."""
    if any(len(stem) > 2 or not stem.isascii() for stem in known):
        return True
    order = [names.stem(label.name) for label in labels if names.stem(label.name) in known]
    changes = sum(one != other for one, other in pairwise(order))
    return changes > 2 and changes >= MOSTLY * (len(order) - 1)


def _known_people(_text: str, labels: list[Label], *, declared: Declared) -> set[str]:
    known = _known({names.stem(label.name) for label in labels}, declared)
    return {names.key(label.name) for label in labels if names.stem(label.name) in known}


def _known(stems: set[str], declared: Declared) -> set[str]:
    """Return the stems that are sure to be speakers; a letter is one only beside its counterpart."""
    letters = {stem for stem in stems if (len(stem) == 1 and stem.isascii()) or stem == "ii"}
    for asks, answers in _LETTERS:
        if not stems.isdisjoint(asks) and not stems.isdisjoint(answers) and letters <= asks | answers:
            return stems & (asks | answers)
    usual = {stem for stem in stems if names.asks_by_default(stem) or names.answers_by_default(stem)}
    return {stem for stem in stems if declared.speaks(stem)} | {
        stem for stem in usual if len(stem) > 1 or not stem.isascii()
    }


def _paragraphs(text: str) -> int:
    text = text.strip()
    return (text.count("\n\n") or text.count("\n")) + 1


def _label(found: re.Match[str]) -> Label:
    groups = found.groupdict()
    stamp = groups.get("stamp") or groups.get("fields") or ""
    return Label(
        name=" ".join(found["name"].split()),
        start=found.start(),
        end=found.end(),
        seconds=seconds_of(stamp) if ":" in stamp or "：" in stamp else None,
        bold=False,
        bulleted=False,
        opens=True,
        firm=True,
    )
