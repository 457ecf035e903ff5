"""The control words of RTF that matter to whoever wants the text, and the code pages of its fonts."""

from __future__ import annotations

from interview_coder.readers.vocabulary import words

PARAGRAPH_ENDS = words("par sect page cell nestcell row nestrow")

#: Control words that stand for characters.
CHARACTERS = {
    "line": "\n",
    "lbr": "\n",
    "column": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
#: Groups with text that is not read, by what they are.
LEFT_OUT = {
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "text box",
    "dptxbxtext": "text box",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page footer"),
}
#: Groups that hold no text of the document.
DROPPED = words(
    "fonttbl colortbl stylesheet info pict object fldinst listtext pntext nonshppict upr atnid atnauthor atndate",
    "generator listtable listoverridetable rsidtbl themedata xmlnstbl revtbl filetbl bkmkstart bkmkend",
)
#: The code page of a font's character set; "" is that of the document.
CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
