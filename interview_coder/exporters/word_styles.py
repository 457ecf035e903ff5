"""The looks of a Word report, all in named styles, so that a template restyles everything.

Chinese is set in 宋体, headings in 黑体, Latin letters in Times New Roman, as Chinese theses ask for.
"""

from __future__ import annotations

from dataclasses import dataclass

from interview_coder.exporters.document import Style
from interview_coder.exporters.word_xml import TEXT_WIDTH, style_id

LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# Word knows its own styles by these spellings.
_NAMES_IN_FILE = {
    Style.CAPTION: "caption",
    Style.HEADING_1: "heading 1",
    Style.HEADING_2: "heading 2",
    Style.HEADING_3: "heading 3",
}


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """One paragraph style: sizes in points, distances in twentieths of a point, line spacing in lines."""

    size: float = 12
    font: str = SONG
    bold: bool = False
    align: str = "left"
    before: int = 0
    after: int = 0
    line: float = 1.0
    left: int = 0
    right: int = 0
    first_line: int = 0
    keep_with_next: bool = False
    outline: int | None = None
    properties: str = ""


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """One character style."""

    bold: bool = False
    color: str = ""
    size: float | None = None
    shade: str = ""


_TAB = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_BULLET = '<w:numPr><w:numId w:val="1"/></w:numPr>'

_PARAGRAPHS = {
    Style.TITLE: ParagraphLook(22, HEI, bold=True, align="center", before=600, after=240, line=1.2),
    Style.SUBTITLE: ParagraphLook(12, align="center", after=480),
    Style.CONTENTS: ParagraphLook(16, HEI, bold=True, before=240, after=160, keep_with_next=True),
    Style.CONTENTS_1: ParagraphLook(12, before=60, after=20, properties=_TAB),
    Style.CONTENTS_2: ParagraphLook(11, after=20, left=420, properties=_TAB),
    Style.HEADING_1: ParagraphLook(16, HEI, bold=True, before=480, after=200, keep_with_next=True, outline=0),
    Style.HEADING_2: ParagraphLook(14, HEI, bold=True, before=360, after=140, keep_with_next=True, outline=1),
    Style.HEADING_3: ParagraphLook(12, HEI, bold=True, before=240, after=100, keep_with_next=True, outline=2),
    Style.BODY: ParagraphLook(12, align="both", after=100, line=1.5),
    Style.BULLET: ParagraphLook(12, after=40, line=1.25, left=420, first_line=-420, properties=_BULLET),
    Style.CAPTION: ParagraphLook(10.5, HEI, align="center", before=240, after=80, keep_with_next=True),
    Style.NOTE: ParagraphLook(9, before=60, after=200),
    Style.QUOTE: ParagraphLook(10.5, before=60, after=140, line=1.25, left=567, right=284),
    Style.TABLE_HEAD: ParagraphLook(9, bold=True, before=40, after=40, keep_with_next=True),
    Style.TABLE_TEXT: ParagraphLook(9, before=40, after=40),
    Style.TABLE_TEXT_2: ParagraphLook(9, before=40, after=40, left=200),
    Style.TABLE_TEXT_3: ParagraphLook(9, before=40, after=40, left=400),
    Style.TABLE_NUMBER: ParagraphLook(9, align="right", before=40, after=40),
    Style.TABLE_NUMBER_HEAD: ParagraphLook(9, bold=True, align="right", before=40, after=40, keep_with_next=True),
    Style.FOOTER: ParagraphLook(9, align="center"),
}
_CHARACTERS = {
    Style.STRONG: CharacterLook(bold=True),
    Style.EVIDENCE: CharacterLook(bold=True, shade="FFE699"),
    Style.SOURCE: CharacterLook(color="404040", size=9),
    Style.RULE: CharacterLook(color="595959", size=7.5),
    Style.BAR: CharacterLook(color="7F7F7F"),
}
_OWN = frozenset(style for style in Style if style.startswith("Table ")) | (frozenset(_CHARACTERS) - {Style.STRONG})


def styles_xml(language: str) -> str:
    """Return the part `word/styles.xml`; `language` decides how body text is indented and headings are set."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SONG)}<w:sz w:val="24"/><w:szCs w:val="24"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    paragraphs = "".join(_paragraph_style(style, look, language) for style, look in _PARAGRAPHS.items())
    characters = "".join(_character_style(style, look) for style, look in _CHARACTERS.items())
    return f"<w:styles {_NAMESPACE}>{defaults}{_BASES}{paragraphs}{characters}{_THREE_LINE_TABLE}</w:styles>"


_BASES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)
# 三线表: a thick line above and below, a thin one under the head, none between columns.
_THREE_LINE_TABLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="ThreeLineTable"><w:name w:val="Three Line Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
    '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tblBorders><w:tblCellMar>'
    '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
)


def _paragraph_style(style: Style, look: ParagraphLook, language: str) -> str:
    outline = f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else ""
    keep = "<w:keepNext/>" if look.keep_with_next else ""
    indent = f'<w:ind w:left="{look.left}" w:right="{look.right}"{_first_line(style, look, language)}/>'
    distances = f'w:before="{look.before}" w:after="{look.after}"'
    spacing = f'<w:spacing {distances} w:line="{round(240 * look.line)}" w:lineRule="auto"/>'
    # 黑体 is heavy already: Chinese headings are not bold on top of it.
    bold = look.bold and not (language == "zh" and look.font == HEI)
    following = Style.BODY if look.outline is not None else style
    return (
        f'{_style_start("paragraph", style)}<w:basedOn w:val="Normal"/><w:next w:val="{style_id(following)}"/>'
        f'<w:qFormat/><w:pPr>{keep}{look.properties}{spacing}{indent}<w:jc w:val="{look.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{_fonts(look.font)}{_bold(bold=bold)}{_size(look.size)}</w:rPr></w:style>"
    )


def _first_line(style: Style, look: ParagraphLook, language: str) -> str:
    if style is Style.BODY and language == "zh":
        return ' w:firstLineChars="200" w:firstLine="480"'
    return f' w:hanging="{-look.first_line}"' if look.first_line < 0 else ""


def _character_style(style: Style, look: CharacterLook) -> str:
    color = f'<w:color w:val="{look.color}"/>' if look.color else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/>' if look.shade else ""
    size = _size(look.size) if look.size else ""
    return (
        f'{_style_start("character", style)}<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        f"<w:rPr>{_bold(bold=look.bold)}{color}{size}{shade}</w:rPr></w:style>"
    )


def _style_start(kind: str, style: Style) -> str:
    own = ' w:customStyle="1"' if style in _OWN else ""
    name = _NAMES_IN_FILE.get(style, style)
    return f'<w:style w:type="{kind}"{own} w:styleId="{style_id(style)}"><w:name w:val="{name}"/>'


def _fonts(chinese: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{chinese}" w:cs="{LATIN}"/>'


def _bold(*, bold: bool) -> str:
    return "<w:b/><w:bCs/>" if bold else ""


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'
