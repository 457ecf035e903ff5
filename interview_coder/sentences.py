"""Sentence borders in one turn of speech, in English, Chinese or both.

One scan finds the full stops; what stands around each decides whether a sentence ends there.
Quoted sentences are cut like any other: “没钱。|你自己想办法。”. A sentence that opens with a quote keeps the
reporting clause behind it (“行吗？”他问。); after 他说：“……。” such a clause begins the next sentence. In Chinese,
…… alone ends nothing but a quote brought in by a colon.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_FIRST_WIDE = "\u2e80"
_REACH = 400  # how far back an opening mark is looked for, so that the time stays linear
_OPENER_OF = dict(zip("”’」』）)]】", "“‘「『（([【", strict=True))
_BRACKETS = (")", "]", "）", "】")
_NO_BORDER_BEFORE = tuple(",;:，、；：。！？—")

# Group 1 is a book title, whose stops end nothing, group 2 the closing marks of a stop. Neither of them:
# a stop in plain prose, told apart by the scan alone because nine in ten are so.
_CANDIDATE = re.compile(
    r"[.!?…。！？｡《](?:(?<=[a-z]{3}[.!?])[ \n](?=[A-Z])|(?<=[。！？])(?=[一-龥])|(?<=《)([^《》\n]{1,60}》)"
    r"|(?<!《)(?:(?: \.){2,}|[.!?…。！？｡]*)([\"'”’」』）)\]】]*))"
)
_NEXT_WORD = re.compile(r"(\s*)[“‘「『（(\[{【《\s'•*–—-]*([^\W_]\w{0,15})?")
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,4}")
_LIST_NUMBER = re.compile(r"(?:\A[•*–-]?\s*|\n\s*|[;:]\s+|[：；]\s*)(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z])\Z")
_SPACE = re.compile(r"\s*")
_BLANK_LINES = re.compile(r"(\n\s*\n)")
# A stage direction belongs to the sentence it follows; （三） and (b) number what comes next, and
# [inaudible] stands for words of the next sentence.
_ASIDES = re.compile(
    r"(?:[^\S\n]*(?:\n[^\S\n]*)?"
    r"(?![(（\[【](?:[一二三四五六七八九十]+|[ivx]+|[A-Za-z]|(?:inaudible|unclear|听不清).{0,20})[)）\]】])"
    r"(?:[（【][^\W\d_][^（）【】。！？\n]{0,11}[）】]|[(\[][^\W\d_][^()\[\].!?。！？\n]{0,29}[)\]])"
    r"[.!?…。！？]*)+(?!\s*[a-z，、；：,;:])"
)
_REPORTING_EN = re.compile(
    r"\s+(?:I|We|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}) (?:said|says?|ask(?:ed|s)?|thought|replied|answered|told)\b"
)
_REPORTING_ZH = re.compile(
    r"(?![这那])[^，。！？：；、“”\s不没谁会]{0,9}(?:[说问道讲喊答想笑]|补充|解释|强调|感叹|抱怨)(?![^，。]{0,9}：)"
)
_AND_NO_MORE = re.compile(r"[我他她的]?(?:。|，“|\Z)")
_QUOTE_GOES_ON = re.compile(r"的(?!确)|就(?![这是])|之类|一类|等等|等(?![到我他你])|时[，候]|[这那](?:[个句样种类]|一)")
_BEFORE_SPEECH = "说问道讲喊答想叫我他她你们"
_NO_INITIAL = re.compile(
    r"\b(?:(?i:college|school|plan|group|option|class|type|team|site|company|hall) [A-Z]|(?:and|did|do|am|can) I)\Z"
)
_FRONTED = re.compile(r"(?i:(?:and |but |so )?(?:in|at|by|from|after|before|around|since|on|until)\b)[^,]{0,24}")
_WANTS_MORE = re.compile(
    r"\b(?:I|to|the|an?|of|in|at|from|with|by|for|called|my|our|his|her|and|but|or|because|that|if|when)\s*\Z"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words(
    "mr mrs ms dr prof sgt capt lt gen rev hon messrs mt sen gov pres col maj cmdr supt insp cpl adm brig mme fr "
    "vs e.g i.e eg ie cf viz ca pp asst assoc"
)
_LAST_BEFORE_STARTER = _words(
    "st jr sr rep al approx est dept univ inc ltd co corp bros govt vol vols fig figs sec eds ed esp incl excl min "
    "max avg dist ext tel ave blvd rd sq ft mgr mgmt dir tech m.phil d.phil"
)
_LAST_BEFORE_CAPITAL = _words(
    "etc a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri hr hrs mins "
    "secs yr yrs kg km cm mm lb lbs oz ch para paras"
)
_LAST_BEFORE_NO_NUMBER = _words("no nos art eq")
_ABBREVIATIONS = _NEVER_LAST | _LAST_BEFORE_STARTER | _LAST_BEFORE_CAPITAL | _LAST_BEFORE_NO_NUMBER
_ABBREVIATED_TAILS = frozenset(token[-3:] for token in _ABBREVIATIONS)
_STARTERS = _words(
    "I We You He She It They The This That These Those There Here A An My Our Your His Her Its Their And But So Or "
    "Then Now When While Where Who What Which Why How If Because Since As At In On For From With After Before Until "
    "Once By To All Some Any Many Most More Every Everyone Everybody Each Both Nobody Nothing No Not Yes Yeah Well "
    "Okay OK Oh Um Uh Hm Actually Maybe Perhaps Also Still Even Just Only Sometimes Later Today Last Next First "
    "Second Finally However Do Does Did Don Is Are Was Were Have Has Had Can Could Should Would Let Please Thank "
    "Thanks Sorry Right Honestly Anyway People Another Other One Two"
)


class _Stop(NamedTuple):
    """Full stops at `at` in the sentence from `start`; their closers end at `end`, a gap and a word follow."""

    text: str
    start: int
    at: int
    marks: str
    closers: str
    opener: int  # where the last closer was opened in this sentence, or -1
    end: int
    gap: str
    word: str
    wide_before: bool
    wide_after: bool


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the sentences, trimmed, in order, covering all but white space."""
    if "\n" not in text:
        return _spans_of_block(text.rstrip())
    spans = []
    offset = 0
    for block in _BLANK_LINES.split(text):
        spans += [(offset + start, offset + end) for start, end in _spans_of_block(block.rstrip())]
        offset += len(block)
    return spans


