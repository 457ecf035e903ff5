"""The looks of a Word document, all in named styles, so that a template restyles everything.

Chinese is set in 宋体, headings in 黑体, Latin letters in Times New Roman, as Chinese theses ask for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.styles.styles import Styles

from interview_coder.exporters.document import Style
from interview_coder.exporters.word_body import TABLE_STYLE

TEXT_WIDTH = 9070  # in twentieths of a point: A4 less margins of 2.5 cm
LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"

_LEFT, _CENTER, _RIGHT, _BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """One paragraph style: sizes in points, distances in twentieths of a point, line spacing in lines."""

    size: float = 12
    font: str = SONG
    bold: bool = False
    align: WD_ALIGN_PARAGRAPH = _LEFT
    before: int = 0
    after: int = 0
    line: float = 1.0
    left: int = 0
    right: int = 0
    first_line: int = 0
    keep_with_next: bool = False
    outline: int | None = None
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """One character style."""

    bold: bool = False
    color: str = ""
    size: float | None = None
    shade: str = ""


_PARAGRAPHS = {
    Style.TITLE: ParagraphLook(22, HEI, bold=True, align=_CENTER, before=600, after=240, line=1.2),
    Style.SUBTITLE: ParagraphLook(12, align=_CENTER, after=480),
    Style.CONTENTS: ParagraphLook(16, HEI, bold=True, before=240, after=160, keep_with_next=True),
    Style.CONTENTS_1: ParagraphLook(12, before=60, after=20, dotted=True),
    Style.CONTENTS_2: ParagraphLook(11, after=20, left=420, dotted=True),
    Style.HEADING_1: ParagraphLook(16, HEI, bold=True, before=480, after=200, keep_with_next=True, outline=0),
    Style.HEADING_2: ParagraphLook(14, HEI, bold=True, before=360, after=140, keep_with_next=True, outline=1),
    Style.HEADING_3: ParagraphLook(12, HEI, bold=True, before=240, after=100, keep_with_next=True, outline=2),
    Style.BODY: ParagraphLook(12, align=_BOTH, after=100, line=1.5),
    Style.BULLET: ParagraphLook(12, after=40, line=1.25, left=420, first_line=-420),
    Style.CAPTION: ParagraphLook(10.5, HEI, align=_CENTER, before=240, after=80, keep_with_next=True),
    Style.NOTE: ParagraphLook(9, before=60, after=200),
    Style.QUOTE: ParagraphLook(10.5, before=60, after=140, line=1.25, left=567, right=284),
    Style.TABLE_HEAD: ParagraphLook(9, bold=True, before=40, after=40, keep_with_next=True),
    Style.TABLE_TEXT: ParagraphLook(9, before=40, after=40),
    Style.TABLE_TEXT_2: ParagraphLook(9, before=40, after=40, left=200),
    Style.TABLE_TEXT_3: ParagraphLook(9, before=40, after=40, left=400),
    Style.TABLE_NUMBER: ParagraphLook(9, align=_RIGHT, before=40, after=40),
    Style.TABLE_NUMBER_HEAD: ParagraphLook(9, bold=True, align=_RIGHT, before=40, after=40, keep_with_next=True),
    Style.FIGURE: ParagraphLook(12, align=_CENTER, before=200, keep_with_next=True),
    Style.FOOTER: ParagraphLook(9, align=_CENTER),
}
_HEADINGS = [style for style, look in _PARAGRAPHS.items() if look.outline is not None]
_CHARACTERS = {
    Style.STRONG: CharacterLook(bold=True),
    Style.EVIDENCE: CharacterLook(bold=True, shade="FFE699"),
    Style.SOURCE: CharacterLook(color="404040", size=9),
    Style.RULE: CharacterLook(color="595959", size=7.5),
    Style.BAR: CharacterLook(color="7F7F7F"),
    Style.CODED: CharacterLook(shade="EFEFEF"),
    Style.MARK: CharacterLook(color="595959", size=7),
}
_KINDS: dict[str, WD_STYLE_TYPE] = {
    **dict.fromkeys(_PARAGRAPHS, WD_STYLE_TYPE.PARAGRAPH),
    **dict.fromkeys(_CHARACTERS, WD_STYLE_TYPE.CHARACTER),
    TABLE_STYLE: WD_STYLE_TYPE.TABLE,
}
_OWN = (
    frozenset(style for style in Style if style.startswith("Table "))
    | {Style.FIGURE, TABLE_STYLE}
    | (frozenset(_CHARACTERS) - {Style.STRONG})
)


# Word's own, which others rest on; of python-docx's template no other style stays.
_BASES = frozenset({"Normal", "Default Paragraph Font", "Normal Table", "No List"})
_DEFAULTS = (
    f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)
# 三线表: a thick line above and below, a thin one under the head, none between columns.
_THREE_LINES = (
    f'<w:style {nsdecls("w")}><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
    '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tblBorders><w:tblCellMar>'
    '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
)


def define_styles(word: Document, language: str) -> None:
    """Replace a document's styles; `language` decides how body text is indented and headings are set."""
    styles = word.styles
    for style in [style for style in styles if style.name not in _BASES]:
        style.delete()
    styles.element.replace(styles.element.find(qn("w:docDefaults")), parse_xml(_DEFAULTS))
    _set_font(styles["Normal"], SONG, 12)
    add_styles(word)
    for name, look in _PARAGRAPHS.items():
        _set_font(styles[name], look.font, look.size)
        # 黑体 is heavy already: Chinese headings are not bold on top of it.
        styles[name].font.bold = (look.bold and not (language == "zh" and look.font == HEI)) or None
    _set_layout(styles[Style.BODY], _PARAGRAPHS[Style.BODY])
    _set_body_indent(styles[Style.BODY], language)
    set_bullet(styles[Style.BULLET], 1)


