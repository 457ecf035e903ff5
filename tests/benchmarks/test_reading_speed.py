"""How quickly files are read, against the plain parser library alone, in one run: `make bench ARGS="-s -k reading"`.

A parser alone gives text; a reader also finds the encoding, the speakers and the turns, and counts what it leaves out.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import lxml.etree
import lxml.html
import openpyxl
import pypdfium2
import pytest

from interview_coder.readers import read_transcript
from tests.benchmarks.corpus import SEED, write_corpus
from tests.readers.writing import WRITERS

# Of one transcript; enough that opening the file costs nothing beside reading it.
WORDS = 40_000
RTF_TOKEN = re.compile(rb"\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\(.)|([{}])|([^\\{}]+)", re.DOTALL)
CUE = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> [^\n]*\n((?:[^\n]+\n?)+)")


def odt_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(lxml.etree.fromstring(archive.read("content.xml")).itertext())


def pdf_text(path: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


def pdf_characters(path: Path) -> list[Any]:
    """Ask for every character and its box, one by one: what any layout needs."""
    found = []
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        found += [(text.get_text_range(at, 1), text.get_charbox(at, loose=True)) for at in range(text.count_chars())]
    return found


PARSERS: dict[str, Callable[[Path], object]] = {
    ".docx": lambda path: [paragraph.text for paragraph in docx.Document(str(path)).paragraphs],
    ".odt": odt_text,
    ".rtf": lambda path: RTF_TOKEN.findall(path.read_bytes()),
    ".html": lambda path: lxml.html.document_fromstring(path.read_bytes()).text_content(),
    ".csv": lambda path: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))),
    ".xlsx": lambda path: [
        list(sheet.iter_rows(values_only=True))
        for sheet in openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    ],
    ".json": lambda path: json.loads(path.read_bytes()),
    ".vtt": lambda path: CUE.findall(path.read_text(encoding="utf-8")),
    ".srt": lambda path: CUE.findall(path.read_text(encoding="utf-8")),
    ".pdf": pdf_characters,
    ".pdf text": pdf_text,
}


def least_seconds(call: Callable[[], object], *, runs: int = 3) -> float:
    """Return the least CPU seconds of some runs."""
    least = float("inf")
    for _ in range(runs):
        before = time.process_time()
        call()
        least = min(least, time.process_time() - before)
    return least


@pytest.fixture(scope="module", params=["en", "zh"])
def turns(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    folder = tmp_path_factory.mktemp("corpus") / request.param
    write_corpus(folder, request.param, files=1, words=WORDS)
    transcript = read_transcript(folder / "interview_001.txt")
    return [(turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns]


@pytest.mark.parametrize("parser", PARSERS)
def test_reading_speed(parser: str, turns: list[tuple[str, str]], tmp_path: Path) -> None:
    suffix = parser.split()[0]
    path = tmp_path / f"P01{suffix}"
    path.write_bytes(WRITERS[suffix](turns))
    alone = least_seconds(lambda: PARSERS[parser](path))
    read = least_seconds(lambda: read_transcript(path))
    print(
        f"\n{parser}: {path.stat().st_size:,} bytes, {read * 1000:.0f} ms, alone {alone * 1000:.1f} ms, {alone / read:.2f} x"
    )
