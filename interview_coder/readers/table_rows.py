"""Rows of a table in a document: a turn (`speaker | words`, perhaps with a time), or other cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from interview_coder.readers import names
from interview_coder.readers.labels import find_labels
from interview_coder.readers.paragraphs import Paragraph
from interview_coder.readers.stamps import STAMP
from interview_coder.readers.vocabulary import words

_TIME = re.compile(STAMP)
_NUMBER = re.compile(r"\d{1,4}[.)、]?")
_COLUMN_NAMES = words(
    "speaker name role text transcript content utterance turn words statement line no.",
    "time timestamp timespan start end",
    "发言人 说话人 讲话人 姓名 内容 时间 序号 编号 文本 话语 轮次 发言内容 角色",
)
_SPEAKERS = words("speaker name role 发言人 说话人 讲话人 姓名 角色")


def table_paragraphs(rows: Iterable[Sequence[Sequence[str]]]) -> Iterator[Paragraph]:
    """Yield `label: words` for rows of a transcript set as a table, other rows as lines of one block.

    A row is given as its cells, a cell as its paragraphs.
    """
    lines: list[str] = []
    speaker_last = False
    for cells in rows:
        is_turn, text = row_text([cells[-1], *cells[:-1]] if speaker_last else cells)
        speaker_last = speaker_last or _names_speakers_last(cells)
        if is_turn and lines:
            yield Paragraph("\n".join(lines))
            lines = []
        if is_turn:
            yield Paragraph(text)
        elif text:
            lines.append(text)
    if lines:
        yield Paragraph("\n".join(lines))


def row_text(cells: Sequence[Sequence[str]]) -> tuple[bool, str]:
    """Return whether a row is a turn or running text (a block of its own), and its text.

    Each cell is given as its paragraphs. A turn is written `1. [time] speaker: words`; in any other row
    the cells are joined by tabs.
    """
    filled = [cell for cell in cells if cell]
    if len(filled) <= 1:
        return bool(filled), "\n\n".join(filled[0]) if filled else ""
    cells = _words_last(cells)
    *front, said = [" ".join(cell) for cell in cells]
    labels = [cell for cell in front if cell and not _is_number_or_time(cell)]
    lead = _lead(front)
    if lead is None or len(labels) != 1 or not _is_label(labels[0], said):
        return False, "\t".join(" ".join(cell.split("\n")) for cell in (*front, said))
    label = labels[0].strip().rstrip(":： ")
    colon = ": " if label.isascii() else "："
    return True, f"{lead}{label}{colon}" + "\n\n".join(cells[-1])


def _lead(cells: Sequence[str]) -> str | None:
    """Return the number and the time, or beginning and end, that stand before a label; None where there are more."""
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    stamps = [cell for cell in cells if _TIME.fullmatch(cell)]
    if len(numbers) > 1 or len(stamps) > (2 if all(cell[0].isdigit() for cell in stamps) else 1):
        return None
    stamp = "-".join(stamps)
    stamp = f"[{stamp}] " if stamp[:1].isdigit() else f"{stamp} " if stamp else ""
    return "".join(f"{number.rstrip('.)、')}. " for number in numbers) + stamp


def _names_speakers_last(cells: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row is the headings of `Time | Content | Speaker`."""
    headings = [" ".join(cell).strip().casefold() for cell in cells]
    return len(headings) > 1 and headings[-1] in _SPEAKERS and _COLUMN_NAMES.issuperset(filter(None, headings))


def _words_last(cells: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Move the number and the time behind the words, if there are any, to the front."""
    spoken = [at for at, cell in enumerate(cells) if cell and not _is_number_or_time(" ".join(cell))]
    last = spoken[-1] + 1 if len(spoken) > 1 else len(cells)
    return [*cells[last:], *cells[:last]]


def _is_number_or_time(cell: str) -> bool:
    return _TIME.fullmatch(cell) is not None or _NUMBER.fullmatch(cell) is not None


def _is_label(cell: str, said: str) -> bool:
    if cell.strip().casefold() in _COLUMN_NAMES and said.strip().casefold() in _COLUMN_NAMES:
        return False
    line = cell.strip().rstrip(":： ") + ":"
    found = find_labels(line)
    if len(found) != 1 or found[0].end != len(line):
        return False
    name = found[0].name
    return names.occurrences_needed(name) is not None or names.asks_by_default(name) or names.answers_by_default(name)
