"""Codebooks for tests, as they are written in a file: any that the reader takes."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from interview_coder.codebook_schema import CodebookFields, CodeFields
from interview_coder.passages import Unit

# What a parser could take for something else, a spreadsheet for a formula, a page for markup.
NASTY = (
    *(" a\nb", "a\nb\n", "\n", " ", "word  " * 30 + "end"),
    *("no", "yes", "~", "null", "010", "0x1F", "1e3", "12:30", "2024-01-02", ".inf", "1_000", "true", "=", "<<"),
    *(
        "=1+1",
        "'=1+1",
        "+1",
        "-x",
        "@a",
        "- a",
        "• a",
        "• a\n  b",
        "a; b",
        "a。；b。",
        "'",
        '"',
        '"a" OR b',
        "a: b",
        "a #b",
    ),
    *("# a", "a:", "{a}", "[a, b]", "[Q] a", "[en] a", "[] a", "[Q] a\n[A] b", "a\n b", "a\n\nb", "a\n\tb", "a  b"),
    *("[Include]\na", "\\[Include]", "[$x]", "_x0041_", "_x005F_", "<script>alert(1)</script>", "&amp;", "*a", "!a"),
    *(
        "经费不足。",
        "a，b：c",
        "他说“没钱”；我们也没有。",
        "𠮷",
        "a\u3000b",
        "\\",
        "a\\nb",
        "x" * 130,
        "word " * 40 + "end",
        "中" * 90,
    ),
)
RULES = ("money", "fund* OR budget", '"not enough" NEAR/5 money', "经费 NEAR/8 (不足 OR 不够)", "$cash AND no")

IDS = ("money", "late", "no", "1", "经费", "policy-system", "Ünlü", "a_b", "x" * 90, "😀")

_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff", include_characters="\n\t"
)
_HIDDEN = re.compile("[\n\t\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LANGUAGES: tuple[list[str], ...] = ([], [], [""], [""], ["en", "zh"], ["zh"], ["", "pt-BR"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a text that says something and has no white space around it."""
    free = draw(st.booleans())
    return draw(st.text(_CHARACTERS, max_size=12) if free else st.sampled_from(NASTY)).strip() or "text"


@st.composite
def in_languages(draw: st.DrawFn) -> dict[str, str]:
    """Draw a text without a language, in one or two, or none at all."""
    return {language: draw(texts()) for language in draw(st.sampled_from(_LANGUAGES))}


@st.composite
def names(draw: st.DrawFn) -> dict[str, str]:
    """Draw a name: nothing hidden in it, and not too long."""
    return {language: _HIDDEN.sub("", text)[:200].strip() or "name" for language, text in draw(in_languages()).items()}


@st.composite
def examples(draw: st.DrawFn) -> dict[str, str]:
    """Draw an example, with a question now and then."""
    return {"text": draw(texts()), "question": draw(texts()) if draw(st.booleans()) else ""}


@st.composite
def codes(draw: st.DrawFn, levels: int) -> dict[str, CodeFields]:
    """Draw codes of so many levels; no name only repeats its id."""
    found = {}
    for id in draw(st.lists(st.sampled_from(IDS), min_size=levels - 1, max_size=2, unique=True)):
        # No two codes beside each other have one name.
        name = {language: f"{text[:100]} {id}" for language, text in draw(names()).items()}
        found[id] = CodeFields.model_validate(
            {
                "name": {} if name == {"": id} else name,
                "color": draw(st.sampled_from(["", "#d95f02", "#FFFFFF"])),
                **{key: draw(in_languages()) for key in ("definition", "include", "memo", "retired")},
                **{key: draw(st.lists(st.sampled_from(RULES), max_size=2)) for key in ("rules", "unless")},
                "examples": draw(st.lists(examples(), max_size=2)),
                "counterexamples": draw(st.lists(examples(), max_size=1)),
                "addressed_by": [text for text in draw(st.lists(in_languages(), max_size=2)) if text],
                "codes": draw(codes(levels - 1)) if levels > 1 else {},
            }
        )
    return found


@st.composite
def codebooks(draw: st.DrawFn) -> CodebookFields:
    """Draw a codebook with a word list `cash`."""
    return CodebookFields(
        title=draw(names()),
        languages=draw(st.sampled_from([[], ["en"], ["zh", "en"]])),
        unit=draw(st.sampled_from(Unit)),
        interviewers=draw(st.lists(texts(), max_size=2)),
        lists={"cash": ["money", "fund*", "no", "资金"]},
        codes=draw(codes(2)),
    )
