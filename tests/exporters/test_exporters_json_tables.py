from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from interview_coder.exporters import TABLES, export
from interview_coder.table_labels import table_label
from tests.factories import make_coding, make_study, make_transcript

DATE = datetime.date(2026, 11, 23)


def test_json_tables_have_a_record_a_row(tmp_path: Path) -> None:
    study = make_study(make_coding("money"), transcripts=[make_transcript(attributes={"region": "Sichuan"})])
    export(study, tmp_path / "by.json", layout="by", language="zh", date=DATE)
    found = json.loads((tmp_path / "by.json").read_text(encoding="utf-8"))
    assert found["table"] == "by"
    assert {"key": "value", "name": "地区"} in found["columns"]
    (row,) = found["rows"]
    assert (row["code"], row["value"], row["passages"], row["case_share"]) == ("money", "Sichuan", 1, 1.0)


def test_json_tables_are_replaced_by_the_next_export(tmp_path: Path) -> None:
    study = make_study(make_coding("money"))
    export(study, tmp_path / "counts.json", layout="counts", date=DATE)
    export(make_study(make_coding("rules")), tmp_path / "counts.json", layout="counts", date=DATE)
    assert '"code": "rules"' in (tmp_path / "counts.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", TABLES)
def test_json_tables_write_every_table(tmp_path: Path, key: str) -> None:
    study = make_study(make_coding("money"), transcripts=[make_transcript(attributes={"region": "Sichuan"})])
    export(study, tmp_path / f"{key}.json", layout=key, date=DATE)
    assert json.loads((tmp_path / f"{key}.json").read_text(encoding="utf-8"))


def test_json_tables_are_all_that_the_summary_makes() -> None:
    own = {"codings", "matrix", "codebook", "decisions", "about"}
    assert all(table_label(key, "zh") for key in set(TABLES) - own)
