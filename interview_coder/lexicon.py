"""Where the words and phrases of a codebook stand in a text.

English terms are looked up once per distinct word form and followed along the tokens in a trie; Chinese terms are
found on characters by Aho-Corasick, and the segmenter only vetoes a short one that straddles a word edge. Both take
time linear in the text, whatever the terms.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from interview_coder.language import HAN_BREAK, fold, fold_case, has_han, is_han, lemma, pipeline
from interview_coder.query import Term

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick
    from spacy.strings import StringStore
    from spacy.tokens import Doc

Span = tuple[int, int]

# Shorter Chinese terms are believed only where they do not cut a word of the segmenter in two.
VETO_BELOW = 4


@dataclass(frozen=True, slots=True)
class Hits:
    """What a lexicon found in one text.

    `spans` maps the number of a term to its ranges in reading order, `vetoed` likewise to the ranges refused because
    they straddle a word edge; `words_before[p]` counts the words (Chinese characters) that begin before code point p.
    """

    spans: dict[int, list[Span]]
    vetoed: dict[int, list[Span]]
    words_before: np.ndarray

    def words_between(self, start: int, end: int) -> int:
        """Count the words that begin in a range."""
        return int(self.words_before[end]) - int(self.words_before[start])


class Lexicon:
    """The terms of some rules, compiled once; a term is known by its place in `terms`."""

    def __init__(self, terms: Sequence[Term]) -> None:
        numbered = list(enumerate(terms))
        self._exact = {number for number, term in numbered if term.exact}
        self._words = _WordTerms([(number, term) for number, term in numbered if not has_han(term.text)])
        self._han = _HanTerms([(number, term) for number, term in numbered if has_han(term.text)])

    def find(self, text: str, language: str) -> Hits:
        """Find every term in a text of a language ("en", "zh"); overlapping hits are all kept."""
        folded = fold(text)
        tokens = _Tokens(pipeline(language).make_doc(folded), self._words.forms)
        spans: dict[int, list[Span]] = defaultdict(list)
        vetoed: dict[int, list[Span]] = defaultdict(list)
        for number, span in self._words.find(tokens):
            spans[number].append(span)
        for number, span in self._han.find(text, folded):
            refused = number not in self._exact and tokens.straddled_by(span)
            (vetoed if refused else spans)[number].append(span)
        return Hits(dict(spans), dict(vetoed), _words_before(folded, tokens))


class _Tokens:
    """A text's tokens as columns: the words with the numbers of their forms, and every token edge for the veto."""

    def __init__(self, doc: Doc, forms: _Forms) -> None:
        from spacy.attrs import ORTH, SPACY

        orths, spaces = doc.to_array([ORTH, SPACY]).T if len(doc) else np.zeros((2, 0), "uint64")
        distinct, inverse = np.unique(orths, return_inverse=True)
        numbers = forms.numbers(distinct.tolist(), doc.vocab.strings)[inverse]
        lengths = forms.lengths[numbers]
        self._starts = np.cumsum(lengths + spaces.astype(np.int64)) - lengths - spaces.astype(np.int64)
        is_word = forms.is_word[numbers]
        self.words = numbers[is_word]
        self.starts = self._starts[is_word]
        self.ends = self.starts + lengths[is_word]

    @cached_property
    def _edges(self) -> list[int]:
        return self._starts.tolist()  # type: ignore[no-any-return]

    def straddled_by(self, span: Span) -> bool:
        """Tell whether a short Chinese range begins or ends inside a word that reaches beyond it."""
        if span[1] - span[0] >= VETO_BELOW:
            return False
        return self._cuts(span[0], span) or self._cuts(span[1], span)

    def _cuts(self, position: int, span: Span) -> bool:
        """Tell whether a word lies across the position and sticks out of the span on its far side only."""
        after = bisect.bisect_left(self._edges, position)
        if after < len(self._edges) and self._edges[after] == position:
            return False
        start = self._edges[after - 1]
        end = self._edges[after] if after < len(self._edges) else start
        return start < span[0] < end < span[1] or span[0] < start < span[1] < end


