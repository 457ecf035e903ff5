"""Dictionaries in YAML as quanteda reads and writes them: keys within keys, each with a list of patterns."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.codebook_formats.drafts import Draft, Imported, assembled
from interview_coder.codebook_formats.patterns import plain_words, rules_of
from interview_coder.codebook_formats.rendering import Rendered, Wishes
from interview_coder.codebook_schema import CodebookFields
from interview_coder.errors import CodebookError, Problem
from interview_coder.readers.decoding import decode
from interview_coder.readers.source import Source
from interview_coder.yaml_document import List, Scalar, Table, Tree, parse_yaml
from interview_coder.yaml_text import scalar

# Under this key stand the patterns of a key that has keys below it too.
_OWN = "__"


def read(source: Source) -> Imported:
    """Read a dictionary: every key becomes a code, its patterns rules."""
    tree, problems = parse_yaml(decode(source).text, source.file)
    if problems:
        raise CodebookError(problems)
    if not isinstance(tree, Table):
        raise CodebookError([Problem(source.file, "expected keys with lists of words", "Is it the right file?")])
    if any(key.text == "codes" and isinstance(value, Table) for key, value in tree.entries):
        raise CodebookError([Problem(source.file, "this is a codebook already", "Use it as it is")])
    drafts: list[Draft] = []
    notes: list[str] = []
    _add(drafts, tree, None, notes)
    return assembled(source.file, drafts, notes=notes)


def _add(drafts: list[Draft], table: Table, parent: int | None, notes: list[str]) -> None:
    for key, value in table.entries:
        if key.text == _OWN and parent is not None:
            continue
        place = f"line {key.line}, {key.text}"
        rules = rules_of(place, _patterns(value), notes)
        drafts.append(Draft(place, {"name": {"": key.text}, "rules": rules}, parent=parent))
        if isinstance(value, Table):
            _add(drafts, value, len(drafts) - 1, notes)


def _patterns(tree: Tree) -> Iterator[str]:
    """Yield the patterns of a key itself."""
    match tree:
        case Scalar(text):
            if text:
                yield text
        case List(items):
            for item in items:
                yield from _patterns(item)
        case Table(entries):
            for key, value in entries:
                if key.text == _OWN:
                    yield from _patterns(value)


def write(fields: CodebookFields, wishes: Wishes) -> Rendered:
    """Write the words and phrases that rules look for; notes name the rules that say more."""
    words, notes = plain_words(fields)
    keys = {id for id in words if any(found for below, found in words.items() if f"{below}.".startswith(f"{id}."))}
    lines = list(_lines(words, keys))
    return Rendered("".join(f"{line}\n" for line in lines).encode(), tuple(notes))


def _lines(words: dict[str, list[str]], keys: set[str]) -> Iterator[str]:
    for id in filter(keys.__contains__, words):
        indent = "  " * id.count(".")
        yield f"{indent}{scalar(id.rpartition('.')[2])}:"
        if words[id] and any(other.startswith(f"{id}.") for other in keys):
            indent += "  "
            yield f"{indent}{_OWN}:"
        yield from (f"{indent}  - {scalar(word)}" for word in words[id])
