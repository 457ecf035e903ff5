"""Answers: what the words of a reviewer mean, beside a proposal or on their own."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum

from interview_coder.codebook import Codebook
from interview_coder.coding import Decision, Memo, Verdict
from interview_coder.proposals import Proposal, Words


class Kind(StrEnum):
    """What a remark of a reviewer comes to."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RECODED = "other code"
    ADDED = "added"
    NOTED = "memo"
    UNTOUCHED = "untouched"
    UNCLEAR = "not understood"


class Use(StrEnum):
    """What a line is for: it must name a code, it is a memo, or its words tell."""

    CODE = "code"
    MEMO = "memo"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a reviewer wrote, and who that was, as far as the file tells."""

    text: str
    coder: str = ""
    use: Use = Use.ANY


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer did about a proposal, or about words of their own.

    `where` is its place in the file, for people. `recodes` tells that a code it names stands in place of the
    proposal's. `resolved` and `deleted` are what Word offers beside words. `trouble` says why it cannot be understood.
    """

    where: str
    words: Words
    lines: tuple[Line, ...] = ()
    proposal: Proposal | None = None
    recodes: bool = False
    resolved: bool = False
    deleted: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A remark understood: what it comes to, the decisions and memos to keep, and why where it is not understood."""

    kind: Kind
    where: str
    code: str = ""
    decisions: tuple[Decision, ...] = ()
    memos: tuple[Memo, ...] = ()
    why: str = ""


_ACCEPTING = (
    "ok okay yes y accept accepted agree agreed right correct true keep",
    "同意 接受 是 是的 对 对的 好 好的 可以 正确 采纳 保留 ✓ ✔ √ 👍",
)
_REJECTING = (
    "no n x reject rejected disagree wrong incorrect false delete remove",
    "不同意 拒绝 否 不 不是 不对 错 错误 不接受 不采纳 删除 删 ✗ ✘ × 👎",
)
_VERDICTS = {
    **dict.fromkeys(" ".join(_ACCEPTING).split(), Verdict.ACCEPTED),
    **dict.fromkeys(" ".join(_REJECTING).split(), Verdict.REJECTED),
}
# A verdict stands alone, or before a mark and a remark: `no, this is about rules`. `No money` is neither.
_OPENING = re.compile(
    r"\s*(?P<word>[^\s,.;:!，。；：！、—–-]+)\s*(?:[,.;:!，。；：！、—–-]+\s*(?P<rest>.*))?", re.DOTALL
)
_LEAD = re.compile(r"\s*(?:code|other code|编码|改为|应为)\s*[:：]\s*|\s*(?:->|=>|→)\s*", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>.*\S)\s*[(（](?P<id>[^()（）]+)[)）]\s*")
_BETWEEN = re.compile(r"[;；|\n]")
_NO_CODE = "no code is called so. Write the id or the name of one"
_WHICH_CODE = "a verdict, but on which code? Write that after it: `no, CODE`"
# A line that is longer, or less like the name of a code, is no code that somebody misspelt.
_LONGEST, _LIKE = 60, 0.8


def verdict_of(text: str) -> tuple[Verdict | None, str]:
    """Return the verdict that a line begins with, and what it says besides; None where it is none."""
    found = _OPENING.fullmatch(text)
    verdict = _VERDICTS.get(_folded(found["word"])) if found else None
    return (verdict, (found["rest"] or "").strip()) if found and verdict else (None, text.strip())


class Names:
    """The codes of a codebook by their ids and names in any language."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._ids: dict[str, list[str]] = {}
        for code in codebook.codes:
            for name in dict.fromkeys(map(_folded, (code.id, *code.name.texts.values()))):
                self._ids.setdefault(name, []).append(code.id)

    def named(self, text: str) -> tuple[str, ...]:
        """Return the ids that a line names, parted by `;`: all of it must be names; empty where it is not."""
        parts = [part for part in _BETWEEN.split(_LEAD.sub("", text, count=1)) if part.strip()]
        found = [self._id(part) for part in parts]
        return tuple(dict.fromkeys(id for id in found if id)) if all(found) else ()

    def doubt(self, text: str) -> str:
        """Say what is wrong with a line that was to name a code, "" where it is like no code."""
        name = _folded(_LEAD.sub("", text, count=1))
        if len(self._ids.get(name, ())) > 1:
            return f"several codes have this name: {', '.join(self._ids[name])}. Write the id"
        close = difflib.get_close_matches(name, self._ids, n=1, cutoff=_LIKE) if len(name) <= _LONGEST else []
        return f"no code is called so. Did you mean {self._ids[close[0]][0]}?" if close else ""

    def _id(self, text: str) -> str | None:
        found = _NAMED.fullmatch(text)
        for name in (text, found["id"] if found else "", found["name"] if found else ""):
            ids = self._ids.get(_folded(name), [])
            if len(ids) == 1:
                return ids[0]
            current = self._codebook.current(name.strip())
            if current in {code.id for code in self._codebook.codes}:
                return current
        return None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .。“”\"'")


