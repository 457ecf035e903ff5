"""Decisions from a file, and their place in the transcripts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Decision, Verdict
from interview_coder.codings_file import CodingsFile, anchored, load_codings
from interview_coder.errors import CodingsError
from interview_coder.exporters.codings_json import to_json
from interview_coder.material import Material
from interview_coder.passages import Unit
from tests.conversations import conversation, monologue
from tests.factories import make_coding, make_study

ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED
BOOK = parse_codebook("codes: {finance: {formerly: [money]}, people: {}}")
TALK = conversation("Interviewer: Is there money?", "Dean: No. There is no money. Nobody came. No.", id="A1")


def loaded(tmp_path: Path, text: str | bytes, name: str = "codings.csv") -> CodingsFile:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_codings(tmp_path / name)


def problems(tmp_path: Path, text: str | bytes, name: str = "codings.csv") -> list[str]:
    with pytest.raises(CodingsError) as caught:
        loaded(tmp_path, text, name)
    return [str(problem).removeprefix((tmp_path / name).as_posix()) for problem in caught.value.problems]


def decision(start: int | None, end: int | None, quote: str = "", code: str = "money", of: str = "A1") -> Decision:
    return Decision(of, start, end, quote, code, ACCEPTED)


def test_codings_file_reads_ranges_and_quotes(tmp_path: Path) -> None:
    by_range = loaded(tmp_path, "transcript,start,end,code\nA1,10,20,money\n").decisions
    assert by_range == (Decision("A1", 10, 20, "", "money", ACCEPTED),)
    by_quote = loaded(tmp_path, 'transcript,quote,code,coder,status\nA1,"no, none",money,Ann,Rejected\n').decisions
    assert by_quote == (Decision("A1", None, None, "no, none", "money", REJECTED, "Ann"),)


@pytest.mark.parametrize(
    "data",
    [
        "transcript,quote,code\nA1,没有钱，一直没有。,money\n".encode("utf-8-sig"),
        "transcript;quote;code\r\nA1;没有钱，一直没有。;money\r\n".encode(),
        "transcript\tquote\tcode\nA1\t没有钱，一直没有。\tmoney\n".encode("utf-16"),
        "访谈,原文,编码,状态\nA1,没有钱，一直没有。,money,接受\n".encode("gbk"),
    ],
    ids=["byte-order mark", "semicolons", "tabs, UTF-16", "Chinese headers, GBK"],
)
def test_codings_file_reads_what_spreadsheets_write(tmp_path: Path, data: bytes) -> None:
    assert loaded(tmp_path, data).decisions == (Decision("A1", None, None, "没有钱，一直没有。", "money", ACCEPTED),)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            "Document group,Document name,Code,Begin,End,Segment\n,A1,money,3,3,Nobody came.\n",
            ("columns taken: document name as transcript, segment as quote", "columns passed over: "),
        ),
        (
            "id,document,tag,content\n1,A1,money,Nobody came.\n",
            ("columns taken: document as ", "columns passed over: id"),
        ),
        ("transcript,text,quote,code\nA1,x,Nobody came.,money\n", ("columns passed over: text",)),
        ("文件名,片段,主题\nA1,Nobody came.,money\n", ("columns taken: 文件名 as transcript, 片段 as quote, ",)),
    ],
    ids=["MAXQDA", "Taguette", "its own name goes first", "Chinese"],
)
def test_codings_file_reads_what_other_programs_write(tmp_path: Path, text: str, notes: tuple[str, ...]) -> None:
    file = loaded(tmp_path, text)
    assert file.decisions == (Decision("A1", None, None, "Nobody came.", "money", ACCEPTED),)
    assert [said.startswith(note) for said, note in zip(file.notes, notes, strict=True)] == [True] * len(notes)


def test_codings_file_reads_the_sheet_of_a_workbook_that_holds_codings(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0].append(["About", "a project"])
    sheet = book.create_sheet("Coded segments")
    for row in (["Document name", "Code", "Begin", "End", "Segment"], ["A1", "money", 3, 3, "没有钱。"]):
        sheet.append(row)
    book.save(tmp_path / "codings.xlsx")
    file = load_codings(tmp_path / "codings.xlsx")
    assert file.decisions == (Decision("A1", None, None, "没有钱。", "money", ACCEPTED),)


@pytest.mark.parametrize("name", ["a.docx", "a.qdpx"])
def test_codings_file_says_what_it_does_not_read(tmp_path: Path, name: str) -> None:
    suffix = Path(name).suffix
    assert problems(tmp_path, b"PK", name)[0].startswith(f": no codings are read from a {suffix} file. Export a table")


def test_codings_file_takes_no_other_column_for_words_that_have_a_range(tmp_path: Path) -> None:
    file = loaded(tmp_path, "transcript,code,passage,start,end\nA1,money,7,0,1\n")
    assert file.decisions == (Decision("A1", 0, 1, "", "money", ACCEPTED),)
    assert file.notes == ("columns passed over: passage",)


def test_codings_file_takes_only_decisions_from_the_interchange(tmp_path: Path) -> None:
    study = make_study(
        make_coding("money", status=ACCEPTED),
        make_coding("late", start=20, status=REJECTED),
        make_coding("late", start=40),
    )
    file = loaded(tmp_path, to_json(study), "codings.json")
    assert file.decisions == (
        Decision("P01", 0, 18, "There is no money.", "money", ACCEPTED),
        Decision("P01", 20, 38, "There is no money.", "late", REJECTED),
    )
    assert file.notes == ("1 of 3 codings are only suggested and passed over: no coder decided",)


def test_codings_file_keeps_a_coders_latest_decision(tmp_path: Path) -> None:
    rows = "A1,0,9,money,Ann,accepted\nA1,0,9,money,Ben,accepted\nA1,0,9,money,Ann,rejected\n"
    file = loaded(tmp_path, f"transcript,start,end,code,coder,status\n{rows}")
    assert [(one.coder, one.verdict) for one in file.decisions] == [("Ben", ACCEPTED), ("Ann", REJECTED)]


def test_codings_file_keeps_a_quote_that_is_coded_twice_but_not_what_it_was_before(tmp_path: Path) -> None:
    rows = "A1,Yes.,money,\nA1,No.,money,\nA1,Yes.,money,\nA1,No.,money,rejected\n"
    file = loaded(tmp_path, f"transcript,quote,code,status\n{rows}")
    assert [(one.quote, one.verdict) for one in file.decisions] == [
        ("Yes.", ACCEPTED),
        ("Yes.", ACCEPTED),
        ("No.", REJECTED),
    ]


def test_codings_file_names_columns_it_does_not_know(tmp_path: Path) -> None:
    file = loaded(tmp_path, "transcript,quote,code,speaker,turn\nA1,no,money,Dean,2\n")
    assert file.notes == ("columns passed over: speaker, turn",)


def test_codings_file_lists_every_mistake_of_a_table(tmp_path: Path) -> None:
    rows = "A1,1,9,\n,1,9,money\nA1,x,9,money\nA1,9,9,money\nA1,1,9,money,and\n"
    assert problems(tmp_path, f"transcript,start,end,code\n{rows}") == [
        ":2: no code. Write its id.",
        ":3: no transcript. Write its id.",
        ":4: start and end are not both whole numbers. Write both, counted in characters from 0, or a quote.",
        ":5: no words between 9 and 9. Write an end that is larger than the start.",
        ":6: 5 cells where the header names 4. Put a cell with a comma in quotes.",
    ]


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("transcript,quote", "the columns do not say which words of which transcript have which code"),
        ("transcript,start,code", "the columns do not say which words of which transcript have which code"),
        ("transcript,quote,code,code", "two columns code"),
        ("transcript,quote,code,statsu", "unknown column statsu. Did you mean status"),
        (",,,", "the columns do not say which words of which transcript have which code"),
    ],
)
def test_codings_file_refuses_a_wrong_header(tmp_path: Path, header: str, problem: str) -> None:
    assert problems(tmp_path, f"{header}\n")[0].startswith(f":1: {problem}")


def test_codings_file_never_repeats_words_of_a_transcript(tmp_path: Path) -> None:
    text = "transcript,status,quote,code\nA1,My name is Li and there is no money.,x,money\n"
    assert problems(tmp_path, text) == [":2: this is no status. Write accepted or rejected."]


def test_codings_file_lists_every_mistake_of_the_interchange(tmp_path: Path) -> None:
    codings = [
        {"transcript": "A1", "start": 1, "end": True, "code": "money"},
        {"transcript": "A1", "quote": 5, "code": "money", "status": "maybe"},
        7,
    ]
    assert problems(tmp_path, json.dumps({"codings": codings}), "codings.json") == [
        ": codings[0]: start and end are not both whole numbers. Write both, counted in characters from 0, or a quote.",
        ": codings[1]: quote and coder are texts. Put them in quotes.",
        ": codings[1]: 'maybe' is no status. Write accepted or rejected.",
        ": codings[2]: no transcript. Write its id.",
        ": codings[2]: no code. Write its id.",
        ": codings[2]: start and end are not both whole numbers. Write both, counted in characters from 0, or a quote.",
    ]


def test_codings_file_prefers_the_decisions_of_every_coder(tmp_path: Path) -> None:
    ann = Decision("P01", 0, 18, "There is no money.", "money", ACCEPTED, "Ann", "2026-11-24", "a", "b", id="1")
    ben = replace(ann, verdict=REJECTED, coder="王", adjudicates=True, id="2")
    orphan = replace(ann, start=None, end=None, quote="没有了。", id="3")
    study = make_study(make_coding("money", status=Verdict.DISPUTED, coder="Ann, 王"), make_coding("late", start=40))
    file = loaded(tmp_path, to_json(replace(study, decisions=(ann, ben, orphan))), "codings.json")
    assert file.decisions == (ann, ben, orphan)
    assert file.notes == ("2 of 2 codings are only suggested and passed over: no coder decided",)


def test_codings_file_takes_what_was_changed_by_hand_beside_the_decisions(tmp_path: Path) -> None:
    ann = Decision("P01", 0, 18, "There is no money.", "money", ACCEPTED, "Ann")
    study = make_study(make_coding("money", status=ACCEPTED, coder="Ann"), make_coding("late", start=40))
    text = to_json(replace(study, decisions=(ann,))).replace('"status": "suggested"', '"status": "rejected"')
    file = loaded(tmp_path, text, "codings.json")
    assert file.decisions == (ann, Decision("P01", 40, 58, "There is no money.", "late", REJECTED))
    assert file.notes[-1].startswith("1 of the codings have another status than the file's decisions gave them")


def test_codings_file_lists_mistakes_of_decisions(tmp_path: Path) -> None:
    text = json.dumps({"codings": [], "decisions": [{"transcript": "A1", "quote": "x", "code": "money", "before": 5}]})
    expected = [": decisions[0]: before, after, at and id are texts. Put them in quotes."]
    assert problems(tmp_path, text, "codings.json") == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"codings": [', ":1:14: not JSON from here on"),
        ("[" * 100_000, ": JSON of a kind that holds no codings"),
        ('{"codes": []}', ": no list of codings in this JSON"),
        (b"\xff\xfe\x00", ": "),
    ],
)
def test_codings_file_refuses_other_json(tmp_path: Path, text: str | bytes, problem: str) -> None:
    assert problems(tmp_path, text, "codings.json")[0].startswith(problem)


def test_codings_file_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CodingsError, match="no such file"):
        load_codings(tmp_path / "codings.csv")


def test_codings_file_anchors_by_range_and_by_words() -> None:
    start = TALK.text.index("There is")
    found = anchored(
        [
            decision(start, start + 8),
            decision(0, 4, "There is no money."),
            decision(None, None, " Nobody came. ", code="people"),
        ],
        BOOK,
        Material((TALK,)),
    )
    assert (found.orphaned, found.homeless) == ((), ())
    assert [(one.decision.code, one.decision.quote, [p.text for p in one.passages]) for one in found.placed] == [
        ("finance", "There is", ["There is no money."]),
        ("finance", "There is no money.", ["There is no money."]),
        ("people", "Nobody came.", ["Nobody came."]),
    ]


def test_codings_file_anchors_on_every_passage_a_decision_overlaps() -> None:
    one = decision(None, None, "There is no money. Nobody")
    sentences = anchored([one], BOOK, Material((TALK,))).placed[0].passages
    assert [passage.text for passage in sentences] == ["There is no money.", "Nobody came."]
    assert [p.number for p in anchored([one], BOOK, Material((TALK,)), unit=Unit.TURN).placed[0].passages] == [2]


@pytest.mark.parametrize(
    ("stray", "why"),
    [
        (decision(0, 4, "absent"), "its words do not stand there"),
        (decision(0, 4000), "its words do not stand there"),
        (decision(None, None, "money"), "its words stand there more than once"),
        (decision(None, None, "body came."), "its words do not stand there"),
        (decision(None, None, "Is there money?"), "no respondent says its words"),
        (decision(0, 4, of="A9"), "there is no transcript A9"),
    ],
)
def test_codings_file_lists_what_has_no_certain_place(stray: Decision, why: str) -> None:
    found = anchored([stray], BOOK, Material((TALK,)))
    assert [(one.decision, one.why) for one in found.orphaned] == [(replace(stray, code="finance"), why)]
    assert found.placed == ()


def test_codings_file_lists_decisions_whose_code_is_gone() -> None:
    gone = decision(0, 4, code="rules")
    assert anchored([gone], BOOK, Material((TALK,))).homeless == (gone,)


@given(
    text=st.text(alphabet="ab 没有。\n", min_size=1, max_size=60),
    changed=st.text(alphabet="ab 没有。\n", min_size=1, max_size=60),
    ends=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_codings_file_never_moves_a_decision_to_other_words(text: str, changed: str, ends: tuple[int, int]) -> None:
    start, end = sorted(ends)
    quote = text[start:end]
    one = decision(start, end, quote) if quote.strip() else decision(None, None, "b")
    found = anchored([one], BOOK, Material((monologue(changed, "en"),)))
    assert len(found.orphaned) + len(found.placed) == 1
    for placed in found.placed:
        assert changed[placed.decision.start : placed.decision.end] == placed.decision.quote
        assert placed.decision.quote.strip() == one.quote.strip()
