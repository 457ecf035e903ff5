"""A reviewed Word document: what a reviewer made of the comments in it."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.anchoring import CONTEXT
from interview_coder.proposals import Proposal, Record, Words, find_record, place, words_of
from interview_coder.readers.package import Package, local_name, open_package
from interview_coder.readers.settings import Tracked
from interview_coder.readers.source import Source
from interview_coder.readers.word import parts_related
from interview_coder.readers.word_comments import Comment, Commented, read_commented
from interview_coder.review_answers import Line, Remark, Use, verdict_of
from interview_coder.transcript import Transcript

_NO_RECORD = (
    "nothing in this file tells what it was exported from",
    "Export it with --layout review, and save it in Word or LibreOffice: others may drop what leads back",
)
_ALL_GONE = (
    "none of its comments is left, which is not taken for rejecting them all",
    "Delete single comments, or answer them",
)
_OTHER_TEXT = ("the transcript of this file was read otherwise, so that its comments have no place", "Read it again")
_TEXT_GONE = "its comment is gone, and so are the words it stood at"
_NO_WORDS = "it stands at no words of a transcript"
_SEVERAL_TURNS = "it stands at words of several turns. Write one comment for each"
_EMPTIED = "the text of its comment is gone. Delete the comment to reject the code"
_A_COPY = "a copy of a comment. Write a new one"


_NOWHERE = Words("", "", 0, 0, "")


def word_remarks(source: Source) -> tuple[str, tuple[Remark, ...]]:
    """Return the name of whoever saved a reviewed document last, and what became of its comments.

    Comments are known by the initials they were exported with, their words by the record, whatever became of the text.
    TranscriptError where the document is damaged or has no record.
    """
    package = open_package(source)
    record = find_record(package)
    if record is None:
        raise source.error(*_NO_RECORD)
    reading = _Reading(record, read_commented(package, Tracked.ACCEPT, original=True))
    if len(record.proposals) > 1 and not reading.own:
        raise source.error(*_ALL_GONE)
    return _last_author(package), (*reading.answers(), *reading.additions())


def comment_remarks(source: Source, transcript: Transcript) -> tuple[str, tuple[Remark, ...]]:
    """Return the name of whoever saved a Word transcript last, and the comments in it, replies with what they answer.

    A verdict alone is no answer there, as nothing was asked. TranscriptError where the document is damaged, or the
    transcript was not read from it.
    """
    package = open_package(source)
    readings = (read_commented(package, tracked) for tracked in Tracked)
    document = next((each for each in readings if each.text == transcript.text), None)
    if document is None:
        raise source.error(*_OTHER_TEXT)
    threads = _threads(document.comments)
    return _last_author(package), tuple(_remark(thread, document, transcript) for thread in threads)


def _remark(thread: _Thread, document: Commented, transcript: Transcript) -> Remark:
    said = (*_lines(thread.comment), *thread.lines)
    lines = tuple(replace(line, use=Use.ANY if verdict_of(line.text)[1] else Use.MEMO) for line in said)
    start, end = document.ranges.get(thread.comment.id, (0, 0))
    turns = [turn for turn in transcript.turns if max(turn.start, start) < min(turn.end, end)]
    if len(turns) != 1:
        where = place(transcript, turns[0].number) if turns else transcript.id
        return Remark(where, _NOWHERE, lines, trouble=_SEVERAL_TURNS if turns else _NO_WORDS)
    (turn,) = turns
    start, end = _stripped(document.text, max(start, turn.start), min(end, turn.end))
    return Remark(place(transcript, turn.number), words_of(transcript, start, end), lines)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the white space at its ends."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(text[start:end].rstrip())


@dataclass(frozen=True, slots=True)
class _Thread:
    """A comment and the replies to it, in order."""

    comment: Comment
    replies: tuple[Comment, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """What was replied."""
        return tuple(line for reply in self.replies for line in _lines(reply))


class _Reading:
    """The comments of a document sorted into those it was exported with and those that were added."""

    def __init__(self, record: Record, document: Commented) -> None:
        self._record, self._document = record, document
        self.own: dict[str, _Thread] = {}
        self._added: list[_Thread] = []
        keys = {proposal.key for proposal in record.proposals}
        for thread in _threads(document.comments):
            key = thread.comment.initials
            if key in keys and key not in self.own:
                self.own[key] = thread
            else:
                self._added.append(thread)
        self._added.sort(key=lambda thread: document.ranges.get(thread.comment.id, (0, 0)))
        places = ((document.bookmarks.get(f"_{turn.key}"), turn) for turn in record.turns)
        self._turns = sorted(((place, turn) for place, turn in places if place), key=lambda item: item[0])

    def answers(self) -> Iterator[Remark]:
        """Yield what became of each proposal."""
        bare = self._bare_verdicts()
        for proposal in self._record.proposals:
            thread = self.own.get(proposal.key)
            if thread:
                lines = (*thread.lines, *(line for each in bare.get(proposal.key, ()) for line in _lines(each)))
                yield _answered(proposal, thread.comment, lines)
            elif f"_{proposal.key}" in self._document.bookmarks:
                yield Remark(proposal.where, proposal.words, proposal=proposal, deleted=True)
            else:
                yield Remark(proposal.where, proposal.words, proposal=proposal, trouble=_TEXT_GONE)

    def additions(self) -> Iterator[Remark]:
        """Yield the comments that are no answers."""
        answers = {comment.id for comments in self._bare_verdicts().values() for comment in comments}
        for thread in self._added:
            if thread.comment.id not in answers:
                trouble = _A_COPY if thread.comment.initials in self.own else ""
                where, words = self._words(thread.comment)
                lines = (*_lines(thread.comment), *thread.lines)
                if isinstance(words, Words):
                    yield Remark(where, words, lines, trouble=trouble)
                else:
                    yield Remark(where, _NOWHERE, lines, trouble=trouble or words)

    def _bare_verdicts(self) -> dict[str, list[Comment]]:
        """Return by proposal the comments that only say yes or no beside it: some programs lose who they answer."""
        found: dict[str, list[Comment]] = {}
        for thread in self._added:
            comment = thread.comment
            beside = [key for key, own in self.own.items() if self._overlap(own.comment, comment)]
            verdict, rest = verdict_of(comment.lines[0]) if comment.lines else (None, "")
            if len(beside) == 1 and verdict and not rest:
                found.setdefault(beside[0], []).append(comment)
        return found

    def _overlap(self, one: Comment, other: Comment) -> bool:
        first, second = (self._document.ranges.get(each.id, (0, 0)) for each in (one, other))
        return max(first[0], second[0]) < min(first[1], second[1])

    def _words(self, comment: Comment) -> tuple[str, Words | str]:
        """Return where a comment stands, for people, and the words it stands at, or why they are none."""
        text = self._document.text
        start, end = _stripped(text, *self._document.ranges.get(comment.id, (0, 0)))
        at = bisect.bisect_right(self._turns, start, key=lambda item: item[0][0]) - 1
        if at < 0:
            return comment.author, _NO_WORDS
        (first, last), turn = self._turns[at]
        if start >= min(end, last):
            return f"{comment.author}, {turn.where}", _NO_WORDS
        if end > last:
            return turn.where, _SEVERAL_TURNS
        here, around = turn.words.start + start - first, (max(first, start - CONTEXT), min(last, end + CONTEXT))
        quote, before, after = text[start:end], text[around[0] : start], text[end : around[1]]
        place = turn.words.transcript, turn.words.sha256, here, here + len(quote)
        return turn.where, Words(*place, quote, before, after)


def _threads(comments: Sequence[Comment]) -> list[_Thread]:
    parents = {comment.id: comment.parent for comment in comments}
    replies: dict[str, list[Comment]] = {}
    for comment in comments:
        # Word hangs all replies on the first comment of a thread; a chain ends at the same.
        root, steps = comment.id, 0
        while parents.get(root) and steps < len(parents):
            root, steps = parents[root], steps + 1
        if root != comment.id:
            replies.setdefault(root, []).append(comment)
    # Comments of a file stand in any order.
    for thread in replies.values():
        thread.sort(key=lambda comment: comment.at)
    return [_Thread(each, tuple(replies.get(each.id, ()))) for each in comments if each.parent not in parents]


def _lines(comment: Comment) -> tuple[Line, ...]:
    return tuple(Line(text, comment.author) for text in comment.lines)


def _answered(proposal: Proposal, comment: Comment, replies: Sequence[Line]) -> Remark:
    """Compare a comment with what it said when it was exported; an edit of it is signed by nobody."""
    said = [line.strip() for line in proposal.said.split("\n") if line.strip()]
    recodes = bool(said and comment.lines) and said[0] not in comment.lines and comment.lines[0] not in said
    new = [Line(text) for text in comment.lines if text not in said]
    if recodes:
        new[0] = Line(new[0].text, use=Use.CODE)
    return Remark(
        proposal.where,
        proposal.words,
        (*new, *replies),
        proposal,
        recodes=recodes,
        resolved=comment.resolved,
        trouble="" if comment.lines else _EMPTIED,
    )


def _last_author(package: Package) -> str:
    for kind, part in parts_related(package, ""):
        if kind == "core-properties" and part in package.names:
            names = (each.text for each in package.xml(part) if local_name(each) == "lastModifiedBy")
            return (next(names, "") or "").strip()
    return ""
