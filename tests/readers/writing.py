"""One conversation written in every format that can be read, as programs of that format would."""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

Turns = Sequence[tuple[str, str]]


def labelled(turns: Turns) -> list[str]:
    return [f"{speaker}{': ' if speaker.isascii() else '：'}{words}" for speaker, words in turns]


def text(turns: Turns) -> bytes:
    return "\n\n".join(labelled(turns)).encode()


def markdown(turns: Turns) -> bytes:
    return "\n\n".join(f"**{speaker}:** {words}" for speaker, words in turns).encode()


def word(turns: Turns) -> bytes:
    document = docx.Document()
    for line in labelled(turns):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def opendocument(turns: Turns) -> bytes:
    paragraphs = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in labelled(turns))
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    spaces += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    kind = "application/vnd.oasis.opendocument.text"
    files = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{type_}"/>'
        for path, type_ in (("/", kind), ("content.xml", "text/xml"))
    )
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{files}</m:manifest>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        body = f"<office:body><office:text>{paragraphs}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return stream.getvalue()


def rich_text(turns: Turns) -> bytes:
    def escaped(character: str) -> str:
        if character in "\\{}":
            return f"\\{character}"
        units = character.encode("utf-16-le")
        codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
        return character if character.isascii() else "".join(f"\\u{code}?" for code in codes)

    body = "\\par\n".join("".join(map(escaped, line)) for line in labelled(turns))
    return f"{{\\rtf1\\ansi {body}\\par}}".encode("ascii")


def webvtt(turns: Turns) -> bytes:
    cues = (
        f"00:{at // 60:02}:{at % 60:02}.000 --> 00:{at // 60:02}:{at % 60:02}.900\n"
        f"<v {speaker}>{html.escape(words, quote=False)}</v>"
        for at, (speaker, words) in enumerate(turns)
    )
    return ("WEBVTT\n\n" + "\n\n".join(cues)).encode()


def subrip(turns: Turns) -> bytes:
    cues = (
        f"{at + 1}\n00:{at // 60:02}:{at % 60:02},000 --> 00:{at // 60:02}:{at % 60:02},900\n{line}"
        for at, line in enumerate(labelled(turns))
    )
    return "\n\n".join(cues).encode()


def comma_separated(turns: Turns) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([("speaker", "text"), *turns])
    return stream.getvalue().encode("utf-8-sig")


def excel(turns: Turns) -> bytes:
    book = Workbook()
    assert book.active
    for row in [("说话人", "内容"), *turns]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def page(turns: Turns) -> bytes:
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in labelled(turns))
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{paragraphs}</body></html>'.encode()


def recognised(turns: Turns) -> bytes:
    segments = [{"start": at, "speaker": speaker, "text": words} for at, (speaker, words) in enumerate(turns)]
    return json.dumps({"segments": segments}).encode()


def pdf(turns: Turns) -> bytes:
    chinese = any(not speaker.isascii() for speaker, _ in turns)
    if chinese:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle(
        "body",
        fontName="STSong-Light" if chinese else "Helvetica",
        fontSize=11,
        leading=15,
        spaceAfter=8,
        wordWrap="CJK" if chinese else None,
    )
    stream = io.BytesIO()
    document = SimpleDocTemplate(stream, pagesize=A4, invariant=1)
    document.build([Paragraph(html.escape(line), style) for line in labelled(turns)])
    return stream.getvalue()


WRITERS: dict[str, Callable[[Turns], bytes]] = {
    ".txt": text,
    ".md": markdown,
    ".docx": word,
    ".odt": opendocument,
    ".rtf": rich_text,
    ".vtt": webvtt,
    ".srt": subrip,
    ".csv": comma_separated,
    ".xlsx": excel,
    ".html": page,
    ".json": recognised,
    ".pdf": pdf,
}


def write(folder: Path, suffix: str, turns: Turns, name: str = "P01") -> Path:
    path = folder / f"{name}{suffix}"
    path.write_bytes(WRITERS[suffix](turns))
    return path
