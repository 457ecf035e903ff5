"""Word documents, given as the XML that Word writes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.readers.package import parse_xml
from interview_coder.readers.source import Source
from interview_coder.readers.word_text import BodyText, characters_in
from interview_coder.transcript import Transcript

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = (
    'xmlns:w="{w}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def element(name: str, content: str, namespace: str = W) -> str:
    return f"<w:{name} {NAMESPACES.format(w=namespace)}>{content}</w:{name}>"


def relations(*targets: tuple[str, str]) -> str:
    rows = "".join(f'<Relationship Id="r{i}" Type="{RELATION}{t}" Target="{p}"/>' for i, (t, p) in enumerate(targets))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def word_file(body: str, *, namespace: str = W, main: str = "word/document.xml", **others: str) -> bytes:
    """Write a document; `others` are further parts by relation (`comments`, `footnotes`, `header`)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", main)))
        archive.writestr(main, element("document", f"<w:body>{body}</w:body>", namespace))
        archive.writestr("word/_rels/document.xml.rels", relations(*((kind, f"{kind}.xml") for kind in others)))
        for kind, part in others.items():
            archive.writestr(f"word/{kind}.xml", part)
    return stream.getvalue()


def read(folder: Path, data: bytes, name: str = "P01.docx") -> Transcript:
    (folder / name).write_bytes(data)
    return read_transcript(folder / name)


def p(*runs: str) -> str:
    return f"<w:p>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def text_of(folder: Path, body: str) -> str:
    return read(folder, word_file(body)).text


TALK = p("Interviewer: How is it?") + p("Dean Li: Fine.")


def test_word_paragraphs_are_separated_by_a_blank_line(tmp_path: Path) -> None:
    transcript = read(
        tmp_path, word_file(p("Title") + p("") + p("Interviewer: How", " is it?") + p("Dean Li: Fine.") + p("Yes."))
    )
    assert transcript.text == "Title\n\nInterviewer: How is it?\n\nDean Li: Fine.\n\nYes."
    assert [(t.speaker, transcript.quote(t.start, t.end)) for t in transcript.turns] == [
        ("Interviewer", "How is it?"),
        ("Dean Li", "Fine.\n\nYes."),
    ]
    assert (transcript.encoding, transcript.notes) == ("docx", ("left out: 5 characters before the first speaker",))


@pytest.mark.parametrize("namespace", [W, STRICT])
@pytest.mark.parametrize("name", ["P01.docx", "P01.DOCX", "P01.docm"])
def test_word_reads_both_dialects_and_macro_files(tmp_path: Path, namespace: str, name: str) -> None:
    assert (
        read(tmp_path, word_file(TALK, namespace=namespace), name).text == "Interviewer: How is it?\n\nDean Li: Fine."
    )


def test_word_finds_the_main_part_by_its_relation(tmp_path: Path) -> None:
    assert len(read(tmp_path, word_file(TALK, main="word/document2.xml")).turns) == 2


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a\tb\nc\nd"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a-bc"),
        ('<w:hyperlink w:anchor="x"><w:r><w:t>link</w:t></w:r></w:hyperlink>', "link"),
        ("<w:smartTag><w:r><w:t>smart</w:t></w:r></w:smartTag>", "smart"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>", "control"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "3"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4</w:t></w:r>',
            "4",
        ),
        ("<w:r><w:t>line\nend &#13; inside</w:t></w:r>", "line end   inside"),
        ('<w:r><w:sym w:font="Arial" w:char="2713"/><w:t>x</w:t></w:r>', "✓x"),
        ("<w:r><w:t>a</w:t></w:r><!-- x --><w:r><w:t>b</w:t></w:r><?x y?><w:proofErr/>", "ab"),
    ],
)
def test_word_keeps_what_is_read_on_the_page(tmp_path: Path, inline: str, text: str) -> None:
    assert text_of(tmp_path, p(inline)) == text


def test_word_keeps_paragraphs_in_content_controls(tmp_path: Path) -> None:
    assert (
        text_of(tmp_path, f"{p('a')}<w:sdt><w:sdtPr/><w:sdtContent>{p('b')}</w:sdtContent></w:sdt>{p('c')}")
        == "a\n\nb\n\nc"
    )


def test_word_accepts_insertions_and_drops_deletions(tmp_path: Path) -> None:
    changed = p(
        "Q: a",
        f"<w:ins>{r(' new')}</w:ins>",
        "<w:del><w:r><w:delText>old words</w:delText></w:r></w:del>",
        f"<w:moveFrom>{r('away')}</w:moveFrom>",
        f"<w:moveTo>{r(' here')}</w:moveTo>",
        "?",
    )
    transcript = read(tmp_path, word_file(changed + p("A: b")))
    assert transcript.text == "Q: a new here?\n\nA: b"
    assert transcript.notes == (
        "tracked changes: 2 insertions accepted (9 characters), 2 deletions dropped (13 characters)",
    )


