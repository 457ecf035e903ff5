"""Decoding: from bytes of a text file to the canonical text, and which encoding that took."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from interview_coder.errors import TranscriptError
from interview_coder.language import HAN
from interview_coder.readers.notes import counted
from interview_coder.readers.source import Source

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"PK\x03\x04", "a zip archive, perhaps a Word file (.docx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc)"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "rich text (.rtf)"),
)
_SAMPLE = 200_000
FILL_IT = "Put the text in it, or leave the file out"
EMPTY = ("the file is empty", FILL_IT)
ASK_ENCODING = "Pass --encoding, for example --encoding gb18030 or --encoding cp1252"

_PRIVATE_OR_LOST = re.compile("[\ue000-\uf8ff\ufffd\x80-\x9f\U000f0000-\U0010ffff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_CJK = re.compile("[\u2010-\u2026\u00b7\u00d7\u2160-\u217f\u2460-\u249b\u3000-\u3020\uff01-\uffe5]")
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所"
    "然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
)

_MOJIBAKE_SIGNS = ("Ã", "Â", "â€", "ï¼", "ã€", "锟斤拷", "烫烫烫", "锛", "銆", "\ufffd")
_MOJIBAKE = re.compile(
    "Ã[\x80-\xbf\u2013-\u2122\u0152-\u017e]|Â[\xa0-\xbf]|â€.|ï¼.|ã€.|锟斤拷|烫烫烫|锛|銆|\ufffd", re.DOTALL
)
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The canonical text (law 1), the encoding it was read as, and what looks odd in it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(source: Source) -> Decoded:
    """Decode a text file: byte-order mark stripped, CRLF and CR to LF, nothing else changed.

    Tried in this order: the encoding asked for, byte-order mark, UTF-16 by its NUL bytes, UTF-8,
    GB18030 where the result reads like Chinese. Raises TranscriptError when none holds.
    """
    if not source.encoding:
        _refuse_other_formats(source)
    text, encoding = _asked(source) if source.encoding else _guessed(source)
    text = canonical(text)
    _refuse_unstorable(source, text)
    if not text.strip() or not text.strip("\ufeff \t\n"):
        raise source.error(*EMPTY)
    return Decoded(text, encoding, () if text.isascii() else tuple(_oddities(text)))


def canonical(text: str) -> str:
    """Strip a byte-order mark and write every line end as LF."""
    return with_line_feeds(text.removeprefix("\ufeff"))


def with_line_feeds(text: str) -> str:
    """Write every line end as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _refuse_other_formats(source: Source) -> None:
    for start, kind in _OTHER_FORMATS:
        if source.data.startswith(start):
            raise source.error(f"this is not plain text but {kind}", "Give the file its right suffix")


def _asked(source: Source) -> tuple[str, str]:
    name = source.encoding or ""
    try:
        encoding = codecs.lookup(name).name
        return source.data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line = _line(source.data, error.start)
        what = f"not {error.encoding} from byte {error.start + 1} on, line {line}"
        raise source.error(what, "Pass another --encoding, or none", line=line) from error
    except (LookupError, ValueError) as error:
        raise source.error(f"there is no text encoding {name!r}", "Try utf-8 or gb18030") from error


def _guessed(source: Source) -> tuple[str, str]:
    data = source.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(source, encoding), encoding
    if b"\0" in data:
        wide = _wide(data)
        if not wide:
            _refuse_unstorable(source, data.decode("utf-8", "replace"))
        return data.decode(wide), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _not_utf8(source, error), "gb18030"


def _strict(source: Source, encoding: str) -> str:
    try:
        # utf-8-sig would count its error positions from behind the mark.
        return source.data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig":
            raise _damaged(source, error) from error
        what = f"begins like {encoding} but is not from byte {error.start + 1} on"
        raise source.error(what, "Is the file truncated? Export it again") from error


def _wide(data: bytes) -> str:
    """Name the UTF-16 that turns the bytes into everyday characters, or "" where neither does.

    The place of the NUL bytes alone does not tell: 一 and 最 hold one as well.
    """
    everyday = {encoding: _everyday(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(everyday, key=everyday.__getitem__)
    return best if everyday[best] > 0.15 else ""


def _everyday(data: bytes, encoding: str) -> float:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    if "\0" in text:
        return 0.0
    sample = text[:_SAMPLE]
    return sum(" " <= c <= "~" or c in "\r\n，。：？" or c in _FREQUENT for c in sample) / len(sample)


def _not_utf8(source: Source, error: UnicodeDecodeError) -> str:
    """Read as GB18030 what is not UTF-8, or raise."""
    with suppress(UnicodeDecodeError):
        _refuse_unstorable(source, source.data.decode("utf-8", "surrogatepass"))
    if _mostly_utf8(source.data) or (error.start and error.reason == "unexpected end of data"):
        raise _damaged(source, error) from error
    try:
        text = source.data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not _reads_like_chinese(text):
        raise source.error("the encoding cannot be told from the bytes", ASK_ENCODING) from error
    return text


def _damaged(source: Source, error: UnicodeDecodeError) -> TranscriptError:
    line = _line(source.data, error.start)
    what = f"valid UTF-8 up to byte {error.start}, line {line}"
    return source.error(what, "Is the file truncated? Export it again, or pass --encoding", line=line)


def _mostly_utf8(data: bytes) -> bool:
    """Tell a damaged UTF-8 file from one in another encoding: nearly all it holds beyond ASCII decodes."""
    lost = data.decode("utf-8", "replace").count("\ufffd")
    beyond = len(data.translate(None, bytes(range(0x80))))
    return lost * 10 < beyond / 3


def _reads_like_chinese(text: str) -> bool:
    """Tell Chinese from Western or Korean text that happens to be valid GB18030 as well.

    An accented letter and the ASCII letter after it make a rare character outside GB 2312; Korean
    gives characters of GB 2312 hardly anyone uses.
    """
    if _PRIVATE_OR_LOST.search(text):
        return False
    beyond = [found[0] for found in islice(_BEYOND_ASCII.finditer(text), _SAMPLE)]
    han = [character for character in beyond if HAN.match(character)]
    if not han or len(han) + sum(map(bool, map(_CJK.match, beyond))) < 0.9 * len(beyond):
        return False
    common = "".join(beyond).encode("gb2312", "ignore")
    if len(common) / 2 < 0.5 * len(beyond):
        return False
    return len(han) < 50 or sum(character in _FREQUENT for character in han) > 0.08 * len(han)


def _line(data: bytes, position: int) -> int:
    before = data[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def unstorable(text: str) -> tuple[int, str] | None:
    """Return the place and the kind of the first character that other programs and files cannot hold."""
    if (position := text.find("\0")) >= 0:
        return position, "NUL character"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start, "half a character (lone surrogate)"
    return None


def _refuse_unstorable(source: Source, text: str) -> None:
    if found := unstorable(text):
        position, kind = found
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        what = f"{kind}, as binary files and UTF-16 hold"
        raise source.error(what, "Save it as UTF-8, or pass --encoding", line=line, column=column)


def _oddities(text: str) -> list[str]:
    notes = []
    if any(sign in text for sign in _MOJIBAKE_SIGNS) and (garbled := len(_MOJIBAKE.findall(text))):
        notes.append(f"{counted(garbled, 'garbled character')}: the file was once saved in the wrong encoding")
    if bidi := sum(map(text.count, _BIDI)):
        notes.append(f"{counted(bidi, 'invisible character')} turning the reading direction")
    return notes
