"""The shape of a codebook file: which keys may stand where, and what each holds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from interview_coder.passages import Unit


def _by_language(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


Text = Annotated[dict[str, str], BeforeValidator(_by_language)]


class _Fields(BaseModel):
    """Keys that were written without a value count as absent; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", strict=False)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: Any) -> Any:
        return {key: item for key, item in value.items() if item is not None} if isinstance(value, dict) else value


def _or_empty(value: Any) -> Any:
    return {} if value is None else value


class CodeFields(_Fields):
    """One code."""

    name: Text = {}
    color: str = Field("", pattern=r"^(#[0-9a-fA-F]{6})?$")
    definition: Text = {}
    include: Text = {}
    exclude: Text = {}
    rules: list[str] = []
    unless: list[str] = []
    examples: list[str] = []
    counterexamples: list[str] = []
    memo: Text = {}
    codes: dict[str, Annotated[CodeFields, BeforeValidator(_or_empty)]] = {}
    addressed_by: list[Text] = []


class CodebookFields(_Fields):
    """The whole file; `lists` names groups of words that rules call by `$name`."""

    title: Text = {}
    languages: list[Literal["en", "zh"]] = []
    unit: Unit = Unit.SENTENCE
    interviewers: list[str] = []
    lists: dict[str, list[str]] = {}
    codes: dict[str, Annotated[CodeFields, BeforeValidator(_or_empty)]] = Field(min_length=1)
