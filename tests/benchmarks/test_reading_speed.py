"""How quickly files are read, against the parser of the format alone, in one run: `make bench ARGS="-s -k reading"`.

A parser alone gives text; a reader also tells the encoding, the speakers, the turns and the language, takes the hash of
the file and counts what it leaves out. Parsers written in C (`csv`, `json`, lxml's text) are shown to compare, but no
bound is set against them: beside these, even the reading of plain text costs more than they do.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import docx
import lxml.etree
import lxml.html
import openpyxl
import pypdfium2
import pytest

from interview_coder.readers import read_transcript
from tests.benchmarks.corpus import write_corpus
from tests.readers.writing import WRITERS

# Of one transcript; enough that opening the file costs nothing beside reading it.
WORDS = 40_000
RTF_TOKEN = re.compile(rb"\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\(.)|([{}])|([^\\{}]+)", re.DOTALL)
CUE = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> [^\n]*\n((?:[^\n]+\n?)+)")


def docx_paragraphs(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def odt_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(lxml.etree.fromstring(archive.read("content.xml")).itertext())


def odfpy_paragraphs(path: Path) -> list[str]:
    opendocument, teletype, text = (
        importlib.import_module(f"odf.{name}") for name in ("opendocument", "teletype", "text")
    )
    return [teletype.extractText(each) for each in opendocument.load(str(path)).getElementsByType(text.P)]


def sheet_rows(path: Path) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def pdf_text(path: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


def pdf_characters(path: Path) -> list[Any]:
    """Ask for every character and its box, one by one: what finding lines and columns needs."""
    found = []
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        found += [(text.get_text_range(at, 1), text.get_charbox(at, loose=True)) for at in range(text.count_chars())]
    return found


def striprtf_text(path: Path) -> object:
    return importlib.import_module("striprtf.striprtf").rtf_to_text(read_text(path))


def bs4_text(path: Path) -> object:
    return importlib.import_module("bs4").BeautifulSoup(read_text(path), "lxml").get_text()


def read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


class Parser(NamedTuple):
    """A way to read a suffix; parsing alone must take at least this share of the time that reading takes."""

    suffix: str
    name: str
    parse: Callable[[Path], object]
    share: float


PARSERS = [
    Parser(".docx", "python-docx", docx_paragraphs, 0.5),
    Parser(".xlsx", "openpyxl", sheet_rows, 0.5),
    Parser(".pdf", "pypdfium2, characters", pdf_characters, 0.5),
    Parser(".pdf", "pypdfium2, text", pdf_text, 0),
    Parser(".odt", "odfpy", odfpy_paragraphs, 0.4),
    Parser(".odt", "lxml", odt_text, 0),
    Parser(".rtf", "striprtf", striprtf_text, 0.5),
    Parser(".rtf", "tokens by re", lambda path: RTF_TOKEN.findall(path.read_bytes()), 0),
    Parser(".html", "bs4 on lxml", bs4_text, 0.4),
    Parser(".html", "lxml", lambda path: lxml.html.document_fromstring(path.read_bytes()).text_content(), 0),
    Parser(".vtt", "webvtt-py", lambda path: list(importlib.import_module("webvtt").read(str(path))), 0.5),
    Parser(".vtt", "cues by re", lambda path: CUE.findall(read_text(path)), 0),
    Parser(".srt", "srt", lambda path: list(importlib.import_module("srt").parse(read_text(path))), 0.3),
    Parser(".srt", "cues by re", lambda path: CUE.findall(read_text(path)), 0),
    Parser(".csv", "csv", lambda path: list(csv.reader(io.StringIO(read_text(path), newline=""))), 0),
    Parser(".json", "json", lambda path: json.loads(path.read_bytes()), 0),
    Parser(".txt", "read_text", read_text, 0),
]


def least_seconds(call: Callable[[], object], *, runs: int = 5) -> float:
    """Return the least CPU seconds of some runs."""
    least = float("inf")
    for _ in range(runs):
        before = time.process_time()
        call()
        least = min(least, time.process_time() - before)
    return least


@pytest.fixture(scope="module", params=["en", "zh"])
def interview(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write one long interview."""
    language: str = request.param
    folder = tmp_path_factory.mktemp("corpus") / language
    write_corpus(folder, language, files=1, words=WORDS)
    return folder / "interview_001.txt"


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: f"{parser.suffix[1:]} {parser.name}")
def test_reading_speed_beside_the_parser_alone(parser: Parser, interview: Path, tmp_path: Path) -> None:
    transcript = read_transcript(interview)
    path = tmp_path / f"P01{parser.suffix}"
    turns = [(turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns]
    path.write_bytes(WRITERS[parser.suffix](turns))
    try:
        alone = least_seconds(lambda: parser.parse(path))
    except ModuleNotFoundError as error:
        pytest.skip(f"{error.name} is not installed: pip install -e '.[bench]'")
    read = least_seconds(lambda: read_transcript(path))
    figures = f"{read * 1000:6.0f} ms, {parser.name} alone {alone * 1000:6.1f} ms, {alone / read:5.2f} x"
    print(f"\n{interview.parent.name} {parser.suffix:5} {path.stat().st_size:9,} bytes {figures}")
    assert alone / read >= parser.share


def test_reading_speed_of_100_mb_of_text(interview: Path, tmp_path: Path) -> None:
    words = interview.read_bytes() + b"\r\n\r\n"
    path = tmp_path / "P01.txt"
    # One character beyond the basic plane makes every character of the text take four bytes.
    path.write_bytes(words * (100 * 2**20 // len(words) - 1) + "A: 😀".encode())
    measure = (
        "import resource, sys, time; from interview_coder.readers import read_transcript; read_transcript(sys.argv[1]);"
        "print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", measure, path], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    print(f"\n{interview.parent.name} .txt of {path.stat().st_size:,} bytes: {seconds:.1f} s, {megabytes:.0f} MB")
    assert megabytes < 1000
