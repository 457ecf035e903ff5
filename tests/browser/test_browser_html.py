"""The HTML report in headless Chromium, as its readers use it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Open
from tests.exporters.test_exporters_html import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE, DESK = 360, 1280


@pytest.mark.parametrize(("language", "width", "colors"), [("en", DESK, "light"), ("zh", PHONE, "dark")])
def test_browser_html_passes_axe(open_page: Open, language: str, width: int, colors: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs pip install -e '.[browser]'").Axe
    page = open_page(language=language, width=width, colors=colors)
    page.locator("details").evaluate_all("all => all.forEach(details => { details.open = true })")
    page.locator("u > a").first.focus()
    found = axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_browser_html_never_scrolls_sideways(open_page: Open, language: str) -> None:
    page = open_page(language=language, width=PHONE)
    for place in ("overview", "participants", "themes", "i1", "i11"):
        page.goto(f"{page.url.partition('#')[0]}#{place}")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def test_browser_html_leads_from_a_quote_to_its_place_and_back(open_page: Open) -> None:
    page = open_page()
    quote = page.locator("blockquote").nth(3)
    words = quote.locator("p").first.inner_text()
    quote.locator("a").click()
    place = page.locator(":target")
    assert place.locator("> mark").inner_text() == words
    place.locator(f"> a[href='#{quote.get_attribute('id')}']").click()
    assert page.locator(":target").get_attribute("id") == quote.get_attribute("id")


def test_browser_html_says_why_on_hover_and_by_keyboard(open_page: Open) -> None:
    page = open_page()
    passage = page.locator("#i1 u").first
    passage.scroll_into_view_if_needed()
    why = passage.locator("small")
    assert not why.is_visible()
    passage.locator("> mark").hover()
    assert why.is_visible()
    assert "suggested by rules[" in why.inner_text()
    page.mouse.move(0, 0)
    assert not why.is_visible()
    passage.locator("a").first.focus()
    assert why.is_visible()
    page.keyboard.press("Tab")
    assert passage.locator("a").nth(1).evaluate("link => link === document.activeElement")


def test_browser_html_shows_one_code_and_only_its_turns(open_page: Open) -> None:
    page = open_page()
    wanted = page.locator("#i1 .t:has(mark.c1)").count()
    page.select_option("#code", label="\u00a0\u00a01.1 No detail or guidance")
    tints = page.locator("#i1 mark:not(.c1)").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark).backgroundColor)"
    )
    assert set(tints) == {"rgba(0, 0, 0, 0)"}
    assert visible(page, "#i1 .t") > wanted
    page.check("#only")
    assert visible(page, "#i1 .t") == wanted > 0
    assert visible(page, "#i1 u > a") == page.locator("#i1 u > a.c1").count()


def test_browser_html_shows_the_interviews_with_an_attribute(open_page: Open) -> None:
    page = open_page()
    page.locator("label", has_text="Region").locator("select").select_option(label="Jiangsu")
    shown = page.locator("article").evaluate_all("all => all.filter(each => each.offsetParent).map(each => each.id)")
    assert shown == ["i4", "i9"]
    assert visible(page, ".matrix tr.iv") == 2


def test_browser_html_shows_what_coders_accepted(open_page: Open) -> None:
    page = open_page()
    page.select_option("#standing", label="accepted by a coder")
    page.check("#only")
    assert visible(page, "article") == visible(page, "blockquote") == 0
    page.select_option("#standing", label="suggested by a rule")
    assert visible(page, "article") == 11


def test_browser_html_lets_no_text_act(open_page: Open) -> None:
    """`open_page` notes requests, dialogs and refused scripts."""
    study = hostile()
    # What was exported was read from a file, and no file system has such a name.
    transcripts = [dataclasses.replace(transcript, file="A.txt") for transcript in study.transcripts]
    page = open_page(dataclasses.replace(study, transcripts=tuple(transcripts)))
    page.locator("u > mark").first.hover()
    assert page.locator("img, script").count() == 0


def test_browser_html_prints_all_but_the_controls(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print")
    assert not page.locator(".choose").is_visible()
    assert visible(page, "article") == 11
    assert visible(page, "u > small") == 0


def visible(page: Page, selector: str) -> int:
    """Count what can be seen of some elements."""
    return int(page.locator(selector).evaluate_all("all => all.filter(each => each.getClientRects().length).length"))
