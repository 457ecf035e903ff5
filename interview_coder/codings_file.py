"""Decisions of coders from a file (the JSON interchange, CSV or Excel), and their place in the transcripts read now."""

from __future__ import annotations

import bisect
import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from interview_coder.anchoring import Anchored as Anchor
from interview_coder.anchoring import anchor
from interview_coder.codebook import Codebook
from interview_coder.coding import Decision, Verdict
from interview_coder.errors import CodingsError, Problem, TranscriptError, reworded
from interview_coder.formulas import bare
from interview_coder.material import Material
from interview_coder.passages import Passage, Unit
from interview_coder.readers.csv_rows import Row, csv_rows
from interview_coder.readers.decoding import ASK_ENCODING, decode
from interview_coder.readers.excel import excel_sheets
from interview_coder.readers.source import Source, load_source

_COLUMNS = {
    **{name: name for name in ("transcript", "start", "end", "quote", "code", "status", "coder")},
    **{"访谈": "transcript", "开始": "start", "结束": "end", "原文": "quote", "引文": "quote"},
    **{"编码": "code", "代码": "code", "状态": "status", "编码员": "coder", "编码者": "coder"},
}
# What other programs call the same; it counts where no column has the name above.
_CALLED = {
    **dict.fromkeys(
        ("document", "document name", "file", "file name", "filename", "interview", "source"), "transcript"
    ),
    **dict.fromkeys(("文件", "文件名", "文档", "文档名称", "材料来源"), "transcript"),
    **dict.fromkeys(("segment", "coded segment", "content", "quotation content", "quotation"), "quote"),
    **dict.fromkeys(("excerpt", "text", "passage", "片段", "内容", "文本", "语段", "参考点"), "quote"),
    **dict.fromkeys(("codes", "code name", "tag", "tags", "theme", "label", "节点", "标签", "主题"), "code"),
    **dict.fromkeys(("modified by", "created by", "author", "user", "rater", "annotator", "创建者"), "coder"),
}
_VERDICTS = {
    **{verdict.value: verdict for verdict in Verdict},
    **{"": Verdict.ACCEPTED, "接受": Verdict.ACCEPTED, "拒绝": Verdict.REJECTED, "建议": Verdict.SUGGESTED},
    "争议": Verdict.DISPUTED,
}
_WHICH_COLUMNS = "Name transcript, code, and start and end or quote, in the first row; part columns by , ; or tab"
#: What is longer is no status that somebody misspelt.
MAX_STATUS = 12
_SAVE_IT = "Save the file as UTF-8"
_NO_CODINGS = (".docx", ".docm", ".xls", ".ods", ".pdf", ".qdpx", ".qdc")
_SAVE_AS = "Export a table of the coded segments, as .csv or .xlsx with columns transcript, quote, code"


