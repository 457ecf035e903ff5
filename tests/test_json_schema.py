"""The JSON Schema agrees with the reader of codebooks, and is the one that is shipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from interview_coder.codebook_schema import CodebookFields, CodeFields, ExampleFields
from interview_coder.codebook_yaml import codebook_yaml
from interview_coder.json_schema import codebook_json_schema
from tests.codebooks import codebooks

CODEBOOKS = Path(__file__).parent.parent / "codebooks"
SCHEMA: dict[str, Any] = json.loads(codebook_json_schema())


def mistakes(text: str) -> list[str]:
    """Check a YAML text as an editor does, which takes `no` and 010 for what they look like."""
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(YAML(typ="safe", pure=True).load(text))]


def test_json_schema_shipped_is_the_one_of_the_model() -> None:
    """After a change of the model: interview-coder codebook schema --write."""
    assert (CODEBOOKS / "codebook.schema.json").read_text(encoding="utf-8") == codebook_json_schema()


def test_json_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", sorted(CODEBOOKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_json_schema_takes_the_shipped_codebooks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=codebook.schema.json\n")
    assert mistakes(text) == []


@settings(max_examples=25)
@given(codebooks())
def test_json_schema_takes_every_codebook(fields: CodebookFields) -> None:
    assert mistakes(codebook_yaml(fields)) == []


def test_json_schema_tells_what_every_key_is_for() -> None:
    for name, model in (("CodeFields", CodeFields), ("ExampleFields", ExampleFields)):
        assert SCHEMA["$defs"][name]["properties"].keys() == model.model_fields.keys()
        assert all(field["description"] for field in SCHEMA["$defs"][name]["properties"].values())
    assert all(field["description"] for field in SCHEMA["properties"].values())


@pytest.mark.parametrize(
    "text",
    [
        "codes: {a: }",
        "codes: {no: {name: no, definition: 010, rules: [1*, 2024, no], examples: [12.5, {text: yes}]}}",
        "codes: {a: {name: {en: 1, zh: 是, pt-BR: x}, memo: , codes: }}",
        "codes: {a: {color: '#d95f02', addressed_by: [a, {en: b}], formerly: [b], retired: merged}}",
        "title: \nlanguages: [en]\nunit: turn\nlists: {a: [b]}\ncodes: {a: {}}",
    ],
)
def test_json_schema_takes_what_the_reader_takes(text: str) -> None:
    assert mistakes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "title: a",
        "codes: {}",
        "codes: ",
        "codes: [a]",
        "code: {a: {}}",
        "codes: {a: {defintion: b}}",
        "codes: {a: {color: red}}",
        "codes: {a: {color: 112233}}",
        "codes: {a: {rules: b}}",
        "codes: {a: {rules: [{b: c}]}}",
        "codes: {a: {name: {english: b}}}",
        "codes: {a: {name: [b]}}",
        "codes: {a: {examples: [{question: b}]}}",
        "codes: {a: {examples: [{text: b, answer: c}]}}",
        "unit: page\ncodes: {a: {}}",
        "languages: [fr]\ncodes: {a: {}}",
        "codes: {a: {codes: {b: {x: 1}}}}",
    ],
)
def test_json_schema_refuses_what_the_reader_refuses(text: str) -> None:
    assert mistakes(text)
