"""A codebook written in another format and read again is the same codebook."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_coder.codebook_file import load_codebook_fields
from interview_coder.codebook_formats import read_codebook_as, write_codebook_as
from interview_coder.codebook_formats.word_appendix import in_language
from interview_coder.codebook_schema import CodebookFields
from tests.codebooks import codebooks

ROOT = Path(__file__).parent.parent.parent
DATE = datetime.date(2026, 11, 23)

shipped = cache(lambda name: load_codebook_fields(ROOT / "codebooks" / f"{name}.yaml"))
few = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".qdc"])
@few
@given(fields=codebooks(), language=st.sampled_from(["en", "zh"]))
def test_codebook_formats_hold_all_of_a_codebook(
    tmp_path: Path, suffix: str, fields: CodebookFields, language: str
) -> None:
    file = tmp_path / f"codebook{suffix}"
    assert write_codebook_as(fields, file, language=language, date=DATE, replace=True).notes == ()
    read = read_codebook_as(file)
    assert (read.fields, read.notes) == (fields, ())


@few
@given(fields=codebooks(), language=st.sampled_from(["en", "zh"]))
def test_codebook_formats_hold_one_language_in_word(tmp_path: Path, fields: CodebookFields, language: str) -> None:
    file = tmp_path / "codebook.docx"
    write_codebook_as(fields, file, language=language, date=DATE, replace=True)
    assert read_codebook_as(file).fields == in_language(fields, language)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".qdc", ".docx"])
@pytest.mark.parametrize("name", ["local-government", "night-shifts"])
def test_codebook_formats_hold_the_shipped_codebooks(tmp_path: Path, name: str, suffix: str) -> None:
    fields = shipped(name)
    write_codebook_as(fields, tmp_path / f"a{suffix}", date=DATE)
    write_codebook_as(fields, tmp_path / f"b{suffix}", date=DATE)
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
    wanted = in_language(fields, "en") if suffix == ".docx" else fields
    assert read_codebook_as(tmp_path / f"a{suffix}").fields == wanted


WORDS = st.sampled_from(
    ["money", "fund*", "not enough", "no", "and", "NOT", "经费", "没有 钱", "near me", "it's", "e-mail", "1*"]
)


@pytest.mark.parametrize("suffix", [".yaml", ".dic"])
@few
@given(
    words=st.dictionaries(
        st.sampled_from(["a", "b", "no", "经费"]), st.lists(WORDS, unique=True, min_size=1), min_size=1
    )
)
def test_codebook_formats_hold_words_in_dictionaries(tmp_path: Path, suffix: str, words: dict[str, list[str]]) -> None:
    rules = {id: {"rules": [f'"{word}"' for word in found]} for id, found in words.items()}
    fields = CodebookFields.model_validate({"codes": {"top": {"codes": rules, "rules": ["word"]}}})
    file = tmp_path / f"codebook{suffix}"
    assert write_codebook_as(fields, file, date=DATE, replace=True).notes == ()
    read = read_codebook_as(file)
    (top,) = read.fields.codes.values()
    found = {id: {rule.strip('"') for rule in code.rules} for id, code in top.codes.items()}
    assert (found, top.rules, read.notes) == ({id: set(each) for id, each in words.items()}, ["word"], ())
