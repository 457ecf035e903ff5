"""Where things stand in a YAML text: the children of a list or table, the lines they own, and how they are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from interview_coder.errors import CodebookError, Problem
from interview_coder.yaml_document import List, Scalar, Table, Tree, parse_yaml
from interview_coder.yaml_piece import Style
from interview_coder.yaml_text import LINE_END, line_above, line_start, next_line

#: The keys that lead to a value.
KeyPath = tuple[str, ...]

COMMENT = re.compile(r"#[^\r\n]*")
_COMMENT_LINE = re.compile(r"( *)#")
_BLANK_LINE = re.compile(r" *(?:\r\n|\r|\n|\Z)")
_NO_CONTENT = re.compile(r"( *)(#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")
_INDENT = re.compile(r" *(?=[^ \r\n])")
_DASH = re.compile(r"(?<![^\r\n]) *-")
_KEEPING = re.compile(r"[|>]\d?\+")
_SPACED_DASH = re.compile(r"- +(?=[^ #\r\n])")


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text (without a byte-order mark) and its tree; `file` is what problems are reported under."""

    text: str
    file: str
    root: Tree


def read(text: str, file: str = "codebook") -> Document:
    """Read a text to edit; raises CodebookError where it is no faultless YAML."""
    root, problems = parse_yaml(text, file)
    if problems or root is None:
        raise CodebookError(problems or [Problem(file, "the file is empty", "Start with `codes:` and one theme")])
    return Document(text, file, root)


def comments(document: Document) -> list[str]:
    """Return all comments, in file order."""
    found: list[str] = []
    at = 0
    for leaf in _leaves(document.root):
        found += COMMENT.findall(document.text, at, leaf.start)
        if leaf.written[:1] in ("|", ">"):
            found += COMMENT.findall(LINE_END.split(leaf.written, maxsplit=1)[0])
        at = leaf.end
    found += COMMENT.findall(document.text, at)
    return [comment.rstrip() for comment in found]


def ends_in_block_scalar(document: Document) -> bool:
    """Tell whether the last value is written as lines after | or >."""
    return any(leaf.written[:1] in ("|", ">") for leaf in list(_leaves(document.root))[-1:])


def keeps_empty_lines(parent: List | Table, at: int) -> bool:
    """Tell whether a child ends in lines after |+ or >+, to which empty lines below belong."""
    child = parent.items[at] if isinstance(parent, List) else parent.entries[at][1]
    return any(_KEEPING.match(leaf.written) for leaf in list(_leaves(child))[-1:])


def _leaves(tree: Tree) -> Iterator[Scalar]:
    match tree:
        case Scalar():
            yield tree
        case List(items):
            for item in items:
                yield from _leaves(item)
        case Table(entries):
            for key, value in entries:
                yield key
                yield from _leaves(value)


def find(document: Document, path: KeyPath) -> Tree | None:
    """Follow keys into the tree; None where there is nothing."""
    tree = document.root
    for name in path:
        entries = tree.entries if isinstance(tree, Table) else ()
        found = next((value for key, value in entries if key.text == name), None)
        if found is None:
            return None
        tree = found
    return tree


def collection(document: Document, path: KeyPath) -> List | Table:
    """Return the list or table at a path."""
    found = find(document, path)
    if found is None or isinstance(found, Scalar):
        raise refusal(document, path)
    return found


def table(document: Document, path: KeyPath) -> Table:
    """Return the table at a path."""
    found = find(document, path)
    if not isinstance(found, Table):
        raise refusal(document, path)
    return found


def key(document: Document, path: KeyPath) -> Scalar:
    """Return the key of an entry that is there."""
    return table(document, path[:-1]).entries[number(document, path)][0]


def keys(document: Document, path: KeyPath) -> list[str]:
    """Return the keys of a table, none where it is not there."""
    found = find(document, path)
    return [name.text for name, _ in found.entries] if isinstance(found, Table) else []


def number(document: Document, path: KeyPath) -> int:
    """Return an entry's number in its table, from 0."""
    return keys(document, path[:-1]).index(path[-1])


def refusal(document: Document, path: KeyPath, why: str = "") -> CodebookError:
    """Build the error for a place that no edit was found for."""
    line = 1
    for length in range(len(path) + 1):
        found = find(document, path[:length])
        line = found.line if found else line
    what = why or "this is written in a way that no command can change safely"
    return CodebookError([Problem(document.file, what, "Edit it by hand; nothing was changed", line)])


@dataclass(frozen=True, slots=True)
class Child:
    """An item or an entry (which has a key) where it stands: from its dash or key to the end of its value."""

    key: Scalar | None
    value: Tree
    start: int
    end: int


