"""What is doubtful in what a codebook says to people: names, definitions, examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from interview_coder.codebook import Code, Codebook, Example, LocalText, is_within
from interview_coder.errors import Problem
from interview_coder.examples import as_passage
from interview_coder.findings import Finding, Kind, about_code, lines_of, shortened
from interview_coder.language import fold, fold_case
from interview_coder.passages import split_passages

_CLOSES = dict(zip("（(《“「『【[", "）)》”」』】]", strict=True))
# `{en: money，zh：钱}` is one text to YAML.
_SWALLOWED = re.compile(r"[，；,;]\s*(?:en|zh)\s*[:：]")
# Cyrillic and Greek letters that look like a Latin one.
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕЅІЈКМНОРСТУХαοριντυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijshdqwABESIJKMHOPCTYXaopivtukABEZHIKMNOPTYX"
)


def text_findings(codebook: Codebook) -> Iterator[Finding]:
    """Yield what is doubtful in ids, names, definitions and examples."""
    yield from _look_alikes(codebook)
    for code in codebook.codes:
        yield from _marks(codebook, code)
        yield from _same_examples(codebook, code)
        yield from _long_examples(codebook, code)
    yield from _contradictions(codebook)


def undefined(codebook: Codebook) -> Iterator[Finding]:
    """Yield the codes without a definition."""
    fix = "Write in one sentence what a passage must say to get this code"
    for code in codebook.codes:
        if not code.definition:
            yield about_code(Kind.NO_DEFINITION, codebook, code, f"{code.id} has no definition", fix)


def _look_alikes(codebook: Codebook) -> Iterator[Finding]:
    """Yield ids and names that look the same but are not: Latin beside Cyrillic or Greek letters."""
    first: dict[str, tuple[str, int]] = {}
    for code in codebook.codes:
        for text in dict.fromkeys((code.id.rpartition(".")[2], *code.name.texts.values())):
            plain = fold_case(fold(text))
            other, line = first.setdefault(fold_case(fold(text.translate(_LOOKS_LIKE))), (plain, code.line))
            if other != plain:
                what = f"{shortened(text)} looks like a name in line {line}, but has letters of another alphabet"
                yield about_code(
                    Kind.LOOK_ALIKE, codebook, code, what, "Type one of them anew, or give it another name"
                )


def _texts(code: Code) -> Iterator[tuple[str, str]]:
    """Yield the texts of a code that people read, each with the key it stands under."""
    fields: dict[str, tuple[LocalText, ...]] = {
        # Without a name of its own, a code goes by its id.
        "name": () if str(code.name) == code.id.rpartition(".")[2] else (code.name,),
        "definition": (code.definition,),
        "include": (code.include,),
        "exclude": (code.exclude,),
        "addressed_by": code.addressed_by,
    }
    for field, texts in fields.items():
        yield from ((field, words) for words in chain.from_iterable(text.texts.values() for text in texts))


def _marks(codebook: Codebook, code: Code) -> Iterator[Finding]:
    """Yield brackets left open, and full-width marks that were to part two languages and stand in a text now."""
    for field, words in _texts(code):
        if mark := _left_open(words):
            what = f"{mark} is not closed in `{field}` of {code.id}"
            yield about_code(Kind.BRACKET, codebook, code, what, f"Add {_CLOSES[mark]}, or delete {mark}")
        if found := _SWALLOWED.search(words):
            what = f"{found[0].strip()} stands in a text under `{field}` of {code.id}"
            yield about_code(Kind.WIDE_MARK, codebook, code, what, "Part languages with , and : of plain width")


def _left_open(text: str) -> str:
    """Return the first bracket or quote that is opened and never closed, "" where there is none."""
    still_open: list[str] = []
    for mark in text:
        if mark in _CLOSES:
            still_open.append(mark)
        elif still_open and mark == _CLOSES[still_open[-1]]:
            still_open.pop()
    return still_open[0] if still_open else ""


def _at(example: Example, codebook: Codebook, what: str, fix: str) -> Problem:
    return Problem(codebook.file, what, fix, example.line, example.column)


def _words(example: Example) -> tuple[str, ...]:
    """Return what makes two examples the same, whatever their case, spaces or script."""
    return tuple(" ".join(fold_case(fold(text)).split()) for text in (example.question, example.text))


def _same_examples(codebook: Codebook, code: Code) -> Iterator[Finding]:
    for examples in (code.examples, code.counterexamples):
        first: dict[tuple[str, ...], Example] = {}
        for example in examples:
            twin = first.setdefault(_words(example), example)
            if twin is not example:
                what = f"{code.id} has the same example in line {twin.line}"
                yield Finding(Kind.SAME_EXAMPLE, _at(example, codebook, what, "Delete one"), code.id)


def _long_examples(codebook: Codebook, code: Code) -> Iterator[Finding]:
    """Yield the examples of a code that would be several passages in a transcript, in one finding."""
    long = [each for each in (*code.examples, *code.counterexamples) if _passages(each, codebook) > 1]
    if long:
        what = f"examples of {code.id} with more than one {codebook.unit} stand in {lines_of(long)}"
        fix = f"In a transcript each {codebook.unit} is coded by itself: keep what says it, or choose another unit"
        yield Finding(Kind.LONG_EXAMPLE, _at(long[0], codebook, what, fix), code.id)


def _passages(example: Example, codebook: Codebook) -> int:
    answer = as_passage(example)
    return sum(part.turn == answer.turn for part in split_passages(answer.transcript, codebook.unit))


def _contradictions(codebook: Codebook) -> Iterator[Finding]:
    """Yield examples of a code that are a counterexample of the same or another one.

    An example of a code that is none of its sub-code is what a contrast needs, and is passed over.
    """
    against: dict[tuple[str, ...], list[tuple[Code, Example]]] = {}
    for code in codebook.codes:
        for example in code.counterexamples:
            against.setdefault(_words(example), []).append((code, example))
    for code in codebook.codes:
        for example in code.examples:
            for other, denied in against.get(_words(example), ()):
                if other is code or not other.id.startswith(f"{code.id}."):
                    yield _contradiction(codebook, code, example, other, denied)


def _contradiction(codebook: Codebook, code: Code, example: Example, other: Code, denied: Example) -> Finding:
    what = f"this example of {code.id} is a counterexample of {other.id} in line {denied.line}"
    fix = "Keep both only if a passage cannot carry the two codes; else delete one"
    if is_within(code.id, other.id):
        what += "" if other is code else f", for which {code.id} counts"
        fix = "Delete one"
    return Finding(Kind.EXAMPLE, _at(example, codebook, what, fix), code.id)
