"""How a page shows codes: by number, name and colour; and the style rules by which one chooses among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.attributes import ordering
from interview_coder.codebook import Codebook, is_within
from interview_coder.coded_passages import Standing, standing_of
from interview_coder.coding import Coding
from interview_coder.crosstab import NONE, attribute_values, attributes
from interview_coder.exporters.colors import PALETTE, shades
from interview_coder.exporters.html_tags import Html, tag
from interview_coder.study import CodedStudy

#: Attributes are offered to choose by with so many values at most.
MOST_VALUES = 12

_COLOR = re.compile("#[0-9a-fA-F]{6}")


STANDING_STYLES = {Standing.ACCEPTED: "sa", Standing.DISPUTED: "sd", Standing.BY_RULE: "sr", Standing.BY_MODEL: "sm"}
_BY_RULE = STANDING_STYLES[Standing.BY_RULE]


@dataclass(frozen=True, slots=True)
class Mark:
    """A code on a page: `number` is its place in the codebook, `2.1`; `at` counts through all codes."""

    id: str
    at: int
    number: str
    name: str
    color: str

    @property
    def style(self) -> str:
        """The class that brings its colour."""
        return f"c{self.at}"

    @property
    def anchor(self) -> str:
        """The id of what the page says about it."""
        return f"c{self.at}"

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}"


Marks = Mapping[str, Mark]


def marks(study: CodedStudy, language: str) -> Marks:
    """Return how each code is shown, in codebook order; codes that only codings know come last, numbered `?`."""
    book = study.codebook
    names = {code.id: code.name.in_language(language) for code in (*book.codes, *book.retired)}
    numbers, colors = _numbers(book), _colors(book)
    known = [code.id for code in book.codes]
    ids = [*known, *sorted({coding.code for coding in study.codings} - set(known))]
    return {
        id: Mark(id, at, numbers.get(id, "?"), names.get(id, id), colors.get(id, PALETTE[at % len(PALETTE)]))
        for at, id in enumerate(ids)
    }


def _numbers(book: Codebook) -> dict[str, str]:
    """Return the numbers of codes, as chapters have them: 2, 2.1, 2.1.1."""
    numbers: dict[str, str] = {}
    below: Counter[str | None] = Counter()
    for code in book.codes:
        below[code.parent] += 1
        above = numbers.get(code.parent or "")
        numbers[code.id] = f"{above}.{below[code.parent]}" if above else str(below[code.parent])
    return numbers


def _colors(book: Codebook) -> dict[str, str]:
    """Return the colour of each code: its own, else that of the code above it, else the theme's in the palette."""
    colors: dict[str, str] = {}
    for at, theme in enumerate(book.themes):
        colors[theme.id] = PALETTE[at % len(PALETTE)]
    for code in book.codes:
        above = colors.get(code.parent or code.id, PALETTE[0])
        colors[code.id] = code.color if _COLOR.fullmatch(code.color) else above
    return colors


def chip(mark: Mark, *, href: str | None = None) -> Html:
    """Return a code's number in its colour, a link where there is something to go to."""
    return tag("a" if href else "span", mark.number, class_=f"k {mark.style}", href=href)


def coding_style(coding: Coding, mark: Mark) -> str:
    """Return the classes of a coding: its code's and its standing's; none for a rule's, as there are so many."""
    return " ".join(style for style in (mark.style, _standing_style(coding)) if style != _BY_RULE)


def carried(codings: Sequence[Coding], marks: Marks) -> str:
    """Return the classes of a turn or an interview with some codings: `tc3 tsr`, or `u` where there are none."""
    styles = {style for coding in codings for style in (marks[coding.code].style, _standing_style(coding))}
    return " ".join(f"t{style}" for style in sorted(styles)) or "u"


def _standing_style(coding: Coding) -> str:
    return STANDING_STYLES[standing_of(coding) or Standing.BY_RULE]


@dataclass(frozen=True, slots=True)
class Facet:
    """An attribute to choose interviews by: its values in order, and the value's number for each interview."""

    name: str
    at: int
    values: tuple[str, ...]
    of: Mapping[str, int]

    def style(self, transcript: str) -> str:
        """Return the class of the interviews with the same value."""
        return f"a{self.at}v{self.of[transcript]}"


def facets(study: CodedStudy) -> tuple[Facet, ...]:
    """Return the attributes that part the interviews into groups: few values, each for two interviews on average."""
    found: list[Facet] = []
    for name in (*attributes(study), "language"):
        of = attribute_values(study, name)
        values = sorted(set(of.values()), key=ordering(of.values(), none=NONE))
        given = sum(value != NONE for value in of.values())
        if 1 < len(values) <= min(len(of) / 2, MOST_VALUES) <= given and name not in {facet.name for facet in found}:
            numbers = {value: number for number, value in enumerate(values)}
            shown = tuple("–" if value == NONE else value for value in values)
            found.append(Facet(name, len(found), shown, {id: numbers[value] for id, value in of.items()}))
    return tuple(found)


def rules(marks: Marks, facets: Sequence[Facet]) -> Iterator[str]:
    """Yield the style rules that bring colours, and those that hide what was not chosen."""
    # The backgrounds and the colours of text of the style sheet.
    light = "".join(_colored(mark, on="#ffffff", text="#1b1f24", tint=0.16) for mark in marks.values())
    dark = "".join(_colored(mark, on="#16181d", text="#e6e6e3", tint=0.3) for mark in marks.values())
    yield f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}"
    for mark in marks.values():
        family = [other.style for other in marks.values() if is_within(other.id, mark.id)]
        yield _choice("code", mark.at, ",".join(f".{style}" for style in family), family)
    others = ",".join(f".{style}" for style in STANDING_STYLES.values() if style != _BY_RULE)
    for standing, style in STANDING_STYLES.items():
        yield _choice("standing", standing, f":not({others})" if style == _BY_RULE else f".{style}", [style])
    for facet in facets:
        for number in range(len(facet.values)):
            yield f"{_chosen(f'by{facet.at}', number)} .iv:not(.a{facet.at}v{number}){{display:none}}"


def _colored(mark: Mark, *, on: str, text: str, tint: float) -> str:
    seen = shades(mark.color, on=on, text=text, tint=tint)
    return f".{mark.style}{{--c:{seen.line};--t:{seen.tint}}}"


def _choice(control: str, value: int | str, wanted: str, styles: Sequence[str]) -> str:
    """Return the rules for one option: what is marked otherwise looks like plain text, or is hidden."""
    chosen, turns = _chosen(control, value), ",".join(f".t{style}" for style in styles)
    return (
        f"{chosen} .x mark:not({wanted}){{background:none;border-color:transparent}}"
        f"{chosen} :is(u>a,u i,blockquote):not({wanted}){{display:none}}"
        f"{chosen} .t:not({turns}) b{{font-weight:400}}"
        f".choose:has(#only:checked){chosen.removeprefix('.choose')} :is(.t,article):not({turns}){{display:none}}"
    )


def _chosen(control: str, value: int | str) -> str:
    """Return what selects all that comes after the controls, where one of them has a value.

    It asks the controls and not the page: a browser would look for them again with every element that it reads.
    """
    return f".choose:has(#{control}>[value='{value}']:checked)~*"
