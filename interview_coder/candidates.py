"""Candidates: rules that would catch what a code misses, or keep from it what it should not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from interview_coder.codebook import Code, Codebook, LocalText, Rule
from interview_coder.coverage import NOWHERE, cover
from interview_coder.gold import Gold, Numbers
from interview_coder.in_words import written
from interview_coder.keyness import beginnings, denies, has_content, log_odds, phrases, terms, words
from interview_coder.language import LANGUAGES, detect_language, has_han
from interview_coder.passages import Passage
from interview_coder.query import Both, Context, Either, Near, Node, Term, Where, walk
from interview_coder.transcript import Role

# The hits of pairs, by what is joined and how far apart, None for anywhere in the passage.
_Hits = Mapping[tuple[frozenset[Node], int | None], Numbers]

# Where more passages are missed than this, what holds in one of them alone says nothing.
FEW = 5
# What counts beside `log_odds`: that a candidate's words are in the definition, and against it each word and operator.
DEFINED, LENGTH = 1.0, 0.05
# The least `log_odds` of a keyword, and how many of a language are put together.
KEY, KEYWORDS = 0.5, 60
# How many pairs of keywords get alternatives, how many on each side, and how much each must gain.
SEEDS, GROUP, WORTH = 30, 2, 2
# How far apart two keywords are tried: words in English, characters in Chinese.
DISTANCES = {"en": (3, 6, 10), "zh": (4, 8, 15)}
ANYWHERE = 100


class Kind(StrEnum):
    """Where a candidate would stand in its code."""

    RULE = "rules"
    UNLESS = "unless"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line for a code, with the passages whose coding it would change, in reading order, examples last.

    Of a rule, `gain` are the passages it would rightly catch, `cost` those it would wrongly catch, and `unknown` those
    it would catch and nobody has judged; of an `unless`, those it would take away. `z` is its `log_odds`.
    """

    kind: Kind
    text: str
    query: Node
    gain: tuple[Passage, ...]
    cost: tuple[Passage, ...]
    unknown: tuple[Passage, ...]
    z: float


def propose(codebook: Codebook, code: Code, gold: Gold, *, number: int = 10) -> tuple[Candidate, ...]:
    """Return up to `number` rules for a code, then as many `unless`, each the most useful beside those before it.

    Useful is what is likelier in the passages to catch than in the others (`log_odds` of what a candidate adds, plus 1
    where its words are in the code's name or definition, less 0.05 for each word and operator). A rule may hit as many
    passages wrongly as rightly, an `unless` none.
    """
    free = frozenset(range(len(gold.passages))) - gold.given - gold.refused
    wrong = gold.unwanted | gold.elsewhere
    rules = _Aim(Kind.RULE, gold.wanted & free, wrong & free, free - gold.wanted - wrong)
    # That a passage belongs to another code is no proof that it does not belong to this one too.
    judged = gold.wanted | gold.unwanted
    unless = _Aim(Kind.UNLESS, gold.unwanted & gold.given, gold.wanted & gold.given, gold.given - judged)
    search = _Search(codebook, code, gold.passages)
    return (*search.candidates(rules, number), *search.candidates(unless, number))


@dataclass(frozen=True, slots=True)
class _Aim:
    """The passages that a candidate should hit, those it should spare, and those of which nobody knows."""

    kind: Kind
    targets: Numbers
    spared: Numbers
    unknown: Numbers

    @property
    def least(self) -> int:
        """How many targets a candidate must hit."""
        return 1 if len(self.targets) <= FEW else 2

    def keyness(self, hits: Numbers, among: Numbers) -> float:
        """Return how much likelier hits are in the targets than elsewhere, among some passages."""
        targets, others = self.targets & among, (self.spared | self.unknown) & among
        return round(log_odds(len(hits & targets), len(targets), len(hits & others), len(others)), 9)

    def allows(self, hits: Numbers) -> bool:
        """Tell whether some hits are more right than wrong."""
        right, wrong = len(hits & self.targets), len(hits & self.spared)
        return right > 0 and wrong <= (right if self.kind is Kind.RULE else 0)


@dataclass(frozen=True, slots=True)
class _Trial:
    """A query tried out: where it holds, its language, what speaks for it beside that, and its keyness."""

    query: Node
    hits: Numbers
    language: str
    bonus: float
    z: float

    @property
    def stands_alone(self) -> bool:
        """Whether it can be a rule: a question says little of the answer, and a function word nothing."""
        return isinstance(self.query, Term) and has_content(self.query.text)

    @property
    def plainness(self) -> tuple[int, int, int, str]:
        """What decides among equals: the shorter, then the closer, then the one of shorter words."""
        nodes = list(walk(self.query))
        distance = max(node.distance if isinstance(node, Near) else ANYWHERE * isinstance(node, Both) for node in nodes)
        return len(nodes), distance, sum(map(len, _texts(self.query))), written(self.query)

    @property
    def rank(self) -> tuple[float, tuple[int, int, int, str]]:
        """What puts queries in order, the most useful first."""
        return -self.z - self.bonus, self.plainness


