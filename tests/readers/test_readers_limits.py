"""Files that would take all memory or time: each is inspected within 1.5 GB of address space and 5 seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.readers.test_readers_bad_input import open_document, packed
from tests.readers.test_readers_word import p, word_file

pytest.importorskip("resource", reason="this system limits no memory")

# Inspects each file in a process of its own, made by fork so that Python starts once; prints what that took.
MEASURE = """
import json, os, resource, sys
from interview_coder.cli import main
import interview_coder.cli.transcripts.inspect, interview_coder.readers, lxml.html, openpyxl, pypdfium2
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, (1500 * 2**20, 1500 * 2**20))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        os.dup2(os.open(name + ".out", os.O_CREAT | os.O_WRONLY), 1)
        os.dup2(os.open(name + ".err", os.O_CREAT | os.O_WRONLY), 2)
        try:
            main(["transcripts", "inspect", name, "--turns", "0"])
        except SystemExit as ended:
            os._exit(ended.code)
    _, status, used = os.wait4(child, 0)
    took = {"seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}
    print(json.dumps({"name": name, "code": os.waitstatus_to_exitcode(status), **took}))
"""
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
TREE = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE]
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf_of(*objects: bytes) -> bytes:
    """Write objects as a PDF, numbered from 1."""
    parts = [b"%PDF-1.7\n", *(b"%d 0 obj\n%b\nendobj\n" % (at, each) for at, each in enumerate(objects, start=1))]
    places, place = [], 0
    for part in parts:
        places.append(place)
        place += len(part)
    entries = b"".join(b"%010d 00000 n \n" % at for at in places[1:])
    head = b"xref\n0 %d\n0000000000 65535 f \n" % len(parts)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts), place)
    return b"".join([*parts, head, entries, trailer])


def pdf_page(contents: bytes) -> bytes:
    packed_contents = zlib.compress(contents, 1)
    length = b"<</Length %d/Filter/FlateDecode>>" % len(packed_contents)
    return pdf_of(*TREE, length + b"stream\n" + packed_contents + b"\nendstream", FONT)


def workbook(rows: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>',
            "_rels/.rels": f'{relations}<Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
            "xl/_rels/workbook.xml.rels": f'{relations}<Relationship Id="r1" Type="{office}/worksheet" '
            'Target="sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def cell(place: str, words: str = "A") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


# File name, how it is made, exit code, what is said of it.
ROWS: list[tuple[str, Callable[[], bytes], int, str]] = [
    ("bomb.docx", lambda: word_file(p("A" * 30_000_000)), 3, "the archive swells beyond reason when unpacked"),
    ("paragraphs.docx", lambda: word_file("<w:p/>" * 3_000_000), 3, "the archive swells beyond reason"),
    ("attribute.docx", lambda: word_file(f'<w:p w:x="{"y" * 9_000_000}"/>'), 3, "the archive swells beyond reason"),
    ("deep.docx", lambda: word_file("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), 3, "damaged"),
    ("spaces.odt", lambda: open_document('<text:p>A:<text:s text:c="100000000"/>b</text:p>'), 0, ""),
    ("more spaces.odt", lambda: open_document("<text:p>A:" + '<text:s text:c="9999"/>' * 10_000 + "b</text:p>"), 0, ""),
    (
        "cells.xlsx",
        lambda: workbook("".join(f"<row>{cell(f'A{at}')}</row>" for at in range(1, 100_001))),
        3,
        "no column",
    ),
    (
        "far.xlsx",
        lambda: workbook(f"<row r='99999999999'>{cell('A99999999999')}</row>"),
        3,
        "more than 1,000,000 cells",
    ),
    (
        "wide.xlsx",
        lambda: workbook("".join(f"<row>{cell(f'XFD{at}')}</row>" for at in range(1, 999))),
        3,
        "1,000,000 cells",
    ),
    ("cells.csv", lambda: b"speaker,text\n" + b"Q,why\nA,so\n" * 25_000, 0, ""),
    ("line.txt", lambda: b"A: " + b"word " * 1_000_000, 0, ""),
    ("line.md", lambda: b"*" + b"word " * 1_600_000, 0, ""),
    ("Chinese line.txt", lambda: "答：".encode() + "好".encode() * 500_000, 0, ""),
    ("spaces.txt", lambda: b"A:" + b" " * 1_000_000 + b"x", 0, ""),
    ("colons.txt", lambda: b"a:" * 500_000, 0, ""),
    ("arrows.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"-->" * 300_000, 0, ""),
    (
        "spaces.vtt",
        lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\na\n1" + b" " * 1_000_000 + b"-->" + b" " * 1_000_000 + b"x",
        0,
        "",
    ),
    ("voices.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 300_000, 0, ""),
    ("fonts.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<font " * 150_000, 0, ""),
    ("deep.json", lambda: b"[" * 200_000 + b"]" * 200_000, 3, "this is no JSON that can be read"),
    ("deep.html", lambda: b"<div>" * 200_000 + b"A: b", 3, "nested too deep, or something in it is too large"),
    ("attribute.html", lambda: b'<p title="' + b"x" * 11_000_000 + b'">A: b', 3, "something in it is too large"),
    ("declarations.html", lambda: b"<?xml " * 500_000, 3, "the page holds no text"),
    ("deep.rtf", lambda: b"{\\rtf1 " + b"{" * 200_000 + b"A: b", 3, "groups nested too deep"),
    ("front matter.txt", lambda: b"---\na: " + b"[" * 10_000 + b"\n---\nA: b", 3, "cannot be read as YAML"),
    ("objects.pdf", lambda: pdf_of(*TREE, b"null", FONT, *[b"null"] * 1_000_000), 3, "no text layer"),
    ("bomb.pdf", lambda: pdf_page(b" " * 135_000_000), 3, "the PDF swells beyond reason when unpacked"),
    ("letters.pdf", lambda: pdf_page(b"BT /F1 1 Tf " + b"(AAAAAAAAAA) Tj " * 300_000), 3, "swells beyond reason"),
    (
        "page.pdf",
        lambda: pdf_page(b"BT /F1 1 Tf " + (b"(" + b"A" * 30_000 + b") Tj ") * 10 + b"ET"),
        3,
        "200,000 characters on page 1",
    ),
]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Inspect every file; return exit code, seconds and memory of each by name, and what was said."""
    folder = tmp_path_factory.mktemp("limits")
    for name, made, *_ in ROWS:
        (folder / name).write_bytes(made())
    command = [sys.executable, "-c", MEASURE, *(name for name, *_ in ROWS)]
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(root)}
    )
    results = map(json.loads, done.stdout.strip().split("\n"))
    return {each["name"]: {**each, "said": (folder / f"{each['name']}.err").read_text("utf-8")} for each in results}


@pytest.mark.parametrize(("name", "code", "said"), [(name, code, said) for name, _, code, said in ROWS])
def test_limits_hold(name: str, code: int, said: str, measured: dict[str, Any]) -> None:
    result = measured[name]
    assert (result["code"], said in result["said"], "Traceback" in result["said"]) == (code, True, False), result
    assert result["seconds"] < 5
    assert result["megabytes"] < 1024