def children(document: Document, parent: List | Table) -> list[Child]:
    """Return the items of a list or the entries of a table."""
    if isinstance(parent, Table):
        return [
            Child(name, value, name.start, _entry_end(document.text, name, value)) for name, value in parent.entries
        ]
    starts = [item.start for item in parent.items]
    if not parent.flow:
        dashes = (_DASH.search(document.text, one.end, other.start) for one, other in pairwise(parent.items))
        starts = [parent.start, *(dash.end() - 1 if dash else parent.start for dash in dashes)]
    return [Child(None, item, start, item.end) for item, start in zip(parent.items, starts, strict=True)]


def _entry_end(text: str, name: Scalar, value: Tree) -> int:
    """Return where an entry ends: with its value, or with the space without which the colon would belong to the key."""
    left_out = name.end < value.start == value.end
    return value.end + (left_out and text.startswith(" ", value.end))


def between(document: Document, parent: List | Table) -> str:
    """Return what stands within brackets besides the children."""
    inside = children(document, parent)
    ends = [parent.start, *(child.end for child in inside)]
    starts = [*(child.start for child in inside), parent.end]
    return "\n".join(document.text[end:start] for end, start in zip(ends, starts, strict=True))


def own_lines(document: Document, parent: List | Table, at: int) -> tuple[int, int]:
    """Return the range of the lines that belong to a child in block style."""
    text, siblings = document.text, children(document, parent)
    child, column = siblings[at], parent.column - 1
    floor = siblings[at - 1].end if at else 0
    start = line_start(text, child.start)
    while (above := line_above(text, start)) < start and above >= floor:
        comment = _COMMENT_LINE.match(text, above)
        if not comment or len(comment.group(1)) > column:
            break
        start = above
    return start, after_comments(text, next_line(text, child.end), _depth_below(text, child, column))


def _depth_below(text: str, child: Child, column: int) -> int:
    """Return how far a comment below a child must be indented to belong to it.

    As far as the child itself does where a list's dashes stand right below its key and no other key follows.
    """
    if isinstance(child.value, List) and not child.value.flow and child.value.column - 1 == column:
        follows = _INDENT.match(text, after_comments(text, next_line(text, child.end), 0))
        return column if not follows or len(follows.group()) < column else column + 1
    return column + 1


def after_comments(text: str, at: int, column: int) -> int:
    """Skip comment lines that are indented so far, and empty lines before them."""
    end = at
    while at < len(text) and (line := _NO_CONTENT.match(text, at)):
        at = line.end()
        if line.group(2) and len(line.group(1)) < column:
            break
        end = at if line.group(2) else end
    return end


def blank_above(text: str, at: int) -> int:
    """Return where the empty lines above a line begin; `at` where there are none."""
    while (above := line_above(text, at)) < at and _BLANK_LINE.fullmatch(text, above, at):
        at = above
    return at


def blank_at(text: str, at: int) -> bool:
    """Tell whether an empty line begins here, or nothing."""
    return bool(_BLANK_LINE.match(text, at))


def style_near(document: Document, path: KeyPath) -> Style:
    """Look how the tables and lists nearest to a place are laid out."""

    def nearness(block: tuple[KeyPath, Scalar, List | Table]) -> tuple[int, bool]:
        shared = takewhile(lambda pair: pair[0] == pair[1], zip(path, block[0], strict=False))
        return len(list(shared)), len(block[0]) == len(path)

    blocks = [block for block in _entries(document.root, ()) if not block[2].flow]
    style = Style()
    for kind in (Table, List):
        _, name, found = max((block for block in blocks if isinstance(block[2], kind)), key=nearness, default=_NONE)
        if isinstance(found, List):
            style = replace(style, offset=found.column - name.column, dash=_dash(document, found))
        elif isinstance(found, Table):
            style = replace(style, step=found.column - name.column)
    return style


_NONE: tuple[KeyPath, Scalar, None] = ((), Scalar("", 1, 1, ""), None)


def _dash(document: Document, items: List) -> str:
    """Return a list's last dash with the spaces after it."""
    found = _SPACED_DASH.match(document.text, children(document, items)[-1].start)
    return found.group() if found else "- "


def _entries(tree: Tree, path: KeyPath) -> Iterator[tuple[KeyPath, Scalar, List | Table]]:
    for name, value in tree.entries if isinstance(tree, Table) else ():
        here = (*path, name.text)
        if not isinstance(value, Scalar):
            yield here, name, value
        yield from _entries(value, here)
