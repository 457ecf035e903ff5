"""The parts of a .docx around its text, and the zip file that holds them: same parts, same date, same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from interview_coder.exporters.document import Style
from interview_coder.exporters.word_styles import HEI, LATIN, SONG, styles_xml
from interview_coder.exporters.word_xml import page_number, style_id

APPLICATION = "interview-coder"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# part -> its content type
_TYPES = {
    "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "/word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "/word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "/word/numbering.xml": f"{_WORD_TYPE}.numbering+xml",
    "/word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
    "/word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def packed(body: Iterable[str], *, title: str, language: str, date: datetime.date) -> bytes:
    """Return a .docx of these pieces of body XML; `title` must be escaped already."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, pieces in _parts(body, title, language, date):
            with package.open(_entry(name, date), "w") as part:
                part.write(_DECLARATION.encode())
                for piece in pieces:
                    part.write(piece.encode())
    return buffer.getvalue()


def is_own(data: bytes) -> bool:
    """Tell whether a .docx came from here and no word processor has saved it since: each writes its own name there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read("docProps/app.xml") == (_DECLARATION + _app()).encode()
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, OSError):
        return False


def _entry(name: str, date: datetime.date) -> zipfile.ZipInfo:
    """Describe a part, the same on every system; zip files know the years 1980 to 2107."""
    entry = zipfile.ZipInfo(name, (min(max(date.year, 1980), 2107), date.month, date.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def _parts(body: Iterable[str], title: str, language: str, date: datetime.date) -> Iterator[tuple[str, Iterable[str]]]:
    yield "[Content_Types].xml", [_content_types()]
    yield "_rels/.rels", [_package_relationships()]
    yield "docProps/core.xml", [_core(title, date)]
    yield "docProps/app.xml", [_app()]
    yield "word/_rels/document.xml.rels", [_document_relationships()]
    yield "word/document.xml", _document(body)
    yield "word/styles.xml", [styles_xml(language)]
    yield "word/settings.xml", [_settings()]
    yield "word/numbering.xml", [_numbering()]
    yield "word/fontTable.xml", [_fonts()]
    yield "word/footer1.xml", [_footer()]


def _content_types() -> str:
    parts = "".join(f'<Override PartName="{part}" ContentType="{type}"/>' for part, type in _TYPES.items())
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relationships}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{type}" Target="{target}"/>'
        for number, (type, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _package_relationships() -> str:
    return _relationships(
        [
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ]
    )


def _document_relationships() -> str:
    names = ("footer", "styles", "settings", "numbering", "fontTable")
    files = ("footer1.xml", "styles.xml", "settings.xml", "numbering.xml", "fontTable.xml")
    return _relationships((f"{_OFFICE}/relationships/{name}", file) for name, file in zip(names, files, strict=True))


def _core(title: str, date: datetime.date) -> str:
    """Return the title and the date; no author, so that no user name leaves the machine."""
    moment = f"{date.year:04}-{date.month:02}-{date.day:02}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def _app() -> str:
    return f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>{APPLICATION}</Application></Properties>'


def _document(body: Iterable[str]) -> Iterator[str]:
    yield f"<w:document {_W} {_R}><w:body>"
    yield from body
    # A4 with margins of 2.5 cm, in twentieths of a point.
    yield (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="850" w:footer="850" '
        'w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _settings() -> str:
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def _numbering() -> str:
    return (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style_id(Style.BULLET)}"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _fonts() -> str:
    """Name the fonts, and under which other name a system without Chinese menus knows them."""
    return (
        f'<w:fonts {_W}><w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        f'<w:pitch w:val="variable"/></w:font><w:font w:name="{SONG}"><w:altName w:val="SimSun"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{HEI}"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="modern"/>'
        '<w:pitch w:val="fixed"/></w:font></w:fonts>'
    )


def _footer() -> str:
    return f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="{style_id(Style.FOOTER)}"/></w:pPr>{page_number()}</w:p></w:ftr>'
