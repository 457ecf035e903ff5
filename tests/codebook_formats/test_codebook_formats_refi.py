"""REFI-QDA: valid by the standard's schema, and what other programs make of it is read."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from interview_coder.codebook_file import parse_codebook_fields
from interview_coder.codebook_formats import read_codebook_as, write_codebook_as
from interview_coder.codebook_formats.cells import Key
from interview_coder.codebook_formats.description import packed, unpacked
from interview_coder.errors import CodebookError
from tests.codebooks import NASTY

DATA = Path(__file__).parent.parent / "data" / "codebooks"
DATE = datetime.date(2026, 11, 23)
MONEY = """\
title: Money
codes:
  money:
    name: {en: Too little money, zh: 钱不够}
    color: "#d95f02"
    definition: There is not enough.
    include: Wages.
    codes: {late: {rules: [late, "not yet"]}}
"""
WRITTEN = """\
<?xml version='1.0' encoding='UTF-8'?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="interview-coder">
  <Codes>
    <Code guid="5e8d6ac0-b3a1-5a3f-9a6a-9b3c3f3a0c11" name="钱不够" isCodable="false" color="#d95f02">
      <Description>There is not enough.

[Name (en)]
Too little money

[Name (zh)]
钱不够

[Include]
Wages.

[Id]
money</Description>
      <Code guid="5e8d6ac0-b3a1-5a3f-9a6a-9b3c3f3a0c11" name="late" isCodable="true">
        <Description>[Rules]
late
not yet</Description>
      </Code>
    </Code>
  </Codes>
  <Sets>
    <Set guid="5e8d6ac0-b3a1-5a3f-9a6a-9b3c3f3a0c11" name="Money">
      <Description>[Title]
Money

[Unit]
sentence</Description>
    </Set>
  </Sets>
</CodeBook>
"""


def test_refi_is_written_as_the_standard_says(tmp_path: Path) -> None:
    write_codebook_as(parse_codebook_fields(MONEY), tmp_path / "a.qdc", language="zh", date=DATE)
    text = (tmp_path / "a.qdc").read_text(encoding="utf-8")
    guid = re.compile('guid="[0-9a-f-]{36}"')
    assert guid.sub("guid", text) == guid.sub("guid", WRITTEN)
    assert len(set(guid.findall(text))) == 3
    schema = etree.XMLSchema(etree.parse("interview_coder/codebook_formats/Codebook.xsd"))
    schema.assertValid(etree.fromstring(text.encode()))


def test_refi_keeps_a_code_that_was_renamed_elsewhere(tmp_path: Path) -> None:
    write_codebook_as(parse_codebook_fields(MONEY), tmp_path / "a.qdc", date=DATE)
    text = (tmp_path / "a.qdc").read_text(encoding="utf-8").replace('name="Too little money"', 'name="Poverty"')
    (tmp_path / "a.qdc").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    (code,) = read_codebook_as(tmp_path / "a.qdc").fields.codes.values()
    assert (code.name, code.include, code.codes["late"].rules) == ({"": "Poverty"}, {"": "Wages."}, ["late", "not yet"])


def test_refi_of_taguette_is_read() -> None:
    read = read_codebook_as(DATA / "taguette.qdc")
    assert {id: code.name for id, code in read.fields.codes.items()} == {
        "interesting": {},
        "people": {},
        "people_2": {"": "people (2)"},
    }
    assert read.notes == ("code people: the name people is taken; people (2) instead",)


def test_refi_of_nvivo_is_read() -> None:
    read = read_codebook_as(DATA / "nvivo.qdc")
    (money,) = read.fields.codes.values()
    assert money.definition == {"": "Money, in any form.\nNot: wages."}
    assert {id: (code.name, code.color) for id, code in money.codes.items()} == {
        "late_money": ({"": "Late money"}, "#FF0000")
    }
    assert read.notes == (
        "1 code not meant for coding with (isCodable): taken over as any other",
        "left out: 1 memo linked to codes",
        "left out: 1 set of codes (First round)",
    )


def test_refi_project_is_read_for_its_codebook(tmp_path: Path) -> None:
    project = '<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes><Code name="钱"/></Codes></CodeBook></Project>'
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.writestr("Project.qde", project)
        archive.writestr("Sources/a.txt", "words")
    assert list(read_codebook_as(tmp_path / "a.qdpx").fields.codes) == ["钱"]


def test_refi_project_without_a_single_project_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("Sources/a.txt", "words")
    (tmp_path / "a.qdpx").write_bytes(stream.getvalue())
    with pytest.raises(CodebookError, match=r"no single project"):
        read_codebook_as(tmp_path / "a.qdpx")


def test_refi_with_entities_is_refused() -> None:
    with pytest.raises(CodebookError, match="document type"):
        read_codebook_as(DATA / "entities.qdc")


def test_refi_with_codes_too_deep_is_refused(tmp_path: Path) -> None:
    codes = 30 * "<Code name='a'>" + 30 * "</Code>"
    (tmp_path / "a.qdc").write_text(f"<CodeBook><Codes>{codes}</Codes></CodeBook>")
    with pytest.raises(CodebookError, match="more than 20 deep"):
        read_codebook_as(tmp_path / "a.qdc")


@pytest.mark.parametrize("text", [text for text in NASTY if text == text.strip()])
def test_refi_description_gives_back_what_was_packed(text: str) -> None:
    parts = {Key("definition"): text, Key("include", "zh"): text, Key("rules"): text, Key("$x"): text}
    assert unpacked(packed(parts)) == parts
    assert unpacked(packed({Key("include"): text})) == {Key("include"): text}
