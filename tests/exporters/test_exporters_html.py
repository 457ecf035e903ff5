from __future__ import annotations

import dataclasses
import datetime
import re

import pytest
from hypothesis import given, settings

from interview_coder.codebook import Example, LocalText, Rule
from interview_coder.coding import Verdict
from interview_coder.exporters.document import Paragraph
from interview_coder.exporters.html import is_own
from interview_coder.exporters.rendering import Wishes
from interview_coder.exporters.report import report
from interview_coder.query import Term
from interview_coder.study import CodedStudy
from tests.exporters.pages import coding, make_study, make_text, overlapping, page, parsed, rendered
from tests.factories import make_coding, studies
from tests.factories import make_study as make_counts

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script><!-- </style> javascript:alert(1) \x00\x1b[31m'


def hostile() -> CodedStudy:
    """Make a study in which every text is an attack."""
    text = dataclasses.replace(make_text(HOSTILE, "Q", f"A {HOSTILE} b", **{HOSTILE: HOSTILE}), language="en")
    made = dataclasses.replace(
        coding(text, HOSTILE, HOSTILE, "img"), memos=(HOSTILE,), reasons=(HOSTILE,), coder=HOSTILE, rule=HOSTILE
    )
    study = make_study(text, codings=(made,))
    words = LocalText({"": HOSTILE})
    code = dataclasses.replace(
        study.codebook.codes[0],
        name=words,
        definition=words,
        include=words,
        addressed_by=(words,),
        color="red}</style><script>alert(1)</script>",
        rules=(Rule(f"{HOSTILE}.rules[0]", HOSTILE, Term("money"), 1),),
        examples=(Example(HOSTILE),),
    )
    book = dataclasses.replace(study.codebook, title=words, codes=(code, *study.codebook.codes[1:]))
    return dataclasses.replace(study, codebook=book)


def test_html_shows_overlapping_codes_within_each_other() -> None:
    """`no money` is in all three, `at all.` in two, ` It never` in one."""
    passages = page(overlapping()).xpath("//u")
    shown = [(u.xpath("string(mark)"), len(u.xpath(".//mark"))) for u in passages]
    assert shown == [("No, there is ", 1), ("no money", 3), (" at all.", 2), (" It never", 1)]
    assert page(overlapping()).xpath("string(//u[2]/mark//b)") == "no money"


def test_html_numbers_codes_where_their_passage_ends() -> None:
    ends = [[a.text for a in u.xpath("a")] for u in page(overlapping()).xpath("//u")]
    assert ends == [[], ["2"], ["1"], ["1.1"]]


def test_html_says_why_with_every_piece_of_a_passage() -> None:
    reasons = page(overlapping()).xpath("//u[2]/small/i")
    assert [" ".join(reason.text_content().split()) for reason in reasons] == [
        "1 Too little suggested by rules[0]: “no money”",
        "1.1 late accepted by a coder rules[0]: “never”",
        "2 people disputed by coders rules[0]",
    ]


def test_html_keeps_every_word_of_the_turns() -> None:
    study = overlapping()
    found = page(study)
    for reason in found.xpath("//u/small | //u/a"):
        reason.drop_tree()
    turns = [turn.text_content() for turn in found.xpath("//article//*[contains(@class, 'x')]")]
    (text,) = study.material
    assert turns == [text.quote(turn.start, turn.end) for turn in text.turns]


def test_html_links_quotes_and_places_both_ways() -> None:
    found = page(overlapping())
    quotes = found.xpath("//blockquote")
    assert [quote.get("id") for quote in quotes] == ["q1", "q2", "q3"]
    for quote in quotes:
        place = quote.xpath(".//a/@href")[0].removeprefix("#")
        (passage,) = found.xpath(f"//u[@id='{place}']")
        assert quote.xpath("string(p)").startswith(passage.xpath("string(mark)"))
    assert [link for link in found.xpath("//u/a/@href") if link.startswith("#q")] == ["#q3", "#q2", "#q1"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_html_leads_nowhere_but_into_itself(language: str) -> None:
    found = page(overlapping(), language)
    targets, ids = set(found.xpath("//@href")), found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target.removeprefix("#") for target in targets} <= set(ids)
    assert not found.xpath("//@src | //script | //link | //iframe | //object | //img")


def test_html_speaks_the_language_asked_for() -> None:
    english, chinese = page(overlapping()), page(overlapping(), "zh")
    assert (english.get("lang"), chinese.get("lang")) == ("en", "zh-CN")
    assert "钱少" in chinese.xpath("string(//*[@id='themes'])")
    assert "访谈文本" in chinese.xpath("string(//nav)")
    assert chinese.xpath("//article//@lang") == ["en", *["zh"] * 4]


def test_html_tells_accepted_from_suggested_and_disputed() -> None:
    text = make_text()
    study = make_study(text, codings=(coding(text, "money", "No, there is no money at all.", status=Verdict.REJECTED),))
    cards = page(overlapping()).xpath("//dl[@class='cards']//dd/text()")
    assert cards == ["1", "1", "1", "0", "0"]
    assert page(study).xpath("//dl[@class='cards']//dd/text()") == ["0", "0", "0", "0", "1"]
    assert not page(study).xpath("//u | //blockquote")


def test_html_has_the_numbers_behind_its_charts() -> None:
    found = page(overlapping())
    heat = found.xpath("//table[contains(@class, 'matrix')]//tr[contains(@class, 'iv')]")
    assert [cell.text_content() for cell in heat[0]] == ["P01", "2", "1", "1"]
    assert all(chart.xpath("title/text()") and chart.xpath("desc/text()") for chart in found.xpath("//svg[@role]"))
    assert found.xpath("string(//svg[@id='line1']/desc)") or found.xpath("string(//*[@id='line1-desc'])")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_html_lets_no_text_act(language: str) -> None:
    """The page has the elements of one with harmless texts, and the same rules may load or run nothing."""
    result = rendered(hostile(), language)
    found = parsed(result)
    assert {element.tag for element in found.iter() if isinstance(element.tag, str)} <= {
        *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section", "article"),
        *("h1", "h2", "h3", "h4", "p", "a", "b", "i", "u", "small", "strong", "cite", "mark", "div", "span", "form"),
        *("label", "input", "select", "option", "table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt"),
        *("dd", "ul", "li", "details", "summary", "code", "blockquote", "svg", "desc", "rect", "path", "polyline"),
        *("text", "br"),
    }
    assert not [name for name in found.xpath("//@*/..") if any(key.startswith("on") for key in name.attrib)]
    assert all(target.startswith("#") for target in found.xpath("//@href"))
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "script" not in found.xpath("string(//style)")
    assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", result.data.decode()) is None
    assert result.notes[0].startswith("characters that HTML cannot hold, written as \ufffd: ")


def test_html_is_the_same_bytes_and_knows_itself() -> None:
    data = rendered(overlapping()).data
    assert data == rendered(overlapping()).data
    assert is_own(data)
    assert not is_own(data.replace(b"money", b"honey", 1))
    assert not is_own(b"<html></html>")


def test_html_offers_attributes_that_part_the_interviews() -> None:
    texts = [make_text(f"P{n}", region="ab"[n % 2], name=f"N{n}", note="x" if n == 1 else "") for n in range(1, 5)]
    study = make_study(*texts, codings=tuple(coding(text, "money", "no money") for text in texts))
    found = page(study)
    assert found.xpath("//form//select/@id") == ["code", "standing", "by0"]
    assert found.xpath("//select[@id='by0']/option/text()") == ["all", "a", "b"]
    assert [each.get("class").split()[1] for each in found.xpath("//article")] == ["a0v1", "a0v0", "a0v1", "a0v0"]


def test_html_joins_the_lines_of_subtitles() -> None:
    text = make_text("P01", "Q", "There is\nno money.\n\nNever.")
    study = make_study(text, codings=(coding(text, "money", "There is\nno money."),))
    assert page(study).xpath("string(//u/mark)") == "There is no money."


def test_html_does_without_the_text_and_without_codings() -> None:
    found = page(make_counts(make_coding("money"), make_coding("money", "P02")))
    assert "The text of this interview is not at hand." in found.xpath("string(//article[1])")
    assert page(make_counts(codes=["money"])).xpath("//*[@id='overview']")


@settings(max_examples=5)
@given(studies())
def test_html_shows_any_study(study: CodedStudy) -> None:
    found = page(study, "zh")
    counted = sum(coding.status is not Verdict.REJECTED for coding in study.codings)
    shown = sum(int(number) for number in found.xpath("//dl[@class='cards']//dd/text()")[:4])
    assert shown == counted


@pytest.mark.parametrize(
    ("language", "reached"),
    [("en", "reached after 7 + 2 interviews (ratio 0.0%)."), ("zh", "第7+2份访谈后达到饱和（占比0.0%）。")],
)
def test_html_says_of_saturation_what_the_report_says(language: str, reached: str) -> None:
    """A code is new in the first four interviews, the sixth and the seventh, and none in the two after it."""
    codes = {"P01": "a", "P02": "b", "P03": "c", "P04": "d", "P05": "a", "P06": "e", "P07": "f", "P08": "a", "P09": "b"}
    study = make_counts(*(make_coding(code, id) for id, code in codes.items()))
    written = report(study, Wishes(language, datetime.date(2026, 11, 23)))
    said = [block.text for block in written.blocks if isinstance(block, Paragraph)]
    rule = next(at for at, text in enumerate(said) if text.endswith(reached))
    (shown,) = page(study, language).xpath("//p[contains(., 'Guest')]")
    assert [text in shown.text_content() for text in said[rule - 1 : rule + 1]] == [True, True]
