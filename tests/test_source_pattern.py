from __future__ import annotations

import pytest

from interview_coder.coding import Source
from interview_coder.errors import UsageError
from interview_coder.source_pattern import source_label, source_pattern
from tests.factories import make_coding, make_transcript

KNOWN = "{case}, {turn}, {passage}, {time}, {speaker}, {code}, {id}, {region}"


@pytest.mark.parametrize(
    ("pattern", "label"),
    [
        ("({case}, 第{passage}段)", "(A03, 第12段)"),
        ("({case}, ¶{turn}, {time})", "(A03, ¶5, 00:13:22)"),
        ("{case}：{region}，{speaker}", "A03：四川，Dean"),
        ("[{id}]", "[A03:12:money]"),
        ("{{{case}}}", "{A03}"),
        ("no field", "no field"),
        ("", ""),
    ],
)
def test_source_pattern_is_filled_in(pattern: str, label: str) -> None:
    coding = make_coding("money", "A03", turn=5, passage=12, seconds=802.4, speaker="Dean")

    assert source_pattern(pattern, [make_transcript("A03", attributes={"region": "四川"})]).label(coding) == label


@pytest.mark.parametrize(
    ("pattern", "label"),
    [("({case}, {time}, ¶{turn})", "(P01, ¶1)"), ("({case}, {time})", "(P01)"), ("({time}, {case})", "(, P01)")],
)
def test_source_pattern_leaves_out_what_is_not_known(pattern: str, label: str) -> None:
    assert source_pattern(pattern).label(make_coding("money")) == label


@pytest.mark.parametrize(
    ("language", "seconds", "label"),
    [
        ("en", 802.9, "(P07, ¶12, 00:13:22)"),
        ("en", 360_000, "(P07, ¶12, 100:00:00)"),
        ("en", None, "(P07, ¶12)"),
        ("zh", 0, "（P07，第12段，00:00:00）"),
        ("zh", None, "（P07，第12段）"),
    ],
)
def test_source_pattern_is_not_needed_to_name_a_source(language: str, seconds: float | None, label: str) -> None:
    coding = make_coding("money", "P07", turn=12, seconds=seconds)

    assert source_label(coding, language=language) == label


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("({case}, {page})", f"there is no field {{page}}. Known are {KNOWN}"),
        ("{case.__class__}", f"there is no field {{case.__class__}}. Known are {KNOWN}"),
        ("{case!r}", f"there is no field {{case}}. Known are {KNOWN}"),
        ("{turn:>9}", f"there is no field {{turn}}. Known are {KNOWN}"),
        ("{}", f"there is no field {{}}. Known are {KNOWN}"),
        ("({case", "expected '}' before end of string. Write fields as " + KNOWN),
    ],
)
def test_source_pattern_names_the_fields_there_are(pattern: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        source_pattern(pattern, [make_transcript(attributes={"region": "四川"})])

    assert str(error.value) == f"source pattern {pattern!r}: {message}"


def test_source_pattern_ids_tell_a_coders_own_words_by_their_range() -> None:
    assert make_coding("money.late", "P07", 1043, "No money.", passage=12).id == "P07:12:money.late"
    assert make_coding("money", "P07", 1043, "No money.", source=Source.CODER).id == "P07:1043-1052:money"
