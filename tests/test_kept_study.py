"""What the store keeps of a study is what reading and tagging again would give, with the decisions of today."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_coder.codebook import Codebook
from interview_coder.codebook_file import load_codebook
from interview_coder.coding import Decision, Memo, Source, Suggestion, Verdict
from interview_coder.kept_study import asked, keep_study, kept_study, settled_study
from interview_coder.passages import Unit, split_passages
from interview_coder.store import Model, Store, open_store, read_store
from interview_coder.study import CodedStudy, code_study

ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED
BOOK = """\
codes:
  money:
    rules: [money AND no, 钱 NEAR/4 没]
    codes: {late: {rules: ["=late", 晚]}}
  people: {rules: [nobody, 没有人]}
"""
A1 = "Interviewer: Is there money?\n\nDean: There is no money. It comes late. Nobody asks 😀 why. No money.\n"
B1 = "访谈者：经费怎么样？\n\n受访者：钱一直没有，来得很晚。没有人问。\n"


class Study:
    """A study on disk, and the two ways to have it coded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "transcripts").mkdir()
        for name, text in {"book.yaml": BOOK, "transcripts/A1.txt": A1, "transcripts/B1.txt": B1}.items():
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "transcripts/participants.csv").write_text("id,region\nA1,Sichuan\nZ9,nowhere\n")
        (folder / "transcripts/C1.txt").write_bytes(b"")

    @property
    def book(self) -> Codebook:
        return load_codebook(self.folder / "book.yaml")

    def computed(self, store: Store, **choice: Any) -> CodedStudy:
        fresh = code_study([self.folder / "transcripts"], self.book, with_material=True, **choice)
        return settled_study(store, fresh, with_material=True)

    def kept(self, store: Store, **choice: Any) -> CodedStudy | None:
        wanted = asked([self.folder / "transcripts"], self.book, **choice)
        unit = choice.get("unit") or self.book.unit
        return kept_study(store, self.book, unit, wanted, with_material=True)

    def keep(self, store: Store, **choice: Any) -> None:
        wanted = asked([self.folder / "transcripts"], self.book, **choice)
        fresh = code_study([self.folder / "transcripts"], self.book, with_material=True, **choice)
        keep_study(store, fresh, wanted)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study(tmp_path)


def decision(quote: str, verdict: Verdict = ACCEPTED, code: str = "money", coder: str = "Ann") -> Decision:
    id, text = next((id, text) for id, text in (("A1", A1), ("B1", B1)) if quote in text)
    start = text.index(quote)
    return Decision(id, start, start + len(quote), quote, code, verdict, coder, "2026-11-24T00:00:00+00:00")


@pytest.mark.parametrize("choice", [{}, {"unit": Unit.TURN}, {"interviewers": True}, {"language": "en"}])
def test_kept_study_is_what_reading_and_tagging_gives(study: Study, choice: dict[str, Any]) -> None:
    with open_store(study.folder) as store:
        study.keep(store, **choice)
        assert study.kept(store, **choice) == study.computed(store, **choice)
        kept = study.kept(store, **choice)
        assert kept
        assert [problem.file for problem in kept.problems] == [(study.folder / "transcripts/C1.txt").as_posix()]
        assert "Z9" in " ".join(kept.notes)


WORDS = (
    "There is no money.",
    "It comes late.",
    "no money. It",
    "Nobody asks 😀 why.",
    "钱一直没有，来得很晚。",
    "没有人问。",
    "钱",
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(
        st.tuples(
            st.sampled_from(WORDS),
            st.sampled_from([ACCEPTED, REJECTED]),
            st.sampled_from(["money", "money.late", "people", "gone"]),
            st.sampled_from(["Ann", "王"]),
        ),
        max_size=12,
    )
)
def test_kept_study_is_the_same_with_any_decisions(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, Verdict, str, str]]
) -> None:
    study = Study(tmp_path_factory.mktemp("study"))
    with open_store(study.folder) as store:
        study.keep(store)
        for quote, verdict, code, coder in drawn:
            store.decide([decision(quote, verdict, code, coder)], coder=coder, at="")
        kept = study.kept(store)
        assert kept
        assert kept == study.computed(store)
        texts = {transcript.id: transcript.text for transcript in kept.material}
        assert all(texts[each.transcript][each.start : each.end] == each.quote for each in kept.codings)
        assert all(texts[each.transcript][each.start : each.end] == each.quote for each in kept.decisions)


def test_kept_study_carries_decisions_and_memos(study: Study) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
        one = decision("There is no money.")
        store.decide([one], coder="Ann", at="")
        store.note([Memo("A1", one.start, one.end, one.quote, "ask again")], coder="Ann", at="")
        kept = study.kept(store)
    assert kept
    first = kept.codings[0]
    assert (first.quote, first.status, first.coder, first.memos) == (one.quote, ACCEPTED, "Ann", ("ask again",))
    assert [(each.quote, each.coder) for each in kept.decisions] == [(one.quote, "Ann")]
    assert [memo.text for memo in kept.memos] == ["ask again"]


