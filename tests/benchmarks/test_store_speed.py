"""What a very large study costs: `make bench ARGS="-s -k store"`. TRANSCRIPTS=500 makes it quick and rough."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from interview_coder.passages import Unit, split_passages
from interview_coder.store import open_store, read_store
from interview_coder.verdicts import settle
from tests.benchmarks.corpus import ROOT

TRANSCRIPTS = int(os.environ.get("TRANSCRIPTS", "10000"))
TABLE = """
import resource, sys
from pathlib import Path
import numpy as np
from scipy.sparse import csr_matrix
from interview_coder.kept_columns import kept_columns
from interview_coder.kept_study import listed_study
from interview_coder.passages import Unit
from interview_coder.store import read_store
from tests.benchmarks.store_filler import ASKED, codebook
with read_store(Path(sys.argv[1])) as store:
    listed = listed_study(store, codebook(), Unit.SENTENCE, ASKED)
    columns = kept_columns(store, listed)
passage = columns.groupby(["transcript", "start"], observed=True, sort=False).ngroup()
carries = csr_matrix((np.ones(len(columns)), (passage, columns["code"].cat.codes)))
pairs = (carries.T @ carries).toarray()
used = resource.getrusage(resource.RUSAGE_SELF)
print(len(columns), len(pairs), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
T = TypeVar("T")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    # In a process of its own: the peak of memory of one that is started is at least that of its parent.
    command = [sys.executable, "-m", "tests.benchmarks.store_filler", str(folder), str(TRANSCRIPTS)]
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


def timed(what: str, do: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = do()
    seconds = time.perf_counter() - start
    print(f"{what}: {seconds * 1000:,.1f} ms")
    return seconds, result


def test_store_of_a_large_study_opens_within_two_seconds(large: Path) -> None:
    def opened() -> int:
        with open_store(large) as store:
            return len(store.transcripts())

    seconds, count = timed("open, and list the transcripts", opened)
    assert (count, seconds < 2) == (TRANSCRIPTS, True)


def test_store_shows_a_transcript_within_a_tenth_of_a_second(large: Path) -> None:
    with read_store(large) as store:
        assert store
        ids = [kept.id for kept in store.transcripts()]
        for id in (ids[0], ids[len(ids) // 2], ids[-1]):

            def view(id: str = id) -> int:
                transcript = store.transcript(id)
                passages = split_passages(transcript, Unit.SENTENCE)
                return len(settle(passages, store.suggestions(transcript), store.decisions(id), store.memos(id)))

            seconds, _ = timed(f"view of {id}", view)
            assert seconds < 0.1


def test_store_gives_the_code_by_code_table_within_ten_seconds_and_a_gigabyte(large: Path) -> None:
    command = [sys.executable, "-c", TABLE, str(large)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    rows, codes, seconds, megabytes = map(float, done.stdout.split())
    print(f"{rows:,.0f} codings of {codes:.0f} codes: {seconds:.1f} s of processor time, {megabytes:,.0f} MB")
    assert rows >= 99 * TRANSCRIPTS
    assert seconds < 10
    assert megabytes < 1000
