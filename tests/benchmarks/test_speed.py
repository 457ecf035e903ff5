"""The speed that is claimed, as ratios within one run: `make bench`. FILES=30 makes it quick and rough."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.corpus import ROOT, SEED, keywords, write_corpus

FILES = int(os.environ.get("FILES", "300"))
WORDS = 8000
# Compiled modules are kept, as in any installation: the first run warms up, the best counts.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
RULER = Path(__file__).parent / "span_ruler.py"


def cpu_seconds(command: Sequence[str | Path], *, runs: int = 2) -> tuple[float, str]:
    """Return the least CPU seconds of some runs of a command, and what it printed."""
    least, printed = float("inf"), ""
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True, env=ENVIRONMENT)
        printed = done.stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least, printed


def code_command(folder: Path, codebook: Path) -> list[str | Path]:
    return [sys.executable, "-m", "interview_coder", "code", "--dry-run", "--json", folder, "--codebook", codebook]


@pytest.fixture(scope="module", params=["en", "zh"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, float]:
    """Make a corpus; return its language, its folder and the CPU seconds SpanRuler takes for it."""
    language = request.param
    folder = tmp_path_factory.mktemp(language)
    write_corpus(folder / "txt", language, files=FILES, words=WORDS)
    (folder / "codebook.json").write_text(json.dumps(keywords(language)), encoding="utf-8")
    seconds, _ = cpu_seconds([sys.executable, RULER, folder / "codebook.json", folder / "txt", language])
    return language, folder, seconds


def written(folder: Path, codes: dict[str, list[str]]) -> Path:
    """Write a codebook of plain words and phrases."""
    lines = ["codes:"]
    for code, words in codes.items():
        lines += [f"  {code}:", "    rules:", *(f"      - {word}" for word in words)]
    path = folder / "codebook.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def ratio(corpus: tuple[str, Path, float], codebook: Path, what: str) -> float:
    language, folder, ruler = corpus
    seconds, printed = cpu_seconds(code_command(folder / "txt", codebook))
    found = len(json.loads(printed)["codings"])
    print(f"\n{language}, {what}: {seconds:.1f} s, SpanRuler {ruler:.1f} s, {seconds / ruler:.2f} x, {found} codings")
    return seconds / ruler


def test_speed_keywords_cost_little_more_than_span_ruler(corpus: tuple[str, Path, float]) -> None:
    language, folder, _ = corpus
    assert ratio(corpus, written(folder, keywords(language)), "20 x 5 keywords") <= 1.5


def test_speed_two_thousand_phrases(corpus: tuple[str, Path, float]) -> None:
    language, folder, _ = corpus
    chance = random.Random(SEED)
    words = [word for group in keywords(language).values() for word in group]
    glue = " " if language == "en" else ""
    codes = {f"code{number}": [glue.join(chance.sample(words, 2)) for _ in range(500)] for number in range(4)}
    assert ratio(corpus, written(folder, codes), "4 x 500 phrases") <= 2.5


def test_speed_the_shipped_codebook(corpus: tuple[str, Path, float]) -> None:
    assert ratio(corpus, ROOT / "codebooks" / "local-government.yaml", "the shipped codebook") <= 2.5


def test_speed_memory_does_not_grow_with_the_study(tmp_path: Path) -> None:
    codebook = written(tmp_path, keywords("en"))
    peaks = []
    for files in (max(FILES // 10, 1), FILES):
        write_corpus(tmp_path / str(files), "en", files=files, words=WORDS)
        measure = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        command = [sys.executable, "-c", measure, *code_command(tmp_path / str(files), codebook)]
        peaks.append(int(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    print(
        f"\npeak memory: {peaks[0] // 1024} MB for {max(FILES // 10, 1)}, {peaks[1] // 1024} MB for {FILES} transcripts"
    )
    assert peaks[1] <= 1.3 * peaks[0]


def test_speed_help_is_quick() -> None:
    click, _ = cpu_seconds([sys.executable, "-c", "import click"], runs=5)
    shown, _ = cpu_seconds([sys.executable, "-m", "interview_coder", "--help"], runs=5)
    print(f"\n--help: {shown / click:.2f} x import click")
    assert shown <= 3 * click
