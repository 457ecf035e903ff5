"""How long a report takes, against writing the same paragraphs with bare python-docx. FILES=30 makes it quick."""

from __future__ import annotations

import datetime
import io
import os
import random
import time
from collections.abc import Callable, Iterator

import docx

from interview_coder.coding import Coding
from interview_coder.exporters import excerpts, report
from interview_coder.exporters.document import Document, Paragraph, Table
from interview_coder.exporters.rendering import Wishes
from interview_coder.exporters.report import report as report_document
from interview_coder.study import CodedStudy
from tests.factories import make_codebook, make_coding, make_study, make_transcript

FILES = int(os.environ.get("FILES", "300"))
CODINGS = 300
CODES = ("money", "money.late", "money.short", "rules", "rules.vague", "people", "people.few", "time")
WORDS = ("no", "money", "for", "a", "workshop", "nobody", "can", "say", "which", "office", "decides", "经费", "没有")
DATE = datetime.date(2024, 11, 23)


def study(files: int, codings: int) -> CodedStudy:
    chance = random.Random(0)
    transcripts = [make_transcript(f"P{number:03}", words=8000, passages=600) for number in range(files)]
    return make_study(
        *(_coding(chance, transcript.id, place) for transcript in transcripts for place in range(codings)),
        codes=make_codebook(*CODES),
        transcripts=transcripts,
    )


def _coding(chance: random.Random, transcript: str, place: int) -> Coding:
    quote = " ".join(chance.choices(WORDS, k=18)) + "."
    word = quote.split()[0]
    return make_coding(
        chance.choice(CODES), transcript, 200 * place, quote, evidence=[word], turn=place + 1, passage=place + 1
    )


def cpu_seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def bare(document: Document) -> bytes:
    """Write each paragraph of a document, those of its tables too, with python-docx and nothing else."""
    word = docx.Document()
    for text in _paragraphs(document):
        word.add_paragraph(text)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Paragraph():
                yield block.text
            case Table():
                cells = (cell for row in (block.head, *block.rows) for cell in row)
                yield from (paragraph.text for cell in cells for paragraph in cell.paragraphs)


def test_export_speed_report_takes_at_most_4_times_bare_python_docx() -> None:
    """Bare python-docx takes quadratic time (each paragraph looks for the end from the start): ten tenths are less."""
    tenth = report_document(study(FILES // 10, CODINGS), Wishes("en", DATE))
    plain = 10 * cpu_seconds(lambda: bare(tenth))
    found = study(FILES, CODINGS)
    own = cpu_seconds(lambda: report.render(found, Wishes("en", DATE)))
    print(f"\n{FILES} x {CODINGS}: report {own:.1f} s, bare python-docx at least {plain:.1f} s, {own / plain:.2f} x")
    assert own <= 4 * plain


def test_export_speed_1000_excerpts_take_seconds() -> None:
    found = study(10, 100)
    seconds = cpu_seconds(lambda: excerpts.render(found, Wishes("en", DATE)))
    print(f"\n1,000 excerpts: {seconds:.2f} s")
    assert seconds < 10
