"""Archives that would hurt: bombs, doubles, document types."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import package as module
from interview_coder.readers.package import open_package, parse_xml
from interview_coder.readers.source import Source


def archive(*entries: tuple[str, bytes]) -> Source:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the double name this makes on purpose
        for name, data in entries:
            file.writestr(name, data)
    return Source("a.docx", stream.getvalue())


def test_package_reads_parts_by_name() -> None:
    package = open_package(archive(("a.xml", b"<a/>"), ("../b.txt", b"b")))
    assert (package.names, package.part("../b.txt"), package.xml("a.xml").tag) == (("a.xml", "../b.txt"), b"b", "a")


def test_package_refuses_two_parts_of_one_name() -> None:
    with pytest.raises(TranscriptError, match="two parts of one name"):
        open_package(archive(("a.xml", b"<a/>"), ("a.xml", b"<b/>")))


def test_package_refuses_a_bomb_before_unpacking_it(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = archive(("word/document.xml", b"<a>" + b" " * 20_000_000 + b"</a>"))
    monkeypatch.delattr(zipfile.ZipFile, "open")
    with pytest.raises(TranscriptError, match="swells beyond reason"):
        open_package(bomb)


def test_package_allows_small_parts_to_swell() -> None:
    assert len(open_package(archive(("a.xml", b" " * 1_000_000))).part("a.xml")) == 1_000_000


@pytest.mark.parametrize(("limit", "value"), [("MAX_ENTRIES", 2), ("MAX_TOTAL", 8)])
def test_package_refuses_too_much(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, limit, value)
    assert open_package(archive(("a", b"1234"), ("b", b"5678"))).names == ("a", "b")
    with pytest.raises(TranscriptError, match="too large"):
        open_package(archive(("a", b"1234"), ("b", b"5678"), ("c", b"9")))


def test_package_reads_no_more_than_an_entry_declares() -> None:
    source = archive(("a.txt", b"x" * 5000))
    lying = source.data.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != source.data
    with pytest.raises(TranscriptError, match="archive is damaged"):
        open_package(Source("a.docx", lying)).part("a.txt")


def test_package_names_a_missing_part_and_a_password() -> None:
    with pytest.raises(TranscriptError, match="archive is damaged"):
        open_package(archive(("a", b"x"))).part("b")
    locked = bytearray(archive(("a", b"x")).data)
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(TranscriptError, match="password"):
        open_package(Source("a.docx", bytes(locked)))


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
        "<!DOCTYPE a><a/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_package_refuses_every_document_type(xml: str, encoding: str) -> None:
    with pytest.raises(TranscriptError, match="document type"):
        parse_xml(Source("a.docx", b""), xml.encode(encoding))


def test_package_refuses_xml_of_too_many_tags_or_too_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TranscriptError, match="damaged"):
        parse_xml(Source("a.docx", b""), b"<a>" * 5000 + b"</a>" * 5000)
    monkeypatch.setattr(module, "MAX_TAGS", 10)
    with pytest.raises(TranscriptError, match="too large"):
        parse_xml(Source("a.docx", b""), b"<a>" + b"<b/>" * 10 + b"</a>")
