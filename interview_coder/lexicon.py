"""Where the words and phrases of a codebook stand in a text.

English terms are looked up once per distinct word form and followed along the tokens in a trie; Chinese terms are
found on characters by Aho-Corasick, and the segmenter only vetoes a short one that straddles a word edge. Both take
time linear in the text, whatever the terms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from interview_coder.language import HAN_BREAK, fold, fold_case, has_han, is_han, lemma, pipeline
from interview_coder.query import Term

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Span = tuple[int, int]
Key = TypeVar("Key", str, int)

# Shorter Chinese terms are believed only where they do not cut a word of the segmenter in two.
VETO_BELOW = 4


class Ranges(NamedTuple):
    """Ranges of a text as two columns of code points, in reading order."""

    starts: np.ndarray
    ends: np.ndarray

    def spans(self) -> list[Span]:
        """Return the ranges as pairs."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Hits:
    """What a lexicon found in one text.

    `ranges` maps the number of a term to where it stands, `vetoed` to the ranges refused because they straddle a word
    edge; `words_before[p]` counts the words (Chinese characters) that begin before code point p.
    """

    ranges: dict[int, Ranges]
    vetoed: dict[int, Ranges]
    words_before: np.ndarray


class Lexicon:
    """The terms of some rules, compiled once; a term is known by its place in `terms`."""

    def __init__(self, terms: Sequence[Term]) -> None:
        numbered = list(enumerate(terms))
        self._words = _WordTerms([(number, term) for number, term in numbered if not has_han(term.text)])
        self._han = _HanTerms([(number, term) for number, term in numbered if has_han(term.text)])

    def find(self, text: str, language: str) -> Hits:
        """Find every term in a text of a language ("en", "zh"); overlapping hits are all kept."""
        folded = fold(text)
        tokens = _tokens(folded, language, self._words.forms)
        ranges = dict(self._words.find(tokens))
        vetoed: dict[int, Ranges] = {}
        for number, found in self._han.find(text, folded):
            refused = tokens.straddled_by(found) if number in self._han.doubtful else np.zeros(len(found.starts), bool)
            for kept, where in ((ranges, ~refused), (vetoed, refused)):
                if where.any():
                    kept[number] = Ranges(found.starts[where], found.ends[where])
        return Hits(ranges, vetoed, _words_before(folded, tokens))


class _Tokens:
    """A text's tokens as columns: the words with the numbers of their forms, and every token edge for the veto."""

    def __init__(self, numbers: np.ndarray, spaces: np.ndarray | int, forms: _Forms) -> None:
        lengths = forms.lengths[numbers]
        self._edges = np.append(0, np.cumsum(lengths + spaces))
        is_word = forms.is_word[numbers]
        self.words = numbers[is_word]
        self.starts = self._edges[:-1][is_word]
        self.ends = self.starts + lengths[is_word]

    def straddled_by(self, ranges: Ranges) -> np.ndarray:
        """Tell for each range whether it begins or ends inside a word that reaches beyond it."""
        straddled: np.ndarray = self._cuts(ranges.starts, ranges) | self._cuts(ranges.ends, ranges)
        return straddled

    def _cuts(self, positions: np.ndarray, ranges: Ranges) -> np.ndarray:
        """Tell whether a word lies across each position and sticks out of the range on its far side only."""
        after = np.searchsorted(self._edges, positions)
        start, end = self._edges[after - 1], self._edges[after]
        before = (start < ranges.starts) & (ranges.starts < end) & (end < ranges.ends)
        behind = (ranges.starts < start) & (start < ranges.ends) & (ranges.ends < end)
        cut: np.ndarray = (end != positions) & (before | behind)
        return cut


def _tokens(text: str, language: str, forms: _Forms) -> _Tokens:
    """Tokenize a text; one with Chinese needs no Doc, which takes longer to fill than the words take to find."""
    nlp = pipeline(language)
    if has_han(text):
        words: list[str] = nlp.tokenizer.words(text)  # type: ignore[union-attr]  # ours, set by pipeline()
        return _Tokens(forms.numbers(words, str), 0, forms)
    from spacy.attrs import ORTH, SPACY

    doc = nlp.make_doc(text)
    orths, spaces = doc.to_array([ORTH, SPACY]).T if len(doc) else np.zeros((2, 0), "uint64")
    distinct, inverse = np.unique(orths, return_inverse=True)
    return _Tokens(
        forms.numbers(distinct.tolist(), doc.vocab.strings.__getitem__)[inverse], spaces.astype(np.int64), forms
    )


