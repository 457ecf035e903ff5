from __future__ import annotations

import pytest
from hypothesis import given, settings

from interview_coder.study import CodedStudy
from interview_coder.summary import tables
from interview_coder.table_labels import column_label, table_label
from tests.factories import studies


@given(studies())
@settings(max_examples=6)
def test_table_labels_name_every_table_and_column_in_both_languages(study: CodedStudy) -> None:
    own = {name for transcript in study.transcripts for name in transcript.attributes} - {"role"}
    for name, rows in tables(study, by="language").items():
        assert table_label(name, "en").isascii()
        assert not table_label(name, "zh").isascii()
        for column in set(rows.columns) - own - {"transcript"}:
            assert column_label(column, "zh") != column, column


@pytest.mark.parametrize(("language", "label"), [("en", "region"), ("zh", "region")])
def test_table_labels_leave_attributes_as_they_are(language: str, label: str) -> None:
    assert column_label("region", language) == label
