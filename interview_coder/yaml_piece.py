"""Piece: an item of a YAML list, or an entry of a table, on its own: as it was taken out, or newly written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interview_coder.yaml_document import List, Scalar, Table, Tree
from interview_coder.yaml_text import line_start, literal, scalar, shifted

# What a tree says: a table is a tuple of entries, and what is empty is None.
Plain = str | list["Plain"] | tuple[tuple[str, "Plain"], ...] | None


@dataclass(frozen=True, slots=True)
class Style:
    """How deep a table stands below its key, and a list's dashes below theirs; a dash with the spaces after it."""

    step: int = 2
    offset: int = 2
    dash: str = "- "


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry where it has a key, else an item.

    `block` are its lines, with the key or the dash at the left margin; `flow` is how it stands within brackets, None
    where it cannot.
    """

    key: str | None
    value: Plain
    block: str
    flow: str | None


def plain(tree: Tree) -> Plain:
    """Return what a tree says, without places and styles."""
    match tree:
        case Scalar():
            return None if tree.is_empty else tree.text
        case List(items):
            return [plain(item) for item in items] or None
        case Table(entries):
            return tuple((key.text, plain(value)) for key, value in entries) or None


def new_item(value: Plain, style: Style) -> Piece:
    """Write an item: a text, or a table of texts."""
    return Piece(None, value, _lines(style.dash, value, style), _in_flow(value))


def new_entry(key: str, value: Plain, style: Style) -> Piece:
    """Write an entry: nothing, a text, a list or a table."""
    head = f"{scalar(key)}:"
    if value is None or isinstance(value, str):
        block = head if value is None else _lines(f"{head} ", value, style)
    elif isinstance(value, list):
        block = f"{head}\n" + shifted("\n".join(new_item(each, style).block for each in value), style.offset)
    else:
        block = f"{head}\n" + shifted("\n".join(new_entry(*each, style).block for each in value), style.step)
    return Piece(key, value, block, f"{scalar(key, flow=True)}: {_in_flow(value)}")


def _lines(head: str, value: Plain, style: Style) -> str:
    """Write a value after a dash or a key."""
    indent = len(head) if head.startswith("-") else style.step
    if isinstance(value, tuple):
        return head + shifted("\n".join(new_entry(*each, style).block for each in value), indent).lstrip()
    text = value if isinstance(value, str) else ""
    block = literal(text, indent)
    return head + ("\n".join(block) if block else scalar(text))


def _in_flow(value: Plain) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_in_flow, value))}]"
    if isinstance(value, tuple):
        return f"{{{', '.join(f'{scalar(key, flow=True)}: {_in_flow(each)}' for key, each in value)}}}"
    return "" if value is None else scalar(value, flow=True)


def from_block(text: str, lines: str, key: Scalar | None, value: Tree) -> Piece:
    """Take a piece out of block style; `lines` are its own, moved to the left margin."""
    written = text[key.start if key else value.start : value.end]
    # What stands in one line without a comment can stand within brackets too.
    bare = not re.search(r"[\r\n]", lines) and lines.removeprefix("" if key else "-").strip() == written
    flow = f"{_kept(text, key)}: " if key else ""
    return Piece(key.text if key else None, plain(value), lines, flow + _kept(text, value) if bare else None)


def from_flow(text: str, key: Scalar | None, value: Tree) -> Piece:
    """Take a piece out of brackets."""
    start = key.start if key else value.start
    margin = re.match(" *", text[line_start(text, start) : start])
    written = shifted(text[value.start : value.end], -len(margin.group()) if margin else 0)
    if isinstance(value, Scalar):
        # In block style the lines of a text stand deeper than its key.
        written = re.sub(r"(\r\n|\r|\n) *(?=[^ \r\n])", r"\1  ", written)
    block = f"{key.written}: {written}" if key else f"- {written}"
    # Without the space, the colon would belong to the key.
    flow = text[start : value.end] + (" " if key and key.end < value.end == value.start else "")
    return Piece(key.text if key else None, plain(value), block.rstrip(), flow)


def _kept(text: str, tree: Tree) -> str:
    """Write a value from block style for use within brackets, in its own quotes."""
    if isinstance(tree, Scalar) and tree.written[:1] not in ("'", '"'):
        return scalar(tree.text, flow=True) if tree.written else ""
    return text[tree.start : tree.end]
