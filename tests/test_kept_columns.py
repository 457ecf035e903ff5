"""The columns of a kept study hold what its codings do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.coding import Source, Verdict
from interview_coder.kept_columns import kept_columns
from interview_coder.kept_study import asked, listed_study, with_kept_codings
from interview_coder.store import Model, Store, open_store
from tests.test_kept_study import ACCEPTED, REJECTED, WORDS, Study, by_model, decision

NAMES = ["transcript", "speaker", "code", "source", "status", "start", "end", "turn", "passage", "words"]
DRAWN = st.tuples(
    st.sampled_from(WORDS),
    st.sampled_from([ACCEPTED, REJECTED]),
    st.sampled_from(["money", "money.late", "people", "gone"]),
    st.sampled_from(["Ann", "王"]),
)


def check(study: Study, store: Store) -> None:
    listed = listed_study(store, study.book, study.book.unit, asked([study.folder / "transcripts"], study.book))
    assert listed
    codings = with_kept_codings(store, listed).codings
    columns = kept_columns(store, listed)
    assert sorted(columns.columns) == sorted(NAMES)
    rows = [tuple(row) for row in columns[NAMES].itertuples(index=False)]
    assert rows == [tuple(getattr(coding, name) for name in NAMES) for coding in codings]


@settings(max_examples=30)
@given(st.lists(DRAWN, max_size=8))
def test_kept_columns_are_those_of_the_codings(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, Verdict, str, str]]
) -> None:
    study = Study(tmp_path_factory.mktemp("study"))
    with open_store(study.folder) as store:
        study.keep(store)
        for quote, verdict, code, coder in drawn:
            store.decide([decision(quote, verdict, code, coder)], coder=coder, at="")
        check(study, store)


def test_kept_columns_hold_the_models_suggestions(tmp_path_factory: pytest.TempPathFactory) -> None:
    study = Study(tmp_path_factory.mktemp("study"))
    with open_store(study.folder) as store:
        study.keep(store)
        made = [by_model(store, "There is no money.", "money"), by_model(store, "It comes late.", "people")]
        store.keep_model(Model("c", "v", b"x"))
        store.keep_suggestions("A1", made, codebook="c", unit="sentence", source=Source.MODEL)
        store.decide([decision("It comes late.", REJECTED, "people")], coder="Ann", at="")
        check(study, store)


def test_kept_columns_of_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    study = Study(tmp_path_factory.mktemp("study"))
    (study.folder / "book.yaml").write_text("codes: {money: {rules: [nowhere]}}\n")
    with open_store(study.folder) as store:
        study.keep(store)
        check(study, store)
