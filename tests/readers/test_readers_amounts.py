"""The amount of text in a file is what was read and what was reported as left out, whatever the document holds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from interview_coder.participants import Participants
from interview_coder.readers import transcript_of
from interview_coder.readers.source import Source
from interview_coder.transcript import Transcript
from tests.readers.test_readers_bad_input import packed
from tests.readers.test_readers_pdf import lines, pdf
from tests.readers.test_readers_word import TEXT_BOX, element, p, r, table, word_file

# Letters only: what mark-up, labels and tables add to a text is none.
WORD = st.text(st.sampled_from("abcXYZéñ钱够年不"), min_size=1, max_size=6)
LATIN = st.text(st.sampled_from("abcdeXYZ"), min_size=1, max_size=8)
COUNT = re.compile(r"(\d+) characters?")


def pieces(*kinds: str) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Make the pieces of a document: what kind each is of, and its word."""
    return st.lists(st.tuples(st.sampled_from(kinds), WORD), min_size=1, max_size=12)


def read(name: str, data: bytes) -> Transcript:
    return transcript_of(Source(name, data), Participants("participants.csv"))


def letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def reported(transcript: Transcript) -> int:
    """Add up the characters that the notes say were left out of the text."""
    notes = [note for note in transcript.notes if not note.endswith("before the first speaker")]
    left_out = [note for note in notes if note.startswith("left out: ")]
    dropped = [found[0] for note in notes for found in re.finditer(r"deletions? dropped \(\d+ characters?\)", note)]
    return sum(int(number) for note in (*left_out, *dropped) for number in COUNT.findall(note))


WORD_KINDS: dict[str, Callable[[str], str]] = {
    "paragraph": p,
    "insertion": lambda word: p(f"<w:ins>{r(word)}</w:ins>"),
    "deletion": lambda word: p(f"<w:del><w:r><w:delText>{word}</w:delText></w:r></w:del>x"),
    "moved": lambda word: p(f"<w:moveFrom>{r(word)}</w:moveFrom>x"),
    "hidden": lambda word: p(r(word, "<w:vanish/>"), "x"),
    "control": lambda word: f"<w:sdt><w:sdtContent>{p(word)}</w:sdtContent></w:sdt>",
    "text box": lambda word: p(TEXT_BOX.replace("boxed", word), "x"),
    "row": lambda word: table(("Q:", word), (word, "A", "Q")),
    "numbered": lambda word: table(("12", "0:05", "Q", word), ("1:00", "2:00", "A", word)),
    "ruby": lambda word: p(f"<w:ruby><w:rt>{r(word)}</w:rt><w:rubyBase>{r(word)}</w:rubyBase></w:ruby>"),
    "formula": lambda word: p(f"<m:oMath><m:r><m:t>{word}</m:t></m:r></m:oMath>", "x"),
    "chart": lambda word: p(f'<w:r><w:drawing><a:t xmlns:a="a">{word}</a:t></w:drawing></w:r>', "x"),
}


@given(pieces(*WORD_KINDS), WORD)
def test_amounts_word(parts: list[tuple[str, str]], beside: str) -> None:
    body = p("x") + "".join(WORD_KINDS[kind](word) for kind, word in parts)
    others = {
        "comments": element("comments", f"<w:comment>{p(beside)}</w:comment>"),
        "footnotes": element("footnotes", f"<w:footnote>{p(beside)}</w:footnote>"),
        "header": element("hdr", p(beside)),
    }
    transcript = read("a.docx", word_file(body, **others))
    fallbacks = re.sub("<mc:Fallback>.*?</mc:Fallback>", "", body)
    inside = letters("".join(re.findall(r"<(?:w|m|a):(?:t|delText)\b[^>]*>([^<]*)", fallbacks)))
    assert letters(transcript.text) + reported(transcript) == inside + 3 * len(beside)


OPEN_KINDS = {
    "paragraph": "<text:p>{}</text:p>",
    "heading": "<text:h>{}</text:h>",
    "span": "<text:p>x<text:span>{}</text:span></text:p>",
    "list": "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
    "note": "<text:p>x<text:note><text:note-body><text:p>{}</text:p></text:note-body></text:note></text:p>",
    "comment": "<text:p>x<office:annotation><text:p>{}</text:p></office:annotation></text:p>",
    "row": "<table:table><table:table-row><table:table-cell><text:p>Q</text:p></table:table-cell><table:table-cell>"
    "<text:p>{}</text:p></table:table-cell></table:table-row></table:table>",
    "box": "<text:p>x<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></text:p>",
    "ruby": "<text:p><text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>{}</text:ruby-text></text:ruby>"
    "</text:p>",
    "deletion": "<text:tracked-changes><text:changed-region><text:deletion><text:p>{}</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>",
    "contents": "<text:table-of-content><text:index-body><text:p>{}</text:p></text:index-body></text:table-of-content>",
    "unknown": "<text:section><text:p>{}</text:p></text:section>",
    "field": "<text:p>x<text:date>{}</text:date></text:p>",
    "declared": "<text:variable-decls><text:variable-decl>{}</text:variable-decl></text:variable-decls>",
}


@given(pieces(*OPEN_KINDS), WORD)
def test_amounts_open_document(parts: list[tuple[str, str]], header: str) -> None:
    body = "<text:p>x</text:p>" + "".join(OPEN_KINDS[kind].format(word) for kind, word in parts)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "draw")
    )
    content = f"<office:a {spaces}><office:body><office:text>{body}</office:text></office:body></office:a>"
    styles = f"<office:a {spaces}><office:header><text:p>{header}</text:p></office:header></office:a>"
    transcript = read("a.odt", packed({"content.xml": content, "styles.xml": styles}))
    assert letters(transcript.text) + reported(transcript) == letters(re.sub("<[^>]*>", "", body)) + len(header)


