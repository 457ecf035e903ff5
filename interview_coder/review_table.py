"""A reviewed table, from Excel or saved as CSV: a proposal a row, the reviewer's answer in its last columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interview_coder.coding import Verdict
from interview_coder.proposals import Proposal, Words
from interview_coder.readers.csv_rows import Row, csv_rows
from interview_coder.readers.decoding import decode
from interview_coder.readers.excel import read_sheets
from interview_coder.readers.package import local_name, open_package
from interview_coder.readers.source import Source
from interview_coder.review_answers import Line, Remark, Use, verdict_of

#: key -> the column's head in English and in Chinese
COLUMNS: Mapping[str, tuple[str, str]] = {
    "transcript": ("transcript", "访谈"),
    "place": ("place", "位置"),
    "speaker": ("speaker", "说话人"),
    "question": ("question", "提问"),
    "passage": ("passage", "语段"),
    "code": ("code", "编码"),
    "status": ("status", "状态"),
    "why": ("why", "依据"),
    "decision": ("decision", "判断"),
    "other": ("other code", "其他编码"),
    "memo": ("memo", "备注"),
    "id": ("code id", "编码标识"),
    "start": ("start", "开始"),
    "end": ("end", "结束"),
    "sha256": ("sha256", "文件校验值"),
}
_KEYS = {head: key for key, heads in COLUMNS.items() for head in heads}
_NEEDED = ("transcript", "passage", "code", "decision", "other", "memo")


def excel_remarks(source: Source) -> tuple[str, tuple[Remark, ...]]:
    """Return the name of whoever saved a reviewed workbook last, and what became of its rows.

    TranscriptError where the workbook is damaged or has no sheet with the columns of a review.
    """
    package = open_package(source)
    core = "docProps/core.xml"
    properties = package.xml(core) if core in package.names else ()
    names = [(each.text or "").strip() for each in properties if local_name(each) == "lastModifiedBy"]
    rows = next((sheet.rows for sheet in read_sheets(source) if _columns(sheet.rows)), ())
    return "".join(names[:1]), tuple(_remarks(source, rows))


def is_review(source: Source) -> bool:
    """Tell whether a workbook has a sheet with the columns of a review."""
    return any(_columns(sheet.rows) for sheet in read_sheets(source))


def csv_remarks(source: Source) -> tuple[str, tuple[Remark, ...]]:
    """Return the remarks in a review saved as CSV, in which nobody is named."""
    return "", tuple(_remarks(source, list(csv_rows(source, decode(source).text))))


def _columns(rows: Sequence[Row]) -> Mapping[int, str]:
    """Return the keys of the columns by their places, none where they are no review's."""
    found = {at: _KEYS.get(cell.strip().casefold(), "") for at, cell in enumerate(rows[0].cells if rows else ())}
    return found if set(_NEEDED) <= set(found.values()) else {}


def _remarks(source: Source, rows: Sequence[Row]) -> Iterator[Remark]:
    columns = _columns(rows)
    if not columns:
        needed = ", ".join(COLUMNS[key][0] for key in _NEEDED)
        fix = f"Keep its first row, which names {needed}; `export review.xlsx --layout review` makes one"
        raise source.error("this is no table of a review", fix)
    for row in rows[1:]:
        cells = dict.fromkeys(COLUMNS, "") | {columns[at]: text for at, text in enumerate(row.cells) if at in columns}
        yield _remark(row.line, {key: text.strip() for key, text in cells.items()})


def _remark(line: int, cells: Mapping[str, str]) -> Remark:
    where = f"row {line}" + (f", {cells['place']}" if cells["place"] else "")
    counted = cells["start"].isdecimal() and cells["end"].isdecimal() and bool(cells["sha256"])
    start, end = (int(cells["start"]), int(cells["end"])) if counted else (0, 0)
    words = Words(cells["transcript"], cells["sha256"] if counted else "", start, end, cells["passage"])
    proposal = Proposal("", words, cells["id"], where) if counted and cells["id"] else None
    verdict, rest = verdict_of(cells["decision"])
    code = cells["other"] or ("" if proposal else cells["code"])
    lines = (Line(cells["decision"]), Line(code, use=Use.CODE), Line(cells["memo"], use=Use.MEMO))
    wrong = cells["decision"] if (cells["decision"] and not verdict) or rest else ""
    return Remark(
        where,
        words,
        tuple(each for each in lines if each.text),
        proposal,
        recodes=bool(cells["other"]) and verdict is not Verdict.ACCEPTED,
        trouble=f"{wrong!r} is no decision. Write accept or reject" if wrong else "",
    )
