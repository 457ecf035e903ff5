"""Texts that look a little like a conversation and are none: nobody in them becomes a speaker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.layouts import read_layout, told

PARAGRAPH = "We opened the school in 1998, with two teachers and no money. Nobody thought that it would last.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PARAGRAPH * 8, id="monologue"),
        pytest.param(
            f"Introduction\n\n{PARAGRAPH}Method\n\n{PARAGRAPH}Results\n\n{PARAGRAPH}Discussion\n\n{PARAGRAPH}"
            f"1. Money\n\n{PARAGRAPH}2. People\n\n{PARAGRAPH}Note: so far.\n\nSource: the office.\n\n",
            id="report",
        ),
        pytest.param(
            "Firm: a company that trains.\n\nSchool: a place to learn.\n\nPupil: someone who learns.\n\n"
            "Master: someone who teaches.",
            id="definitions",
        ),
        pytest.param(
            "Firm - a company that trains.\nSchool - a place to learn.\nPupil - someone who learns.\n"
            "Master - who teaches.",
            id="definitions with dashes",
        ),
        pytest.param(
            "Firm\tA company that trains.\nSchool\tA place to learn.\nPupil\tSomeone who learns.\nMaster\tWho teaches.",
            id="definitions with tabs",
        ),
        pytest.param(
            "9:00 Opening\nThe dean speaks.\n\n9:30 Coffee\nIn the hall.\n\n10:00 Talk\nRoom 3.\n\n"
            "12:30 Lunch\nIn the hall.\n",
            id="agenda",
        ),
        pytest.param(
            "09:00 – 09:30: Opening by the dean\n09:30 – 10:00: Coffee\n10:00 – 12:00: Talks\n12:00 – 13:00: Lunch\n",
            id="agenda with colons",
        ),
        pytest.param(
            "Opening 9:00\nThe dean speaks.\n\nCoffee 9:30\nIn the hall.\n\nTalk 10:00\nRoom 3.\n",
            id="agenda, time last",
        ),
        pytest.param("0:00 Intro\n2:30 The Firm\n5:00 The School\n9:10 The Money\n", id="chapters of a video"),
        pytest.param("Intro 0:00\nThe Firm 2:30\nThe School 5:00\nThe Money 9:10\n", id="chapters, time last"),
        pytest.param(
            "Monday - closed\nTuesday - open\nWednesday - open\nThursday - open\nFriday - open until noon\n",
            id="opening hours",
        ),
        pytest.param(
            "Yes. I did that for years.\n\nNo. Nobody asked us.\n\nYes. They came twice.\n\nNo. Never again.\n\n"
            "Yes. It was so.\n\nNo. That was it.\n",
            id="short sentences",
        ),
        pytest.param(
            "Well - I stayed.\n\nThen - nothing happened for years, and we all kept waiting for it.\n\n"
            "Well - it ended.\n\n"
            f"Then - so it goes.\n\n{PARAGRAPH * 6}",
            id="dashes in a monologue",
        ),
        pytest.param(
            f"{PARAGRAPH * 3}I – well, I stayed.\n\n{PARAGRAPH * 3}A – that is what they gave me.\n\n{PARAGRAPH}",
            id="single letters and dashes",
        ),
        pytest.param(
            "I. Money\n\nThere is none.\n\nII. People\n\nNone.\n\nIII. Time\n\nR. said so.\n", id="Roman numbers"
        ),
        pytest.param(
            "A. The first way\nB. The second way\nC. The third\nI. The last\nQ. None\nR. Both\n", id="options"
        ),
        pytest.param(
            f"EU funds came late.\n\nAI is no help.\n\n{PARAGRAPH * 3}EU rules changed.\n\nAI again.\n\n"
            f"{PARAGRAPH * 3}EU money ended.",
            id="abbreviations in capitals",
        ),
        pytest.param(
            "[00:00:05] Okay\nso we began.\n\n[00:01:00] The money came late, and then it did not come at all.\n\n"
            "[00:02:00] Right\nso we closed, and the teachers left one by one.\n\n"
            "[00:03:00] That was the end of it, more or less.\n",
            id="times in a monologue",
        ),
        pytest.param(
            "[laughs] It was so.\n\n[pause] We had none.\n\n[laughs] None at all.\n\n[pause] And so on.\n\n"
            "[laughs] Yes.\n",
            id="notes in brackets",
        ),
        pytest.param(
            "（笑）就是这样。\n\n（停顿）没有钱。\n\n（笑）一直没有。\n\n（停顿）后来也没有。\n\n（笑）对。\n",
            id="Chinese notes in brackets",
        ),
        pytest.param(
            "一、经费问题\n经费不足：没有钱。\n\n二、人员问题\n人员不足：没有人。\n\n三、建议\n加强领导：要重视。\n\n四、总结\n一句话：难。\n",
            id="Chinese report",
        ),
        pytest.param(
            "企业：培训学徒的公司。\n\n学校：学习的地方。\n\n学徒：学习的人。\n\n师傅：教学徒的人。\n",
            id="Chinese definitions",
        ),
        pytest.param(
            "Dear Dan,\n\nThank you for the talk.\n\nBest,\nAnn\n\nFrom: Dan\nTo: Ann\nSubject: the talk\n\n"
            "Hello Ann.\n\n"
            "From: Ann\nTo: Dan\nSubject: the talk\n\nHello Dan.\n",
            id="letters",
        ),
        pytest.param(
            "Firms    12    13\nSchools  4     5\nPupils   120   130\nTotal    136   148\n", id="columns of numbers"
        ),
        pytest.param(
            "- We had no money.\n- We had no people.\n- We had no time.\n- We had no rooms.\n", id="list with dashes"
        ),
        pytest.param("2019: the school opens.\n2020: it closes.\n2021: it opens.\n2022: it closes.\n", id="years"),
    ],
)
def test_no_speakers_in(tmp_path: Path, text: str) -> None:
    assert {turn[0] for turn in told(read_layout(tmp_path, text))} == {""}


@pytest.mark.parametrize(
    "answer",
    [
        "He said: no.\n\nI said: yes.\n\nHe said: no.",
        "We played it like this.\n\nHAMLET\nWho's there?\n\nGHOST\nIt is I.\n\nHAMLET\nStay!",
        "Like that: he goes Mother: no! and she goes Child: yes!",
        "We have:\n\n- Firms: few.\n- Schools: many.\n- Firms: poor.",
        "Monday - closed.\n\nTuesday - open.\n\nMonday - closed.\n\nTuesday - open.",
        "Q. E. D., as they say. A. Is a letter.",
        "They gave us a sheet:\n\nQ. Why?\n\nA. Because.",
        "I asked him [laughs] why. [Dean] Wang came.\n\n[Dean] Wang went.",
        "At 12:30 Dan: no. Then lunch\n12:45 and on.",
        "他问我：好吗？我说：不好。\n\n他问我：真的？我说：真的。",
        "制度：没有。\n\n人员：没有。\n\n总之：难。",
    ],
)
def test_no_speakers_in_an_answer(tmp_path: Path, answer: str) -> None:
    text = f"Interviewer: How is it?\n\nDean Li: {answer}\n\nInterviewer: And?\n\nDean Li: That is all.\n"
    assert [turn[0] for turn in told(read_layout(tmp_path, text))] == ["Interviewer", "Dean Li"] * 2
