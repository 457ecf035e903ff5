"""The document python-docx opens, made ours: nothing of its looks stays, no name of a user is in it."""

from __future__ import annotations

import datetime

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Length, Twips

from interview_coder.exporters.document import Style
from interview_coder.exporters.word_body import A4, field
from interview_coder.exporters.word_styles import HEI, LATIN, SONG

APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>interview-coder</Application></Properties>"
)

_TITLE_LENGTH = 255  # what python-docx lets a property hold
_KEPT = {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.STYLES, RT.SETTINGS, RT.NUMBERING}

# Under which other name a system without Chinese menus knows the fonts.
_FONTS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>'
    f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    f'<w:font w:name="{SONG}"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="auto"/>'
    f'<w:pitch w:val="variable"/></w:font><w:font w:name="{HEI}"><w:altName w:val="SimHei"/><w:charset w:val="86"/>'
    '<w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>'
)
_SETTINGS = (
    f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
    '<w:listSeparator w:val=","/></w:settings>'
)


def bullets(form: int, numbering: int) -> str:
    """Return the numbering that puts a bullet before a paragraph, under the two numbers it goes by in the file."""
    return (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="{form}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{numbering}"><w:abstractNumId w:val="{form}"/></w:num></w:numbering>'
    )


def clear_template(word: Document) -> None:
    """Drop the template's theme, thumbnail and other parts; put settings, bullets and font names of our own."""
    part, package = word.part, word.part.package
    assert package is not None
    fonts, properties = part.part_related_by(RT.FONT_TABLE), package.part_related_by(RT.EXTENDED_PROPERTIES)
    for relations in (part.rels, package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype not in _KEPT]:
            del relations[key]
    part.relate_to(Part(fonts.partname, fonts.content_type, _FONTS.encode(), package), RT.FONT_TABLE)
    own = Part(properties.partname, properties.content_type, APPLICATION, package)
    package.relate_to(own, RT.EXTENDED_PROPERTIES)
    for element, xml in ((word.settings.element, _SETTINGS), (part.numbering_part.element, bullets(0, 1))):
        element[:] = list(parse_xml(xml))


def set_page(word: Document) -> None:
    """Set A4 with margins of 2.5 cm, and the page's number below."""
    (section,) = word.sections
    section.page_width, section.page_height = map(Twips, A4)
    margin: Length = Twips(1418)
    section.top_margin = section.right_margin = section.bottom_margin = section.left_margin = margin
    section.header_distance = section.footer_distance = Twips(850)
    (paragraph,) = section.footer.paragraphs
    paragraph.style = word.styles[Style.FOOTER]
    paragraph._p.extend(field("PAGE", "1"))


def set_properties(word: Document, *, title: str, date: datetime.date) -> None:
    """Set the title and the date; no author, so that no user name leaves the machine."""
    properties = word.core_properties
    properties.title = title[:_TITLE_LENGTH]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.datetime.combine(date, datetime.time())
