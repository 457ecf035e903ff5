"""LIWC dictionaries (.dic): numbered categories between two lines of %, then a word a line with its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from interview_coder.codebook_formats.drafts import Draft, Imported, assembled
from interview_coder.codebook_formats.patterns import plain_words, rules_of
from interview_coder.codebook_formats.rendering import Rendered, Wishes
from interview_coder.codebook_schema import CodebookFields
from interview_coder.readers.decoding import decode
from interview_coder.readers.source import Source

_CATEGORY = re.compile(r"\s*(\d+)\s+(.*\S)\s*")
# What begins with < is a condition on the words around, `<of>131/125`.
_ENTRY = re.compile(r"\s*([^\s<].*?)((?:\s+\d+)+)\s*")


def read(source: Source) -> Imported:
    """Read a dictionary: every category becomes a code; one called `a.b` lies below `a`, where there is that."""
    lines = decode(source).text.split("\n")
    marks = [at for at, line in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        raise source.error("no categories between two lines of %", "Is it a LIWC dictionary?")
    notes: list[str] = []
    names = {found[1]: found[2] for line in lines[marks[0] + 1 : marks[1]] if (found := _CATEGORY.fullmatch(line))}
    words = _words(lines, marks[1] + 1, names, notes)
    places = list(names.values())
    drafts = [
        _nested(Draft(place, {"name": {"": name}, "rules": rules_of(place, words[number], notes)}), name, places)
        for number, name in names.items()
        for place in (f"category {name}",)
    ]
    return assembled(source.file, drafts, notes=notes)


def _words(lines: Sequence[str], start: int, names: Mapping[str, str], notes: list[str]) -> dict[str, list[str]]:
    """Return the words of each category, by its number; add a note for each line that is no such entry."""
    words: dict[str, list[str]] = {number: [] for number in names}
    for at, line in enumerate(lines[start:], start=start + 1):
        found = _ENTRY.fullmatch(line)
        numbers = found[2].split() if found else []
        if line.strip() and (not numbers or not set(numbers) <= words.keys()):
            notes.append(f"line {at}: no word with the numbers of categories: {line.strip()}")
        for number in words.keys() & set(numbers):
            words[number].append(found[1] if found else "")
    return words


def _nested(draft: Draft, name: str, names: Sequence[str]) -> Draft:
    above, _, own = name.rpartition(".")
    if above not in names:
        return draft
    return Draft(draft.place, {**draft.values, "name": {"": own}}, parent=names.index(above))


def write(fields: CodebookFields, wishes: Wishes) -> Rendered:
    """Write the words and phrases that rules look for; notes name the rules that say more."""
    words, notes = plain_words(fields)
    numbers = {id: number for number, id in enumerate(words, start=1)}
    homes: dict[str, list[int]] = {}
    for id, found in words.items():
        for word in found:
            homes.setdefault(word, []).append(numbers[id])
    lines = ["%", *(f"{number}\t{id}" for id, number in numbers.items()), "%"]
    lines += ["\t".join([word, *map(str, found)]) for word, found in homes.items()]
    return Rendered("".join(f"{line}\n" for line in lines).encode(), tuple(notes))
