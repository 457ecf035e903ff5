"""Write a codebook as a new YAML file in the project's style, to be edited by hand from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from interview_coder.codebook_schema import CodebookFields, CodeFields, ExampleFields
from interview_coder.json_schema import FILE_NAME
from interview_coder.yaml_text import display_width, scalar, scalar_lines, wrapped

_SCHEMA_LINE = f"# yaml-language-server: $schema={FILE_NAME}"
_WIDTH = 120
_SHORT = 100


def codebook_yaml(fields: CodebookFields) -> str:
    """Return the text of a codebook file; read again, it gives the same codebook."""
    settings = chain(
        _text("title", fields.title, ""),
        _short_list("languages", fields.languages, "") if fields.languages else (),
        [f"unit: {fields.unit}"],
        _short_list("interviewers", fields.interviewers, "") if fields.interviewers else (),
    )
    lists = chain.from_iterable(_short_list(scalar(name), words, "  ") for name, words in fields.lists.items())
    parts = [[_SCHEMA_LINE, *settings], ["lists:", *lists] if fields.lists else [], ["codes:", *_codes(fields.codes)]]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _codes(codes: Mapping[str, CodeFields], indent: str = "") -> Iterator[str]:
    for id, code in codes.items():
        lines = list(_code(code, f"{indent}    "))
        yield f"{indent}  {scalar(id)}:" + ("" if lines else " {}")
        yield from lines


def _code(code: CodeFields, indent: str) -> Iterator[str]:
    """Yield what stands below a code's id, its sub-codes last."""
    yield from _text("name", code.name, indent)
    if code.color:
        yield f"{indent}color: {scalar(code.color)}"
    for key in ("definition", "include", "exclude"):
        yield from _text(key, getattr(code, key), indent)
    yield from _block_list("rules", ([f"{indent}  - {scalar(rule)}"] for rule in code.rules), indent)
    yield from _block_list("unless", ([f"{indent}  - {scalar(rule)}"] for rule in code.unless), indent)
    yield from _block_list("examples", (_example(each, f"{indent}  ") for each in code.examples), indent)
    yield from _block_list("counterexamples", (_example(each, f"{indent}  ") for each in code.counterexamples), indent)
    yield from _text("memo", code.memo, indent)
    yield from _block_list("addressed_by", (_entry(each, f"{indent}  ") for each in code.addressed_by), indent)
    if code.formerly:
        yield from _short_list("formerly", code.formerly, indent)
    yield from _text("retired", code.retired, indent)
    if code.codes:
        yield f"{indent}codes:"
        yield from _codes(code.codes, indent)


def _block_list(key: str, entries: Iterable[Iterable[str]], indent: str) -> Iterator[str]:
    lines = list(chain.from_iterable(entries))
    if lines:
        yield f"{indent}{key}:"
        yield from lines


def _short_list(key: str, words: Sequence[str], indent: str) -> Iterator[str]:
    """Yield a list in brackets, on one line where it fits."""
    quoted = [scalar(word, flow=True) for word in words]
    line = f"{indent}{key}: [{', '.join(quoted)}]"
    if display_width(line) <= _WIDTH:
        yield line
    else:
        yield f"{indent}{key}: ["
        commas = [*(f"{word}," for word in quoted[:-1]), quoted[-1]]
        yield from (f"{indent}  {part}" for part in wrapped(commas, _WIDTH - len(indent) - 2))
        yield f"{indent}]"


def _text(key: str, texts: Mapping[str, str], indent: str) -> Iterator[str]:
    if not texts:
        return
    if texts.keys() == {""}:
        yield from scalar_lines(f"{indent}{key}:", texts[""], width=_WIDTH)
    elif display_width(line := f"{indent}{key}: {_table(texts)}") <= _SHORT:
        yield line
    else:
        yield f"{indent}{key}:"
        yield from _long_table(texts, f"{indent}  ")


def _example(example: ExampleFields, indent: str) -> Iterator[str]:
    if not example.question:
        return scalar_lines(f"{indent}-", example.text, width=_WIDTH)
    return _entry({"question": example.question, "text": example.text}, indent)


def _entry(texts: Mapping[str, str], indent: str) -> Iterator[str]:
    """Yield an entry of a list that may be a table."""
    if texts.keys() == {""}:
        yield from scalar_lines(f"{indent}-", texts[""], width=_WIDTH)
    elif display_width(line := f"{indent}- {_table(texts)}") <= _SHORT:
        yield line
    else:
        first, *more = _long_table(texts, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from more


def _table(texts: Mapping[str, str]) -> str:
    pairs = (f"{scalar(key)}: {scalar(text, flow=True)}" for key, text in texts.items())
    return "{" + ", ".join(pairs) + "}"


def _long_table(texts: Mapping[str, str], indent: str) -> Iterator[str]:
    for key, text in texts.items():
        yield from scalar_lines(f"{indent}{scalar(key)}:", text, width=_WIDTH)
