"""The shape of a codebook file: which keys may stand where, what each holds, and what is said when it does not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from interview_coder.passages import Unit

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def _by_language(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


def _with_text(value: Any) -> Any:
    if isinstance(value, dict) and "text" in value and value.keys() <= {"text", "question"}:
        return value
    if isinstance(value, str):
        return {"text": value}
    # Most often a text with a colon and a space, which YAML takes for a table.
    raise PydanticCustomError("string_type", "expected text")


# The key "" stands for a text without a language; in a file no key is empty.
Language = Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]+)*)?$")]
Text = Annotated[dict[Language, str], BeforeValidator(_by_language)]


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

    text: str
    question: str = ""


Example = Annotated[ExampleFields, BeforeValidator(_with_text)]


class CodeFields(_Fields):
    """One code."""

    name: Text = {}
    color: str = Field("", pattern=r"^(#[0-9a-fA-F]{6})?$")
    definition: Text = {}
    include: Text = {}
    exclude: Text = {}
    rules: list[str] = []
    unless: list[str] = []
    examples: list[Example] = []
    counterexamples: list[Example] = []
    memo: Text = {}
    codes: dict[str, Annotated[CodeFields, BeforeValidator(_or_empty)]] = {}
    addressed_by: list[Text] = []
    formerly: list[str] = []
    retired: Text = {}


class CodebookFields(_Fields):
    """The whole file; `lists` names groups of words that rules call by `$name`."""

    title: Text = {}
    languages: list[Literal["en", "zh"]] = []
    unit: Unit = Unit.SENTENCE
    interviewers: list[str] = []
    lists: dict[str, list[str]] = {}
    codes: dict[str, Annotated[CodeFields, BeforeValidator(_or_empty)]] = Field(min_length=1)


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
