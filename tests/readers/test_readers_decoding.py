"""From bytes to the canonical text: which encoding, and what is refused."""

from __future__ import annotations

import pytest

from interview_coder.errors import TranscriptError
from interview_coder.readers.decoding import Decoded, decode
from interview_coder.readers.source import Source

CHINESE = "问：学校的经费够不够？\n答：一直都不够，我们最需要的是钱。\n"
ENGLISH = "Q: Was the café’s money enough?\nA: No – never.\n"


def decoded(data: bytes, encoding: str | None = None) -> Decoded:
    return decode(Source("a.txt", data, encoding))


def refusal(data: bytes, encoding: str | None = None) -> str:
    with pytest.raises(TranscriptError) as caught:
        decoded(data, encoding)
    return str(caught.value)


@pytest.mark.parametrize("text", [CHINESE, ENGLISH, "Q: plain ASCII\nA: yes\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_decoding_tells_the_unicode_encodings(text: str, encoding: str) -> None:
    result = decoded(text.encode(encoding))
    assert (result.text, result.encoding, result.notes) == (text, encoding, ())


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        "问：好不好？",
        "Interviewer: What did they call it?\n\nDean Li: They called it 产教融合, and nobody knew what that was.\n",
        "𠮷野家很好吃，我们都去。",
        "答：“好”——他说……（笑）\n",
        "\u8a2a\u8ac7\u8005\uff1a\u6559\u80b2\u554f\u984c\u662f\u4ec0\u9ebc\uff1f\u6211\u5011\u6c92\u6709\u9322\u3002",
    ],
    ids=["talk", "short", "mixed", "four bytes", "punctuation", "traditional"],
)
def test_decoding_reads_gb18030_without_being_told(text: str) -> None:
    result = decoded(text.encode("gb18030"))
    assert (result.text, result.encoding) == (text, "gb18030")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Q: Où étiez-vous l'été dernier, à la société générale? décidé, mangé, né.", "cp1252"),
        ("Q: Wie war’s für Sie? A: Schön, größer, natürlich später.", "cp1252"),
        (
            "질문: 학교의 예산은 충분합니까? 대답: 아닙니다, 항상 부족합니다. 우리는 돈이 가장 필요합니다. 그렇습니다. "
            * 2,
            "euc-kr",
        ),
        ("質問：学校の予算は十分ですか。答え：いいえ、いつも足りません。", "shift-jis"),
        ("Вопрос: хватает ли денег? Ответ: нет, никогда.", "cp1251"),
    ],
    ids=["French", "German", "Korean", "Japanese", "Russian"],
)
def test_decoding_asks_where_the_bytes_do_not_tell(text: str, encoding: str) -> None:
    assert "Pass --encoding" in refusal(text.encode(encoding))
    assert decoded(text.encode(encoding), encoding).text == text


def test_decoding_obeys_the_encoding_asked_for() -> None:
    result = decoded("né".encode("latin-1"), "latin1")
    assert (result.text, result.encoding) == ("né", "iso8859-1")


def test_decoding_reports_where_the_encoding_asked_for_fails() -> None:
    message = refusal(b"Q: ok\nA: \xff\xff\n", "utf-8")
    assert message == "a.txt:2: not utf-8 from byte 10 on, line 2. Pass another --encoding, or none."


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "utf\0"])
def test_decoding_refuses_what_is_no_text_encoding(encoding: str) -> None:
    assert "no text encoding" in refusal(b"abcd", encoding)


@pytest.mark.parametrize("cut", [1, 2])
def test_decoding_names_the_place_of_a_cut_character(cut: int) -> None:
    data = "问：好\r\n答：好".encode()[:-cut]
    assert refusal(data) == (
        "a.txt:2: valid UTF-8 up to byte 17, line 2. Is the file truncated? Export it again, or pass --encoding."
    )


def test_decoding_never_takes_damaged_utf8_for_chinese_in_gb18030() -> None:
    data = bytearray(CHINESE.encode() * 20)
    data[300] = 0xFF
    assert "valid UTF-8 up to byte 298" in refusal(bytes(data))


def test_decoding_refuses_damaged_utf16() -> None:
    assert "begins like utf-16 but is not from byte 7 on" in refusal("\ufeff问答".encode("utf-16-le") + b"\x00")
    assert "valid UTF-8 up to byte 6" in refusal("\ufeff问答".encode()[:-1])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_decoding_writes_every_line_end_as_lf(mark: str, end: str) -> None:
    assert decoded(f"{mark}Q: a{end}A: b{end}{end}c".encode()).text == "Q: a\nA: b\n\nc"


def test_decoding_leaves_all_other_characters_alone() -> None:
    text = "Q: e\u0301 \u2028 \u2029 \x0b \x0c \x1c \x85 \x1b[31m \ufeff \U0001f468\u200d\U0001f469\n"
    assert decoded(text.encode()).text == text


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "\ufeff\n", "\u3000\u00a0\n"])
def test_decoding_refuses_empty_files(text: str) -> None:
    assert "the file is empty" in refusal(text.encode())


def test_decoding_refuses_nul_with_its_place() -> None:
    assert refusal("Q: a\n答：\0b".encode()).startswith("a.txt:2:3: NUL character, as binary files and UTF-16 hold")
    assert "NUL" in refusal(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xd8")
    assert "NUL" in refusal("a\0b".encode("gb18030"), "gb18030")


def test_decoding_refuses_lone_surrogates_with_their_place() -> None:
    assert refusal(b"Q: a\nA: \\ud83d", "unicode_escape").startswith("a.txt:2:4: half a character")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", "zip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "rich text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
    ],
)
def test_decoding_recognises_other_formats_under_a_text_suffix(data: bytes, kind: str) -> None:
    assert kind in refusal(data)
    assert decoded(data, "latin-1").text == data.decode("latin-1")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Donâ€™t, cafÃ© Â£5", 3),
        ("锟斤拷锟斤拷", 2),
        ("lost \ufffd\ufffd", 2),
        ("浣犲ソ锛屼笘鐣屻€傞挶锛", 2),
        ("Ã la carte, São João, Â", 0),
        ("café, naïve, 好", 0),
    ],
)
def test_decoding_counts_garbled_characters(text: str, number: int) -> None:
    notes = decoded(text.encode()).notes
    assert [note.split()[0] for note in notes] == ([str(number)] if number else [])


def test_decoding_notes_characters_that_turn_the_reading_direction() -> None:
    assert decoded("A: \u202eabc\u202c\n".encode()).notes == ("2 invisible characters turning the reading direction",)
