"""Which labels are speakers, who asks, and where the turns lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from interview_coder.readers import read_transcript
from interview_coder.transcript import Role, Transcript


def read(folder: Path, text: str, *, interviewers: Sequence[str] = (), speakers: Sequence[str] = ()) -> Transcript:
    path = folder / "P01.txt"
    path.write_text(text, encoding="utf-8")
    return read_transcript(path, interviewers=interviewers, speakers=speakers)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns]


def who_asks(transcript: Transcript) -> set[str]:
    return {turn.speaker for turn in transcript.turns if turn.role is Role.INTERVIEWER}


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Q:", "A:"),
        ("I:", "R:"),
        ("问：", "答："),
        ("Q1:", "A1:"),
        ("Interviewer:", "Respondent:"),
        ("INTERVIEWER:", "PARTICIPANT:"),
        ("Interviewer 2:", "Mr. Luo:"),
        ("Moderator:", "P01-F-45:"),
        ("访谈者：", "受访者1（副院长）："),
        ("访谈者甲：", "周主任："),
        ("**Interviewer:**", "**Dean Li:**"),
        ("Interviewer (Zhang):", "Vice Dean:"),
        ("Zhang (interviewer):", "Interviewee:"),
        ("[00:12:31] Interviewer:", "[00:12:40] Li:"),
        ("1. Interviewer:", "2. Li:"),
        ("Question:", "Answer:"),
        ("问题：", "回答："),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_speakers_of_one_question_and_one_answer_are_found(
    tmp_path: Path, asks: str, answers: str, between: str
) -> None:
    transcript = read(tmp_path, f"{asks} How is it?{between}{answers} It is fine.\n")
    assert [words for _, words in said(transcript)] == ["How is it?", "It is fine."]
    assert [turn.role for turn in transcript.turns] == [Role.INTERVIEWER, Role.RESPONDENT]
    assert [turn.number for turn in transcript.turns] == [1, 2]
    assert transcript.notes == ()


def test_speakers_are_no_parts_of_sentences_even_where_they_recur(tmp_path: Path) -> None:
    answer = (
        "There are three problems: money.\n\nThere are three problems: time.\n\nHe told me: no way.\n\n"
        "He told me: never.\n\nNote: recorded by phone.\n\nNote: the line was bad.\n\n"
        "For example: a firm.\n\nFor example: a school.\n\n"
        "The main reason: nobody asks.\n\nStep 1: apply.\n\nStep 2: wait.\n\nhttp://example.org\n\n12:30 lunch\n\n"
        "比如说：经费。\n\n比如说：人手。\n\n他跟我讲：不行。\n\n他跟我讲：不行。\n\n校长说：等。\n\n校长说：再等。\n\n第一：钱。\n\n"
        "第二：人。\n\n一是：钱。\n\n一是：钱。\n\n问题是：没人管。\n\n问题是：没人管。\n\n备注：笑。\n\n备注：笑。"
    )
    transcript = read(tmp_path, f"Interviewer: How is it?\n\nDean Li: {answer}\n\nInterviewer: And?\n\nDean Li: Yes.\n")
    assert said(transcript)[1] == ("Dean Li", answer)
    assert len(transcript.turns) == 4
    assert transcript.notes == ()


def test_speakers_of_a_text_without_labels_are_one_without_a_name(tmp_path: Path) -> None:
    text = "I came here in 1998.\n\nThere are three problems: money.\n\nNote: a\n\nNote: b\n\n12:30 lunch\n\n12:40 end"
    transcript = read(tmp_path, f"\n{text}\n")
    assert said(transcript) == [("", text)]
    assert transcript.turns[0].role is Role.RESPONDENT
    assert transcript.notes == ("no speaker labels found: read as one speaker without a name",)


def test_speakers_by_name_count_when_they_recur(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Tim Smith: a\n\nAnn Lee: b\n\nTim Smith: c\n\nAnn Lee: d\n\ne")
    assert said(transcript) == [("Tim Smith", "a"), ("Ann Lee", "b"), ("Tim Smith", "c"), ("Ann Lee", "d\n\ne")]
    assert transcript.notes == (
        "no interviewer recognised among Tim Smith, Ann Lee; declare `interviewers:` in the codebook",
    )


def test_speakers_seen_but_not_taken_are_noted(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Interviewer: a?\n\nDean Li: b.\n\nBob Ray: c.\n\nInterviewer: d?\n\nDean Li: e.")
    assert said(transcript)[1] == ("Dean Li", "b.\n\nBob Ray: c.")
    assert transcript.notes == ("not taken as speakers: Bob Ray (1); declare those who are",)
    inside = read(tmp_path, "Interviewer: a?\n\nDean Li: b.\nAnn: x\nBob: y\nAnn: z\n\nInterviewer: d?\n\nDean Li: e.")
    assert inside.notes == ("not taken as speakers: Ann (2); declare those who are",)


def test_speakers_declared_count_whatever_they_look_like(tmp_path: Path) -> None:
    text = "Tim: a?\n\nthe man with the hat, standing: b.\n\nTim: c?\n\nNote: d."
    transcript = read(tmp_path, text, interviewers=["TIM"], speakers=["The man with the hat, standing", "note"])
    assert said(transcript) == [("Tim", "a?"), ("the man with the hat, standing", "b."), ("Tim", "c?"), ("Note", "d.")]
    assert who_asks(transcript) == {"Tim"}


def test_speakers_declared_as_interviewers_replace_the_usual_ones(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Q: a?\n\nA: b.", interviewers=["Interviewer"])
    assert who_asks(transcript) == set()
    assert transcript.notes == ("no interviewer recognised among Q, A; declare `interviewers:` in the codebook",)


@pytest.mark.parametrize(
    "declared", ["Interviewer", "interviewer 2", "Interviewer 2 (Li)", "ｉｎｔｅｒｖｉｅｗｅｒ", "Li"]
)
def test_speakers_are_matched_without_case_width_number_and_brackets(tmp_path: Path, declared: str) -> None:
    transcript = read(tmp_path, "Interviewer 2 (Li): a?\n\nTim Smith: b.", interviewers=[declared])
    assert who_asks(transcript) == {"Interviewer 2 (Li)"}


def test_speakers_of_one_number_each_are_people_but_numbered_questions_are_not(tmp_path: Path) -> None:
    group = read(tmp_path, "Moderator: a?\n\nP1: b.\n\nP2: c.\n\nP3: d.")
    assert [speaker for speaker, _ in said(group)] == ["Moderator", "P1", "P2", "P3"]
    survey = read(tmp_path, "Q1: a?\n\nA1: b.\n\nQ2: c?\n\nA2: d.")
    assert [speaker for speaker, _ in said(survey)] == ["Q", "A", "Q", "A"]


def test_speakers_have_one_spelling(tmp_path: Path) -> None:
    text = "Interviewer: a?\n\nLi (dean): b.\n\nINTERVIEWER: c?\n\nLi: d.\n\nGuest (clerk): e.\n\nGuest (head): f."
    names = [speaker for speaker, _ in said(read(tmp_path, text))]
    assert names == ["Interviewer", "Li", "Interviewer", "Li", "Guest (clerk)", "Guest (head)"]


def test_speakers_are_labelled_the_way_the_file_labels_them(tmp_path: Path) -> None:
    answer = "Dean: two.\nTeachers: x.\nStudents: y."
    lists = f"Interviewer: a?\n\n{answer}\n\nInterviewer: b?\n\n{answer}"
    assert [speaker for speaker, _ in said(read(tmp_path, lists))] == ["Interviewer", "Dean"] * 2
    bold = "**Tim:** a\n\n**Ann:** b\n\nFirms: x\n\n**Tim:** c\n\n**Ann:** d\n\nFirms: y\n\n**Bob:** e"
    assert [speaker for speaker, _ in said(read(tmp_path, bold))] == ["Tim", "Ann", "Tim", "Ann", "Bob"]
    plain = "Tim: a\n\nAnn: b\n\n**Chengdu:** x\n\nTim: c\n\nAnn: d\n\n**Chengdu:** y"
    assert [speaker for speaker, _ in said(read(tmp_path, plain))] == ["Tim", "Ann", "Tim", "Ann"]
    pages = "Tim: a\n\nAnn: b\n\nTim: c\n\nAnn: d\n\nTim: e\n\n- Tim: f\n\nAnn: g\nPage 2\nTim: h"
    assert [words for _, words in said(read(tmp_path, pages))][-3:] == ["e\n\n- Tim: f", "g\nPage 2", "h"]
    lower = "interviewer: a\n\nbob: b\n\nalice: c\n\nbob: d\n\nalice: e"
    assert [speaker for speaker, _ in said(read(tmp_path, lower))] == ["interviewer", "bob", "alice", "bob", "alice"]


def test_speakers_on_lines_of_their_own_with_a_time(tmp_path: Path) -> None:
    transcript = read(
        tmp_path, "Tim Smith  0:02\nHello.\n\nAnn Lee  0:05\nHi.\n\nTim Smith  1:00:09\nSo?\n\nBob Ray 1:01:00\nNo."
    )
    assert said(transcript) == [("Tim Smith", "Hello."), ("Ann Lee", "Hi."), ("Tim Smith", "So?"), ("Bob Ray", "No.")]
    assert [mark.seconds for mark in transcript.times] == [2, 5, 3609, 3660]


def test_speakers_do_not_arise_from_lists_in_a_monologue(tmp_path: Path) -> None:
    story = "I came here in 1998 and stayed. " * 20
    text = f"{story}\n\nFirms: few.\n\nSchools: many.\n\nFirms: poor.\n\nSchools: poor."
    assert [speaker for speaker, _ in said(read(tmp_path, text))] == [""]
    assert read(tmp_path, text).notes[0] == "not taken as speakers: Firms (2), Schools (2); declare those who are"
    roman = "I: first of all.\n\nII: then.\n\nIII: at last."
    assert [speaker for speaker, _ in said(read(tmp_path, roman))] == [""]


@pytest.mark.parametrize(
    "head",
    [
        "Interview with Dean Li\n\n",
        "Interview with Dean Li: Part one\n\n",
        "Date: 4 May\nPlace: Chengdu\nInterviewer: Zhang\nRespondent: Li\n\n",
        "访谈记录\n时间：2021年4月\n地点：成都\n访谈者：张三\n受访者：李四\n\n",
        "Interviewer: Zhang\n\nDate: 4 May\n\n",
    ],
)
def test_speakers_do_not_say_the_head_of_the_file(tmp_path: Path, head: str) -> None:
    transcript = read(tmp_path, f"{head}Interviewer: How is it?\n\nRespondent: Fine.\n\nDate: we never had one.")
    assert said(transcript) == [("Interviewer", "How is it?"), ("Respondent", "Fine.\n\nDate: we never had one.")]
    assert transcript.notes == (f"left out: {len(head.strip())} characters before the first speaker",)


def test_speakers_without_words_have_no_turn_but_a_note(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Q: a?\n\nA:\n\nQ: \n\nA: b.")
    assert said(transcript) == [("Q", "a?"), ("A", "b.")]
    assert [turn.number for turn in transcript.turns] == [1, 2]
    assert transcript.notes == ("left out: labels without words: A (1), Q (1)",)


def test_speakers_who_only_ask_are_noted(tmp_path: Path) -> None:
    assert read(tmp_path, "Interviewer: a?\n\nInterviewer: b?").notes == ("only interviewers speak: nothing to code",)


def test_speakers_alone_count_from_the_third_time(tmp_path: Path) -> None:
    once_more = "Dean Li: a.\n\nb?\n\n"
    assert [speaker for speaker, _ in said(read(tmp_path, once_more * 2))] == [""]
    assert [speaker for speaker, _ in said(read(tmp_path, once_more * 3))] == ["Dean Li"] * 3


@pytest.mark.parametrize(
    "label", ["Respondent", "Participant 7", "Speaker", "答", "受访者乙", "发言人3", "Q", "主持人", "Answer", "Bob"]
)
def test_speakers_with_usual_labels_need_no_second_time(tmp_path: Path, label: str) -> None:
    text = f"Interviewer: a?\n\nDean Li: b.\n\nInterviewer: c?\n\nDean Li: d.\n\n{label}: e."
    usual = label not in ("Speaker", "Answer", "Bob")  # a word of other uses, and a name
    assert (label in {turn.speaker for turn in read(tmp_path, text).turns}) is usual


@pytest.mark.parametrize(
    ("label", "times", "taken"),
    [
        ("alpha beta gamma delta epsilon zeta", 3, True),
        ("One Two Three Four Five Six Seven", 9, False),
        ("四川职业技术学院机械系副主任张", 3, True),
        ("四川职业技术学院机械系副主任张三", 9, False),
        ("Vice dean", 2, False),
        ("Vice dean", 3, True),
        ("Vice Dean", 2, True),
        ("校企合作处处长王强国", 2, False),
        ("校企合作处处长王强", 2, False),
        ("校企合作处处长王强", 3, True),
        ("校企合作处长王强", 2, True),
        ("Director of Studies", 2, True),
        ("Mr. A. B. Wang", 2, True),
        ("Wang. Li", 9, False),
        ("Wang, Li", 9, False),
        ("12", 9, False),
    ],
)
def test_speakers_by_name_need_a_form_and_a_number(tmp_path: Path, label: str, times: int, taken: bool) -> None:
    transcript = read(tmp_path, f"Interviewer: a?\n\nRespondent: b.\n\n{label}: c.\n\n" * times)
    assert (label in {turn.speaker for turn in transcript.turns}) is taken


def test_speakers_times_stand_where_their_words_begin(tmp_path: Path) -> None:
    text = "[00:00:05] Q: a?\n[00:00:09]\nA: b.\n\n[00:00:07] And c.\n\n[00:00:07] And d.\n"
    transcript = read(tmp_path, text)
    assert said(transcript) == [("Q", "a?"), ("A", "b.\n\n[00:00:07] And c.\n\n[00:00:07] And d.")]
    assert [(text[mark.position :][:4], mark.seconds) for mark in transcript.times] == [
        ("a?\n[", 5),
        ("b.\n\n", 9),
        ("[00:", 7),
        ("[00:", 7),
    ]
    assert transcript.notes == ("the time runs backwards at 1 place",)


def test_speakers_and_times_of_markdown_with_escaped_brackets(tmp_path: Path) -> None:
    text = (
        "**Tim Smith:** \\[01:46\\] Describing it.\n\nMore.\n\n**Jason Snell:** Well.\n\n\\[04:08\\] And then.\n\n"
        "**Tim Smith:** A lot\\[laughs\\].\n\n**Jason Snell:** Yes.\n\n**Break:** \\[11:37\\]\n\n**Tim Smith:** So.\n"
    )
    transcript = read(tmp_path, text, interviewers=["Tim Smith"])
    assert said(transcript) == [
        ("Tim Smith", "Describing it.\n\nMore."),
        ("Jason Snell", "Well.\n\n\\[04:08\\] And then."),
        ("Tim Smith", "A lot\\[laughs\\]."),
        ("Jason Snell", "Yes."),
        ("Tim Smith", "So."),
    ]
    assert [mark.seconds for mark in transcript.times] == [106, 248, 697]
    assert transcript.notes == ("left out: labels without words: Break (1)",)