class _Search:
    """Looks for the candidates of one code; words, phrases and definition are taken apart once."""

    def __init__(self, codebook: Codebook, code: Code, passages: tuple[Passage, ...]) -> None:
        self._codebook, self._code, self._passages = codebook, code, passages

    def candidates(self, aim: _Aim, number: int) -> Iterator[Candidate]:
        """Yield the best for an aim, each time the one that is worth most beside those before it."""
        trials = sorted(self._trials(aim) if aim.targets else [], key=lambda trial: trial.plainness)
        caught: Numbers = NOWHERE
        for _ in range(number):
            best = max(trials, key=lambda trial: self._worth(trial, aim, caught), default=None)
            if best is None or self._worth(best, aim, caught) <= 0:
                return
            caught |= best.hits
            yield self._candidate(best, aim)

    def _candidate(self, trial: _Trial, aim: _Aim) -> Candidate:
        sorts = (sorted(trial.hits & sort) for sort in (aim.targets, aim.spared, aim.unknown))
        gain, cost, unknown = (tuple(self._passages[number] for number in numbers) for numbers in sorts)
        return Candidate(aim.kind, written(trial.query), trial.query, gain, cost, unknown, round(trial.z, 2))

    def _worth(self, trial: _Trial, aim: _Aim, caught: Numbers) -> float:
        added = trial.hits - caught
        if not (aim.allows(added) and aim.allows(trial.hits)):
            return 0.0
        return aim.keyness(added, self._spoken[trial.language]) + trial.bonus

    def _trials(self, aim: _Aim) -> list[_Trial]:
        """Try every rule that may be worth it."""
        found = self._tried(self._features(aim), aim)
        keywords = [trial for trial in found if trial.z > KEY and self._recurs(trial, aim)]
        singles = [trial for trial in keywords if trial.stands_alone]
        if aim.kind is Kind.UNLESS:
            return singles
        keywords.sort(key=lambda trial: trial.rank)
        by_language = [[trial for trial in keywords if trial.language == language] for language in LANGUAGES]
        chosen = [trial for spoken in by_language for trial in spoken[:KEYWORDS]]
        pairs = self._tried(_pairs(chosen, aim), aim)
        groups = self._tried(_groups(pairs, [trial.query for trial in chosen], aim), aim)
        return singles + [trial for trial in pairs + groups if self._recurs(trial, aim)]

    def _recurs(self, trial: _Trial, aim: _Aim) -> bool:
        """Tell whether a query holds in enough targets, and not all of one interview where there are more."""
        right = trial.hits & aim.targets
        return len(right) >= aim.least and self._interviews(right) >= min(aim.least, self._interviews(aim.targets))

    def _interviews(self, numbers: Numbers) -> int:
        return len({id(self._passages[number].transcript) for number in numbers})

    def _tried(self, queries: Iterable[Node], aim: _Aim) -> list[_Trial]:
        """Match queries against all passages, in one go."""
        rules = {text: Rule(text, text, query, 0) for query in queries if (text := written(query))}
        trial = Code("trial", LocalText(), 0, rules=tuple(rules.values()))
        hits = cover(replace(self._codebook, codes=(trial,)), self._passages).hits
        return [self._trial(rule.query, hits[text], aim) for text, rule in rules.items()]

    def _trial(self, query: Node, hits: Numbers, aim: _Aim) -> _Trial:
        language = "zh" if any(map(has_han, _texts(query))) else "en"
        bonus = -LENGTH * sum(1 for _ in walk(query))
        if aim.kind is Kind.RULE:
            bonus += DEFINED * self._defined_share(query)
        return _Trial(query, hits, language, bonus, aim.keyness(hits, self._spoken[language]))

    @cached_property
    def _spoken(self) -> dict[str, Numbers]:
        """The passages of each language."""
        languages = [passage.transcript.language for passage in self._passages]
        return {each: frozenset(at for at, spoken in enumerate(languages) if spoken == each) for each in LANGUAGES}

    @cached_property
    def _words(self) -> list[list[str]]:
        return [words(passage.text, passage.transcript.language) for passage in self._passages]

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return phrases(self._words)

    @cached_property
    def _defined(self) -> frozenset[str]:
        """What the code's name and definition are made of."""
        parts = (self._code.name, self._code.definition, self._code.include)
        said = [words(text, detect_language(text)) for part in parts for text in part.texts.values()]
        return frozenset(term for each in said for term in terms(each, self._phrases))

    def _defined_share(self, query: Node) -> float:
        """Return the share of a query's terms that the code's name and definition hold."""
        texts = _texts(query)
        return sum(map(self._is_defined, texts)) / len(texts)

    def _is_defined(self, term: str) -> bool:
        if term.endswith("*"):
            return any(word.startswith(term[:-1]) for word in self._defined)
        return term in self._defined

    def _features(self, aim: _Aim) -> Iterator[Node]:
        """Yield what the targets are made of and a rule may be: words, phrases, beginnings, words of the question."""
        targets = sorted(aim.targets)
        said = dict.fromkeys(term for at in targets for term in terms(self._words[at], self._phrases))
        content = [term for term in said if has_content(term)]
        yield from (Term(term) for term in said if has_content(term) or denies(term))
        yield from map(Term, beginnings(content))
        asked = dict.fromkeys(word for at in targets for word in _words_asked(self._passages[at]))
        yield from (Context(Where.QUESTION, Term(word)) for word in asked if word and has_content(word))


