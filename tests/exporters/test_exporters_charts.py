"""Charts: what they show, in every form the same bytes, with whatever fonts and names there are."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from lxml import etree

from interview_coder.codebook import LocalText
from interview_coder.coding import Source, Verdict
from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.exporters import LAYOUTS, charts, export, plots
from interview_coder.study import CodedStudy
from tests.exporters.reading import body, part
from tests.factories import make_coding, make_study, make_transcript

pytest.importorskip("matplotlib")

DATE = datetime.date(2024, 11, 23)
HEADS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


def study() -> CodedStudy:
    """Two interviews; money with a sub-code, in every standing; rules in the first interview only."""
    return make_study(
        make_coding("money", "P01", 0, status=Verdict.ACCEPTED),
        make_coding("rules", "P01", 0),
        make_coding("money.late", "P02", 0, source=Source.MODEL),
        make_coding("money", "P02", 100, status=Verdict.DISPUTED),
        transcripts=[make_transcript("P01"), make_transcript("P02", language="zh")],
    )


ALTS = {
    "counts": "Bar chart of coded passages by code: money 3; rules 1; late 1.",
    "cases": "Heat map of coded passages, codes by interviews; the largest numbers: money, P02: 2; money, P01: 1; "
    "rules, P01: 1; late, P02: 1.",
    "cooccurrence": "Heat map of the passages that carry two codes; the largest numbers: money with rules: 1.",
    "saturation": "Bars of new codes and a line of all codes so far, by interview: P01 +2 = 2; P02 +1 = 3.",
    "lines": "For each theme a line an interview, with strokes where its passages stand, from beginning to end: "
    "money 3; rules 1.",
}


@pytest.mark.parametrize("name", charts.CHARTS)
def test_charts_say_what_they_show(name: str) -> None:
    drawn = charts.chart(study(), name, form="svg", language="en")
    assert (drawn.alt, drawn.notes) == (ALTS[name], ())


def test_charts_are_all_layouts() -> None:
    for suffix in (".svg", ".png", ".pdf"):
        assert [layout for of, layout in LAYOUTS if of == suffix] == list(charts.CHARTS)


@pytest.mark.parametrize("form", plots.FORMS)
def test_charts_are_the_same_bytes_in_every_form(form: str) -> None:
    one, other = (charts.chart(study(), "saturation", form=form, language="en").data for _ in range(2))
    assert one == other
    assert one.startswith(HEADS[form])
    assert plots.is_own(one)


@pytest.mark.parametrize("name", charts.CHARTS)
def test_charts_of_nothing_are_drawn(name: str) -> None:
    assert charts.chart(make_study(codes=["money"]), name, form="svg", language="en").data


@pytest.mark.parametrize(
    "name", ["$\\frac{1}{2}$", "<script>alert(1)</script>--><!--", "\x1b[31m\x00", "=cmd()", "\U0001f600" * 99]
)
def test_charts_take_names_as_they_are(name: str) -> None:
    found = make_study(make_coding("money"))
    code = dataclasses.replace(found.codebook.codes[0], name=LocalText({"": name}))
    found = dataclasses.replace(found, codebook=dataclasses.replace(found.codebook, codes=(code,)))
    root = etree.fromstring(charts.chart(found, "cases", form="svg", language="en").data)
    assert not [element for element in root.iter() if "script" in str(element.tag)]


def test_charts_want_a_font_for_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib import font_manager

    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with pytest.raises(EnvironmentFailure, match="no font with Chinese characters"):
        charts.chart(study(), "counts", form="svg", language="zh")
    assert charts.chart(study(), "counts", form="svg", language="en").data


def test_charts_say_what_there_is_no_room_for() -> None:
    found = make_study(make_coding("money"), transcripts=[make_transcript(f"P{number:02}") for number in range(1, 42)])
    assert charts.chart(found, "saturation", form="svg", language="en").notes == (
        "charts have room for 40 of 41 interviews",
    )


def test_charts_are_left_out_of_the_report_where_they_cannot_be_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "is_available", lambda: False)
    exported = export(study(), tmp_path / "a.docx", date=DATE)
    assert exported.notes == (
        "charts are left out: charts need matplotlib. Install it with: pip install 'interview-coder[charts]'",
    )
    with pytest.raises(EnvironmentFailure, match="matplotlib"):
        export(study(), tmp_path / "a.svg", date=DATE)


def test_charts_stand_in_the_report_with_words_for_those_who_cannot_see_them(tmp_path: Path) -> None:
    export(study(), tmp_path / "a.docx", date=DATE)
    export(study(), tmp_path / "b.docx", date=DATE)
    data = (tmp_path / "a.docx").read_bytes()
    assert data == (tmp_path / "b.docx").read_bytes()
    name = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    pictures = list(body(data).iter(name))
    assert {picture.get("descr") for picture in pictures} == set(ALTS.values())
    assert len({picture.get("id") for picture in pictures}) == len(pictures)
    targets = [link.get("Target", "") for link in part(data, "word/_rels/document.xml.rels")]
    assert sum(target.startswith("media/") for target in targets) == len(ALTS)


def test_charts_replace_their_own_file_only(tmp_path: Path) -> None:
    for name in ("a.svg", "a.pdf", "a.png"):
        export(study(), tmp_path / name, date=DATE, layout="saturation")
        export(study(), tmp_path / name, date=DATE, layout="saturation", language="zh")
        edited = (tmp_path / name).read_bytes().replace(b"interview-coder", b"Inkscape")
        (tmp_path / name).write_bytes(edited)
        with pytest.raises(UsageError, match="Give another name"):
            export(study(), tmp_path / name, date=DATE)