def _spans_of_block(text: str) -> list[tuple[int, int]]:
    text = _with_directed_quotes(text)
    spans = []
    start = len(text) - len(text.lstrip())
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        if match.end() == len(text):
            break
        if at <= start:
            continue
        if match.lastindex is None and text[at - 3 : at] not in _ABBREVIATED_TAILS:
            spans.append((start, at + 1))
            start = match.end()
        elif end := _sentence_end(text, start, match):
            spans.append((start, end))
            start = _SPACE.match(text, end).end()  # type: ignore[union-attr]  # matches everywhere
    return [*spans, (start, len(text))] if start < len(text) else spans


def _with_directed_quotes(text: str) -> str:
    """Replace each straight double quote, one to one, by “ or ”, so that it tells which way it faces."""
    if '"' not in text:
        return text
    pieces = text.split('"')
    opened = False
    directed = [pieces[0]]
    for left, right in pairwise(pieces):
        may_open = not left[-1:].strip() or left[-1] in "([（【：—-"
        may_close = not right[:1].strip() or right[0] in ")]）】.,;:!?。，；：！？—-"
        opened = may_open if may_open != may_close else not opened
        directed += ["“" if opened else "”", right]
    return "".join(directed)


def _sentence_end(text: str, start: int, match: re.Match[str]) -> int:
    """Return where the sentence ends at this candidate, or 0 if it goes on."""
    at = match.start()
    if match[1]:
        return 0
    closers = match[2] or ""
    end = match.end() if match.lastindex else at + 1
    mark = _OPENER_OF.get(closers[-1:])
    opener = text.rfind(mark, max(start, at - _REACH), at) if mark else -1
    gap, word = _NEXT_WORD.match(text, end).groups(default="")  # type: ignore[union-attr]
    wide = (text[at - 1] >= _FIRST_WIDE, max(text[end : end + 1], word) >= _FIRST_WIDE)
    stop = _Stop(text, start, at, text[at : end - len(closers)], closers, opener, end, gap, word, *wide)
    if not _ends(stop):
        return 0
    asides = _ASIDES.match(text, end)
    return asides.end() if asides else end


