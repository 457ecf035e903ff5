"""Front matter: the `name: value` lines between two `---` at the top of a text file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from interview_coder.errors import Problem, TranscriptError
from interview_coder.readers.decoding import unstorable
from interview_coder.readers.layout import NO_ATTRIBUTES
from interview_coder.readers.source import Source

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

_BLOCK = re.compile(r"---[^\S\n]*\n(?P<yaml>.*?\n)?(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_FLAT = "Write flat `name: value` lines (a colon and a space) between the --- lines"
_MAX_LINES = 60


def front_matter(source: Source, text: str) -> tuple[Mapping[str, str], int]:
    """Return the attributes and where the transcript proper begins; ({}, 0) without front matter.

    All values are text, as typed; empty ones are left out. Raises TranscriptError with every mistake.
    """
    block = _BLOCK.match(text)
    if not block or not _holds_names(block["yaml"] or ""):
        return NO_ATTRIBUTES, 0
    entries = list(_entries(source, block["yaml"]))
    problems = [entry for entry in entries if isinstance(entry, Problem)]
    if problems:
        raise TranscriptError(problems)
    attributes = dict(entry for entry in entries if isinstance(entry, tuple) and entry[1])
    return MappingProxyType(attributes), block.end()


def _holds_names(block: str) -> bool:
    """Tell front matter from a text between two rules: it is short and its first line names something."""
    if block.count("\n") > _MAX_LINES:
        return False
    first = next((line for line in block.split("\n") if line.strip() and not line.startswith("#")), "")
    return bool(re.match(r"[^:：\n]{1,60}[:：]", first))


def _entries(source: Source, block: str) -> Iterator[tuple[str, str] | Problem]:
    from ruamel.yaml.nodes import MappingNode, ScalarNode

    top = _composed(source, block)
    if not isinstance(top, MappingNode):
        yield Problem(source.file, "the front matter is no list of `name: value` lines", _FLAT, 2, 1)
        return
    seen: set[str] = set()
    for name, value in top.value:
        line, column = name.start_mark.line + 2, name.start_mark.column + 1
        if not isinstance(name, ScalarNode) or not isinstance(value, ScalarNode):
            yield Problem(source.file, "a value in the front matter is not plain text", _FLAT, line, column)
        elif name.value in seen:
            yield Problem(source.file, "the same name twice in the front matter", "Keep one", line, column)
        elif found := unstorable(name.value + value.value):
            yield Problem(source.file, f"{found[1]} in the front matter", "Delete it", line, column)
        else:
            seen.add(name.value)
            yield name.value, value.value.strip()


def _composed(source: Source, block: str) -> Node | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    with source.foreign("the front matter cannot be read as YAML", _FLAT):
        try:
            top: Node | None = YAML(typ="safe", pure=True).compose(block)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 2 if mark else 1
            what = "the front matter is not valid YAML"
            raise source.error(what, _FLAT, line=line, column=mark.column + 1 if mark else None) from error
        return top