def _texts(query: Node) -> list[str]:
    """Return the words and phrases that a query is made of."""
    return [node.text for node in walk(query) if isinstance(node, Term)]


def _words_asked(passage: Passage) -> list[str]:
    """Return the words of the interviewer's turn before a passage's."""
    transcript = passage.transcript
    for turn in reversed(transcript.turns[: passage.turn.number - 1]):
        if turn.role is Role.INTERVIEWER:
            return words(transcript.quote(turn.start, turn.end), transcript.language)
    return []


def _pairs(keywords: Sequence[_Trial], aim: _Aim) -> Iterator[Node]:
    """Yield keywords put together two by two where they meet in a target."""
    for one, other in combinations(keywords, 2):
        if one.hits & other.hits & aim.targets and _fit(one, other):
            left, right = sorted((one.query, other.query), key=lambda query: isinstance(query, Term))
            for distance in DISTANCES[one.language] if isinstance(left, Term) else ():
                yield _pair(left, right, distance)
            yield _pair(left, right, None)


def _fit(one: _Trial, other: _Trial) -> bool:
    """Tell whether two keywords make a rule: not both questions, and neither of two words a part of the other."""
    asked = sum(isinstance(each.query, Context) for each in (one, other))
    if asked:
        return asked == 1
    a, b = (_texts(each.query)[0].rstrip("*") for each in (one, other))
    return (one.stands_alone or other.stands_alone) and a not in b and b not in a


def _pair(left: Node, right: Node, distance: int | None) -> Node:
    """Join two nodes by NEAR, or by AND where there is no distance."""
    return Both((left, right)) if distance is None else Near(left, right, distance, ordered=False)


def _parts(pair: Node) -> tuple[Node, Node, int | None]:
    match pair:
        case Near(left, right, distance):
            return left, right, distance
        case Both((left, right)):
            return left, right, None
    raise TypeError(f"not a pair: {pair}")


def _groups(pairs: Sequence[_Trial], keywords: Sequence[Node], aim: _Aim) -> Iterator[Node]:
    """Yield the best pairs with alternatives on either side, each added because it gains targets and costs nothing."""
    hits: dict[tuple[frozenset[Node], int | None], Numbers] = {}
    for pair in pairs:
        left, right, distance = _parts(pair.query)
        hits[frozenset((left, right)), distance] = pair.hits
    for seed in sorted(pairs, key=lambda trial: trial.rank)[:SEEDS]:
        yield _grown(seed, hits, keywords, aim)


def _grown(seed: _Trial, hits: _Hits, keywords: Sequence[Node], aim: _Aim) -> Node:
    left, right, distance = _parts(seed.query)
    sides, caught = ([left], [right]), seed.hits
    while True:
        additions = [
            (side, query, more - caught)
            for side, opposite in (sides, sides[::-1])
            if len(side) < GROUP
            for query in keywords
            if isinstance(query, Context) == isinstance(side[0], Context) and query not in opposite
            for more in [NOWHERE.union(*(hits.get((frozenset((query, other)), distance), ()) for other in opposite))]
            if len((more - caught) & aim.targets) >= WORTH and not (more - caught) & aim.spared
        ]
        if not additions:
            return _pair(_either(sides[0]), _either(sides[1]), distance)
        side, query, added = max(additions, key=lambda each: (len(each[2] & aim.targets), -len(each[2] & aim.unknown)))
        side.append(query)
        caught |= added


def _either(parts: Sequence[Node]) -> Node:
    """Join alternatives by OR; those about the question within one QUESTION."""
    if len(parts) == 1:
        return parts[0]
    asked = tuple(part.part for part in parts if isinstance(part, Context))
    return Context(Where.QUESTION, Either(asked)) if asked else Either(tuple(parts))