def test_word_joins_paragraphs_whose_mark_was_deleted(tmp_path: Path) -> None:
    gone = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('A: one ')}</w:p>"
    assert text_of(tmp_path, p("Q: a?") + gone + p("two")) == "Q: a?\n\nA: one two"
    assert text_of(tmp_path, p("Q: a?") + gone) == "Q: a?\n\nA: one "
    assert text_of(tmp_path, gone + table(("x", "y", "z"))) == "A: one \n\nx\ty\tz"


def test_word_drops_hidden_text_and_says_so(tmp_path: Path) -> None:
    body = p("Q: a", r("secret", "<w:vanish/>"), r(" b", '<w:vanish w:val="0"/>')) + p("A: c")
    transcript = read(tmp_path, word_file(body))
    assert transcript.text == "Q: a b\n\nA: c"
    assert transcript.notes == ("left out: 1 hidden passage (6 characters)",)


BOX = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
CHOICE = f"<mc:Choice Requires='wps'>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
TEXT_BOX = f"<w:r><mc:AlternateContent>{CHOICE}</mc:AlternateContent></w:r>"
FORMULA = "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"
GLYPH = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
RUBY = f"<w:r><w:ruby><w:rt>{r('pin')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby></w:r>"


def test_word_counts_what_it_does_not_read(tmp_path: Path) -> None:
    body = TALK + p(TEXT_BOX, FORMULA, GLYPH) + p(RUBY)
    transcript = read(
        tmp_path,
        word_file(
            body + '<w:altChunk r:id="r9" xmlns:r="x"/>',
            comments=element(
                "comments", f"<w:comment>{p('Why?')}</w:comment><w:comment>{p('Who?')}{p('!')}</w:comment>"
            ),
            footnotes=element("footnotes", f'<w:footnote w:type="separator"/><w:footnote>{p("Note one")}</w:footnote>'),
            endnotes=element("endnotes", f"<w:endnote>{p('End')}</w:endnote>"),
            header=element("hdr", p("Page head")),
            footer=element("ftr", p("")),
        ),
    )
    assert transcript.text == "Interviewer: How is it?\n\nDean Li: Fine.\n\n拼"
    assert transcript.notes == (
        "left out: 1 text box (5 characters), 1 formula (3 characters), 1 symbol (0 characters), "
        "1 phonetic guide (3 characters), 1 embedded document (0 characters), 2 comments (9 characters), "
        "1 footnote (8 characters), 1 endnote (3 characters), 1 page header (9 characters)",
        "`code --comments-as codes` keeps the comments as codings and memos",
    )


@pytest.mark.parametrize("char", ["zz", "", "D83D", "0", "D", "FFFFFF", "F04A", "-1"])
def test_word_counts_symbols_that_are_no_characters(tmp_path: Path, char: str) -> None:
    transcript = read(tmp_path, word_file(TALK + p(f'<w:r><w:sym w:font="x" w:char="{char}"/></w:r>')))
    assert transcript.text == "Interviewer: How is it?\n\nDean Li: Fine."
    assert transcript.notes == ("left out: 1 symbol (0 characters)",)


def test_word_reports_text_in_places_it_does_not_know(tmp_path: Path) -> None:
    chart = '<w:r><w:drawing><a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">chart</a:t></w:drawing></w:r>'
    assert read(tmp_path, word_file(TALK + p(chart))).notes == (
        "left out: 5 characters in places of the document this reader does not know",
    )