@pytest.mark.parametrize(
    "change",
    [
        lambda study: (study.folder / "transcripts/A1.txt").write_text(A1 + "\nDean: More.\n"),
        lambda study: (study.folder / "transcripts/D1.txt").write_text("Dean: New.\n"),
        lambda study: (study.folder / "transcripts/B1.txt").unlink(),
        lambda study: (study.folder / "transcripts/participants.csv").write_text("id,region\nA1,Tibet\n"),
        lambda study: (study.folder / "transcripts/reading.yaml").write_text("interviewers: [Dean]\n"),
        lambda study: (study.folder / "book.yaml").write_text(BOOK.replace("nobody", "asks")),
    ],
    ids=["text", "new file", "file gone", "participants", "reading.yaml", "codebook"],
)
def test_kept_study_does_not_stand_for_another(study: Study, change: Any) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
        assert study.kept(store)
        change(study)
        assert study.kept(store) is None


@pytest.mark.parametrize(
    "choice", [{"unit": Unit.TURN}, {"interviewers": True}, {"language": "zh"}, {"encoding": "gbk"}]
)
def test_kept_study_is_not_taken_for_other_settings(study: Study, choice: dict[str, Any]) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
        assert study.kept(store, **choice) is None
        study.keep(store, **choice)
        assert study.kept(store) is None


def test_kept_study_is_gone_when_its_rules_suggestions_are_replaced(study: Study) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
        store.keep_suggestions("A1", [], codebook="c", unit="sentence")
        assert study.kept(store) is None


def test_kept_study_anchors_decisions_in_a_text_that_is_not_kept_yet(study: Study) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
        store.decide([decision("It comes late.", code="money.late")], coder="Ann", at="")
        (study.folder / "transcripts/A1.txt").write_text("Date: today\n\n" + A1, encoding="utf-8")
        found = study.computed(store)
    (coding,) = (coding for coding in found.codings if coding.status is ACCEPTED)
    assert (coding.quote, coding.code) == ("It comes late.", "money.late")


def by_model(store: Store, quote: str, code: str) -> Suggestion:
    transcript = store.transcript("A1")
    passage = next(passage for passage in split_passages(transcript, Unit.SENTENCE) if passage.text == quote)
    return Suggestion(
        passage, code, Source.MODEL, "model 01234567", 0.7, ((passage.start, passage.end),), reasons=("x",)
    )


def test_kept_study_has_the_models_suggestions_where_the_rules_made_none(study: Study) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
        made = [
            by_model(store, "There is no money.", "money"),
            by_model(store, "It comes late.", "people"),
        ]
        store.keep_model(Model("c", "v", b"x"))
        store.keep_suggestions("A1", made, codebook="c", unit="sentence", source=Source.MODEL)
        kept, turns = study.kept(store), study.computed(store, unit=Unit.TURN)
        assert kept
        assert kept == study.computed(store)
        found = [(coding.quote, coding.code) for coding in kept.codings if coding.source is Source.MODEL]
        assert found == [("It comes late.", "people")]
        (study.folder / "transcripts/D1.txt").write_text("Dean: New.\n")
        (study.folder / "transcripts/A1.txt").write_text("Dean: New, too.\n")
        assert not [coding for coding in study.computed(store).codings if coding.source is Source.MODEL]
        assert not [coding for coding in turns.codings if coding.source is Source.MODEL]


def test_kept_study_follows_codes_that_were_renamed_and_keeps_decisions_whose_code_is_gone(study: Study) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
        store.decide([decision("No money.", REJECTED), decision("Nobody asks", code="humans")], coder="A", at="")
        (study.folder / "book.yaml").write_text(BOOK.replace("  money:\n", "  cash:\n    formerly: [money]\n"))
        found = study.computed(store)
    decided = [
        (coding.quote, coding.code, str(coding.status), coding.source) for coding in found.codings if coding.coder
    ]
    assert decided == [
        ("Nobody asks", "humans", "accepted", Source.CODER),
        ("No money.", "cash", "rejected", Source.RULE),
    ]
    assert [each.code for each in found.decisions] == ["cash", "humans"]


def test_kept_study_of_a_read_only_database(study: Study) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
    (study.folder / "study.db").chmod(0o400)
    with read_store(study.folder) as reading:
        assert reading
        assert study.kept(reading)


def test_kept_study_keeps_a_second_time_nothing_new(study: Study) -> None:
    with open_store(study.folder) as store:
        study.keep(store)
    before = (study.folder / "study.db").read_bytes()
    with open_store(study.folder) as store:
        study.keep(store)
    assert (study.folder / "study.db").read_bytes()[100:] == before[100:]


def test_kept_study_is_kept_whole_or_not_at_all(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(study.folder) as store:

        def fail(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Store, "keep_listing", fail)
        with pytest.raises(KeyboardInterrupt):
            study.keep(store)
        assert store.transcripts() == ()
