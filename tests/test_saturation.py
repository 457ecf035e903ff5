from __future__ import annotations

import pytest

from interview_coder.coding import Verdict
from interview_coder.saturation import HeldOut, Rule, base_and_run, held_out, saturation
from interview_coder.study import CodedStudy
from tests.factories import make_coding, make_study, make_transcript


def interviews(**codes: str) -> CodedStudy:
    """Make an interview for each name, with the codes of the text; their date falls as the names rise."""
    codings = [make_coding(code, id, 100 * at) for id, text in codes.items() for at, code in enumerate(text.split())]
    transcripts = [make_transcript(id, attributes={"date": f"2026-01-{30 - at}"}) for at, id in enumerate(codes)]
    return make_study(*codings, codes=["a", "b", "c", "d"], transcripts=transcripts)


def test_saturation_follows_what_is_new() -> None:
    rows = saturation(interviews(P1="a b", P2="", P3="b c", P4="c a"))

    assert [*rows.itertuples(index=False, name=None)] == [
        (1, "P1", 2, 2, 2, "a, b"),
        (2, "P2", 0, 0, 2, ""),
        (3, "P3", 2, 1, 3, "c"),
        (4, "P4", 2, 0, 3, ""),
    ]


def test_saturation_in_the_order_of_an_attribute() -> None:
    rows = saturation(interviews(P1="a b", P2="", P3="b c", P4="c a"), order="date")

    assert [*zip(rows["transcript"], rows["new"], strict=True)] == [("P4", 2), ("P3", 1), ("P2", 0), ("P1", 0)]


def test_saturation_does_not_count_what_was_rejected() -> None:
    study = make_study(make_coding("a", status=Verdict.REJECTED))

    assert saturation(study)["new"].to_list() == [0]


def test_saturation_by_base_and_run_as_published() -> None:
    """Guest, Namey & Chen 2020, PLoS ONE 15(5) e0232076: 37 themes in a base of 4, 7 new in a run of 2: 19 %."""
    (rule,) = base_and_run([21, 8, 5, 3, 4, 3], runs=[2], thresholds=[0.2])

    assert (rule.base_codes, rule.interviews) == (37, 4)
    assert rule.ratio == pytest.approx(0.19, abs=0.005)


def test_saturation_by_base_and_run_looks_at_runs_that_overlap() -> None:
    """Worked by hand: runs of 2 after a base of 20 bring 3, 1, 0 new codes: 15 %, 5 %, 0 %."""
    new = [10, 5, 3, 2, 2, 1, 0, 0]

    assert base_and_run(new, runs=[2], thresholds=[0.05, 0.0]) == (
        Rule(base=4, run=2, threshold=0.05, base_codes=20, interviews=5, ratio=0.05),
        Rule(base=4, run=2, threshold=0.0, base_codes=20, interviews=6, ratio=0.0),
    )


@pytest.mark.parametrize("new", [[], [3], [5, 3, 2, 1, 0], [5, 3, 2, 1, 1, 1], [0, 0, 0, 0, 0, 0]])
def test_saturation_by_base_and_run_is_not_reached_with_too_little_or_too_much_new(new: list[int]) -> None:
    (rule,) = base_and_run(new, runs=[2], thresholds=[0.05])

    assert (rule.interviews, rule.ratio) == (None, None)


def test_saturation_holds_out_a_third_of_the_interviews() -> None:
    """random.Random(0).sample(range(6), 2) draws 3 and 5, whatever the machine: P4 and P6."""
    study = interviews(P1="a", P2="a", P3="a b", P4="c b", P5="", P6="a d")

    assert held_out(study) == HeldOut(
        unit="transcript",
        seed=0,
        kept=4,
        held_out=2,
        held=("P4", "P6"),
        kept_codes=2,
        held_codes=4,
        new=("c", "d"),
    )


def test_saturation_holds_out_a_third_of_the_coded_passages() -> None:
    """192 statements of which 64 are held out, as a Chinese thesis reports it."""
    study = make_study(*(make_coding("a", start=100 * at) for at in range(192)))
    drawn = held_out(study, unit="passage", seed=7)

    assert drawn == HeldOut("passage", 7, kept=128, held_out=64, held=(), kept_codes=1, held_codes=1, new=())


def test_saturation_holds_nothing_out_of_too_little() -> None:
    assert held_out(interviews(P1="a", P2="b")) is None
    assert held_out(interviews(P1="a", P2="b", P3=""), unit="passage") is None
