"""Language: which one a transcript is in, its spaCy pipeline, and what counts as the same word.

English words are spaCy tokens with simplemma's lemma as key; Chinese runs are cut by rjieba. No
model is loaded or downloaded. Everything here that rewrites text does so one code point to one,
so that positions in the rewritten text are positions in the transcript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

LANGUAGES = ("en", "zh")

_HAN_RANGES = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_HAN_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _HAN_RANGES)
HAN = re.compile(f"[{_HAN_CLASS}]")
# Letters and digits of other scripts with what may stand between them: rjieba would cut café in two.
_LATIN_RUN = re.compile(rf"[^\W_{_HAN_CLASS}](?:[^{_HAN_CLASS}\n，。！？；：、“”（）]*[^\W_{_HAN_CLASS}])?")
# Spaces beside a Chinese character are a matter of typography: AI 技术 is AI技术.
HAN_BREAK = re.compile(f"(?<=[{_HAN_CLASS}])\\s+|(?<!\\s)\\s+(?=[{_HAN_CLASS}])")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
# The punctuation of Chinese text ends a word as a space does.
_WIDE_CLASS = "\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_WIDE = re.compile(f"[{_WIDE_CLASS}]")
_CHINESE = re.compile(f"[{_HAN_CLASS}\u2014\u201c\u201d\u2026{_WIDE_CLASS}]+")
# spaCy strips symbols off one by one, in quadratic time, and leaves words around a full-width stop in one piece. So
# such stops and runs of symbols are cut out first, and what then is very long is cut at a symbol, if there is one.
_PLAIN_LENGTH = 50
_SYMBOL = r"[^\w\s]|_"
_GLUED = rf"(?:(?!(?:{_SYMBOL}){{9}})[^\s{_WIDE_CLASS}])"
_APART = re.compile(
    rf"(?P<long>{_GLUED}{{100,200}})(?P<symbol>{_SYMBOL})|(?P<longer>{_GLUED}{{200}})"
    rf"|(?P<symbols>[{_WIDE_CLASS}]+|(?:{_SYMBOL}){{9,}})"
)

_CONTRACTIONS = {
    "n't": "not",
    "'ll": "will",
    "'re": "be",
    "'ve": "have",
    "'m": "be",
    "'d": "would",
    "ca": "can",
    "wo": "will",
    "sha": "shall",
}


def has_han(text: str) -> bool:
    """Tell whether a text holds any Chinese character."""
    return not text.isascii() and HAN.search(text) is not None


def is_han(points: np.ndarray) -> np.ndarray:
    """Tell for an array of code points which are Chinese characters."""
    found = np.zeros(len(points), bool)
    for first, last in _HAN_RANGES:
        found |= (points >= first) & (points <= last)
    return found


def detect_language(text: str) -> str:
    """Return "zh" where Chinese characters outnumber Latin words, else "en"."""
    if text.isascii():
        return "en"
    return "zh" if len(HAN.findall(text)) > len(_LATIN_WORD.findall(text)) else "en"


def count_words(text: str) -> int:
    """Count words as word processors do: what stands between spaces, and each Chinese character."""
    if not has_han(text):
        return len(text.split())
    return len(HAN.findall(text)) + len(_CHINESE.sub(" ", text).split())


@cache
def _fold_table() -> dict[int, int | str]:
    import opencc

    han = [chr(point) for start, stop in ((0x3400, 0xA000), (0xF900, 0xFB00)) for point in range(start, stop)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    table: dict[int, int | str] = {ord(a): b for a, b in zip(han, simplified, strict=True) if len(b) == 1 and a != b}
    table |= {point: point - 0xFEE0 for start, stop in _FULL_WIDTH for point in range(start, stop)}
    table |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'") | dict.fromkeys(map(ord, "\u201c\u201d"), '"')
    table |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013"), "-")
    return table | dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000\u2028\u2029\n\t\v\f\r"), " ")


# Digits and letters only: the full-width stops end Chinese sentences and stay as they are.
_FULL_WIDTH = ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))


def fold(text: str) -> str:
    """Write quotes, dashes, spaces, full-width letters and traditional characters one way, keeping the length."""
    return text if text.isascii() else text.translate(_fold_table())


def fold_case(text: str) -> str:
    """Lower the case, keeping the length (`İ`, whose lower case is two code points, stays)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def lemma(form: str) -> str:
    """Return the key under which the inflections of an English word meet."""
    import simplemma

    lowered = form.lower()
    if lowered == "ai":  # artificial intelligence, and not what is left of "ain't"
        return lowered
    return simplemma.lemmatize(_CONTRACTIONS.get(lowered, lowered), lang="en").lower()


@lru_cache(maxsize=len(LANGUAGES))
def pipeline(language: str) -> Language:
    """Return the spaCy pipeline of a language ("en" or "zh"): a tokenizer that knows both, and no model."""
    import spacy

    nlp = spacy.blank(language)
    english = nlp if language == "en" else pipeline("en")
    nlp.tokenizer = _Tokenizer(nlp.vocab, english.tokenizer)
    nlp.max_length = 100_000_000
    return nlp


class _Tokenizer:
    """Cuts Latin words with spaCy's English rules and the rest with rjieba, where white space is a token."""

    def __init__(self, vocab: Vocab, english: Tokenizer) -> None:
        self.vocab = vocab
        self._english = english

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        if self._english.vocab is self.vocab and _is_plain(text) and not has_han(text):
            return self._english(text)  # type: ignore[no-any-return]
        words = self.words(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def words(self, text: str) -> list[str]:
        """Cut a text into words, punctuation and white space, which together are the text."""
        import rjieba

        words: list[str] = []
        if not has_han(text):
            return list(self._latin_words(text))
        at = 0
        for run in _LATIN_RUN.finditer(text):
            # Without guesses at new words (hmm): only the dictionary may refuse a hit.
            words += rjieba.cut(text[at : run.start()], hmm=False)
            words += self._latin_words(run.group())
            at = run.end()
        return words + rjieba.cut(text[at:], hmm=False)

    def _latin_words(self, text: str) -> Iterator[str]:
        at = 0
        for apart in () if _is_plain(text) else _APART.finditer(text):
            yield from self._tokens(text[at : apart.start()])
            yield from self._tokens(apart["long"] or apart["longer"] or "")
            yield from filter(None, [apart["symbol"], apart["symbols"]])
            at = apart.end()
        yield from self._tokens(text[at:])

    def _tokens(self, text: str) -> Iterator[str]:
        for token in self._english(text):
            yield token.text
            yield from token.whitespace_


def _is_plain(text: str) -> bool:
    wide = not text.isascii() and _WIDE.search(text)
    return not wide and max(map(len, text.split()), default=0) <= _PLAIN_LENGTH
