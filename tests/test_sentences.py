"""Where sentences end; `|` marks a border in the examples and in the passages of tests/data."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.sentences import sentence_spans

DATA = Path(__file__).parent / "data"
JOINTS = {"en": " ", "zh": ""}


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def check(marked: str) -> None:
    assert cut(marked.replace("|", "")) == [sentence.strip() for sentence in marked.split("|")]


@pytest.mark.parametrize(
    "marked",
    [
        "We asked.| Nobody came!| Why?| Who knows.",
        "Really?!| You signed it!!!| Hm.",
        "Well, no.| Not me.",
        "good food.| bad chairs.| would come again",
        "what now?| nobody knew.",
        "We left.|Then it rained.|What?|Then we left.",
    ],
)
def test_sentences_end_at_terminators(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Dr. Li and Prof. Wang met Capt. Jones at St. Mary's.",
        "We teach welding, i.e. metal, e.g. steel, vs. wood.",
        "Approx. forty came, cf. Smith et al. (2019), vol. 3, p. 12.",
        "She was born on Jan. 5 and left in Sept. last year.",
        "Mr. So, Ms. He and Dr. They came.",
        "J. R. Smith signed for Huawei Co. of Shenzhen.",
        "It is in section 2.1.3 and costs 3.5 million.",
        "It is No. 5 on the list.| No.| Students never did that.",
        "Mail report.docx to me@example.org or see www.example.org/a?Id=5 first.",
        "So did Albert I. Jones, you and I.| Did you?",
    ],
)
def test_sentences_run_on_over_abbreviations_and_numbers(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Rent, food, etc.| They pay.| Rent, food, etc. are paid.",
        "We stop at 5 p.m.| Nobody stays.| We stop at 5 p.m. sharp.",
        "He left the U.S.| He came back.| The U.S. Department of Labor paid.",
        "She has a Ph.D.| We have none.",
        "It was Tencent Inc.| They pay.",
        "We like College A.| Students do too.",
    ],
)
def test_sentences_end_after_abbreviation_if_next_word_begins_one(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked", ["In the U.S. I worked nights.", "At 5 p.m. Peter left.", "At 5 p.m. Monday it shut."]
)
def test_sentences_run_on_after_opening_phrase(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "1. First, money.| 2. Second, people.",
        "Three points: 1. Money is short.| 2. Time is short.",
        "• 9. The ninth.| • 10. The tenth.",
        "Q. And then?| A. Nothing.",
        "1.资金不够。|2.人不够。",
        "主要两点：1. 资金。|2. 人员。",
        "They won 4.| We won 2.",
    ],
)
def test_sentences_keep_list_numbers(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "We waited... and waited… and left.",
        "I don't know...| The roof leaks.",
        "We went to... Chengdu and... I forget.",
        "We went to...| Then it rained...| Peter stayed.",
        "...and then we left.| Good.",
        "No . . . not yet . . .| We wait.",
        "这个嘛……我说不清。|真的。",
        "他说：“再等等……”|我走了。",
        "“这个……”他不说了。",
    ],
)
def test_sentences_end_at_ellipsis_only_before_new_start(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        '"Why not?" she asked.| Nobody spoke.',
        '"Why not?" I asked.| "Stop!" Peter said.',
        'He said, "No."| Then he left.',
        "He said, “Why?”| And left.",
        "'Why?' he asked.| 'Because.'",
        'They wrote "closed." and left.',
    ],
)
def test_sentences_keep_quoted_words_with_their_reporting_clause(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "他说：“没钱。|你自己想办法。”|我走了。",
        "“你们大胆探索。”他说。|结果呢？",
        "“你来。|马上来。”他说。|我去了.",
        "“没钱.”他说.|我走了.",
        "他说：“没钱。”|我说，那怎么办？",
        "他回了一句：“知道了。”就挂了。",
        "“你们大胆探索。”|这话谁都会说。",
        "“行吗？”我问他，他不吭声。|算了。",
        "他那句“怎么办？”我记得。|真的。",
        "“为什么是我们？”的问题没人答。",
        "“钱呢？”，没人答。",
        "「行。」他说。|『好。』|我走了。",
        '他说"不行。"|我说"那怎么办？"|他不说话了。',
        "我们去看《摔跤吧！爸爸》好吗？|好！",
    ],
)
def test_sentences_chinese_quotes(marked: str) -> None:
    check(marked)


def test_sentences_straight_quotes_face_afresh_after_blank_line() -> None:
    assert cut('他说"不行。\n \n他说"好。"我说"行。"') == ['他说"不行。', '他说"好。"', '我说"行。"']


@pytest.mark.parametrize(
    "marked",
    [
        "今年投了3.5亿元，用的ERP 2.0。|明年呢？",
        "真的吗？！|我不信。。。|唉……。",
        "没有人；没有钱；没有地方。|就这样。",
        "为什么?|因为没人管!|没有钱.|就这样.",
        "为什么?|等等我!",
        "他是主任（？）吧。",
        "用的是U.S.标准，Mr.李知道。",
    ],
)
def test_sentences_chinese_terminators(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "I don't know.| 我真的不知道。|You tell me.| 行不行？",
        "He said OK.|然后就签了。|Then we signed.",
        "Mr. Zhang said 没有钱。| We left.",
    ],
)
def test_sentences_mixed_scripts(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "It was fine. [laughs]| I mean it. (pause) (coughs)| Yes.",
        "我们很支持。（笑）|但是没钱。（停顿）",
        "It was bad.| [inaudible] was there.| (laughs) and so on.",
        "要落实。|（三）加强领导。",
        "We left.| (b) They stayed.",
        "The mayor -- the deputy -- came — late.",
        "We sold it (can you believe it?) Monday.| (Nobody knew.)| Fine.",
    ],
)
def test_sentences_transcript_marks(marked: str) -> None:
    check(marked)


def test_sentences_end_at_blank_lines_only() -> None:
    assert cut(" one\ntwo \n \t\nthree\nfour\n\n\n5. Five\n") == ["one\ntwo", "three\nfour", "5. Five"]


def test_sentences_of_wrapped_lines() -> None:
    assert cut("We left. It\nrained.\nWe\nstayed.") == ["We left.", "It\nrained.", "We\nstayed."]


@pytest.mark.parametrize("text", ["", " \n\n ", "\u3000"])
def test_sentences_of_nothing(text: str) -> None:
    assert sentence_spans(text) == []


def inner_borders(sentences: list[str]) -> set[int]:
    """Return how many non-space characters stand before each inner sentence end."""
    lengths = [len("".join(sentence.split())) for sentence in sentences]
    return {sum(lengths[:count]) for count in range(1, len(lengths))}


def precision_and_recall(name: str, language: str) -> tuple[float, float]:
    """Return both for the inner borders of the passages in one file."""
    joint = JOINTS[language]
    found = right = wanted = 0
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        sentences = line.split(joint + "|" + joint)
        borders, gold = inner_borders(cut(joint.join(sentences))), inner_borders(sentences)
        found, right, wanted = found + len(borders), right + len(borders & gold), wanted + len(gold)
    return right / found, right / wanted


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", ["dev", "heldout"])
def test_sentences_precision_and_recall(language: str, part: str) -> None:
    """`pytest tests/test_sentences.py -s -k recall` prints the figures; never tune on the held-out part."""
    precision, recall = precision_and_recall(f"sentences-{language}-{part}.txt", language)
    print(f"\n{language} {part}: precision {precision:.3f}, recall {recall:.3f}")
    assert min(precision, recall) >= 0.95


PIECES = st.sampled_from(
    [
        *" \n\t\u3000.!?…。！？，：;-—\"'“”’「」（）()[]《》aBI15钱说",
        "etc",
        "Dr",
        "U.S.",
        "……",
        "\n\n",
        "（笑）",
        "[laughs]",
        "我说",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=40)


@given(TEXTS)
def test_sentences_tile_their_text(text: str) -> None:
    position = 0
    for start, end in sentence_spans(text):
        assert text[position:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        position = end
    assert text[position:].strip() == ""


@given(TEXTS, TEXTS)
def test_sentences_are_cut_alike_on_both_sides_of_blank_line(before: str, after: str) -> None:
    assert cut(before + "\n\n" + after) == cut(before) + cut(after)