RICH_KINDS = {
    "paragraph": "{}\\par ",
    "bold": "{{\\b {}}}\\par ",
    "hidden": "{{\\v {}}}\\par ",
    "deleted": "{{\\deleted {}}}\\par ",
    "inserted": "{{\\revised {}}}\\par ",
    "footnote": "{{\\footnote {}}}\\par ",
    "comment": "{{\\*\\annotation {}}}\\par ",
    "header": "{{\\header {}\\par}}",
    "box": "{{\\shp{{\\*\\shpinst{{\\shptxt {}\\par}}}}}}\\par ",
    "row": "\\trowd\\intbl Q\\cell {}\\cell\\row\\pard ",
    "link": '{{\\field{{\\*\\fldinst HYPERLINK "x"}}{{\\fldrslt {}}}}}\\par ',
    "both": "{{\\upr{{{0}}}{{\\*\\ud{{{0}}}}}}}\\par ",
}


@given(pieces(*RICH_KINDS))
def test_amounts_rich_text(parts: list[tuple[str, str]]) -> None:
    def escaped(word: str) -> str:
        return "".join(each if each.isascii() else f"\\u{ord(each)}?" for each in word)

    body = "".join(RICH_KINDS[kind].format(escaped(word)) for kind, word in parts)
    transcript = read("a.rtf", f"{{\\rtf1 x\\par {body}}}".encode("ascii"))
    rows = sum(kind == "row" for kind, _ in parts)
    assert letters(transcript.text) + reported(transcript) == 1 + rows + sum(len(word) for _, word in parts)


PAGE_KINDS = {
    "paragraph": "<p>{}</p>",
    "inline": "<div>x<b>{}</b><i> y</i></div>",
    "item": "<ul><li>{}</ul>",
    "row": "<table><caption>{0}</caption><tr><th>Q</th><td>{0}</td></tr></table>",
    "deleted": "<p>x<del>{}</del></p>",
    "hidden": "<p hidden>{}</p>",
    "unseen": "<p style='display: none'>{}</p>",
    "choice": "<p><select><option>{}</select></p>",
    "kept": "<pre>{}\n  x</pre>",
    "drawn": "<svg><text>{}</text></svg>",
    "unknown": "<interview-turn>{}</interview-turn>",
    "loose": "{}<br>",
    "between": "<table>{}<tr>{}<td>x</td></tr></table>",
}


@given(pieces(*PAGE_KINDS), WORD)
def test_amounts_html(parts: list[tuple[str, str]], title: str) -> None:
    body = "<p>x</p>" + "".join(PAGE_KINDS[kind].format(word, word) for kind, word in parts)
    transcript = read("a.html", f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode())
    assert letters(transcript.text) + reported(transcript) == letters(re.sub("<[^>]*>", "", body)) + len(title)


CELL = st.none() | WORD
TIME = st.sampled_from(["", "0:05", "soon", "1,5"])
ROWS = st.lists(st.tuples(TIME, st.sampled_from(["", "Dean"]), CELL, CELL, CELL), min_size=1, max_size=8)
HEADER = ("time", "speaker", "text", "question", "memo")
Rows = Sequence[tuple[str, str, str | None, str | None, str | None]]


def check_table(name: str, data: bytes, rows: Rows, beside: int = 0) -> None:
    """Check that cells of words are in the turns, and all others in the notes, but for times and names that count."""
    spoken = sum(len(row[2] or "") for row in rows)
    if not spoken:
        return
    transcript = read(name, data)
    assert sum(letters(transcript.quote(turn.start, turn.end)) for turn in transcript.turns) == spoken
    other = sum(len(cell or "") for row in rows for cell in row[3:])
    silent = sum(len("".join(each for each in row[:2])) for row in rows if not row[2])
    wrong = sum(len("soon") for row in rows if row[2] and row[0] == "soon")
    assert reported(transcript) == other + silent + wrong + beside


@given(ROWS)
def test_amounts_csv(rows: Rows) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([HEADER, *([cell or "" for cell in row] for row in rows)])
    said = [row for row in rows if any(row)]
    check_table("a.csv", stream.getvalue().encode(), said)


@given(ROWS, WORD, st.booleans())
def test_amounts_excel(rows: Rows, beside: str, hidden: bool) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [HEADER, *rows]:
        sheet.append([cell or None for cell in row])
    sheet["A1"].comment = Comment(beside, "me")
    other = book.create_sheet("other")
    other.append([beside, beside])
    other.sheet_state = "hidden" if hidden else "visible"
    stream = io.BytesIO()
    book.save(stream)
    check_table("a.xlsx", stream.getvalue(), rows, 3 * len(beside))


@given(st.lists(st.lists(st.lists(LATIN, min_size=1, max_size=9), min_size=1, max_size=8), min_size=1, max_size=4))
def test_amounts_pdf(pages: list[list[list[str]]]) -> None:
    around = [lines("x", top=780), lines("Head", top=800), lines("7", top=30)]
    drawn = [[*around, lines(*map(" ".join, page))] for page in pages]
    transcript = read("a.pdf", pdf(*drawn))
    inside = sum(len(word) for page in pages for line in page for word in line) + len("xHead7") * len(pages)
    assert sum(map(str.isalnum, transcript.text)) + reported(transcript) == inside
