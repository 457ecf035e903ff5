"""What decisions teach about the passages around them: what a coder passed over on the way down was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from interview_coder.coding import Decision, Verdict
from interview_coder.judge import UNKNOWN
from interview_coder.kept_study import settled_study
from interview_coder.review import Filters, Order
from interview_coder.reviewed import Reviewed, reviewed
from interview_coder.store import open_store
from interview_coder.study import CodedStudy
from interview_coder.verdicts import settle
from tests.factories import make_codebook, make_interview
from tests.sittings import make_coded_study, make_sitting

SAID = {"en": "The workshop number {} is empty.", "zh": "第{}个车间是空的。"}
INTERVIEWS = {
    id: make_interview(id, *(SAID[id].format(number) for number in range(40)), language=id) for id in ("en", "zh")
}
ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED
DOWN = range(3, 35, 4)


def taught(decided: Sequence[tuple[str, int]], *, batch: int = 0, coders: Sequence[str] = ("Ann",)) -> Reviewed:
    """Accept `money` on the passages named by interview and row, one after another, or together as one `batch`."""
    decisions = []
    for number, (id, row) in enumerate(decided, start=1):
        it = INTERVIEWS[id][row]
        coder = coders[number % len(coders)]
        made = Decision(id, it.start, it.end, it.text, "money", ACCEPTED, coder, number=number, batch=batch or number)
        decisions.append(made)
    return reviewed(study(decisions))


def study(decisions: Sequence[Decision]) -> CodedStudy:
    material = tuple(passages[0].transcript for passages in INTERVIEWS.values())
    codings = [
        coding
        for id, passages in INTERVIEWS.items()
        for coding in settle(passages, (), [each for each in decisions if each.transcript == id])
    ]
    book = make_codebook("money", "visits")
    return CodedStudy(book, book.unit, (), tuple(codings), decisions=tuple(decisions), material=material)


def read(known: Reviewed) -> set[tuple[str, int]]:
    """Return the passages whose labels are known, by interview and row."""
    rows = [(passage.transcript.id, row % 40) for row, passage in enumerate(known.passages)]
    return {where for where, labels in zip(rows, known.labels, strict=True) if (labels != UNKNOWN).all()}


def down_to(id: str, last: int) -> set[tuple[str, int]]:
    return {(id, row) for row in range(last + 1)}


@pytest.mark.parametrize("id", ["en", "zh"])
def test_reviewed_down_the_text_what_was_passed_over_was_read(id: str) -> None:
    known = taught([(id, row) for row in DOWN])
    assert read(known) == down_to(id, DOWN[-1])
    own = known.labels[[passage.transcript.id == id for passage in known.passages]]
    assert own[:8].tolist() == [[0, 0]] * 3 + [[1, 0]] + [[0, 0]] * 3 + [[1, 0]]


@pytest.mark.parametrize("id", ["en", "zh"])
def test_reviewed_in_another_order_only_what_was_shown_was_read(id: str) -> None:
    asked = [(id, row) for row in (31, 3, 27, 7, 23, 11, 19, 15)]
    assert read(taught(asked)) == set(asked)


def test_reviewed_a_few_places_down_the_text_may_be_chance() -> None:
    asked = [("en", row) for row in DOWN[:7]]
    assert read(taught(asked)) == set(asked)


def test_reviewed_going_down_from_one_transcript_to_the_next() -> None:
    asked = [("en", row) for row in DOWN[:6]] + [("zh", 5), ("zh", 9)]
    assert read(taught(asked)) == down_to("en", DOWN[5]) | down_to("zh", 9)
    assert read(taught(asked[::-1])) == set(asked)


def test_reviewed_going_back_once_keeps_what_was_read_before_and_after() -> None:
    first, back, then = list(DOWN), [2], range(5, 40, 4)
    assert read(taught([("en", row) for row in (*first, *back, *then)])) == down_to("en", then[-1])


def test_reviewed_what_is_kept_together_has_no_order() -> None:
    """A file that was brought in may be sorted by code."""
    asked = [("zh", row) for row in (31, 3, 27, 7, 23, 11, 19, 15)]
    assert read(taught(asked, batch=1)) == down_to("zh", 31)


def test_reviewed_coders_who_take_turns_each_have_an_order_of_their_own() -> None:
    """Ann goes up the text while Bo goes down it."""
    pairs = zip([("zh", row) for row in DOWN], [("en", row) for row in DOWN[::-1]], strict=True)
    asked = [each for pair in pairs for each in pair]
    assert read(taught(asked, coders=("Bo", "Ann"))) == {("en", row) for row in DOWN} | down_to("zh", DOWN[-1])


def test_reviewed_a_few_places_of_each_coder_are_no_way_down() -> None:
    asked = [each for row in DOWN[:4] for each in (("zh", row), ("en", row))]
    assert read(taught(asked, coders=("Bo", "Ann"))) == set(asked)


def test_reviewed_what_a_model_accepted_was_not_read() -> None:
    assert not read(taught([("en", row) for row in DOWN], coders=("model 01234567",)))


def test_reviewed_a_rejection_out_of_order_says_no_for_its_own_passage() -> None:
    it = INTERVIEWS["zh"][5]
    known = reviewed(study([Decision("zh", it.start, it.end, it.text, "money", REJECTED, "王")]))
    assert read(known) == {("zh", 5)}
    assert not known.labels[[passage == it for passage in known.passages]].any()


@pytest.mark.parametrize(("order", "is_all_read"), [(Order.TEXT, True), (Order.UNCERTAIN, False)])
def test_reviewed_after_a_sitting(tmp_path: Path, order: Order, is_all_read: bool) -> None:
    """Every third answer is suggested, the last one too; all of those are accepted."""
    things = ("lathes", "books", "roofs", "tables", "pumps", "trees", "desks", "ovens", "maps")
    lines = [
        f"Dean: There is no money for {thing}.\n\n" if at % 3 == 2 else f"Dean: They like {thing}.\n\n"
        for at, thing in enumerate(things)
    ]
    folder = make_coded_study(tmp_path, **{f"C{number}": "".join(lines[number:]) for number in range(4)})
    with open_store(folder) as store:
        sitting = make_sitting(store, folder, order=order, filters=Filters(transcripts=("C0", "C1", "C2", "C3")))
        while not sitting.is_done():
            sitting.accept()
            sitting.go_on()
        material = tuple(map(store.transcript, sitting.transcripts))
        fresh = CodedStudy(sitting.codebook, sitting.codebook.unit, (), (), material=material)
        known = reviewed(settled_study(store, fresh, with_material=True))
    carried = known.labels[:, known.codes.index("money")]
    assert (carried == 1).sum() == 11
    assert (carried == 0).sum() == (19 if is_all_read else 0)
