"""Columns: which column of a table holds the words, who says them, and when."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interview_coder.readers.source import Source
from interview_coder.readers.vocabulary import words


class Column(StrEnum):
    """What a column may hold."""

    TEXT = "text"
    SPEAKER = "speaker"
    TIME = "time"
    QUESTION = "question"
    ANSWER = "answer"


_NAMES = {
    Column.TEXT: words(
        "text content transcript transcription utterance words said sentence statement message talk speech caption",
        "内容 文本 发言内容 讲话内容 话语 转写 转写内容 转写文本 文字 原文 原始语句 发言 对话内容 句子",
    ),
    Column.SPEAKER: words(
        "speaker name who participant role person voice channel interlocutor respondent informant",
        "发言人 说话人 讲话人 姓名 角色 说话者 发言者 对话者 身份 受访者 访谈对象",
    ),
    Column.TIME: words(
        "time start timestamp timespan begin start_time starttime time_start timecode onset from in",
        "时间 开始时间 起始时间 时间戳 开始 起始 时间点",
    ),
    Column.QUESTION: words("question prompt asked item 问题 提问 题目 访谈问题 问"),
    Column.ANSWER: words("answer response reply answered 回答 答案 答复 回复 受访者回答 答"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the columns found, from 0, and the names of those that are not read by their places."""

    places: Mapping[Column, int]
    others: Mapping[int, str]

    @property
    def has_words(self) -> bool:
        """Tell whether the table can be read: a column of words, or one of answers."""
        return Column.TEXT in self.places or Column.ANSWER in self.places


def find_columns(source: Source, header: Sequence[str], named: Mapping[str, str]) -> Columns:
    """Find the columns by their headings, in English or Chinese; what the user named (`text=Said`) goes first.

    Raises TranscriptError where the user named a column that is not there, or a kind that is none.
    """
    keys = [_key(name) for name in header]
    places = {_kind(source, kind): _place(source, header, keys, name) for kind, name in named.items()}
    for kind, known in _NAMES.items():
        if kind not in places:
            at = next((at for at, key in enumerate(keys) if key in known and at not in places.values()), None)
            if at is not None:
                places[kind] = at
    if Column.TEXT in places:  # a turn each row: a question beside the words is not read
        places = {kind: at for kind, at in places.items() if kind not in (Column.QUESTION, Column.ANSWER)}
    return Columns(places, {at: name.strip() for at, name in enumerate(header) if at not in places.values()})


def _key(name: str) -> str:
    """Fold width, case and spaces; a unit in brackets (`Start (s)`) does not count."""
    folded = unicodedata.normalize("NFKC", name).casefold().split("(")[0]
    return "_".join(folded.split())


def _kind(source: Source, name: str) -> Column:
    try:
        return Column(name.strip().casefold())
    except ValueError as error:
        known = ", ".join(Column)
        raise source.error(f"{name!r} is no kind of column", f"Write --columns with one of {known}") from error


def _place(source: Source, header: Sequence[str], keys: Sequence[str], name: str) -> int:
    if (wanted := _key(name)) in keys:
        return keys.index(wanted)
    listed = ", ".join(cell.strip() for cell in header if cell.strip())
    raise source.error(f"no column is called {name!r}", f"The table has {listed}", line=1)