@dataclass(frozen=True, slots=True)
class CodingsFile:
    """What a file of codings holds: the decisions, in its order, and what was passed over.

    `is_finished` where it holds what was coded and nothing else, neither rejections nor what is open: the work of
    somebody who coded whole transcripts, and not the review of suggestions. `transcripts` are those that it lists.
    """

    file: str
    decisions: tuple[Decision, ...]
    notes: tuple[str, ...] = ()
    is_finished: bool = False
    transcripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision in its place: with its code's current id, its range and words, and the passages it overlaps."""

    decision: Decision
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision whose words cannot be found with certainty, and why."""

    decision: Decision
    why: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """Decisions on some transcripts; `homeless` are those whose code the codebook does not know."""

    placed: tuple[Placed, ...]
    orphaned: tuple[Orphan, ...]
    homeless: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One coding as written: `name` is what it is called in a problem, `line` where it stands."""

    fields: Mapping[str, Any]
    name: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The codings of a file before they are checked; `decisions` tell who decided what, where the file has them."""

    entries: Sequence[_Entry]
    decisions: Sequence[_Entry] = ()
    notes: tuple[str, ...] = ()
    problems: Sequence[Problem] = ()
    transcripts: tuple[str, ...] = ()


def load_codings(path: Path | str) -> CodingsFile:
    """Read decisions from codings JSON, or CSV or Excel with `transcript,start,end,code` or `transcript,quote,code`.

    A coding without a status is accepted; one that is only suggested is no decision. Where JSON lists the decisions of
    every coder, those count, with the codings that somebody gave another status than they say. Where a coder decided
    twice about the same words and code, the later one counts. Raises CodingsError with every mistake.
    """
    try:
        source = load_source(path)
    except TranscriptError as error:
        raise CodingsError(error.problems) from error
    return read_codings(source)


def read_codings(source: Source) -> CodingsFile:
    """Read decisions from a file's bytes, as `load_codings` does."""
    suffix = Path(source.file).suffix.lower()
    try:
        if suffix in _NO_CODINGS:
            raise source.error(f"no codings are read from a {suffix} file", _SAVE_AS)
        sheet = _READERS.get(suffix, _read_csv)(source)
    except TranscriptError as error:
        raise CodingsError(reworded(problem, ASK_ENCODING, _SAVE_IT) for problem in error.problems) from error
    entries = (*sheet.decisions, *sheet.entries)
    problems = [*sheet.problems, *(problem for entry in entries for problem in _problems(source.file, entry))]
    if problems:
        raise CodingsError(sorted(problems, key=lambda problem: problem.line or 0))
    codings = [_decision(entry.fields) for entry in sheet.entries]
    decided = [decision for decision in codings if decision.verdict in (Verdict.ACCEPTED, Verdict.REJECTED)]
    is_finished = not sheet.decisions and all(coding.verdict is Verdict.ACCEPTED for coding in codings)
    notes = sheet.notes
    if passed := len(codings) - len(decided):
        notes += (f"{passed:,} of {len(codings):,} codings are only suggested and passed over: no coder decided",)
    if sheet.decisions:
        made = [_decision(entry.fields) for entry in sheet.decisions]
        by_hand = list(_unexplained(decided, made))
        what = "of the codings have another status than the file's decisions gave them: taken as decisions"
        notes += (f"{len(by_hand):,} {what}",) if by_hand else ()
        decided = [*made, *by_hand]
    return CodingsFile(source.file, _latest(decided), notes, is_finished, sheet.transcripts)