@dataclass(slots=True)
class _Said:
    """What the lines of a remark say together; the last verdict and the last code count."""

    verdict: tuple[Verdict, Line] | None = None
    codes: tuple[tuple[str, ...], Line] | None = None
    memos: list[Line] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def understood(remark: Remark, names: Names, *, reviewer: str) -> Answer:
    """Say what a remark comes to; what nobody signed is the `reviewer`'s."""
    if remark.trouble:
        return Answer(Kind.UNCLEAR, remark.where, why=remark.trouble)
    said = _said(remark, names)
    if said.doubts:
        return Answer(Kind.UNCLEAR, remark.where, why=said.doubts[0])
    signed = _Signed(remark.words, reviewer)
    memos = tuple(map(signed.memo, said.memos))
    if remark.proposal is None:
        return _added(remark, said, signed, memos)
    kind, decisions = _decided(remark, remark.proposal, said, signed)
    code = remark.proposal.code
    return Answer(Kind.NOTED if memos and kind is Kind.UNTOUCHED else kind, remark.where, code, decisions, memos)


def _said(remark: Remark, names: Names) -> _Said:
    said = _Said()
    for line in remark.lines:
        verdict, rest = (None, line.text) if line.use is Use.MEMO else verdict_of(line.text)
        codes = () if line.use is Use.MEMO else names.named(rest)
        if verdict:
            said.verdict = verdict, line
        if codes:
            said.codes = codes, line
        elif line.use is not Use.MEMO and (doubt := names.doubt(rest)):
            said.doubts.append(doubt)
        elif line.use is Use.CODE and not verdict:
            said.doubts.append(_NO_CODE)
        elif rest:
            said.memos.append(replace(line, text=rest))
    return said


def _decided(remark: Remark, proposal: Proposal, said: _Said, signed: _Signed) -> tuple[Kind, tuple[Decision, ...]]:
    """Decide on a proposal; another code stands in its place, or beside it where it is accepted as well."""
    verdict, by = said.verdict or (None, Line(""))
    codes, line = said.codes or ((), Line(""))
    others = tuple(signed.decision(code, Verdict.ACCEPTED, line) for code in codes if code != proposal.code)
    if others and proposal.code not in codes and (remark.recodes or verdict is not Verdict.ACCEPTED):
        return Kind.RECODED, (signed.decision(proposal.code, Verdict.REJECTED, line), *others)
    if proposal.code in codes and not remark.recodes:
        verdict, by = Verdict.ACCEPTED, line
    if verdict is None and (remark.resolved or remark.deleted):
        verdict = Verdict.ACCEPTED if remark.resolved else Verdict.REJECTED
    if verdict is None:
        return Kind.UNTOUCHED, ()
    return Kind(verdict.value), (signed.decision(proposal.code, verdict, by), *others)


def _added(remark: Remark, said: _Said, signed: _Signed, memos: tuple[Memo, ...]) -> Answer:
    """Decide on words of the reviewer's own: a code named there is accepted, unless they say no to it."""
    verdict = said.verdict[0] if said.verdict else Verdict.ACCEPTED
    if said.codes:
        codes, line = said.codes
        kind = Kind.ADDED if verdict is Verdict.ACCEPTED else Kind.REJECTED
        decisions = tuple(signed.decision(code, verdict, line) for code in codes)
        return Answer(kind, remark.where, ", ".join(codes), decisions, memos)
    if said.verdict:
        return Answer(Kind.UNCLEAR, remark.where, why=_WHICH_CODE)
    return Answer(Kind.NOTED if memos else Kind.UNTOUCHED, remark.where, memos=memos)


@dataclass(frozen=True, slots=True)
class _Signed:
    """Makes decisions and memos on some words, signed by who wrote the line or else by the reviewer."""

    words: Words
    reviewer: str

    def decision(self, code: str, verdict: Verdict, line: Line) -> Decision:
        words, by = self.words, line.coder or self.reviewer
        place = words.transcript, words.start, words.end, words.quote
        return Decision(*place, code, verdict, by, before=words.before, after=words.after)

    def memo(self, line: Line) -> Memo:
        words, by = self.words, line.coder or self.reviewer
        place = words.transcript, words.start, words.end, words.quote
        return Memo(*place, line.text, by, before=words.before, after=words.after)