def segments(text: str, language: str) -> list[Span]:
    """Return the ranges of what a text with Chinese is cut into: the words that veto a term which straddles them."""
    words: list[str] = pipeline(language).tokenizer.words(fold(text))  # type: ignore[union-attr]  # as in _tokens
    return list(pairwise(accumulate(map(len, words), initial=0)))


@dataclass(slots=True)
class _Node:
    """A node of the trie of terms: where a word leads, and the terms that end here."""

    children: dict[str, _Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class _Forms:
    """The distinct word forms met so far, numbered, and what each means to the trie.

    A form may follow the edges `labels`; it is itself the terms `alone`, and begins phrases that go on from `openings`.
    """

    def __init__(self, root: _Node, labels: Collection[str]) -> None:
        self._root, self._wanted = root, labels
        self._prefix_lengths = sorted({len(label) - 1 for label in labels if label[0] == "*"})
        self._has_lemmas = any(label[0] == "~" for label in labels)
        self._numbers: dict[Hashable, int] = {}
        self.labels: list[tuple[str, ...]] = []
        self.alone: list[list[int]] = []
        self.openings: list[list[_Node]] = []
        self.lengths = np.zeros(0, np.int64)
        self.is_word = np.zeros(0, bool)
        self.is_term = np.zeros(0, bool)
        self.begins_phrase = np.zeros(0, bool)

    def numbers(self, keys: Sequence[Key], spell: Callable[[Key], str]) -> np.ndarray:
        """Return the numbers of some forms, given as text or as spaCy's numbers, looking the new ones up."""
        new = dict.fromkeys(key for key in keys if key not in self._numbers)
        self._numbers.update((key, at) for at, key in enumerate(new, start=len(self.labels)))
        if new:
            self._add([spell(key) for key in new])
        return np.fromiter(map(self._numbers.__getitem__, keys), np.intp, len(keys))

    def _add(self, new: list[str]) -> None:
        labels = [tuple(label for label in self._candidates(form) if label in self._wanted) for form in new]
        firsts = [[self._root.children[label] for label in known if label in self._root.children] for known in labels]
        alone = [[number for node in nodes for number in node.ends] for nodes in firsts]
        openings = [[node for node in nodes if node.children] for nodes in firsts]
        self.labels += labels
        self.alone += alone
        self.openings += openings
        self.lengths = np.append(self.lengths, [len(form) for form in new])
        self.is_word = np.append(self.is_word, [any(map(str.isalnum, form)) for form in new])
        self.is_term = np.append(self.is_term, [bool(numbers) for numbers in alone])
        self.begins_phrase = np.append(self.begins_phrase, [bool(nodes) for nodes in openings])

    def _candidates(self, form: str) -> Iterator[str]:
        lowered = form.lower()
        yield f"={_bare(form)}"
        if self._has_lemmas and not has_han(form):
            yield f"~{lemma(_bare(form))}"
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

    def find(self, tokens: _Tokens) -> Iterator[tuple[int, Ranges]]:
        """Yield the number of every term found, and where it stands."""
        for number, parts in self._single(tokens).items():
            at = parts[0] if len(parts) == 1 else np.sort(np.concatenate(parts))
            yield number, Ranges(tokens.starts[at], tokens.ends[at])
        for number, found in self._phrases(tokens).items():
            first, last = np.array(found).T
            yield number, Ranges(tokens.starts[first], tokens.ends[last])

    def _single(self, tokens: _Tokens) -> dict[int, list[np.ndarray]]:
        """Return for each term of one word the places of the forms it has, a form at a time."""
        found: dict[int, list[np.ndarray]] = defaultdict(list)
        at = np.flatnonzero(self.forms.is_term[tokens.words])
        by_form = at[np.argsort(tokens.words[at], kind="stable")]
        for places in np.split(by_form, np.flatnonzero(np.diff(tokens.words[by_form])) + 1) if len(at) else ():
            for number in self.forms.alone[tokens.words[places[0]]]:
                found[number].append(places)
        return found

    def _phrases(self, tokens: _Tokens) -> dict[int, list[Span]]:
        """Return for each term of several words the places of its first and last word."""
        found: dict[int, list[Span]] = defaultdict(list)
        words, labels = tokens.words.tolist(), self.forms.labels
        for first in np.flatnonzero(self.forms.begins_phrase[tokens.words]).tolist():
            nodes, at = self.forms.openings[words[first]], first + 1
            while nodes and at < len(words):
                following = labels[words[at]]
                nodes = [node.children[label] for node in nodes for label in following if label in node.children]
                for node in nodes:
                    for number in node.ends:
                        found[number].append((first, at))
                at += 1
        return found


def _bare(form: str) -> str:
    """Return a form without its final stop, which spaCy leaves on abbreviations and single letters (plan b.)."""
    return form.rstrip(".") or form


def _labels_of(term: Term) -> list[str]:
    """Return the trie labels of a term: `~` a lemma, `*` a beginning, `=` the very form."""
    labels = []
    for piece in fold(term.text).split():
        forms = [token.text for token in pipeline("en").make_doc(piece.removesuffix("*"))]
        forms = [form for form in forms if any(map(str.isalnum, form))]
        labels += [f"={_bare(form)}" if term.exact else f"~{lemma(_bare(form))}" for form in forms]
        if piece.endswith("*") and forms:
            labels[-1] = f"*{forms[-1].lower()}"
    return labels


# On characters a `*` says nothing, and spaces beside Chinese are taken out of the text too.
_HAN_PADDING = re.compile(rf"\*|{HAN_BREAK.pattern}")


class _HanTerms:
    """Terms with Chinese characters, found on characters."""

    def __init__(self, terms: Sequence[tuple[int, Term]]) -> None:
        self._terms = terms
        self._patterns = [_HAN_PADDING.sub("", fold_case(fold(term.text))) for _, term in terms]
        short = (len(pattern) < VETO_BELOW for pattern in self._patterns)
        self.doubtful = {
            number for (number, term), is_short in zip(terms, short, strict=True) if is_short and not term.exact
        }

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick(self._patterns)

    def find(self, text: str, folded: str) -> Iterator[tuple[int, Ranges]]:
        """Yield the number of every term found, and where it stands; a line break within a word does not hide it."""
        if not self._terms or not has_han(folded):
            return
        joined, positions = _without_breaks(folded)
        found = np.array(self._automaton.find_matches_as_indexes(fold_case(joined), overlapping=True), np.int64)
        by_term = found[np.argsort(found[:, 0], kind="stable")] if len(found) else found.reshape(0, 3)
        for part in np.split(by_term, np.flatnonzero(np.diff(by_term[:, 0])) + 1) if len(found) else ():
            number, term = self._terms[part[0, 0]]
            ranges = Ranges(positions[part[:, 1]], positions[part[:, 2] - 1] + 1)
            yield number, _exactly(term, text, ranges) if term.exact else ranges


def _exactly(term: Term, text: str, ranges: Ranges) -> Ranges:
    """Keep the ranges in which the very characters of a term stand."""
    kept = np.array([text[start:end] == term.text for start, end in ranges.spans()], bool)
    return Ranges(ranges.starts[kept], ranges.ends[kept])


def _without_breaks(text: str) -> tuple[str, np.ndarray]:
    """Take the spaces out beside Chinese characters; the column gives each character's place in `text`."""
    kept = np.ones(len(text), bool)
    for gap in HAN_BREAK.finditer(text):
        kept[gap.start() : gap.end()] = False
    return HAN_BREAK.sub("", text), np.flatnonzero(kept)


def _words_before(folded: str, tokens: _Tokens) -> np.ndarray:
    begins = np.zeros(len(folded) + 1, np.int32)
    begins[tokens.starts + 1] = 1
    if has_han(folded):
        points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), "<u4")
        begins[1:][is_han(points)] = 1
    return np.cumsum(begins, dtype=np.int32)
