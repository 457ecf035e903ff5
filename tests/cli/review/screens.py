"""The review in a window without a terminal: keys are pressed, and what the screen shows is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from interview_coder.cli.review.app import ReviewApp
from interview_coder.cli.review.labels import Labels
from interview_coder.cli.review.look import Look
from interview_coder.sitting import Sitting

Screens = list[str]


def press(
    sitting: Sitting,
    *keys: str | Callable[[], object],
    language: str = "en",
    size: tuple[int, int] = (80, 24),
) -> Screens:
    """Open the review, press keys one by one and return the screen before the first and after each.

    What is no key is called instead.
    """
    return asyncio.run(_press(sitting, keys, language, size))


async def _press(
    sitting: Sitting, keys: Sequence[str | Callable[[], object]], language: str, size: tuple[int, int]
) -> Screens:
    app = ReviewApp(sitting, Look(sitting.codebook, Labels(language)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screens = [_shown(app)]
        for key in keys:
            if isinstance(key, str):
                await pilot.press(key)
            else:
                key()
            await pilot.pause()
            screens.append(_shown(app))
        return screens


def _shown(app: ReviewApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)
