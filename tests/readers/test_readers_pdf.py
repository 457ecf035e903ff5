"""PDF files, drawn as word processors set pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.transcript import Role, Transcript

Draw = Callable[[Canvas], None]
WIDE = "so that the line is full up to the measure and the next word would not have had room"


def lines(*texts: str, left: float = 72, top: float = 760, pitch: float = 14, font: str = "Helvetica") -> Draw:
    """Draw lines of text below each other; "" leaves a line empty."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 11)
        for at, text in enumerate(texts):
            canvas.drawString(left, top - at * pitch, text)

    return draw


def pdf(*pages: list[Draw], encrypt: StandardEncryption | None = None) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, encrypt=encrypt)
    for page in pages:
        for draw in page:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read(folder: Path, *pages: list[Draw]) -> Transcript:
    (folder / "P01.pdf").write_bytes(pdf(*pages))
    return read_transcript(folder / "P01.pdf")


def test_pdf_joins_wrapped_lines_and_keeps_paragraphs(tmp_path: Path) -> None:
    page = lines(
        "Q: Why?", f"A: Because it is {WIDE[:60]}", "again.", "A short one.", "", "Q: And?", f"A: {WIDE[:70]}", "x."
    )
    transcript = read(tmp_path, [page])
    assert transcript.text == (
        f"Q: Why?\n\nA: Because it is {WIDE[:60]} again.\n\nA short one.\n\nQ: And?\n\nA: {WIDE[:70]} x."
    )


def test_pdf_puts_divided_words_together(tmp_path: Path) -> None:
    page = lines("A: The depart-", "ment is well-", "known, a well-known de-", "partment. Ber-", "Lin", "So.")
    assert read(tmp_path, [page]).text.startswith("A: The department is well-known, a well-known department.")
    assert "2 words divided at a line's end put together" in read(tmp_path, [page]).notes


def test_pdf_goes_on_over_pages_without_their_headers(tmp_path: Path) -> None:
    def page(number: int, *texts: str) -> list[Draw]:
        return [lines("Interview 3, confidential", top=800), lines(*texts), lines(f"Page {number} of 3", top=40)]

    transcript = read(
        tmp_path, page(1, "Q: Why?", f"A: {WIDE[:70]}"), page(2, "it goes on", "Q: And?"), page(3, "A: No more.")
    )
    assert transcript.text == f"Q: Why?\n\nA: {WIDE[:70]} it goes on\n\nQ: And?\n\nA: No more."
    assert transcript.notes[0] == "left out: 6 page headers or footers (108 characters)"


def test_pdf_reads_columns_one_by_one(tmp_path: Path) -> None:
    left = lines(*(f"left column line {at:02} full" for at in range(20)))
    right = lines(*(f"right column line {at:02} full" for at in range(20)), left=320)
    transcript = read(tmp_path, [lines("A: A heading over both", top=790), left, right])
    words = transcript.text.replace("\n\n", " ").split()
    assert words.index("left") < words.index("19") < words.index("right")
    assert "1 page read as columns: check the order of the text" in transcript.notes


def test_pdf_reads_two_cells_of_a_row_as_a_turn(tmp_path: Path) -> None:
    cells = lines("Q", "A", "", "Q", "A"), lines("Why?", "Because it is", "so.", "And?", "No.", left=160)
    assert [turn.speaker for turn in read(tmp_path, list(cells)).turns] == ["Q", "A", "Q", "A"]


def test_pdf_takes_margin_numbers_for_paragraphs(tmp_path: Path) -> None:
    numbers = lines(*(str(at) for at in range(1, 9)), left=50)
    words = lines(*(f"{'QA'[at % 2]}: line {at}" for at in range(8)))
    transcript = read(tmp_path, [numbers, words])
    assert [transcript.quote(turn.start, turn.end) for turn in transcript.turns] == [f"line {at}" for at in range(8)]
    assert "left out: 8 numbers in the margin (8 characters)" in transcript.notes


def test_pdf_bold_paragraphs_are_set_off(tmp_path: Path) -> None:
    page = []
    for at in range(3):
        page.append(lines("Why is it so?", top=760 - 60 * at, font="Helvetica-Bold"))
        page.append(lines(f"I believe that {WIDE[:60]}", "and that is it.", top=746 - 60 * at))
    assert [turn.role for turn in read(tmp_path, page).turns] == [Role.INTERVIEWER, Role.RESPONDENT] * 3


def test_pdf_names_pages_without_text(tmp_path: Path) -> None:
    transcript = read(tmp_path, [lines("A: words")], [lambda canvas: canvas.rect(10, 10, 100, 100)])
    assert "no text on page 2: pictures need text recognition (OCR)" in transcript.notes


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"Q: Why?", "this is no PDF"),
        (b"%PDF-1.7\nand then nothing", "this PDF cannot be read"),
        (pdf([lambda canvas: canvas.rect(10, 10, 100, 100)]), "this PDF has no text layer. It needs text recognition"),
        (pdf([lines("A: x")], encrypt=StandardEncryption("secret")), "protected by a password"),
        (pdf([lines("A: x")])[:300], "this PDF cannot be read|no text layer"),
    ],
)
def test_pdf_mistakes_are_named(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "P01.pdf").write_bytes(data)
    with pytest.raises(TranscriptError, match=message):
        read_transcript(tmp_path / "P01.pdf")