@dataclass(slots=True)
class _Node:
    """A node of the trie of terms: where a word leads, and the terms that end here."""

    children: dict[str, _Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class _Forms:
    """The distinct word forms met so far, numbered: whether each is a word, and the trie edges it may follow."""

    def __init__(self, root: _Node, labels: Collection[str]) -> None:
        self._root, self._wanted = root, labels
        self._prefix_lengths = sorted({len(label) - 1 for label in labels if label[0] == "*"})
        self._has_lemmas = any(label[0] == "~" for label in labels)
        self._numbers: dict[int, int] = {}
        self.labels: list[tuple[str, ...]] = []
        self.lengths = np.zeros(0, np.int64)
        self.is_word = np.zeros(0, bool)
        self.begins_term = np.zeros(0, bool)

    def numbers(self, orths: Sequence[int], strings: StringStore) -> np.ndarray:
        """Return the numbers of some forms, which spaCy numbers by hash, looking the new ones up."""
        new = [strings[orth] for orth in orths if orth not in self._numbers]
        self._numbers.update((strings[form], at) for at, form in enumerate(new, start=len(self.labels)))
        labels = [tuple(label for label in self._candidates(form) if label in self._wanted) for form in new]
        begins = [any(label in self._root.children for label in known) for known in labels]
        self.labels += labels
        self.lengths = np.append(self.lengths, [len(form) for form in new]).astype(np.int64)
        self.is_word = np.append(self.is_word, [any(map(str.isalnum, form)) for form in new]).astype(bool)
        self.begins_term = np.append(self.begins_term, begins).astype(bool)
        return np.fromiter((self._numbers[orth] for orth in orths), np.intp, len(orths))

    def _candidates(self, form: str) -> Iterator[str]:
        lowered = form.lower()
        yield f"={form}"
        if self._has_lemmas and not has_han(form):
            yield f"~{lemma(form)}"
        yield from (f"*{lowered[:length]}" for length in self._prefix_lengths if length <= len(lowered))


class _WordTerms:
    """Terms in an alphabet, followed token by token."""

    def __init__(self, terms: Sequence[tuple[int, Term]]) -> None:
        self._root = _Node()
        labels: set[str] = set()
        for number, term in terms:
            node = self._root
            for label in _labels_of(term):
                labels.add(label)
                node = node.children.setdefault(label, _Node())
            node.ends.append(number)
        self.forms = _Forms(self._root, labels)

    def find(self, tokens: _Tokens) -> Iterator[tuple[int, Span]]:
        """Yield the number and range of every term, in reading order of their beginnings."""
        words, labels = tokens.words.tolist(), self.forms.labels
        for at in np.flatnonzero(self.forms.begins_term[tokens.words]).tolist():
            for number, last in _follow(self._root, words, labels, at):
                yield number, (int(tokens.starts[at]), int(tokens.ends[last]))


def _follow(root: _Node, words: list[int], labels: list[tuple[str, ...]], at: int) -> Iterator[tuple[int, int]]:
    """Yield the terms that begin at a word, each with its last word."""
    nodes = [root]
    while nodes and at < len(words):
        nodes = [node.children[label] for node in nodes for label in labels[words[at]] if label in node.children]
        for node in nodes:
            for number in node.ends:
                yield number, at
        at += 1


def _labels_of(term: Term) -> list[str]:
    """Return the trie labels of a term: `~` a lemma, `*` a beginning, `=` the very form."""
    labels = []
    for piece in fold(term.text).split():
        forms = [token.text for token in pipeline("en").make_doc(piece.removesuffix("*"))]
        forms = [form for form in forms if any(map(str.isalnum, form))]
        labels += [f"={form}" if term.exact else f"~{lemma(form)}" for form in forms]
        if piece.endswith("*") and forms:
            labels[-1] = f"*{forms[-1].lower()}"
    return labels


class _HanTerms:
    """Terms with Chinese characters, found on characters."""

    def __init__(self, terms: Sequence[tuple[int, Term]]) -> None:
        self._terms = terms
        self._patterns = [fold_case(fold(term.text)).removesuffix("*").replace(" ", "") for _, term in terms]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick(self._patterns)

    def find(self, text: str, folded: str) -> Iterator[tuple[int, Span]]:
        """Yield the number and range of every term; a line break inside a run of Chinese does not hide one."""
        if not self._terms or not has_han(folded):
            return
        joined, positions = _without_breaks(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(fold_case(joined), overlapping=True):
            number, term = self._terms[index]
            span = (start, end) if positions is None else (positions[start], positions[end - 1] + 1)
            if not term.exact or text[span[0] : span[1]] == term.text:
                yield number, span


def _without_breaks(text: str) -> tuple[str, list[int] | None]:
    """Take the spaces out between Chinese characters; the list gives each character's place in `text`."""
    if not HAN_BREAK.search(text):
        return text, None
    gaps = {at for gap in HAN_BREAK.finditer(text) for at in range(*gap.span())}
    positions = [at for at in range(len(text)) if at not in gaps]
    return "".join(text[at] for at in positions), positions


def _words_before(folded: str, tokens: _Tokens) -> np.ndarray:
    begins = np.zeros(len(folded) + 1, np.int32)
    begins[tokens.starts + 1] = 1
    if has_han(folded):
        points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), "<u4")
        begins[1:][is_han(points)] = 1
    return np.cumsum(begins, dtype=np.int32)
