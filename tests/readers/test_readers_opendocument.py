"""OpenDocument text, given as the XML that LibreOffice writes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.transcript import Role, Transcript

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
STYLES = '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'


def content(body: str) -> str:
    automatic = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return f"<office:document-content {NAMESPACES}>{automatic}{text}</office:document-content>"


def odt(body: str, **others: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", content(body))
        for name, part in others.items():
            archive.writestr(f"{name}.xml", part)
    return stream.getvalue()


def read(folder: Path, data: bytes) -> Transcript:
    (folder / "P01.odt").write_bytes(data)
    return read_transcript(folder / "P01.odt")


def p(*content: str) -> str:
    return f"<text:p>{''.join(content)}</text:p>"


def test_opendocument_paragraphs_are_turns(tmp_path: Path) -> None:
    body = (
        p("Q: How\n are   you?") + p() + p("A: ", "<text:span>Fine<text:s text:c='2'/>!</text:span>") + p("问：钱呢？")
    )
    transcript = read(tmp_path, odt(body))
    assert transcript.text == "Q: How are you?\n\nA: Fine  !\n\n问：钱呢？"
    assert [turn.speaker for turn in transcript.turns] == ["Q", "A", "问"]
    assert (transcript.encoding, transcript.notes) == ("odt", ())


def test_opendocument_breaks_tabs_and_endless_spaces(tmp_path: Path) -> None:
    body = p("a <text:line-break/> b<text:tab/>c<text:s text:c='100000000'/>d<text:s text:c='-1'/>e")
    assert read(tmp_path, odt(body)).text == "a\nb\tc" + " " * 1000 + "d e"


def test_opendocument_tables_lists_and_sections_in_order(tmp_path: Path) -> None:
    row = "<table:table-row>{}</table:table-row>".format
    cell = "<table:table-cell>{}</table:table-cell>".format
    table = row(cell(p("Q")) + cell(p("Why?"))) + row(cell(p("A")) + cell(p("So.") + p("And so.")))
    body = (
        f"<text:section>{p('before')}</text:section><table:table>{table}</table:table>"
        f"<text:list><text:list-item>{p('after')}</text:list-item></text:list>"
    )
    assert read(tmp_path, odt(body)).text == "before\n\nQ: Why?\n\nA: So.\n\nAnd so.\n\nafter"


def test_opendocument_accepts_insertions_and_counts_what_it_drops(tmp_path: Path) -> None:
    who = "<office:change-info><dc:creator>Li</dc:creator><dc:date>2024-01-01</dc:date></office:change-info>"
    changes = (
        f"<text:tracked-changes><text:changed-region><text:insertion>{who}</text:insertion></text:changed-region>"
        f"<text:changed-region><text:deletion>{who}{p('gone')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    note = (
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('foot')}</text:note-body></text:note>"
    )
    comment = f"<office:annotation><dc:creator>Li</dc:creator>{p('hm')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{p('box')}</draw:text-box></draw:frame>"
    body = changes + p("A: old <text:change-start/>new one<text:change-end/>", note, comment, box, ".")
    styles = f"<office:document-styles {NAMESPACES}><style:header>{p('Page 1')}</style:header></office:document-styles>"
    transcript = read(tmp_path, odt(body, styles=styles))
    assert transcript.text == "A: old new one."
    assert transcript.notes[:2] == (
        "tracked changes: 1 insertion accepted (6 characters), 1 deletion dropped (4 characters)",
        "left out: 1 footnote (4 characters), 1 comment (2 characters), 1 text box (3 characters), "
        "1 page header (5 characters)",
    )


def test_opendocument_bold_paragraphs_are_set_off(tmp_path: Path) -> None:
    asked = '<text:p text:style-name="B">Why?</text:p>'
    answered = '<text:p>Because it is <text:span text:style-name="B">so</text:span>, as you know.</text:p>'
    transcript = read(tmp_path, odt((asked + answered) * 3))
    assert [turn.role for turn in transcript.turns] == [Role.INTERVIEWER, Role.RESPONDENT] * 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 and so on", "damaged, or not of the kind"),
        (odt(""), "the document holds no text"),
        (odt(p("A: x")).replace(b"content.xml", b"contend.xml"), "there is no OpenDocument text inside"),
        (odt(p("A: x")).replace(b"office:text>", b"office:tezt>"), "is damaged|no text document"),
    ],
)
def test_opendocument_mistakes_are_named(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        read(tmp_path, data)


def test_opendocument_password_is_named(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", b"\x01\x02")
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    with pytest.raises(TranscriptError, match="protected by a password"):
        read(tmp_path, stream.getvalue())


def test_opendocument_spreadsheet_is_no_text(tmp_path: Path) -> None:
    data = odt(p("A: x"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("content.xml").replace(b"office:text>", b"office:spreadsheet>")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", sheet)
    with pytest.raises(TranscriptError, match="no text document"):
        read(tmp_path, stream.getvalue())
