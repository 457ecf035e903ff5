"""What a code says, as texts of cells, and back: one text a key and language, lists with an entry a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_coder.codebook_schema import CodebookFields, CodeFields, ExampleFields

TEXTS = ("name", "definition", "include", "exclude", "memo", "retired")
LISTS = ("examples", "counterexamples", "rules", "unless", "addressed_by", "formerly")
#: All that one code says beside its sub-codes, in the order of a table's columns.
KEYS = (
    *("name", "definition", "include", "exclude", "examples", "counterexamples"),
    *("rules", "unless", "color", "memo", "addressed_by", "formerly", "retired"),
)

_BULLET, _FURTHER_LINE = "• ", "  "
_MARK = re.compile(r"[-*•·–—]\s*|\s|$")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?。！？…”’」\"'])\s*[;；]\s*(?=\S)")
_TAG = re.compile(r"\[([a-z]{2,3}(?:-[A-Za-z0-9]+)*|[QA]?)\] ")


@dataclass(frozen=True, slots=True)
class Key:
    """Which text of a code a cell holds; `language` is "" for a text without one, and for lists."""

    name: str
    language: str = ""


Cells = Mapping[Key, str]


def cells_of(code: CodeFields) -> dict[Key, str]:
    """Return what a code says, cell by cell; what it does not say has no cell."""
    cells: dict[Key, str] = {Key("color"): code.color}
    for name in TEXTS:
        cells |= {Key(name, language): text for language, text in getattr(code, name).items()}
    for name in LISTS:
        cells[Key(name)] = joined([_item(entry) for entry in getattr(code, name)])
    return {key: cells[key] for name in KEYS for key in cells if key.name == name and cells[key]}


def values_of(cells: Cells) -> dict[str, Any]:
    """Return what cells say about a code, as values for CodeFields."""
    values: dict[str, Any] = {}
    for key, cell in cells.items():
        if key.name in TEXTS:
            values.setdefault(key.name, {})[key.language] = cell
        elif key.name in LISTS:
            values[key.name] = list(map(_READ_ITEM[key.name], items(cell, entries_end=_ENTRY_ENDS.get(key.name))))
        else:
            values[key.name] = cell
    return values


def settings_cells(fields: CodebookFields) -> Iterator[tuple[str, Cells]]:
    """Yield what is said about the codebook as a whole, under `title:` and the like, and its lists, under `$name`."""
    if fields.title:
        yield "title:", {Key("name", language): text for language, text in fields.title.items()}
    for name, words in (("languages:", fields.languages), ("interviewers:", fields.interviewers)):
        if words:
            yield name, {Key("rules"): joined(words)}
    yield "unit:", {Key("rules"): str(fields.unit)}
    for name, words in fields.lists.items():
        yield f"${name}", {Key("rules"): joined(words)}


def is_setting(id: str) -> bool:
    """Tell whether a row is about the codebook as a whole: no code's id looks like that."""
    return id.startswith("$") or id in ("title:", "languages:", "interviewers:", "unit:")


def settings_of(rows: Mapping[str, Cells]) -> dict[str, Any]:
    """Return what rows of settings say, as values for CodebookFields."""
    settings: dict[str, Any] = {"lists": {}}
    for id, cells in rows.items():
        words = items(cells.get(Key("rules"), ""))
        if id == "title:":
            settings["title"] = values_of(cells).get("name", {})
        elif id == "unit:":
            settings["unit"] = words[0] if words else "sentence"
        elif id.startswith("$"):
            settings["lists"][id[1:]] = words
        else:
            settings[id[:-1]] = words
    return settings


def joined(entries: Sequence[str]) -> str:
    """Write entries into one cell, a line each; with bullets where lines alone would not tell them apart."""
    several = len(entries) > 1
    if all(_stands_alone(entry) and (several or not re.search("[;；]", entry)) for entry in entries):
        return "\n".join(entries)
    return "\n".join(_BULLET + entry.replace("\n", f"\n{_FURTHER_LINE}") for entry in entries)


def _stands_alone(entry: str) -> bool:
    return entry == entry.strip() and "\n" not in entry and not _MARK.match(entry)


def items(cell: str, *, entries_end: re.Pattern[str] | None = None) -> list[str]:
    """Read the entries of a cell: those of `joined` as they were; else lines, or what `entries_end` parts."""
    lines = cell.split("\n")
    if lines[0].startswith(_BULLET) and all(line.startswith((_BULLET, _FURTHER_LINE)) for line in lines):
        whole = "\n" + cell
        return [entry.replace(f"\n{_FURTHER_LINE}", "\n") for entry in whole.split(f"\n{_BULLET}")[1:]]
    found = [line.strip() for line in lines if line.strip()]
    if len(found) == 1 and entries_end:
        found = [entry.strip() for entry in entries_end.split(found[0]) if entry.strip()]
    if len(found) > 1 and all(map(re.compile(r"[-*•·–—]\s*\S").match, found)):
        found = [entry[1:].strip() for entry in found]
    return found


def _item(entry: str | ExampleFields | Mapping[str, str]) -> str:
    """Write one entry of a list as text."""
    match entry:
        case str():
            return entry
        case ExampleFields(text=text, question=""):
            return _tagged({"A": text}, plain="A")
        case ExampleFields(text=text, question=question):
            return _tagged({"Q": question, "A": text}, plain="A")
    return _tagged(entry, plain="")


def _tagged(texts: Mapping[str, str], *, plain: str) -> str:
    """Write texts under their tags, a line each: `[Q] ...`, `[en] ...`; a `plain` one alone needs no tag."""
    if texts.keys() == {plain} and not _TAG.match(texts[plain]):
        return texts[plain]
    return "\n".join(f"[{tag}] " + text.replace("\n", "\n ") for tag, text in texts.items())


def _untagged(entry: str, *, plain: str) -> dict[str, str]:
    lines = re.split(r"\n(?! )", entry)
    found = [_TAG.match(line) for line in lines]
    if not all(found):
        return {plain: entry}
    return {
        tag[1]: line[tag.end() :].replace("\n ", "\n")
        for tag, line in zip(found, lines, strict=True)
        if tag is not None
    }


def _example(entry: str) -> dict[str, str]:
    texts = _untagged(entry, plain="A")
    if not texts.keys() <= {"Q", "A"} or "A" not in texts:
        return {"text": entry}
    return {"text": texts["A"], **({"question": texts["Q"]} if "Q" in texts else {})}


def _measure(entry: str) -> dict[str, str]:
    texts = _untagged(entry, plain="")
    return {"": entry} if {"Q", "A"} & texts.keys() else texts


_READ_ITEM: Mapping[str, Callable[[str], str | dict[str, str]]] = {
    **dict.fromkeys(LISTS, str),
    "examples": _example,
    "counterexamples": _example,
    "addressed_by": _measure,
}
# Where one line may hold several entries: passages are told apart only where each ends like a sentence.
_ENTRY_ENDS = {
    "examples": _BETWEEN_SENTENCES,
    "counterexamples": _BETWEEN_SENTENCES,
    "addressed_by": re.compile("[;；]"),
    "formerly": re.compile("[;；]"),
}
