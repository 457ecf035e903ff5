"""Codebook diff: what changed between two versions of a codebook, and what that does to a study."""

from __future__ import annotations

import bisect
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from interview_coder.codebook import Code, Codebook, LocalText, is_within
from interview_coder.coding import Coding, Decision, Suggestion, Verdict
from interview_coder.codings_file import Anchored, anchored
from interview_coder.material import Material
from interview_coder.passages import Unit, split_passages
from interview_coder.tagger import Tagger
from interview_coder.transcript import Transcript

_Tagged = Mapping[str, tuple[Suggestion, ...]]

#: How like two texts must be to be called one that was edited, and how many pairs are looked at for that.
LIKE, PAIRS = 0.5, 20_000


class Fate(StrEnum):
    """What became of a code between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    RETIRED = "retired"
    RESTORED = "restored"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Edit:
    """One text of a codebook that was added (`old` is empty), removed (`new` is empty) or changed."""

    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What changed in one code; `formerly` are the ids it (or what was merged into it) had in the old version.

    `heir` is, for a code that was removed, one that was added with most of its rules: perhaps the same under a new id.
    """

    id: str
    fate: Fate
    formerly: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    heir: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two versions: the codes in the order of the new one, those removed at the end.

    `settings` are the title, the unit, the languages, the interviewers and the word lists (`$name`). Nothing changed
    where it is false.
    """

    codes: tuple[CodeChange, ...]
    settings: tuple[Edit, ...]

    def __bool__(self) -> bool:
        return bool(self.codes or self.settings)

    @property
    def reach_passages(self) -> bool:
        """Tell whether the rules may find other passages now: not where only definitions and the like changed."""
        edits = (edit for change in self.codes for edit in change.edits)
        return (
            any(change.fate is not Fate.KEPT or change.formerly for change in self.codes)
            or any(edit.part in ("rules", "unless") for edit in edits)
            or any(edit.part == "unit" or edit.part.startswith("$") for edit in self.settings)
        )


@dataclass(frozen=True, slots=True)
class Shift:
    """A passage that a code gained (no `before`), lost (no `now`), or that moved from one code to another.

    Codes have the ids of the new version, rules those of their own.
    """

    before: Coding | None
    now: Coding | None

    @property
    def coding(self) -> Coding:
        """The passage as it is coded now, else as it was."""
        coding = self.now or self.before
        assert coding is not None
        return coding


@dataclass(frozen=True, slots=True)
class Count:
    """How many passages a code itself had and has; `came` and `went` are those that moved."""

    code: str
    before: int
    gained: int
    lost: int
    came: int
    went: int
    now: int


@dataclass(frozen=True, slots=True)
class Against:
    """A decision that stands against the new rules and not the old: accepted and lost, or rejected and gained.

    `coding` is what the old rules gave there, or what the new ones give.
    """

    decision: Decision
    coding: Coding


@dataclass(frozen=True, slots=True)
class Effect:
    """What a new version of a codebook does to a study; counts in the order of the codebook, the rest in reading order.

    `against` are the decisions that the edit set against the rules, `still_against` those that stood against the old
    rules too. `anchored` holds the decisions as placed, with those that could not be. `units` are the old and the new
    one.
    """

    counts: tuple[Count, ...]
    shifts: tuple[Shift, ...]
    against: tuple[Against, ...]
    still_against: tuple[Decision, ...]
    anchored: Anchored
    units: tuple[Unit, Unit]


def compare(old: Codebook, new: Codebook) -> Changes:
    """Find what changed in the codebook itself, whatever was renamed; the order of codes and rules does not count."""
    sources: dict[str, list[Code]] = {}
    removed: list[Code] = []
    for code in (*old.codes, *old.retired):
        id = new.current(code.id)
        (removed if id is None else sources.setdefault(id, [])).append(code)
    retired = [{code.id for code in codebook.retired} for codebook in (old, new)]
    changes = [_code_change(code, sources.get(code.id, []), *retired) for code in (*new.codes, *new.retired)]
    changed = [change for change in changes if change != CodeChange(change.id, Fate.KEPT)]
    added = [code for code in new.codes if code.id not in sources]
    gone = [CodeChange(code.id, Fate.REMOVED, heir=_heir(code, added)) for code in removed]
    return Changes((*changed, *gone), tuple(_settings(old, new)))


def _heir(code: Code, added: Iterable[Code]) -> str:
    rules = {rule.text for rule in code.rules}
    return next((other.id for other in added if 2 * len(rules & {rule.text for rule in other.rules}) > len(rules)), "")


def _code_change(code: Code, sources: Sequence[Code], retired_then: set[str], retired_now: set[str]) -> CodeChange:
    formerly = tuple(source.id for source in sources if source.id != code.id)
    was, is_now = bool(sources) and all(source.id in retired_then for source in sources), code.id in retired_now
    fate = Fate.KEPT if was == is_now else Fate.RETIRED if is_now else Fate.RESTORED
    return CodeChange(code.id, fate if sources else Fate.ADDED, formerly, tuple(_code_edits(sources, code)))


def _code_edits(sources: Sequence[Code], code: Code) -> Iterator[Edit]:
    """Compare a code with the one it was, its lists with those of all that were merged into it."""
    first = min(sources, key=lambda source: source.id != code.id, default=Code("", LocalText(), 0))
    yield from _text_edits(_texts(first), _texts(code))
    for part, entries in _lists(code).items():
        yield from _list_edits(part, [entry for source in sources for entry in _lists(source)[part]], entries)


def _texts(code: Code) -> dict[str, str]:
    """Return a code's texts, each by its key and language; a name that only repeats the id is none."""
    parts = ("name", "definition", "include", "exclude", "memo", "retired")
    texts = {part: dict(getattr(code, part).texts) for part in parts}
    if texts["name"] == {"": code.id.rpartition(".")[2]}:
        del texts["name"]
    return {"color": code.color, **_by_language(texts)}


