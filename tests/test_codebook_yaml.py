"""A codebook written as YAML: the same codebook when read again, and pleasant to edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook_file import load_codebook_fields, parse_codebook_fields
from interview_coder.codebook_schema import CodebookFields
from interview_coder.codebook_yaml import codebook_yaml
from tests.codebooks import NASTY, codebooks

CODEBOOKS = sorted((Path(__file__).parent.parent / "codebooks").glob("*.yaml"))

WRITTEN = """\
# yaml-language-server: $schema=codebook.schema.json
title: {en: Money, zh: 钱}
languages: [en, zh]
unit: turn
interviewers: [Interviewer, 访谈者, 'no']

lists:
  cash: [money, fund*, '"not enough"']

codes:
  money:
    name: {en: 'Money, or none', zh: 钱不够}
    color: '#d95f02'
    definition:
      en: >-
        There is not enough money for machines, or it comes late, or nobody knows where it went, and the college has to
        pay for everything on its own.
      zh: 没有足够的钱购买设备，或者钱来得太晚，或者没有人知道钱去了哪里，学院只好自己垫付全部费用，而且一直没有补上。
    rules:
      - '"not enough" NEAR/5 money'
      - 经费 NEAR/8 (不足 OR 不够)
    unless:
      - 'no'
    examples:
      - There is none.
      - {question: 'And in May?', text: Neither.}
    memo: |-
      first line
        indented: yes

      # last line
    addressed_by:
      - {en: A fund, zh: 设立专项资金}
      - 'say "yes"'
    formerly: [cash]
    codes:
      late: {}
"""


def test_codebook_yaml_is_written_in_the_style_of_the_project() -> None:
    assert codebook_yaml(parse_codebook_fields(WRITTEN)) == WRITTEN.replace("'say \"yes\"'", 'say "yes"')


@settings(max_examples=50)
@given(codebooks())
def test_codebook_yaml_gives_the_same_codebook_when_read_again(fields: CodebookFields) -> None:
    assert parse_codebook_fields(codebook_yaml(fields)) == fields


@settings(max_examples=50)
@given(st.lists(st.sampled_from(NASTY), min_size=1), st.sampled_from(["", "en"]))
def test_codebook_yaml_keeps_every_text(texts: list[str], language: str) -> None:
    code = {"memo": {language: texts[0]}, "addressed_by": [{language: text} for text in texts], "formerly": texts[:1]}
    fields = CodebookFields.model_validate(
        {"interviewers": texts, "lists": {"a": ["b"], "c": []}, "codes": {"x": code}}
    )
    assert parse_codebook_fields(codebook_yaml(fields)) == fields


@pytest.mark.parametrize("path", CODEBOOKS, ids=lambda path: path.stem)
def test_codebook_yaml_holds_the_shipped_codebooks(path: Path) -> None:
    fields = load_codebook_fields(path)
    assert parse_codebook_fields(codebook_yaml(fields)) == fields