def _unexplained(codings: Iterable[Decision], decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Yield the decided codings that no decision made so: somebody changed their status in the file itself."""
    made: dict[tuple[str, str, Verdict], list[Decision]] = {}
    for decision in decisions:
        made.setdefault((decision.transcript, decision.code, decision.verdict), []).append(decision)
    for coding in codings:
        if not any(_overlap(coding, other) for other in made.get((coding.transcript, coding.code, coding.verdict), ())):
            yield coding


def _overlap(one: Decision, other: Decision) -> bool:
    ends = one.start, one.end, other.start, other.end
    start, end, other_start, other_end = ends
    if start is None or end is None or other_start is None or other_end is None:
        return one.quote == other.quote
    return start < other_end and other_start < end


def _read_json(source: Source) -> _Sheet:
    text = decode(source).text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        what = "not JSON from here on"
        raise source.error(what, "Export it again", line=error.lineno, column=error.colno) from error
    except (RecursionError, ValueError) as error:
        raise source.error("JSON of a kind that holds no codings", "Export it again") from error
    fields = value if isinstance(value, dict) else {}
    if not isinstance(fields.get("codings"), list):
        raise source.error("no list of codings in this JSON", "Make one with `interview-coder export codings.json`")
    listed = tuple(_text(each.fields, "id") for each in _entries(fields, "transcripts"))
    return _Sheet(_entries(fields, "codings"), _entries(fields, "decisions"), transcripts=listed)


def _entries(value: Mapping[str, Any], name: str) -> list[_Entry]:
    items = value.get(name)
    tables = [item if isinstance(item, dict) else {} for item in (items if isinstance(items, list) else [])]
    return [_Entry(fields, f"{name}[{at}]: ") for at, fields in enumerate(tables)]


def _read_csv(source: Source) -> _Sheet:
    return _read_table(source, list(csv_rows(source, decode(source).text)))


def _read_excel(source: Source) -> _Sheet:
    """Read the first sheet whose columns say what codings are, as `export` and other programs write it."""
    tables = [sheet.rows for sheet in excel_sheets(source)]
    known = (rows for rows in tables if not any(_header_problems(source.file, _header(rows[0].cells), rows[0].line)))
    return _read_table(source, next(known, tables[0]))


def _read_table(source: Source, table: Sequence[Row]) -> _Sheet:
    """Take the rows by their known columns, as `export` writes them; a column that is none of them becomes a note."""
    (line, first), *rows = table or [Row(1, [""])]
    header = _header(first)
    known = _known(header)
    if problems := list(_header_problems(source.file, header, line)):
        raise TranscriptError(problems)
    for line, cells in rows:
        if any(cell.strip() for cell in cells[len(header) :]):
            what = f"{len(cells)} cells where the header names {len(header)}"
            problems.append(Problem(source.file, what, "Put a cell with a comma in quotes", line))
    entries = [_Entry(dict(zip(known, map(bare, cells), strict=False)), line=line) for line, cells in rows]
    both = list(zip(header, known, strict=True))
    taken = [f"{name} as {column}" for name, column in both if column and _COLUMNS.get(name) != column]
    unknown = [name for name, column in both if name and not column]
    lists = {"columns taken": taken, "columns passed over": unknown}
    notes = tuple(f"{what}: {', '.join(names)}" for what, names in lists.items() if names)
    return _Sheet(entries, notes=notes, problems=problems)


def _header(cells: Sequence[str]) -> list[str]:
    return [name.strip().casefold() for name in cells]


def _known(header: Sequence[str]) -> list[str]:
    """Return what each column holds, "" where that is none of ours."""
    known = [_COLUMNS.get(name, "") for name in header]
    for at, name in enumerate(header):
        column = _CALLED.get(name)
        is_said = column == "quote" and {"start", "end"} <= set(known)
        if column and column not in known and not is_said:
            known[at] = column
    # Alone, an end is another program's: the last of its paragraphs.
    lonely = {"start", "end"} - set(known)
    is_foreign = len(lonely) == 1 and "quote" in known
    return ["" if is_foreign and column in ("start", "end") else column for column in known]


def _header_problems(file: str, header: Sequence[str], line: int) -> Iterator[Problem]:
    known = [column for column in _known(header) if column]
    if not {"transcript", "code"} <= set(known) or ("quote" not in known and not {"start", "end"} <= set(known)):
        yield Problem(
            file, "the columns do not say which words of which transcript have which code", _WHICH_COLUMNS, line
        )
    if twice := sorted({name for name in known if known.count(name) > 1}):
        yield Problem(file, f"two columns {', '.join(twice)}", "Remove one", line)
    for name in header:
        # A column of another name is a note; but without its `statsu`, every row would be accepted.
        if (
            name not in _COLUMNS
            and name not in _CALLED
            and (close := difflib.get_close_matches(name, _COLUMNS, n=1, cutoff=0.8))
        ):
            yield Problem(file, f"unknown column {name}", f"Did you mean {close[0]}", line)


_READERS: Mapping[str, Callable[[Source], _Sheet]] = {".json": _read_json, ".xlsx": _read_excel}


def _problems(file: str, entry: _Entry) -> Iterator[Problem]:
    fields = {name: value for name, value in entry.fields.items() if value not in (None, "")}
    for what, fix in _faults(fields):
        yield Problem(file, f"{entry.name}{what}", fix, entry.line)


def _faults(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one coding, and how to mend it."""
    for name in ("transcript", "code"):
        if not _text(fields, name):
            yield f"no {name}", "Write its id"
    if any(not isinstance(fields.get(name, ""), str) for name in ("quote", "coder")):
        yield "quote and coder are texts", "Put them in quotes"
    if any(not isinstance(fields.get(name, ""), str) for name in ("before", "after", "at", "id")):
        yield "before, after, at and id are texts", "Put them in quotes"
    if str(fields.get("status", "")).strip().casefold() not in _VERDICTS:
        yield f"{_shown(fields['status'])} is no status", "Write accepted or rejected"
    positions = [_position(fields.get(name)) for name in ("start", "end")]
    if "quote" not in fields or "start" in fields or "end" in fields:
        if None in positions:
            yield "start and end are not both whole numbers", "Write both, counted in characters from 0, or a quote"
        elif (positions[0] or 0) >= (positions[1] or 0):
            yield f"no words between {positions[0]} and {positions[1]}", "Write an end that is larger than the start"


def _shown(status: object) -> str:
    """Return a status that is none, but not what stands there because columns slipped: it may be what somebody said."""
    return repr(status) if isinstance(status, str) and len(status) <= MAX_STATUS and " " not in status else "this"


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _position(value: object) -> int | None:
    """Return a position written as a number or as its digits, None where it is no such thing."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _decision(fields: Mapping[str, Any]) -> Decision:
    return Decision(
        transcript=_text(fields, "transcript"),
        start=_position(fields.get("start")),
        end=_position(fields.get("end")),
        quote=fields.get("quote") or "",
        code=_text(fields, "code"),
        verdict=_VERDICTS[_text(fields, "status").casefold()],
        coder=_text(fields, "coder"),
        at=_text(fields, "at"),
        before=fields.get("before") or "",
        after=fields.get("after") or "",
        adjudicates=fields.get("adjudicates") is True,
        id=_text(fields, "id"),
    )


def _latest(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Keep a coder's last decision about the same words and code; quotes alone may be said, and coded, twice."""
    latest: dict[tuple[object, ...], list[int]] = {}
    for number, decision in enumerate(decisions):
        place = (decision.transcript, decision.start, decision.end, decision.quote)
        same = latest.setdefault((decision.coder, decision.code, *place), [])
        if decision.start is not None or any(decisions[each].verdict is not decision.verdict for each in same):
            same.clear()
        same.append(number)
    return tuple(decisions[number] for number in sorted(number for same in latest.values() for number in same))


def anchored(
    decisions: Sequence[Decision], codebook: Codebook, material: Material, *, unit: Unit | None = None
) -> Anchored:
    """Place decisions on the respondents' passages they overlap, by their range where it holds their words.

    Where it does not, their words must stand in the transcript once; nothing is ever moved to other words. Codes get
    the id they have now. `unit` is the codebook's where none is given.
    """
    transcripts = {transcript.id: transcript for transcript in material.transcripts}

    @cache
    def answers(id: str) -> tuple[Passage, ...]:
        return Material((transcripts[id],)).passages(unit or codebook.unit)

    def placed(decision: Decision) -> Placed | Orphan:
        if (transcript := transcripts.get(decision.transcript)) is None:
            return Orphan(decision, f"there is no transcript {decision.transcript}")
        return _placed(decision, transcript.text, answers(transcript.id))

    codes = [codebook.current(decision.code) for decision in decisions]
    found = [placed(replace(decision, code=code)) for decision, code in zip(decisions, codes, strict=True) if code]
    return Anchored(
        tuple(item for item in found if isinstance(item, Placed)),
        tuple(item for item in found if isinstance(item, Orphan)),
        tuple(decision for decision, code in zip(decisions, codes, strict=True) if code is None),
    )


def _placed(decision: Decision, text: str, passages: Sequence[Passage]) -> Placed | Orphan:
    found = _place(decision, text)
    if found.start is None or found.end is None:
        return Orphan(decision, found.why)
    start, end = found.start, found.end
    first = bisect.bisect_right(passages, start, key=lambda passage: passage.end)
    last = bisect.bisect_left(passages, end, key=lambda passage: passage.start)
    if first >= last:
        return Orphan(decision, "no respondent says its words")
    return Placed(replace(decision, start=start, end=end, quote=text[start:end]), tuple(passages[first:last]))


def _place(decision: Decision, text: str) -> Anchor:
    """Return where a decision's words stand; one without words means those at its range."""
    start, end, quote = decision.start, decision.end, decision.quote
    if not quote and start is not None and end is not None and end <= len(text):
        quote = text[start:end]
    if start is not None:
        start += len(quote) - len(quote.lstrip())
    return anchor(quote.strip(), decision.before, decision.after, start, text)
