"""The speed of the review: from the key to the disk, and what a long transcript costs.

`make bench ARGS="-s -k review"` shows the figures.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from interview_coder.cli.review.app import ReviewApp
from interview_coder.cli.review.labels import Labels
from interview_coder.cli.review.look import Look
from interview_coder.store import read_store
from tests.sittings import make_coded_study, sitting_in

KEYS = 300
#: Some 200 pages of 500 words.
TURNS = 4000


def long_interview() -> str:
    said = (f"Dean: There is no money for item {number}. Well, we go on as we always did." for number in range(TURNS))
    return "Interviewer: Is there money?\n\n" + "\n\n".join(said) + "\n"


def test_review_from_key_to_disk_takes_less_than_50_ms(tmp_path: Path) -> None:
    folder = make_coded_study(tmp_path, A1=long_interview())
    began = time.perf_counter()
    with sitting_in(folder) as sitting:
        opened = time.perf_counter() - began
        durable = []
        kept = sitting._store.decide

        def timed(*args: object, **settings: object) -> int:
            batch = kept(*args, **settings)  # type: ignore[arg-type]  # handed on
            durable.append(time.perf_counter())
            return batch

        sitting._store.decide = timed  # type: ignore[method-assign]
        app = ReviewApp(sitting, Look(sitting.codebook, Labels("en")))
        pressed, shown = asyncio.run(press(app))
    with read_store(folder) as store:
        assert store
        assert len(store.decisions()) == KEYS
    to_disk = sorted(disk - key for key, disk in zip(pressed, durable, strict=True))
    to_screen = sorted(screen - key for key, screen in zip(pressed, shown, strict=True))
    p99 = round(len(to_disk) * 0.99) - 1
    print(f"\n{TURNS} passages asked about, opened in {opened:.2f} s")
    for what, times in (("disk", to_disk), ("screen", to_screen)):
        print(f"key to {what}: median {times[len(times) // 2] * 1000:.1f} ms, p99 {times[p99] * 1000:.1f} ms")
    assert to_disk[p99] < 0.05


async def press(app: ReviewApp) -> tuple[list[float], list[float]]:
    """Press `y` again and again; return when each was pressed, and when its answer was on the screen."""
    pressed, shown = [], []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(KEYS):
            pressed.append(time.perf_counter())
            await pilot.press("y")
            shown.append(time.perf_counter())
    return pressed, shown
