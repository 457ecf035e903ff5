"""Qualitative interview coding: read transcripts, tag them with a codebook's themes, count, quote and export.

Public names load when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from interview_coder.version import __version__

if TYPE_CHECKING:
    from interview_coder.codebook import Code, Codebook, Example
    from interview_coder.codebook_diff import compare, effect
    from interview_coder.codebook_file import load_codebook, parse_codebook
    from interview_coder.codebook_lint import codebook_findings
    from interview_coder.coding import Coding, Source, Suggestion, Verdict
    from interview_coder.coverage import Coverage, cover
    from interview_coder.errors import (
        CodebookError,
        CodingsError,
        EnvironmentFailure,
        InterviewCoderError,
        StudyError,
        TranscriptError,
        UsageError,
    )
    from interview_coder.examples import try_examples
    from interview_coder.material import Material, read_material
    from interview_coder.passages import Passage, Unit, split_passages
    from interview_coder.readers import read_transcript
    from interview_coder.study import CodedStudy, code_study
    from interview_coder.tagger import Tagger
    from interview_coder.transcript import Role, Transcript, Turn

_HOMES = {
    "Code": "codebook",
    "Codebook": "codebook",
    "CodebookError": "errors",
    "CodedStudy": "study",
    "Coding": "coding",
    "CodingsError": "errors",
    "Coverage": "coverage",
    "EnvironmentFailure": "errors",
    "Example": "codebook",
    "InterviewCoderError": "errors",
    "Material": "material",
    "Passage": "passages",
    "Role": "transcript",
    "Source": "coding",
    "StudyError": "errors",
    "Suggestion": "coding",
    "Tagger": "tagger",
    "Transcript": "transcript",
    "TranscriptError": "errors",
    "Turn": "transcript",
    "Unit": "passages",
    "UsageError": "errors",
    "Verdict": "coding",
    "code_study": "study",
    "codebook_findings": "codebook_lint",
    "compare": "codebook_diff",
    "cover": "coverage",
    "effect": "codebook_diff",
    "load_codebook": "codebook_file",
    "parse_codebook": "codebook_file",
    "read_material": "material",
    "read_transcript": "readers",
    "split_passages": "passages",
    "try_examples": "examples",
}

__all__ = [
    "Code",
    "Codebook",
    "CodebookError",
    "CodedStudy",
    "Coding",
    "CodingsError",
    "Coverage",
    "EnvironmentFailure",
    "Example",
    "InterviewCoderError",
    "Material",
    "Passage",
    "Role",
    "Source",
    "StudyError",
    "Suggestion",
    "Tagger",
    "Transcript",
    "TranscriptError",
    "Turn",
    "Unit",
    "UsageError",
    "Verdict",
    "__version__",
    "code_study",
    "codebook_findings",
    "compare",
    "cover",
    "effect",
    "load_codebook",
    "parse_codebook",
    "read_material",
    "read_transcript",
    "split_passages",
    "try_examples",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
