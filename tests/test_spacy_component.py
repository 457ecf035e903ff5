"""The spaCy component `codebook_tagger`."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from interview_coder.errors import CodebookError
from interview_coder.spacy_component import SPANS_KEY, make_codebook_tagger

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    codebook = tmp_path / "c.yaml"
    codebook.write_text(
        "codes:\n  money:\n    rules: [fund* NEAR/3 short, 经费]\n    unless: [never mind]\n", encoding="utf-8"
    )
    return codebook


def spans(doc: Doc, key: str = SPANS_KEY) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[key]]


def with_tagger(path: Path, language: str = "en", **config: str) -> Language:
    nlp = spacy.blank(language)
    nlp.add_pipe("codebook_tagger", config={"codebook": str(path), **config})
    return nlp


def test_spacy_component_puts_coded_sentences_into_spans(path: Path) -> None:
    doc = with_tagger(path)("We wait. The funds are short! 😀 我们的经费不够。Never mind the funds are short.")
    assert spans(doc) == [
        ("The funds are short!", "money", "money.rules[0]"),
        ("😀 我们的经费不够。Never", "money", "money.rules[1]"),
    ]


@pytest.mark.parametrize("language", ["en", "zh", "xx", "de"])
def test_spacy_component_works_with_any_tokenizer(path: Path, language: str) -> None:
    doc = with_tagger(path, language)("Nothing here. The funds are short.")
    assert spans(doc) == [("The funds are short.", "money", "money.rules[0]")]


def test_spacy_component_takes_the_key_of_the_spans(path: Path) -> None:
    assert len(spans(with_tagger(path, spans_key="sc")("Funds are short."), "sc")) == 1


@pytest.mark.parametrize("text", ["", "   \n", "Nothing here."])
def test_spacy_component_without_hits_leaves_an_empty_group(path: Path, text: str) -> None:
    assert spans(with_tagger(path)(text)) == []


def test_spacy_component_takes_the_unit_of_the_codebook(path: Path) -> None:
    path.write_text("unit: turn\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert [text for text, *_ in spans(with_tagger(path)("Well. Funds are short."))] == ["Well. Funds are short."]


def test_spacy_component_works_in_a_pipe(path: Path) -> None:
    docs = with_tagger(path).pipe(["Funds are short.", "No.", "经费"])
    assert [len(doc.spans["codes"]) for doc in docs] == [1, 0, 1]


def test_spacy_component_refuses_a_codebook_with_mistakes(path: Path) -> None:
    path.write_text("codes:\n  money:\n    rules: [a AND]\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"c\.yaml:3:18: the rule ends"):
        with_tagger(path)


def test_spacy_component_is_found_by_spacy_once_the_package_is_installed() -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    ((name, value),) = project["entry-points"]["spacy_factories"].items()
    assert EntryPoint(name, value, "spacy_factories").load() is make_codebook_tagger