def _ends(stop: _Stop) -> bool:
    if stop.text.startswith(_NO_BORDER_BEFORE, stop.end) or stop.text[stop.at - 1] in "“‘「『（([{【《":
        return False
    if stop.closers.endswith(_BRACKETS) and stop.opener > stop.start:
        return False
    if stop.marks == ".":
        return _period_ends(stop)
    if not stop.marks.strip(". …"):
        return _ellipsis_ends(stop)
    if stop.wide_before or stop.wide_after or not stop.marks.isascii():
        return _wide_ends(stop)
    return _question_ends(stop)


def _period_ends(stop: _Stop) -> bool:
    found = _LAST_WORD.search(stop.text, max(stop.start, stop.at - 12), stop.at)
    token = found[0] if found else ""
    abbreviated = token.lower() in _ABBREVIATIONS or len(token) == 1 or _DOTTED.fullmatch(token)
    if not stop.gap and not stop.wide_after:
        return stop.word in _STARTERS and token.islower() and not abbreviated
    if stop.wide_before or (stop.closers and stop.wide_after):
        return _wide_ends(stop)
    if stop.word[:1].islower() and (stop.closers or not token):
        return False
    if len(token) < 2 and _numbers_a_list(stop):
        return False
    return not abbreviated or _ends_abbreviated(stop, token)


def _ends_abbreviated(stop: _Stop, token: str) -> bool:
    word, abbreviation = stop.word, token.lower()
    if abbreviation in _NEVER_LAST:
        return False
    if abbreviation in _LAST_BEFORE_NO_NUMBER:
        return not word[:1].isdigit()
    if abbreviation in _LAST_BEFORE_CAPITAL or _NO_INITIAL.search(stop.text, max(stop.start, stop.at - 12), stop.at):
        may_end = (word[:1].isupper() and not word.endswith("day")) or word >= _FIRST_WIDE
    else:
        may_end = word in _STARTERS
    # "In the U.S. I worked" and "At 5 p.m. Peter left": only "I" and names are capital anyway.
    named = word == "I" or word not in _STARTERS
    return may_end and not (named and _FRONTED.fullmatch(stop.text, stop.start, stop.at))


def _numbers_a_list(stop: _Stop) -> bool:
    before = stop.text[max(stop.start, stop.at - 12) : stop.at]
    glued = not stop.gap and before[-1].isdigit() and not before[-3:].isdigit()
    return glued or bool(_LIST_NUMBER.search(before))


def _ellipsis_ends(stop: _Stop) -> bool:
    if stop.wide_before or stop.wide_after:
        return stop.opener > stop.start and stop.text[stop.opener - 1] in ":：" and _wide_ends(stop)
    if stop.word == "I" or stop.word not in _STARTERS:
        return stop.word[:1].isupper() and not _WANTS_MORE.search(stop.text, max(stop.start, stop.at - 9), stop.at)
    return True


def _question_ends(stop: _Stop) -> bool:
    if not stop.gap:
        return not stop.closers and stop.word in _STARTERS
    if stop.word[:1].islower():
        return not stop.closers and stop.text[stop.start].islower()
    return not (stop.opener == stop.start and _REPORTING_EN.match(stop.text, stop.end))


def _wide_ends(stop: _Stop) -> bool:
    text, end, opener = stop.text, stop.end, stop.opener
    if not stop.closers or stop.closers.endswith(_BRACKETS):
        return True
    reports = _REPORTING_ZH.match(text, end)
    if reports and (opener == stop.start or _AND_NO_MORE.match(text, reports.end())):
        return False
    states = "。" in stop.marks or stop.marks == "."
    if _QUOTE_GOES_ON.match(text, end) and not (states and text[end] in "这那"):
        return False
    embedded = opener > stop.start and text[opener - 1].isalnum() and text[opener - 1] not in _BEFORE_SPEECH
    return states or not embedded