def add_styles(word: Document) -> frozenset[str]:
    """Add the styles that a document lacks and return their names.

    They take the fonts of its own text, and body text looks as that does.
    """
    lacking = {name: kind for name, kind in _KINDS.items() if found_style(word.styles, name) is None}
    for name, kind in lacking.items():
        _set_look(_added(word.styles, name, kind), name)
    for name in _HEADINGS:
        if name in lacking:
            word.styles[name].next_paragraph_style = found_style(word.styles, Style.BODY)
    return frozenset(lacking)


def misused_styles(word: Document) -> tuple[str, ...]:
    """Return the names of our styles that a document has for something else: for words, not for paragraphs."""
    found = {name: found_style(word.styles, name) for name in _KINDS}
    return tuple(name for name, style in found.items() if style is not None and style.type is not _KINDS[name])


def found_style(styles: Styles, name: str) -> Any:
    """Return a style, or None where there is none; Word itself does not mind the case of their names."""
    return next((style for style in styles if (style.name or "").casefold() == name.casefold()), None)


def set_bullet(style: ParagraphStyle, numbering: int) -> None:
    """Have each paragraph of a style begin with the bullet of a numbering."""
    style.element.pPr.get_or_add_numPr().get_or_add_numId().val = numbering


def _added(styles: Styles, name: str, kind: WD_STYLE_TYPE) -> Any:
    style: Any = styles.add_style(name, kind, builtin=name not in _OWN)  # type: ignore[no-untyped-call]
    style.base_style = styles.default(kind)
    style.quick_style = kind is not WD_STYLE_TYPE.TABLE
    return style


def _set_look(style: Any, name: str) -> None:
    if name == TABLE_STYLE:
        style.element.extend(list(parse_xml(_THREE_LINES)))
    elif name in _CHARACTERS:
        _set_character_look(style, _CHARACTERS[Style(name)])
    elif name != Style.BODY:
        look = _PARAGRAPHS[Style(name)]
        style.font.bold, style.font.size = look.bold or None, Pt(look.size)
        _set_layout(style, look)


def _set_layout(style: ParagraphStyle, look: ParagraphLook) -> None:
    layout = style.paragraph_format
    layout.alignment = look.align
    layout.space_before, layout.space_after, layout.line_spacing = Twips(look.before), Twips(look.after), look.line
    layout.left_indent, layout.right_indent = Twips(look.left), Twips(look.right)
    layout.first_line_indent = Twips(look.first_line)
    if not look.first_line:
        # Or the two characters by which a template indents its text would indent this too.
        style.element.pPr.ind.set(qn("w:firstLineChars"), "0")
    layout.keep_with_next = look.keep_with_next or None
    if look.dotted:
        layout.tab_stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if look.outline is not None:
        style.element.pPr.append(OxmlElement("w:outlineLvl", {qn("w:val"): str(look.outline)}))


def _set_body_indent(style: ParagraphStyle, language: str) -> None:
    if language == "zh":
        style.paragraph_format.first_line_indent = Twips(480)
        style.element.pPr.ind.set(qn("w:firstLineChars"), "200")


def _set_character_look(style: CharacterStyle, look: CharacterLook) -> None:
    style.font.bold = look.bold or None
    style.font.size = Pt(look.size) if look.size else None
    if look.color:
        style.font.color.rgb = RGBColor.from_string(look.color)
    if look.shade:
        shade = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): look.shade}
        style.element.get_or_add_rPr().append(OxmlElement("w:shd", shade))


def _set_font(style: CharacterStyle, chinese: str, size: float) -> None:
    style.font.name, style.font.size = LATIN, Pt(size)
    fonts = style.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), chinese)
    fonts.set(qn("w:cs"), LATIN)
