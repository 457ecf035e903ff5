"""The shape of a codebook file: which keys may stand where, what each holds, and what is said when it does not."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from interview_coder.passages import Unit

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema, ErrorDetails


def _by_language(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


def _with_text(value: Any) -> Any:
    if isinstance(value, dict) and "text" in value and value.keys() <= {"text", "question"}:
        return value
    if isinstance(value, str):
        return {"text": value}
    # Most often a text with a colon and a space, which YAML takes for a table.
    raise PydanticCustomError("string_type", "expected text")


@dataclass(frozen=True, slots=True)
class _ShortFor:
    """Tells editors (by the JSON Schema) what may stand in a file for a table, and is taken for one when read."""

    types: tuple[str, ...]

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": list(self.types)}, handler(core_schema)]}


# What the YAML parsers of editors take for a number or a truth value is text here.
SCALAR = ("string", "number", "boolean")

# The key "" stands for a text without a language; in a file no key is empty.
Language = Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]+)*)?$")]
Text = Annotated[dict[Language, str], BeforeValidator(_by_language), _ShortFor(SCALAR)]


class _Fields(BaseModel):
    """Keys that were written without a value count as absent; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", strict=False)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: Any) -> Any:
        return {key: item for key, item in value.items() if item is not None} if isinstance(value, dict) else value


def _or_empty(value: Any) -> Any:
    return {} if value is None else value


class ExampleFields(_Fields):
    """A passage; where its words say little alone, the interviewer's question before it."""

    text: str = Field(description="The passage, as somebody said it.")
    question: str = Field("", description="The interviewer's question before it, where the words say little alone.")


Example = Annotated[ExampleFields, BeforeValidator(_with_text), _ShortFor(SCALAR)]


class CodeFields(_Fields):
    """One code."""

    name: Text = Field({}, description="What people see: one text, or one per language: {en: ..., zh: ...}.")
    color: str = Field(
        "",
        pattern=r"^(#[0-9a-fA-F]{6})?$",
        description="Six hexadecimal digits after a #, in quotes.",
        examples=["#d95f02"],
    )
    definition: Text = Field({}, description="What the code means.")
    include: Text = Field({}, description="What belongs to it, though one might doubt.")
    exclude: Text = Field({}, description="What does not belong to it, and where that belongs instead.")
    rules: list[str] = Field(
        [],
        description='Any of these gives the code to a passage: fund, fund*, "a phrase", =Exact, AND, OR, NOT, NEAR/6, '
        "BEFORE/6, QUESTION(...), TURN(...), BESIDE(...), $list.",
        examples=[["money AND (no OR not)", "经费 NEAR/8 (不足 OR 不够)", "QUESTION(fund*) AND never"]],
    )
    unless: list[str] = Field(
        [],
        description="Any of these takes the code away from a passage, and its sub-codes too.",
        examples=[['"money is not the problem"']],
    )
    examples: list[Example] = Field([], description="Passages that must get the code; with `question:` where needed.")
    counterexamples: list[Example] = Field([], description="Passages that must not get it.")
    memo: Text = Field({}, description="Notes to yourself.")
    addressed_by: list[Text] = Field([], description="Measures that answer this problem, shown in reports.")
    formerly: list[str] = Field([], description="Ids it had before; decisions made under them are kept.")
    retired: Text = Field({}, description="Why it is no longer used: it stays for its decisions, but tags nothing.")
    codes: dict[str, Annotated[CodeFields, BeforeValidator(_or_empty), _ShortFor(("null",))]] = Field(
        {}, description="Sub-codes by id; a passage that carries one counts for this code too."
    )


class CodebookFields(_Fields):
    """The whole file; `lists` names groups of words that rules call by `$name`."""

    title: Text = Field({}, description="What the study is about: one text, or one per language.")
    languages: list[Literal["en", "zh"]] = Field([], description="The languages of the interviews.")
    unit: Unit = Field(Unit.SENTENCE, description="What carries a code.")
    interviewers: list[str] = Field(
        [], description="Speaker labels that ask [default: Interviewer, 访谈者 and the like]."
    )
    lists: dict[str, list[str]] = Field(
        {},
        description="Words that belong together; rules call them by $name.",
        examples=[{"money": ["money", "fund*", "budget"]}],
    )
    codes: dict[str, Annotated[CodeFields, BeforeValidator(_or_empty), _ShortFor(("null",))]] = Field(
        min_length=1, description="The themes by id: letters of any script, digits, _ and -."
    )


# pydantic's kind of error -> what is wrong with `key`, and how to mend it; `found` is what stands there.
_MESSAGES = {
    "missing": ("no codes stand here", "Write `codes:` with one theme below it"),
    "too_short": ("no codes stand here", "Write `codes:` with one theme below it"),
    "string_type": ("expected text for {key}, found {found}", "Write it on one line, or quote it"),
    "list_type": ("expected a list for {key}, found {found}", "Begin each entry with - on a line of its own"),
    "dict_type": ("expected keys under {key}, found {found}", "Write `key: value` lines, indented"),
    "model_type": ("expected keys under {key}, found {found}", "Write `key: value` lines, indented"),
    "literal_error": ("{key} cannot be that", "Use one of {expected}"),
    "enum": ("{key} cannot be that", "Use one of {expected}"),
    "string_pattern_mismatch": ("{key} is no colour", 'Write it as "#d95f02", in quotes'),
}


# Keys that hold a text, or a table of texts by language.
_TEXTS = {
    name
    for fields in (CodeFields, CodebookFields)
    for name, field in fields.model_fields.items()
    if field.annotation in (dict[Language, str], list[Text], list[Example])
}


def shape_message(detail: ErrorDetails, found: str) -> tuple[str, str]:
    """Say in words what pydantic met, and how to mend it; `found` names what stands in the file instead."""
    key = next((part for part in reversed(detail["loc"]) if isinstance(part, str) and part != "[key]"), "the file")
    if detail["type"] == "extra_forbidden":
        return f"unknown key {key}", _did_you_mean(key, CodebookFields if len(detail["loc"]) == 1 else CodeFields)
    if detail["type"] == "string_pattern_mismatch" and detail["loc"][-1] == "[key]":
        return f"{key} is no language", "Use en or zh; quote a text that holds a comma and stands between { and }"
    kind = "string_type" if key in _TEXTS and detail["type"] in ("dict_type", "model_type") else detail["type"]
    what, fix = _MESSAGES.get(kind, ("{key}: {msg}", "See codebooks/README.md"))
    words = {"key": key, "found": found, "msg": detail["msg"], "expected": detail.get("ctx", {}).get("expected", "")}
    return what.format_map(words), fix.format_map(words)


def _did_you_mean(key: str, fields: type[_Fields]) -> str:
    known = list(fields.model_fields)
    close = difflib.get_close_matches(key, known, n=1)
    return f"Did you mean {close[0]}" if close else f"Known here are {', '.join(known)}"
