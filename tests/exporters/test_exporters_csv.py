from __future__ import annotations

import csv
import dataclasses
import datetime
import io
from pathlib import Path

import pytest
from hypothesis import given

from interview_coder.coding import Decision, Source, Verdict
from interview_coder.codings_file import load_codings
from interview_coder.errors import UsageError
from interview_coder.exporters import TABLES, export
from interview_coder.exporters.csv import is_own, render
from interview_coder.exporters.rendering import Wishes
from interview_coder.study import CodedStudy
from tests.factories import make_coding, make_study, make_transcript, studies

DATE = datetime.date(2026, 11, 23)
FORMULA = '=HYPERLINK("http://x","y")'


def wishes(layout: str = "codings", *, language: str = "en", by: str | None = None, raw: bool = False) -> Wishes:
    return Wishes(language, DATE, by=by, layout=layout, raw=raw)


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def formulas() -> CodedStudy:
    """A study in which everything that may be a text begins like a formula."""
    coding = make_coding("money", quote=FORMULA, speaker="@Dean", status=Verdict.ACCEPTED, coder="+Ann")
    return make_study(coding, transcripts=[make_transcript(attributes={"role": "－dean"})])


def test_csv_has_one_row_a_coding() -> None:
    study = make_study(
        make_coding("money", quote="No money.", evidence=["money"], seconds=75.0),
        make_coding("rules", start=40, quote="没有细则。", source=Source.MODEL),
        transcripts=[make_transcript(attributes={"region": "Sichuan"})],
    )
    head, first, second = rows(render(study, wishes()).data)
    assert head[:4] == ["transcript", "start", "end", "quote"]
    assert dict(zip(head, first, strict=True)) == {
        **{"transcript": "P01", "start": "0", "end": "9", "quote": "No money.", "speaker": "Respondent"},
        **{"turn": "1", "passage": "1", "time": "00:01:15", "code": "money", "name": "money"},
        **{"status": "suggested", "source": "rule", "rule": "money.rules[0]", "score": "1.0", "evidence": "money"},
        **{"question": "", "reasons": "", "coder": "", "memos": "", "region": "Sichuan"},
    }
    assert (second[3], second[11]) == ("没有细则。", "model")


def test_csv_is_safe_to_open_and_raw_on_request() -> None:
    study = formulas()
    cells = rows(render(study, wishes()).data)[1]
    assert {f"'{FORMULA}", "'@Dean", "'+Ann", "'－dean"} <= set(cells)
    assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in cells)
    assert {FORMULA, "@Dean", "+Ann", "－dean"} <= set(rows(render(study, wishes(raw=True)).data)[1])


def test_csv_leaves_numbers_alone() -> None:
    study = make_study(make_coding("money", start=-5))
    assert rows(render(study, wishes()).data)[1][1] == "-5"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_csv_is_read_back_as_the_decisions_it_holds(tmp_path: Path, language: str) -> None:
    study = make_study(
        make_coding("money", quote=FORMULA, status=Verdict.ACCEPTED, coder="Ann"),
        make_coding("rules", start=60, quote="'-- no.\n钱", status=Verdict.REJECTED, coder="Ann"),
        make_coding("rules", start=90),
        make_coding("rules", start=120, status=Verdict.DISPUTED),
    )
    export(study, tmp_path / "codings.csv", language=language, date=DATE)
    assert load_codings(tmp_path / "codings.csv").decisions == (
        Decision("P01", 0, len(FORMULA), FORMULA, "money", Verdict.ACCEPTED, "Ann"),
        Decision("P01", 60, 69, "'-- no.\n钱", "rules", Verdict.REJECTED, "Ann"),
    )


@pytest.mark.parametrize("layout", TABLES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_csv_writes_every_table(layout: str, language: str) -> None:
    study = make_study(make_coding("money"), transcripts=[make_transcript(attributes={"region": "Sichuan"})])
    data = render(study, wishes(layout, language=language)).data
    head, *rest = rows(data)
    assert len(set(map(len, [head, *rest]))) == 1
    assert is_own(data)


def test_csv_compares_by_an_attribute_only_where_there_is_one() -> None:
    with pytest.raises(UsageError, match="Name one with --by"):
        render(make_study(make_coding("money")), wishes("by"))
    assert rows(render(make_study(make_coding("money")), wishes("by", by="language")).data)[1][:2] == ["money", "en"]


def test_csv_knows_its_own_files_until_a_spreadsheet_saves_them() -> None:
    """Excel and LibreOffice quote only where they must; a table of other columns is somebody else's."""
    data = render(formulas(), wishes()).data
    assert is_own(data)
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows(data))
    assert not is_own(stream.getvalue().encode("utf-8-sig"))
    assert not is_own(data.replace(b'"transcript"', b'"mine"'))
    assert not is_own(data[3:])
    assert not is_own(b"\xef\xbb\xbf\xff")
    assert not is_own(b"\xef\xbb\xbf")


@given(studies())
def test_csv_takes_any_study(study: CodedStudy) -> None:
    data = render(study, wishes()).data
    assert len(rows(data)) == 1 + len(study.codings)
    assert is_own(data)


def test_csv_writes_half_a_character_as_a_question_mark() -> None:
    study = make_study(dataclasses.replace(make_coding("money"), quote="a\ud83d"))
    assert rows(render(study, wishes()).data)[1][3] == "a?"
