"""What goes wrong with transcript files in the field, row by row: exit code, message, nothing written, no traceback."""

from __future__ import annotations

import io
import json
import os
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook
from reportlab.lib.pdfencrypt import StandardEncryption

from interview_coder.cli import main, screen
from tests.readers.test_readers_pdf import lines, pdf
from tests.readers.test_readers_word import TALK, p, r, word_file
from tests.readers.writing import WRITERS

Inspect = Callable[..., tuple[int, str, str]]

ENGLISH = (("Q", "Why?"), ("A", "So."))
CHINESE = (("问", "钱够吗？"), ("答", "不够，年年都不够。"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FRENCH = "Q: Où étiez-vous l'été dernier, à la société générale? A: décidé, mangé, né."
DOCTYPE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY l 'ha'>" + "".join(f"<!ENTITY l{at} '{'&l;' * 10}'>" for at in range(9)) + "]>"


@pytest.fixture
def inspect(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Inspect:
    """Return a function that runs `transcripts inspect` (or another command) where nothing may be written."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, verb: tuple[str, ...] = ("transcripts", "inspect")) -> tuple[int, str, str]:
        screen.stdout.cache_clear()
        screen.stderr.cache_clear()
        before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
        with pytest.raises(SystemExit) as ended:
            main([*verb, *arguments])
        out, err = capsys.readouterr()
        assert before == {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
        assert "Traceback" not in out + err
        assert "internal error" not in err
        assert isinstance(ended.value.code, int)
        return ended.value.code, " ".join(out.split()), " ".join(err.split())

    return run


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def open_document(body: str, before: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed({"content.xml": f"{before}<office:document-content {spaces}>{text}</office:document-content>"})


def with_entry(data: bytes, name: str, *, link: bool = False) -> bytes:
    """Add an entry to an archive, perhaps as a symbolic link."""
    stream = io.BytesIO(data)
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16 if link else 0
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


def with_doctype(data: bytes, doctype: str) -> bytes:
    """Put a document type before the first element of a Word document."""
    source = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            head = doctype.encode() if name == "word/document.xml" else b""
            archive.writestr(name, head + source.read(name))
    return stream.getvalue()


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def workbook(*rows: tuple[object, ...]) -> bytes:
    """Write rows; what stands in the third column is marked as a date."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    for cell in book.worksheets[0]["C"]:
        cell.number_format = "yyyy-mm-dd"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# File name, bytes, what is said (all of these).
READ = [
    # Encodings
    ("gbk, six characters.txt", "问：好吗？".encode("gbk"), ["read as gb18030", "¶1 问: 好吗？"]),
    ("gbk and English.txt", ("They call it 产教融合, and nobody knows. " * 9).encode("gbk"), ["gb18030", "产教融合"]),
    ("utf-16 without mark.txt", "问：钱够吗？\n答：不够。".encode("utf-16-le"), ["read as utf-16-le", "¶2 答: 不够。"]),
    ("garbled.txt", "Q: Donâ€™t, cafÃ©".encode(), ["2 garbled characters: the file was once saved in the wrong"]),
    ("kun.txt", "答：" + "锟斤拷", ["1 garbled character"]),
    ("lost.txt", "A: a \ufffd b \ufffd", ["2 garbled characters"]),
    ("four bytes.txt", "答：𠮷野家很好吃，我们都去。".encode("gb18030"), ["gb18030", "𠮷野家"]),
    ("byte order mark.txt", "\ufeffQ: Why?\nA: So.", ["read as utf-8-sig", "¶1 Q: Why?"]),
    # Characters
    ("separators.txt", "Q: a\u2028b\u2029c\x0bd\x0ce\x1cf\x1dg\x1eh\x85i\nA: b", ["¶1 Q: a", "¶2 A: b"]),
    ("escapes.txt", "Q: \x1b[2J\x07Why?\nA: So.", ["¶1 Q: ␛[2J␇Why?"]),
    ("bidi.txt", "A: \u202eabc\u202c \u2066d\u2069", ["4 invisible characters turning", "<U+202E>abc"]),
    ("no labels.txt", "We met in May. It rained.", ["no speaker labels found: read as one speaker without a name"]),
    # Word
    ("inserted.docx", word_file(TALK + p(f"<w:ins>{r('in')}</w:ins>")), ["1 insertion accepted (2 characters)"]),
    ("deleted.docx", word_file(TALK + p(f"<w:del>{r('out')}</w:del>x")), ["1 deletion dropped (3 characters)"]),
    ("smart tag.docx", word_file(p(f"<w:smartTag>{r('A: smart')}</w:smartTag>")), ["A: smart"]),
    ("control.docx", word_file(f"<w:sdt><w:sdtContent>{p('A: so')}</w:sdtContent></w:sdt>"), ["A: so"]),
    ("line break.docx", word_file(p("A: ", r("1&#13;&#10;2"))), ["A: 1 2"]),
    ("slip.docx", with_entry(word_file(TALK), "../../../tmp/x.xml"), ["¶2 Dean Li: Fine."]),
    ("absolute.docx", with_entry(word_file(TALK), "/etc/passwd"), ["¶2 Dean Li: Fine."]),
    ("backslash.docx", with_entry(word_file(TALK), "..\\..\\C:\\x"), ["¶2 Dean Li: Fine."]),
    ("link.docx", with_entry(word_file(TALK), "word/media/link", link=True), ["¶2 Dean Li: Fine."]),
    ("macro.docm", with_entry(word_file(TALK), "word/vbaProject.bin"), ["¶2 Dean Li: Fine."]),
    # OpenDocument and rich text
    ("spaces.odt", open_document('<text:p>A: a<text:s text:c="100000000"/>b</text:p>'), ["¶1 no name: A: a b"]),
    ("emoji.rtf", b"{\\rtf1 A: \\u-10179?\\u-8704?}", ["A: 😀"]),
    ("bytes.rtf", b"{\\rtf1 Q: a\\bin3 \0\0\0\\par A: b}", ["¶1 Q: a", "¶2 A: b"]),
    ("font.rtf", b"{\\rtf1{\\fonttbl{\\f1\\fcharset134 SimSun;}}\\f1 \\'d6\\'d0\\'ce\\'c4}", ["中文"]),
    ("truncated.rtf", b"{\\rtf1 Q: a\\par A: {b", ["the file ends in the middle: is it truncated?"]),
    # Subtitles
    (
        "bad time.vtt",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nQ: a\n\n00:99.0 --> 00:10.000\nA: b\n\n00:00.500 --> 00:00.900\nQ: c",
        ["no time could be read in line 6; the words are kept", "¶2 A: b", "the time runs backwards at 1 place"],
    ),
    (
        "loose.srt",
        b"1\n00:00:01,000 --> 00:00:02,000\nQ: a\n\nand b\n\n1\n00:00:03,5000 --> 00:00:04,x\nA: c",
        ["¶1 Q: a and b", "¶2 A: c", "no time could be read in line 8"],
    ),
    # Tables
    ("mark.csv", "\ufeffspeaker;text\nQ;a\nA;b", ["read as utf-8-sig", "¶1 Q: a", "¶2 A: b"]),
    ("long cell.csv", f"speaker,text\nA,{'x' * 200_000}", ["¶1 A: xxx"]),
    (
        "date.xlsx",
        workbook(("speaker", "text", "time"), ("A", "so", 99999999999)),
        ["1 time that cannot be read (7 ch"],
    ),
    # PDF
    ("ligatures.pdf", pdf([lines("A: ﬁnd the of-", "ﬁce well")]), ["¶1 no name: A:"]),
]
# File name, bytes, what is said (one of these).
REFUSED = [
    (
        "French.txt",
        FRENCH.encode("cp1252"),
        ["the encoding cannot be told from the bytes. Pass --encoding, for exampl"],
    ),
    ("cut.txt", "问：好\r\n答：好".encode()[:-1], [":2: valid UTF-8 up to byte 17, line 2. Is the file truncated?"]),
    ("nul.txt", "Q: a\n答：\0b", [":2:3: NUL character, as binary files and UTF-16 hold. Save it as UTF-8"]),
    ("nul.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\na\0b", [":4:2: NUL character"]),
    ("nul.rtf", b"{\\rtf1 Q: a\\par A: \\u0 b}", ["NUL character in turn 2. Delete it"]),
    ("half.txt", b"Q: a\nA: \xed\xa0\xbd", [":2:4: half a character (lone surrogate), as"]),
    ("half.json", b'[{"text": "a"}, {"text": "\\ud83d"}]', ["half a character (lone surrogate) in turn 1"]),
    ("half.rtf", b"{\\rtf1 A: \\u-10179?}", ["half a character (lone surrogate)"]),
    *((f"empty{suffix}", b"", ["the file is empty. Put the text in it, or leave the file out."]) for suffix in WRITERS),
    ("white.txt", " \n\t\r\n", ["the file is empty. Put the text in it, or leave the file out."]),
    ("mark.txt", "\ufeff", ["the file is empty"]),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xd8", ["NUL character, as binary files"]),
    ("archive.txt", word_file(TALK), ["this is not plain text but a zip archive, perhaps a Word file (.docx). Give"]),
    ("old.doc", OLE, [".doc files cannot be read as transcripts. Open it in Word or LibreOffice and save it as .docx"]),
    ("locked.docx", OLE, ["an old Word file, or one protected by a password. Open it in Word, remove the password"]),
    ("locked.xlsx", OLE, ["an old Office file, or one protected by a password. Open it in its own program, remo"]),
    (
        "locked.odt",
        packed({"content.xml": b"\x8f", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        ["the file is protected by a password. Remove the password and save it again."],
    ),
    ("no text.odt", packed({"content.xml": "<x/>"}), ["this is no text document"]),
    ("truncated.docx", word_file(TALK)[:-30], ["the file is damaged, or not of the kind its suffix says"]),
    ("flipped.docx", flipped(word_file(TALK), 300), ["damaged"]),
    ("other zip.docx", packed({"content.xml": "<x/>"}), ["there is no Word document inside. Save it as .docx"]),
    ("text.docx", b"Q: Why?", ["the file is damaged, or not of the kind its suffix says (BadZipFile). Open the file"]),
    ("entity.docx", with_doctype(word_file(TALK), DOCTYPE), ["a document type declaration, which no such file needs"]),
    ("laughs.docx", with_doctype(word_file(TALK), LAUGHS), ["a document type declaration"]),
    ("entity.odt", open_document("<text:p>A: &x;</text:p>", DOCTYPE), ["a document type declaration"]),
    ("deep.docx", word_file("<w:sdt>" * 3000 + "</w:sdt>" * 3000), ["the XML inside is damaged"]),
    ("no rtf.rtf", b"Q: Why?", ["this is no rich text: it does not begin with {\\rtf. Give the file its right suffix"]),
    ("garbage.vtt", b"nothing of the kind", ["there is no cue with a time in this file. Is it a WebVTT file?"]),
    ("garbage.srt", b"nothing of the kind", ["there is no cue with a time in this file. Is it a SubRip file?"]),
    ("quote.csv", 'speaker,text\n"Q,a\n' + "A,b\n" * 999, [":2: a quotation mark that is not closed"]),
    ("short row.csv", "speaker,text\nQ,a\nA\n", [":3: 1 cell where the first row has 2"]),
    ("long row.csv", "speaker,text\nQ,a, b\nA,c\n", [":2: 3 cells where the first row has 2. Name every column"]),
    ("no column.csv", "a,b\n1,2\n", ["no column of the table is known to hold the words. Name it with --columns"]),
    (
        "scan.pdf",
        pdf([lambda canvas: canvas.rect(9, 9, 9, 9)]),
        ["this PDF has no text layer. It needs text recognitio"],
    ),
    (
        "locked.pdf",
        pdf([lines("A: x")], encrypt=StandardEncryption("secret")),
        ["protected by a password. Save a copy"],
    ),
    ("garbage.pdf", b"%PDF-1.7\nand then nothing", ["this PDF cannot be read (PdfiumError). Open it in a PDF program"]),
]


def write(folder: Path, name: str, data: bytes | str) -> str:
    (folder / name).write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return name


@pytest.mark.filterwarnings("error")  # a library's warning would reach the terminal
@pytest.mark.parametrize(("name", "data", "said"), READ, ids=[name for name, *_ in READ])
def test_bad_input_is_read_and_said(
    name: str, data: bytes | str, said: list[str], tmp_path: Path, inspect: Inspect
) -> None:
    code, out, err = inspect(write(tmp_path, name, data))
    assert (code, err) == (0, "")
    assert [each for each in said if each not in out] == []


@pytest.mark.parametrize(("name", "data", "said"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_bad_input_is_refused_with_what_to_do(
    name: str, data: bytes | str, said: list[str], tmp_path: Path, inspect: Inspect
) -> None:
    code, out, err = inspect(write(tmp_path, name, data))
    assert (code, out) == (3, "")
    assert err.startswith(f"error: {name}:")
    assert any(each in err for each in said), err
    assert err.rstrip(".?").count(". ") + err.count("? ") >= 1, "it says how to mend it"


def test_bad_input_in_another_encoding_is_read_when_told(tmp_path: Path, inspect: Inspect) -> None:
    code, out, _ = inspect(write(tmp_path, "French.txt", FRENCH.encode("cp1252")), "--encoding", "cp1252")
    assert (code, "Où étiez-vous" in out) == (0, True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_bad_input_line_ends_and_marks_change_no_position(
    end: str, mark: str, tmp_path: Path, inspect: Inspect
) -> None:
    code, out, _ = inspect(write(tmp_path, "P01.txt", f"{mark}Q: Why?{end}A: So.{end}{end}Yes."), "--json")
    assert code == 0
    assert [(turn["start"], turn["end"]) for turn in json.loads(out)[0]["turns"]] == [(3, 7), (11, 20)]


def test_bad_input_characters_are_stored_as_they_are(tmp_path: Path, inspect: Inspect) -> None:
    words = ["e\u0301", "é", "👨\u200d👩\u200d👧", "🇨🇳", "ﬁ"]
    _, out, _ = inspect(write(tmp_path, "P01.txt", "A: " + "".join(words)), "--json")
    assert json.loads(out)[0]["turns"][0]["end"] == len("A: ") + sum(map(len, words))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.txt", "missing.txt: no such file. Check the path."),
        ("pipe.txt", "pipe.txt: this is no regular file (a pipe, socket or device). Name a file."),
        ("zero.txt", "zero.txt: this is no regular file (a pipe, socket or device). Name a file."),
        ("loop.txt", "loop.txt: a symbolic link that leads back to itself. Name the file itself."),
        ("lost.txt", "lost.txt: no such file. Check the path."),
        ("folder.txt", "folder.txt: no transcripts in this folder. Put files of these kinds there:"),
        ("huge.txt", "huge.txt: the file is larger than 100 MB. Split it."),
        ("/dev/zero", "/dev/zero: a file name without a suffix. These can be read:"),
        ("a.xyz", "a.xyz: .xyz files cannot be read as transcripts. These can be read:"),
    ],
)
def test_bad_input_that_is_no_file_of_words(name: str, said: str, tmp_path: Path, inspect: Inspect) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    for link, target in {"zero": "/dev/zero", "loop": "loop.txt", "lost": "nowhere.txt"}.items():
        (tmp_path / f"{link}.txt").symlink_to(target)
    (tmp_path / "a.xyz").touch()
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(101 * 2**20)
    code, out, err = inspect(name)
    assert (code, out) == (3, "")
    assert err.startswith(f"error: {said}")


def test_bad_input_link_out_of_the_folder_is_read(tmp_path: Path, inspect: Inspect) -> None:
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "elsewhere", "real.txt", "Q: Why?\nA: So.")
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "link.txt").symlink_to(tmp_path / "elsewhere" / "real.txt")
    code, out, _ = inspect("study")
    assert (code, "¶2 A: So." in out) == (0, True)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": "Q: Why?", "b.txt": "Q: Why?"}, "b.txt: already read as a.txt. Remove one of the two."),
        ({"a.txt": "Q: Why?", "a.md": "Q: Else?"}, "a.txt: the same id as a.md. Rename one: the name before the"),
        ({"a.txt": "Q: Why?", "A.txt": "Q: Else?"}, "a.txt: the same id as A.txt. Rename one"),
    ],
    ids=["same content", "same name", "case only"],
)
def test_bad_input_twice(files: dict[str, str], said: str, tmp_path: Path, inspect: Inspect) -> None:
    for name, text in files.items():
        write(tmp_path, name, text)
    (tmp_path / "codebook.yaml").write_text("codes: {why: {rules: [why]}}", encoding="utf-8")
    names = sorted(files)
    code, out, err = inspect(*names, "--codebook", "codebook.yaml", verb=("code", "--dry-run"))
    assert (code, said in err, bool(out)) == (1, True, True)


def test_bad_input_two_parts_of_one_name(tmp_path: Path, inspect: Inspect) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the double name this makes on purpose
        data = with_entry(word_file(TALK), "word/document.xml")
    code, _, err = inspect(write(tmp_path, "twice.docx", data))
    assert (code, "twice.docx: the archive holds two parts of one name. Open" in err) == (3, True)


def test_bad_input_damaged_anywhere_is_named(tmp_path: Path, inspect: Inspect) -> None:
    for suffix in (".docx", ".odt", ".xlsx", ".rtf", ".pdf"):
        whole = WRITERS[suffix](CHINESE)
        for at in range(0, len(whole), len(whole) // 12):
            assert inspect(write(tmp_path, f"flipped{suffix}", flipped(whole, at)))[0] in (0, 3)
            assert inspect(write(tmp_path, f"cut{suffix}", whole[:at]))[0] in (0, 3)
