"""Edits of a YAML text that leave every other byte as it was: comments, order, quotes, empty lines, line ends.

What is moved takes its own comments along: the comment lines directly above it that are not indented deeper, and those
below it that are. A comment with an empty line between stays where it is, and so do all comments around what is
removed. Each text that comes out is read again and must say what it was meant to, or the edit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from interview_coder.errors import CodebookError
from interview_coder.yaml_document import List, Scalar, Table
from interview_coder.yaml_piece import Piece, Plain, from_block, from_flow, new_entry, new_item, plain
from interview_coder.yaml_places import (
    COMMENT,
    Document,
    KeyPath,
    after_comments,
    between,
    blank_above,
    blank_at,
    children,
    collection,
    comments,
    ends_in_block_scalar,
    find,
    keeps_empty_lines,
    key,
    keys,
    number,
    own_lines,
    read,
    refusal,
    style_near,
    table,
)
from interview_coder.yaml_text import LINE_END, line_end, line_start, line_stop, literal, next_line, scalar, shifted

# Start and end in the text, and what is to stand there.
_Splice = tuple[int, int, str]

_BLOCK_SCALAR = re.compile(r"[|>][-+\d]*(?:\s+#[^\r\n]*)?[\r\n]")
_COMMA = re.compile(r"(?:\s|#[^\r\n]*)*,")


def append(document: Document, path: KeyPath, values: Sequence[Plain], order: Sequence[str] = ()) -> Document:
    """Add items at the end of a list; where its key is missing, it goes where `order` says."""
    if find(document, path) is None:
        return add_entry(document, path, list(values), order)
    style = style_near(document, path)
    return _insert(document, path, [_adapted(document, new_item(value, style)) for value in values])


def add_entry(document: Document, path: KeyPath, value: Plain, order: Sequence[str] = ()) -> Document:
    """Add an entry to a table: after the key that comes before it in `order`, as the last where `order` lacks it."""
    if find(document, path) and isinstance(value, str):
        return write(document, path, value)
    names = keys(document, path[:-1])
    before = [name for name in order[: order.index(path[-1])] if name in names] if path[-1] in order else names
    piece = _adapted(document, new_entry(path[-1], value, style_near(document, path)))
    return _insert(document, path[:-1], [piece], names.index(before[-1]) + 1 if before else 0)


def write(document: Document, path: KeyPath, text: str) -> Document:
    """Write a text in the place of another: in its quotes, or as a block scalar where it has several lines."""
    old, name, flow = find(document, path), key(document, path), table(document, path[:-1]).flow
    if not isinstance(old, Scalar):
        raise refusal(document, path)
    column, below = _text_column(document, path, old), next_line(document.text, old.end)
    # A comment that is indented as far would become part of a block scalar.
    block = None if flow or after_comments(document.text, below, column) > below else literal(text, column)
    lead = "" if old.written else " " if old.start > name.end else ": "
    if block:
        splice = _literal_splice(document.text, old, lead + block[0], block[1])
    else:
        splice = (old.start, old.end, lead + scalar(text, flow=flow, quote=_quote(old)))
    return _edited(document, [splice], path, lambda _: text)


def rename(document: Document, path: KeyPath, name: str) -> Document:
    """Give an entry another key, in the same quotes."""
    old, at = key(document, path), number(document, path)
    splice = (old.start, old.end, scalar(name, flow=table(document, path[:-1]).flow, quote=_quote(old)))
    return _edited(
        document,
        [splice],
        path[:-1],
        lambda entries: (*entries[:at], (name, entries[at][1]), *entries[at + 1 :]),
    )


def remove(document: Document, path: KeyPath) -> Document:
    """Remove an entry; comments around it stay."""
    return _cut(document, path[:-1], [number(document, path)], _bare_lines)


def remove_items(document: Document, path: KeyPath, which: Collection[int]) -> Document:
    """Remove items of a list by number from 0, and with the last its key; comments around them stay."""
    return _without_empty_key(_cut(document, path, which, _bare_lines), path)


def take_out(document: Document, path: KeyPath, which: Collection[int]) -> Document:
    """Remove children of a list or table by number from 0 with their own comments, and with the last its key."""
    return _without_empty_key(_cut(document, path, which, own_lines), path)


def move_items(
    document: Document, path: KeyPath, which: Collection[int], into: KeyPath, order: Sequence[str] = ()
) -> Document:
    """Move children of a list or table with their own lines to the end of another."""
    parent = collection(document, path)
    if parent.flow and COMMENT.search(between(document, parent)):
        document = _in_block_style(document, path)
    pieces = _pieces(document, collection(document, path), which)
    # Put in first, so that the layout of what goes is still there to be looked at.
    return take_out(_insert(with_key(document, into, order), into, pieces), path, which)


def move_entry(document: Document, path: KeyPath, into: KeyPath, order: Sequence[str] = ()) -> Document:
    """Move an entry with its own lines to the end of another table."""
    return move_items(document, path[:-1], [number(document, path)], into, order)


def with_last_line_ended(document: Document) -> Document:
    """Give a text a last line end where it ends in a block scalar, which says something else without one."""
    if document.text.endswith(("\n", "\r")) or not ends_in_block_scalar(document):
        return document
    return read(document.text + line_end(document.text, 0), document.file)


def _edited(document: Document, splices: Sequence[_Splice], path: KeyPath, change: Callable[[Any], Plain]) -> Document:
    """Put the new texts in their places; what comes out must say what `change` makes of what stood at the path."""
    text = document.text
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    try:
        edited = read(text, document.file)
    except CodebookError as error:
        raise refusal(document, path, error.problems[0].what) from error
    if plain(edited.root) != _changed(plain(document.root), path, change):
        raise refusal(document, path)
    return edited


def _changed(value: Any, path: KeyPath, change: Callable[[Any], Plain]) -> Plain:
    if path:
        return tuple((name, _changed(each, path[1:], change) if name == path[0] else each) for name, each in value)
    changed = change(value)
    return changed if isinstance(changed, str) else changed or None


def _adapted(document: Document, piece: Piece) -> Piece:
    """Give new lines the line ends of the text."""
    return replace(piece, block=piece.block.replace("\n", line_end(document.text, 0)))


def _quote(old: Scalar) -> str:
    return old.written[0] if old.written[:1] in ("'", '"') else ""


def _text_column(document: Document, path: KeyPath, old: Scalar) -> int:
    """Return how far the lines of a block scalar are indented, or should be."""
    lines = LINE_END.split(old.written)[1:] if old.written[:1] == "|" else []
    for line in filter(str.strip, lines):
        return len(line) - len(line.lstrip(" "))
    return key(document, path).column - 1 + style_near(document, path).step


def _literal_splice(text: str, old: Scalar, header: str, lines: str) -> _Splice:
    """Put a block scalar in the place of a text; a comment after the text goes after the header."""
    eol = line_end(text, old.start)
    if old.written[:1] in ("|", ">"):
        first = LINE_END.split(old.written, maxsplit=1)[0]
        stop, comment = old.end, first.lstrip("|>+-0123456789")
    else:
        stop = line_stop(text, old.end)
        comment = text[old.end : stop]
    end = eol if stop == len(text) else ""
    return old.start, stop, header + comment + eol + lines.replace("\n", eol) + end


def with_key(document: Document, path: KeyPath, order: Sequence[str]) -> Document:
    """Make sure that an entry is there, if only its key."""
    return document if find(document, path) else add_entry(document, path, None, order)


def _insert(document: Document, path: KeyPath, pieces: Sequence[Piece], at: int | None = None) -> Document:
    """Put pieces into the list or table at a path, before the child with a number, or at the end."""
    parent = find(document, path)
    flow = table(document, path[:-1]).flow if isinstance(parent, Scalar) else collection(document, path).flow
    if flow and any(piece.flow is None for piece in pieces):
        return _insert(_in_block_style(document, path), path, pieces, at)
    if isinstance(parent, List | Table):
        place = len(children(document, parent)) if at is None else at
        splices = (_flow_splices if flow else _block_splices)(document, parent, pieces, place)
    else:
        place, splices = 0, [_filling(document, path, pieces, flow=flow)]
    values: list[Any] = [piece.value if piece.key is None else (piece.key, piece.value) for piece in pieces]
    kind = list if pieces[0].key is None else tuple
    return _edited(document, splices, path, lambda old: kind([*(old or ())[:place], *values, *(old or ())[place:]]))


def _filling(document: Document, path: KeyPath, pieces: Sequence[Piece], *, flow: bool) -> _Splice:
    """Write the first items or entries below a key that has none."""
    text, style = document.text, style_near(document, path)
    name, empty = key(document, path), find(document, path)
    at = empty.end if empty else name.end
    if flow:
        brackets = "[]" if pieces[0].key is None else "{}"
        inside = ", ".join(piece.flow or "" for piece in pieces)
        spaces = len(text[at:]) - len(text[at:].lstrip(" "))
        return at, at + spaces, f"{' ' if at > name.end else ': '}{brackets[0]}{inside}{brackets[1]}"
    column = name.column - 1 + (style.offset if pieces[0].key is None else style.step)
    place = next_line(text, at)
    if any(_BLOCK_SCALAR.search(piece.block) for piece in pieces):
        place = after_comments(text, place, name.column)
    return _line_splice(text, place, pieces, column)


def _line_splice(text: str, place: int, pieces: Sequence[Piece], column: int, *, spaced: bool = False) -> _Splice:
    """Write pieces as lines of their own; a text that ends without a line end still does."""
    eol = line_end(text, place)
    gap = eol if spaced else ""
    lines = (gap + eol).join(shifted(piece.block, column) for piece in pieces)
    if place == len(text) and not text.endswith(("\n", "\r")):
        # A block scalar would lose the end of its last line.
        return place, place, eol + gap + lines + (eol if _BLOCK_SCALAR.search(lines) else "")
    return place, place, gap + lines + eol


def _block_splices(document: Document, parent: List | Table, pieces: Sequence[Piece], at: int) -> list[_Splice]:
    """Write pieces after the child before, with an empty line between where that one has one above it."""
    if at == 0:
        return [_line_splice(document.text, own_lines(document, parent, 0)[0], pieces, parent.column - 1)]
    above, place = own_lines(document, parent, at - 1)
    spaced = at > 1 and blank_above(document.text, above) < above and not keeps_empty_lines(parent, at - 1)
    return [_line_splice(document.text, place, pieces, parent.column - 1, spaced=spaced)]


def _flow_splices(document: Document, parent: List | Table, pieces: Sequence[Piece], at: int) -> list[_Splice]:
    """Write pieces within brackets: on lines of their own where the neighbour has one, else in its line."""
    text, siblings = document.text, children(document, parent)
    new = [piece.flow or "" for piece in pieces]
    if not siblings:
        return [(parent.start + 1, parent.start + 1, ", ".join(new))]
    neighbour = siblings[max(at - 1, 0)]
    margin = text[line_start(text, neighbour.start) : neighbour.start]
    separator = ", " if margin.strip() else f",{line_end(text, neighbour.start)}{margin}"
    if at == 0:
        return [(neighbour.start, neighbour.start, separator.join([*new, ""]))]
    limit = siblings[at].start if at < len(siblings) else parent.end - 1
    comma = _COMMA.match(text, neighbour.end, limit)
    rest = LINE_END.search(text, comma.end() if comma else neighbour.end, limit)
    if separator == ", " or (comma and not rest):
        return [(neighbour.end, neighbour.end, "".join(f", {piece}" for piece in new))]
    place = rest.start() if rest else neighbour.end
    kept = text[neighbour.end : place]
    lines = separator[1:] + separator.join(new)
    return [(neighbour.end, place, f"{kept}{lines}," if comma else f",{kept}{lines}")]


def _in_block_style(document: Document, path: KeyPath) -> Document:
    """Take the brackets off a list or table, and off those it stands in."""
    for length in range(len(path) + 1):
        found = find(document, path[:length])
        if isinstance(found, List | Table) and found.flow:
            document = _without_brackets(document, path[:length])
    return document


def _without_brackets(document: Document, path: KeyPath) -> Document:
    text, parent = document.text, collection(document, path)
    if not path:
        raise refusal(document, path)
    name, style, eol = key(document, path), style_near(document, path), line_end(document.text, parent.start)
    column = name.column - 1 + (style.offset if isinstance(parent, List) else style.step)
    lines = [shifted(block, column) for block in _unbracketed(document, parent)]
    start, stop = len(text[: parent.start].rstrip(" ")), line_stop(text, parent.end)
    comment = text[parent.end : stop].rstrip()
    if start == line_start(text, start):  # the brackets stand below their key
        lines = [comment.lstrip(), *lines] if comment else lines
    else:
        lines = [comment, *lines]
    return _edited(document, [(start, stop, eol.join(lines))], path, lambda value: value)


def _unbracketed(document: Document, parent: List | Table) -> list[str]:
    """Write each child on lines of its own, with the comments between them."""
    lines: list[str] = []
    at = parent.start + 1
    for child in [*children(document, parent), None]:
        for row, gap in enumerate(LINE_END.split(document.text[at : child.start if child else parent.end - 1])):
            comment = COMMENT.search(gap)
            if comment and row == 0 and lines:
                lines[-1] += f"  {comment.group().rstrip()}"
            elif comment:
                lines.append(comment.group().rstrip())
        if child:
            lines.append(from_flow(document.text, child.key, child.value).block)
            at = child.end
    return lines


def _pieces(document: Document, parent: List | Table, which: Collection[int]) -> list[Piece]:
    """Take children out, each with its own lines."""
    siblings = children(document, parent)
    if parent.flow:
        return [from_flow(document.text, siblings[at].key, siblings[at].value) for at in sorted(which)]
    pieces = []
    for at in sorted(which):
        start, end = own_lines(document, parent, at)
        lines = re.sub(r"(?:\r\n|\r|\n)\Z", "", shifted(document.text[start:end], 1 - parent.column))
        pieces.append(from_block(document.text, lines, siblings[at].key, siblings[at].value))
    return pieces


def _without_empty_key(document: Document, path: KeyPath) -> Document:
    """Remove a key under which nothing is left, unless a comment would go with it."""
    left = find(document, path)
    if left and plain(left):
        return document
    without = _cut(document, path[:-1], [number(document, path)], own_lines)
    return without if len(comments(without)) == len(comments(document)) else document


def _bare_lines(document: Document, parent: List | Table, at: int) -> tuple[int, int]:
    """Return the range of the lines in which a child in block style stands."""
    child = children(document, parent)[at]
    return line_start(document.text, child.start), next_line(document.text, child.end)


def _cut(
    document: Document,
    path: KeyPath,
    which: Collection[int],
    lines: Callable[[Document, List | Table, int], tuple[int, int]],
) -> Document:
    """Take children away; `lines` tells which lines go with a child in block style."""
    parent = collection(document, path)
    splices: list[_Splice] = []
    for at in sorted(which):
        if parent.flow:
            start, end = _flow_cut(document, parent, at, which)
        else:
            start, end = lines(document, parent, at)
            start, end = _with_empty_lines(document.text, start, end, keep=at > 0 and keeps_empty_lines(parent, at - 1))
        overlaps = bool(splices) and start <= splices[-1][1]
        before = splices.pop() if overlaps else (start, end, "")
        splices.append((before[0], max(end, before[1]), ""))
    return _edited(
        document, splices, path, lambda old: type(old)(each for at, each in enumerate(old) if at not in which)
    )


def _with_empty_lines(text: str, start: int, end: int, *, keep: bool) -> tuple[int, int]:
    """Where there are empty lines on both sides take those above too, or those below if the ones above are text."""
    if not keep:
        return (blank_above(text, start) if blank_at(text, end) else start), end
    while end < len(text) and blank_at(text, end):
        end = next_line(text, end)
    return start, end


def _flow_cut(document: Document, parent: List | Table, at: int, which: Collection[int]) -> tuple[int, int]:
    """Return the range to cut: a line of its own with its comment, else up to the next, or from the one before."""
    text, siblings = document.text, children(document, parent)
    child, after = siblings[at], siblings[at + 1 : at + 2]
    limit = after[0].start if after else parent.end - 1
    comma = _COMMA.match(text, child.end, limit)
    end = comma.end() if comma else child.end
    start, stop = line_start(text, child.start), line_stop(text, end)
    alone = not text[start : child.start].strip() and text[end:stop].lstrip()[:1] in ("", "#")
    if alone and start > parent.start and stop < parent.end:
        return start, next_line(text, end)
    kept = [sibling for number, sibling in enumerate(siblings[:at]) if number not in which]
    if after and any(number not in which for number in range(at, len(siblings))):
        return child.start, min(limit, stop)
    if kept and not LINE_END.search(text, kept[-1].end, child.start):
        return kept[-1].end, child.end
    return child.start, child.end if len(which) < len(siblings) else parent.end - 1