def test_word_accounts_for_every_character() -> None:
    body = (
        TALK
        + p(
            "a", f"<w:ins>{r('bc')}</w:ins>", f"<w:moveFrom>{r('def')}</w:moveFrom>", TEXT_BOX, r("ghij", "<w:vanish/>")
        )
        + table(("x", "y", "z"), ("Q:", f"{p('one')}{table(('in', 'n', 'er'))}{p('two')}"))
        + f"<w:sdt><w:sdtContent>{p('control ')}{p('   ')}</w:sdtContent></w:sdt>"
    )
    root = parse_xml(Source("a.docx", b""), element("document", f"<w:body>{body}</w:body>").encode())
    reading = BodyText()
    text = "\n\n".join(paragraph.text for paragraph in reading.paragraphs(root))
    left_out = {kind: reading.characters[kind] for kind in ("deletion", "text box", "hidden passage")}
    assert left_out == {"deletion": 3, "text box": 5, "hidden passage": 4}
    everything = re.findall(r"<w:t\b[^>]*>([^<]*)", re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", body))
    assert reading.read + sum(left_out.values()) == sum(map(len, everything)) == characters_in(root)
    unread = re.sub(r"def|boxed|ghij|\s", "", "".join(everything))
    assert re.sub(r"\s", "", text) == unread


def test_word_tables_of_speaker_and_words_are_turns(tmp_path: Path) -> None:
    body = p("Before") + table(
        ("Speaker", "Text"),
        ("Interviewer:", "How is it?"),
        ("Dean Li", p("Fine.") + p("Mostly.")),
        ("", "Really."),
        ("Interviewer", "Good."),
        ("Dean Li", "Yes."),
        ("Speaker", "Good, said the paper."),
    )
    transcript = read(tmp_path, word_file(body + p("After")))
    assert transcript.text == (
        "Before\n\nSpeaker\tText\n\nInterviewer: How is it?\n\nDean Li: Fine.\n\nMostly.\n\nReally.\n\n"
        "Interviewer: Good.\n\nDean Li: Yes.\n\nSpeaker: Good, said the paper.\n\nAfter"
    )
    assert [turn.speaker for turn in transcript.turns] == ["Interviewer", "Dean Li"] * 2


def test_word_tables_may_hold_numbers_and_times(tmp_path: Path) -> None:
    body = table(
        ("1", "00:00:05", "问", "好吗？"),
        ("2", "00:00:09", "答", "好。"),
        ("3", "[00:00:12]", "问", "真的？"),
        ("4", "", "答", "真的。"),
        ("5", "0:20", "0:25", "问", "还有呢？"),
    )
    transcript = read(tmp_path, word_file(body))
    assert transcript.text == (
        "1. [00:00:05] 问：好吗？\n\n2. [00:00:09] 答：好。\n\n3. [00:00:12] 问：真的？\n\n"
        "4. 答：真的。\n\n5. [0:20-0:25] 问：还有呢？"
    )
    assert [mark.seconds for mark in transcript.times] == [5, 9, 12, 20]


def test_word_tables_of_other_kinds_are_lines_with_tabs(tmp_path: Path) -> None:
    span = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
    merged = f"<w:tr><w:tc>{span}{p('both')}</w:tc><w:tc><w:p/></w:tc></w:tr>"
    rows = table(("Year", "Firms", "Pupils"), ("2020", "a; b", "30"), ("", "", ""), ("see a: b", "c"))
    body = rows.replace("</w:tbl>", merged + "</w:tbl>")
    assert (
        text_of(tmp_path, p("x") + body + p("y"))
        == "x\n\nYear\tFirms\tPupils\n2020\ta; b\t30\nsee a: b\tc\n\nboth\n\ny"
    )


def test_word_tables_keep_rows_and_cells_in_content_controls(tmp_path: Path) -> None:
    cell = f"<w:sdt><w:sdtContent><w:tc>{p('b')}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr><w:tc>{p('a')}</w:tc>{cell}<w:tc>{p('c')}</w:tc></w:tr></w:sdtContent></w:sdt>"
    assert text_of(tmp_path, f"<w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl>") == "a\tb\tc"


def test_word_tables_lose_deleted_rows(tmp_path: Path) -> None:
    rows = table(("Q", "a?"), ("A", "gone"), ("A", "b.")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 2)
    rows = rows.replace("<w:tr><w:trPr><w:del/></w:trPr>", "<w:tr>", 1)
    transcript = read(tmp_path, word_file(rows))
    assert transcript.text == "Q: a?\n\nA: b."
    assert transcript.notes == ("tracked changes: 1 deletion dropped (5 characters)",)


@pytest.mark.parametrize("name", ["P01.docx", "P01.docm"])
def test_word_old_and_protected_files_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(TranscriptError, match=r"old Word file.*save it as \.docx"):
        read(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"plain text", "damaged"),
        (word_file(TALK)[:-30], "damaged"),
        (word_file(""), "no text"),
        (word_file("<w:p>"), "XML inside is damaged"),
        (word_file(p("&x;")), "XML inside is damaged"),
    ],
    ids=["empty", "no zip", "truncated", "no text", "bad XML", "unknown entity"],
)
def test_word_damage_is_named_without_a_word_of_the_text(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError, match=message) as caught:
        read(tmp_path, data)
    assert "Dean" not in str(caught.value)


def test_word_refuses_an_archive_without_a_document(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(TranscriptError, match="no Word document inside"):
        read(tmp_path, stream.getvalue())


def test_word_survives_flipped_bits(tmp_path: Path) -> None:
    whole = word_file(TALK, comments=element("comments", f"<w:comment>{p('Why?')}</w:comment>"))
    for place in range(0, len(whole), 7):
        broken = bytearray(whole)
        broken[place] ^= 0x15
        try:
            read(tmp_path, bytes(broken))
        except TranscriptError:
            continue


def test_word_shows_tracked_changes_where_asked(tmp_path: Path) -> None:
    (tmp_path / "reading.yaml").write_text("tracked: show\n", encoding="utf-8")
    deletion = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    transcript = read(tmp_path, word_file(p("A: an ", deletion, f"<w:ins>{r('new')}</w:ins>", r(" one"))))
    assert transcript.text == "A: an [-old-]{+new+} one"
    expected = (
        "tracked changes: 1 insertion shown as {+new+} (3 characters), 1 deletion shown as [-old-] (3 characters)"
    )
    assert transcript.notes[0] == expected
    assert not any("does not know" in note for note in transcript.notes)
