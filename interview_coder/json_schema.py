"""The JSON Schema of a codebook file, with which editors complete and check it while one types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from interview_coder.codebook_schema import SCALAR, CodebookFields

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

FILE_NAME = "codebook.schema.json"


def codebook_json_schema() -> str:
    """Return the JSON Schema (draft 2020-12) as text, made from the same model that checks a codebook."""
    schema = CodebookFields.model_json_schema(schema_generator=_Generator)
    whole = {
        "$schema": GenerateJsonSchema.schema_dialect,
        **schema,
        "title": "interview-coder codebook",
        "description": "What each theme means, for people, and how to find it, for the tool.",
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


class _Generator(GenerateJsonSchema):
    """Says what may stand in a file, before the reader has made one kind of what can be written in two."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leave out titles: they would repeat the keys."""
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Take any scalar for text, but for what must look a certain way."""
        return super().str_schema(schema) if "pattern" in schema else {"type": list(SCALAR)}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Refuse keys that do not look as they must; JSON Schema alone would let them pass unchecked."""
        found = super().dict_schema(schema)
        return {**found, "additionalProperties": False} if "patternProperties" in found else found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Let a key stand without a value, which counts as absent; an editor need not write the default."""
        return {"anyOf": [self.generate_inner(schema["schema"]), {"type": "null"}]}
