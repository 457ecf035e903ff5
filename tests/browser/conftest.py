"""Headless Chromium, and the pages it opens; without either the tests are skipped, with what to install."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from interview_coder.codebook_file import load_codebook
from interview_coder.exporters import export
from interview_coder.study import CodedStudy, code_study

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

Open = Callable[..., "Page"]


# Not for the whole session: while it runs, no other test can run an event loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs pip install -e '.[browser]'")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    # As root, as in containers, Chromium does without its sandbox.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=found, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shipped() -> CodedStudy:
    """Code the example interviews."""
    codebook = load_codebook(ROOT / "codebooks" / "local-government.yaml")
    return code_study([ROOT / "transcripts"], codebook, with_material=True)


@pytest.fixture
def open_page(browser: Browser, shipped: CodedStudy, tmp_path: Path) -> Iterator[Open]:
    """Return a function that writes a study as a page and opens it; whatever the page complains of is an error."""
    complaints: list[str] = []
    pages: list[Page] = []

    def opened(
        study: CodedStudy | None = None, *, language: str = "en", width: int = 1280, colors: str = "light"
    ) -> Page:
        file = tmp_path / f"{language}.html"
        export(study or shipped, file, language=language, date=datetime.date(2026, 11, 23))
        page = browser.new_page(
            viewport={"width": width, "height": 800}, color_scheme="dark" if colors == "dark" else "light"
        )
        page.on("console", lambda message: complaints.append(message.text))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: complaints.extend([] if request.url == file.as_uri() else [request.url]))
        page.goto(file.as_uri())
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert complaints == []
