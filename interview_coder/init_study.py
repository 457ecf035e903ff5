"""A new study: folders, a small codebook in English and Chinese, and three lines that say what to do."""

from __future__ import annotations

from pathlib import Path

from interview_coder.errors import UsageError
from interview_coder.files import failure, write_whole

CODEBOOK = """\
# What a codebook can say, by example. Change it, delete what you do not need; `interview-coder codebook check` helps.
# 编码本示例：请改成您自己的主题；用 `interview-coder codebook check` 检查。
title: {en: My study, zh: 我的研究}
languages: [en, zh]
unit: sentence                # sentence | paragraph | turn: what carries a code / 编码单位：句子、段落、话轮
# Who asks is known by labels such as Interviewer, I, Q, 访谈者, 问; where yours have names, list them all here:
# 提问者由 Interviewer、I、Q、访谈者、问 等标签识别；若用姓名，请在此列出全部：
# interviewers: [Lin Hao, 王老师]

codes:
  funding:                    # the id: short, never changes / 代码，定了就不改
    name: {en: Too little money, zh: 经费不足}
    color: "#d95f02"
    definition: {en: The money for the work is missing or comes too late., zh: 开展工作的经费缺乏或到位太晚。}
    rules:                    # as in a literature database: OR, NEAR/n, "a phrase", fund* / 像文献检索一样写
      - (fund* OR money OR budget) NEAR/6 (lack* OR short* OR "not enough")
      - 经费 NEAR/8 (不足 OR 不够 OR 紧张)
    unless:                   # these take the code away again / 出现时不编此码
      - '"money is not the problem"'
    examples:                 # must get the code: `interview-coder codebook test` / 应当编上
      - Our budget is too short for a second teacher.
      - 经费一直不够。
    counterexamples:          # must not / 不应编上
      - Money is not the problem here, time is.
"""
README = """\
Put your interviews into transcripts/ and your themes into codebooks/study.yaml; then run: interview-coder code
Check what the rules suggest: interview-coder review; keep copies: interview-coder backup (not in a synced folder).
把访谈放进 transcripts/，主题写进 codebooks/study.yaml，运行 interview-coder code，再用 interview-coder review 审核。
"""
_FILES = {"codebooks/study.yaml": CODEBOOK, "README.txt": README}


def init_study(folder: Path) -> tuple[str, ...]:
    """Make a study in a folder, which is made where it is not there; return the names of what was written.

    A file that is there already is never touched. Raises UsageError where the folder is a study already.
    """
    if any((folder / "codebooks").glob("*.y*ml")) or (folder / "study.db").exists():
        raise UsageError(f"{folder}: there is a study here already. Name another folder")
    try:
        for name in ("codebooks", "transcripts"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(folder, error) from error
    new = [name for name in _FILES if not (folder / name).exists()]
    for name in new:
        write_whole(folder / name, _FILES[name].encode(), mode=0o644)
    return tuple(new)
