"""Who seems to ask where no label says it: a suggestion in a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.layouts import read_layout


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Dan: a?\nAnn: b.\nDan: c?\nAnn: d.", "Dan: 100 % of the turns end with a question mark"),
        ("Dan: a?\nAnn: b.\nDan: Ah.\nAnn: c.\nDan: d?\nAnn: e.", "Dan: 67 % of the turns end with a question mark"),
        ("张三：好吗？\n李四：好。\n张三：钱呢？\n李四：没有。", "张三: 100 % of the turns end with a question mark"),
        ("Dan: a? [laughs]\nAnn: b.\nDan: c?” #00:01:02-3#\nAnn: d.", "Dan: 100 % of the turns"),
        ("Dan: a?\nAnn: b?\nDan: c?\nAnn: d.", "Dan: 100 % of the turns"),
        ("Dan: a?\nAnn: b?\nDan: c?\nAnn: d?", ""),
        ("Dan: a?\nAnn: b.\nDan: c.\nAnn: d.", ""),
        ("Dan: a.\nAnn: b.\nDan: c.\nAnn: d.", ""),
    ],
)
def test_asking_is_suggested_for_whom_nearly_all_questions_are(tmp_path: Path, text: str, likely: str) -> None:
    (note,) = read_layout(tmp_path, text).notes
    assert note.startswith("no interviewer recognised among")
    assert f" (perhaps {likely}" in note if likely else "perhaps" not in note