def _by_language(texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {
        f"{part}.{language}" if language else part: text for part in texts for language, text in texts[part].items()
    }


def _lists(code: Code) -> dict[str, list[str]]:
    """Return a code's lists, each entry as a text; an `unless` of a code above it is not its own."""
    return {
        "rules": [rule.text for rule in code.rules],
        "unless": [rule.text for rule in code.own_unless],
        "examples": [str(example) for example in code.examples],
        "counterexamples": [str(example) for example in code.counterexamples],
        "addressed_by": [" / ".join(measure.texts.values()) for measure in code.addressed_by],
    }


def _settings(old: Codebook, new: Codebook) -> Iterator[Edit]:
    titles = [_by_language({"title": codebook.title.texts}) for codebook in (old, new)]
    yield from _text_edits(*({**title, "unit": book.unit} for title, book in zip(titles, (old, new), strict=True)))
    yield from _list_edits("languages", old.languages, new.languages)
    yield from _list_edits("interviewers", old.interviewers, new.interviewers)
    for name in {**new.list_entries, **old.list_entries}:
        words = ([entry.text for entry in book.list_entries.get(name, ())] for book in (old, new))
        yield from _list_edits(f"${name}", *words)


def _text_edits(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Edit]:
    for part in {**new, **old}:
        if old.get(part, "") != new.get(part, ""):
            yield Edit(part, old.get(part, ""), new.get(part, ""))


def _list_edits(part: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Edit]:
    """Match entries by their text, and what is left by likeness: an entry that was edited is one change, not two."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    edited: dict[str, str] = {}
    if gone.total() * come.total() <= PAIRS:
        left = list(gone)
        for text in come:
            if like := difflib.get_close_matches(text, left, n=1, cutoff=LIKE):
                edited[text] = like[0]
                left.remove(like[0])
    for text in come.elements():
        yield Edit(part, edited.get(text, ""), text)
    for text in (gone - Counter(edited.values())).elements():
        yield Edit(part, text, "")


def effect(
    old: Codebook,
    new: Codebook,
    material: Material,
    decisions: Sequence[Decision] = (),
    *,
    unit: Unit | None = None,
) -> Effect:
    """Tag a study with both versions and tell what that changes, also for what coders decided.

    `unit` replaces that of both. Where units differ, a passage is gained or lost if none of its words had or have the
    code. The transcripts are taken as they were read, whatever the versions say of interviewers.
    """
    units = (unit or old.unit, unit or new.unit)
    then, today = _Version(old, new, units[0]), _Version(new, new, units[1])
    placed = anchored(decisions, new, material, unit=units[1])
    shifts: list[Shift] = []
    against: list[Against] = []
    still: list[Decision] = []
    for transcript in material.transcripts:
        before, now = then.tag(transcript), today.tag(transcript)
        shifts += _shifts(before, now)
        own = [item.decision for item in placed.placed if item.decision.transcript == transcript.id]
        against += [found for decision in own if (found := _against(decision, before, now))]
        still += [decision for decision in own if _disagrees(decision, before) and _disagrees(decision, now)]
    counts = _counts(new, then.totals, today.totals, shifts)
    return Effect(counts, tuple(shifts), tuple(against), tuple(still), placed, units)


class _Version:
    """One version of the codebook at work; its codes go by their ids in the new version, where they have one."""

    def __init__(self, codebook: Codebook, new: Codebook, unit: Unit) -> None:
        self._tagger, self._unit = Tagger(codebook), unit
        self._homes = {code.id: new.current(code.id) or code.id for code in codebook.codes}
        self.totals: Counter[str] = Counter()

    def tag(self, transcript: Transcript) -> _Tagged:
        """Return what each code finds, in reading order; codes that were merged find a passage once."""
        found: dict[str, dict[int, Suggestion]] = {}
        for suggestion in self._tagger.tag(split_passages(transcript, self._unit)):
            home = self._homes[suggestion.code]
            found.setdefault(home, {}).setdefault(suggestion.passage.number, replace(suggestion, code=home))
        self.totals.update({code: len(passages) for code, passages in found.items()})
        return {code: tuple(passages.values()) for code, passages in found.items()}


def _shifts(before: _Tagged, now: _Tagged) -> list[Shift]:
    """Return the passages of one transcript that codes gained or lost; where one did both, it moved."""
    lost, gained = _missing(before, now), _missing(now, before)
    shifts: list[Shift] = []
    for place in sorted(lost.keys() | gained.keys()):
        pairs = zip_longest(lost.get(place, ()), gained.get(place, ()))
        shifts += (Shift(*(Coding.of(one) if one else None for one in pair)) for pair in pairs)
    return shifts


def _missing(tagged: _Tagged, other: _Tagged) -> dict[tuple[int, int], list[Suggestion]]:
    """Return by their range the passages whose words do not carry the code in the other version."""
    missing: dict[tuple[int, int], list[Suggestion]] = {}
    for code, suggestions in tagged.items():
        for suggestion in suggestions:
            place = suggestion.passage.start, suggestion.passage.end
            if not _found(other.get(code, ()), *place):
                missing.setdefault(place, []).append(suggestion)
    return missing


def _found(suggestions: Sequence[Suggestion], start: int, end: int) -> Suggestion | None:
    """Return the first of a code's suggestions that overlaps a range."""
    at = bisect.bisect_right(suggestions, start, key=lambda suggestion: suggestion.passage.end)
    return suggestions[at] if at < len(suggestions) and suggestions[at].passage.start < end else None


def _against(decision: Decision, before: _Tagged, now: _Tagged) -> Against | None:
    """Tell whether a decision agreed with the old rules and does not with the new ones."""
    then, today = _coded(decision, before), _coded(decision, now)
    lost, kept = (then, today) if decision.verdict is Verdict.ACCEPTED else (today, then)
    return Against(decision, Coding.of(lost)) if lost and not kept else None


def _disagrees(decision: Decision, tagged: _Tagged) -> bool:
    """Tell whether a decision stands against some rules: accepted and not found, or rejected and found."""
    return (decision.verdict is Verdict.ACCEPTED) == (_coded(decision, tagged) is None)


def _coded(decision: Decision, tagged: _Tagged) -> Suggestion | None:
    """Return what gives a decision's words its code; a sub-code counts for who accepted, not for who rejected."""
    accepted = decision.verdict is Verdict.ACCEPTED
    family = {code for code in tagged if code == decision.code or (accepted and is_within(code, decision.code))}
    found = (_found(tagged[code], decision.start or 0, decision.end or 0) for code in sorted(family))
    return next(filter(None, found), None)


def _counts(new: Codebook, before: Counter[str], now: Counter[str], shifts: Sequence[Shift]) -> tuple[Count, ...]:
    lost = Counter(shift.before.code for shift in shifts if shift.before and not shift.now)
    gained = Counter(shift.now.code for shift in shifts if shift.now and not shift.before)
    moved = [(shift.before.code, shift.now.code) for shift in shifts if shift.before and shift.now]
    went, came = Counter(code for code, _ in moved), Counter(code for _, code in moved)
    codes = dict.fromkeys((*(code.id for code in new.codes), *before))
    return tuple(Count(id, before[id], gained[id], lost[id], came[id], went[id], now[id]) for id in codes)
