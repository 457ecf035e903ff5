"""Layouts that people type: how they set speakers off from words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.layouts import Told, asked_and_answered, read_layout, told

NAMES = ("Interviewer", "Dean Li")


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        pytest.param(
            "Interviewer - How are you?\nDean Li - Fine, thanks.\nInterviewer - And the money?\n"
            "Dean Li - There is none.",
            asked_and_answered(*NAMES),
            id="dash",
        ),
        pytest.param(
            "INT – How are you?\n\nDR LI – Fine, thanks.\n\nINT – And the money?\n\nDR LI – There is none.",
            asked_and_answered("INT", "DR LI"),
            id="en dash",
        ),
        pytest.param(
            "访谈者——怎么样？\n李主任——还行。\n访谈者——钱呢？\n李主任——没有。",
            [
                ("访谈者", "I", "怎么样？", None),
                ("李主任", "R", "还行。", None),
                ("访谈者", "I", "钱呢？", None),
                ("李主任", "R", "没有。", None),
            ],
            id="Chinese dash",
        ),
        pytest.param(
            "I\tHow are you?\nR\tFine, thanks.\nI\tAnd the money?\nR\tThere is none.",
            asked_and_answered("I", "R"),
            id="tab",
        ),
        pytest.param(
            "1\tI\tHow are you?\n2\tIP\tFine, thanks.\n3\tI\tAnd the money?\n4\tIP\tThere is none.",
            asked_and_answered("I", "IP"),
            id="number, tab, label, tab",
        ),
        pytest.param(
            "I    How are you?\nR    Fine, thanks.\nI    And the money?\nR    There is none.",
            asked_and_answered("I", "R"),
            id="spaces",
        ),
        pytest.param(
            "I\tHow are you?\n\nR\tFine, thanks.\n\nWe\n\nare\n\nall\n\nfine.\n\nI\tAnd the money?\n\n"
            "R\tThere is none.",
            [
                ("I", "I", "How are you?", None),
                ("R", "R", "Fine, thanks.\n\nWe\n\nare\n\nall\n\nfine.", None),
                ("I", "I", "And the money?", None),
                ("R", "R", "There is none.", None),
            ],
            id="tab, long answers",
        ),
        pytest.param(
            "Interviewer - How are you?\nDean Li - Fine, thanks.",
            asked_and_answered(*NAMES)[:2],
            id="dash, one exchange",
        ),
        pytest.param(
            "\n\n".join(f"{who} – {words}" for who, _, words, _ in asked_and_answered("Dan", "Ann") * 2),
            [(who, "R", words, None) for who, _, words, _ in asked_and_answered("Dan", "Ann") * 2],
            id="dash, names that recur",
        ),
        pytest.param(
            "**Interviewer** How are you?\n\n**Dean Li** Fine, thanks.\n\n**Interviewer** And the money?\n\n"
            "**Dean Li** There is none.",
            asked_and_answered(*NAMES),
            id="bold without colon",
        ),
        pytest.param(
            "### Interviewer\n\nHow are you?\n\n### Dean Li\n\nFine, thanks.\n\n"
            "### Interviewer\n\nAnd the money?\n\n### Dean Li\n\nThere is none.",
            asked_and_answered(*NAMES),
            id="headings",
        ),
        pytest.param(
            "[Interviewer] How are you?\n[Dean Li] Fine, thanks.\n[Interviewer] And the money?\n"
            "[Dean Li] There is none.",
            asked_and_answered(*NAMES),
            id="square brackets",
        ),
        pytest.param(
            "(Interviewer) How are you?\n\n(Dean Li) Fine, thanks.\n\n(Interviewer) And the money?\n\n"
            "(Dean Li) There is none.",
            asked_and_answered(*NAMES),
            id="round brackets",
        ),
        pytest.param(
            "<Interviewer> How are you?\n<P1> Fine, thanks.\n<Interviewer> And the money?\n<P1> There is none.",
            asked_and_answered("Interviewer", "P1"),
            id="angle brackets",
        ),
        pytest.param(
            "【访谈者】怎么样？\n【受访者】还行。",
            [("访谈者", "I", "怎么样？", None), ("受访者", "R", "还行。", None)],
            id="Chinese brackets",
        ),
        pytest.param(
            "Q. How are you?\nA. Fine, thanks.\nQ. And the money?\nA. There is none.",
            asked_and_answered("Q", "A"),
            id="Q. and A.",
        ),
        pytest.param(
            "Int. How are you?\n\nResp. Fine, thanks.\n\nInt. And the money?\n\nResp. There is none.",
            asked_and_answered("Int", "Resp"),
            id="Int. and Resp.",
        ),
        pytest.param(
            "Q1. How are you?\nA1. Fine, thanks.\nQ2. And the money?\nA2. There is none.",
            asked_and_answered("Q", "A"),
            id="Q1. and A1.",
        ),
        pytest.param(
            "Q: How are you? A: Fine, thanks.\n\nQ: And the money? A: There is none.",
            asked_and_answered("Q", "A"),
            id="question and answer in one paragraph",
        ),
        pytest.param(
            "问：怎么样？答：还行。\n问：钱呢？答：没有。年年没有。",
            [
                ("问", "I", "怎么样？", None),
                ("答", "R", "还行。", None),
                ("问", "I", "钱呢？", None),
                ("答", "R", "没有。年年没有。", None),
            ],
            id="问 and 答 in one paragraph",
        ),
        pytest.param(
            "问：怎么样？答：还行。",
            [("问", "I", "怎么样？", None), ("答", "R", "还行。", None)],
            id="问 and 答 once",
        ),
        pytest.param(
            "1 I: How are you?\n2 R: Fine, thanks.\n3 I: And the money?\n4 R: There is none.",
            asked_and_answered("I", "R"),
            id="number, space",
        ),
        pytest.param(
            "1: I: How are you?\n2: R: Fine, thanks.\n3: I: And the money?\n4: R: There is none.",
            asked_and_answered("I", "R"),
            id="number, colon",
        ),
        pytest.param(
            "01 I: How are you?\n02 R: Fine, thanks.\n03 I: And the money?\n04 R: There is none.",
            asked_and_answered("I", "R"),
            id="number with a nought",
        ),
        pytest.param(
            "(1) I: How are you?\n(2) R: Fine, thanks.\n[3] I: And the money?\n[4] R: There is none.",
            asked_and_answered("I", "R"),
            id="number in brackets",
        ),
        pytest.param(
            "I: How are you?\nR: Fine, thanks.\nI: And the money?\n\n5 R: There is none.",
            asked_and_answered("I", "R"),
            id="every fifth line numbered",
        ),
        pytest.param(
            ">> INTERVIEWER: How are you?\n>> DEAN LI: Fine, thanks.\n>> INTERVIEWER: And the money?\n"
            ">> DEAN LI: There is none.",
            asked_and_answered("INTERVIEWER", "DEAN LI"),
            id="captioner's arrows",
        ),
        pytest.param(
            "INTERVIEWER How are you?\n\nDEAN LI Fine, thanks.\n\nINTERVIEWER And the money?\n\nDEAN LI There is none.",
            asked_and_answered("INTERVIEWER", "DEAN LI"),
            id="capitals without colon",
        ),
        pytest.param(
            "INTERVIEWER\nHow are you?\nDEAN LI\nFine, thanks.\nINTERVIEWER\nAnd the money?\nDEAN LI\nThere is none.",
            asked_and_answered("INTERVIEWER", "DEAN LI"),
            id="label and words on lines by turns",
        ),
        pytest.param(
            "Interviewer:\nHow are you?\n\nProf. Dr. Li:\nFine, thanks.\n\nInterviewer:\nAnd the money?\n\n"
            "Prof. Dr. Li:\nThere is none.",
            asked_and_answered("Interviewer", "Prof. Dr. Li"),
            id="colon, words below",
        ),
        pytest.param(
            "Interviewer\nHow are you?\n\nMr. Wang\nFine, thanks.\n\nInterviewer\nAnd the money?\n\nMr. Wang\n"
            "There is none.",
            asked_and_answered("Interviewer", "Mr. Wang"),
            id="title on a line of its own",
        ),
        pytest.param(
            "Interviewer: How are you?\nJane Lee, RN: Fine, thanks.\nInterviewer: And the money?\n"
            "Jane Lee, RN: There is none.",
            asked_and_answered("Interviewer", "Jane Lee, RN"),
            id="degree",
        ),
        pytest.param(
            "访谈者：怎么样？\n李主任（女，45岁）：还行。\n受访者1（副院长）：没有。\n李主任（女，45岁）：有。",
            [
                ("访谈者", "I", "怎么样？", None),
                ("李主任（女，45岁）", "R", "还行。", None),
                ("受访者1（副院长）", "R", "没有。", None),
                ("李主任（女，45岁）", "R", "有。", None),
            ],
            id="sex and age in brackets",
        ),
        pytest.param(
            "Kérdező: How are you?\nKovács úr: Fine, thanks.\nKérdező: And the money?\nKovács úr: There is none.",
            asked_and_answered("Kérdező", "Kovács úr"),
            id="Hungarian",
        ),
        pytest.param(
            "Interviewerin: How are you?\nBefragter: Fine, thanks.\nInterviewerin: And the money?\n"
            "Befragter: There is none.",
            asked_and_answered("Interviewerin", "Befragter"),
            id="German",
        ),
        pytest.param(
            "Enquêtrice : How are you?\nEnquêté : Fine, thanks.\nEnquêtrice : And the money?\nEnquêté : There is none.",
            asked_and_answered("Enquêtrice", "Enquêté"),
            id="French",
        ),
        pytest.param(
            "Spørger: How are you?\nDeltager 2: Fine, thanks.\nSpørger: And the money?\nDeltager 2: There is none.",
            asked_and_answered("Spørger", "Deltager 2"),
            id="Danish",
        ),
        pytest.param(
            "Entrevistadora: How are you?\nEntrevistado: Fine, thanks.\nEntrevistadora: And the money?\n"
            "Entrevistado: There is none.",
            asked_and_answered("Entrevistadora", "Entrevistado"),
            id="Spanish",
        ),
        pytest.param(
            "I: How are you?\nB: Fine, thanks.\nI: And the money?\nB: There is none.",
            asked_and_answered("I", "B"),
            id="I and B",
        ),
        pytest.param(
            "IV: How are you?\nIP: Fine, thanks.\nIV: And the money?\nIP: There is none.",
            asked_and_answered("IV", "IP"),
            id="IV and IP",
        ),
        pytest.param(
            "IR: How are you?\nIE: Fine, thanks.\nIR: And the money?\nIE: There is none.",
            asked_and_answered("IR", "IE"),
            id="IR and IE",
        ),
        pytest.param(
            "F1: How are you?\nA1: Fine, thanks.\nF2: And the money?\nA2: There is none.",
            [(who, "R", words, None) for who, _, words, _ in asked_and_answered("F", "A")],
            id="numbered Frage and Antwort",
        ),
        pytest.param(
            "SPEAKER_00: How are you?\nSPEAKER_01: Fine, thanks.\nSPEAKER_00: And the money?\n"
            "SPEAKER_01: There is none.",
            [(who, "R", words, None) for who, _, words, _ in asked_and_answered("SPEAKER_00", "SPEAKER_01")],
            id="SPEAKER_00",
        ),
        pytest.param(
            "I: How are you? [laughs]\n\nR: [pause] Fine, thanks. (.)\n\nI: And the money?\n\n"
            "R: (3) There is none. ((sighs))",
            [
                ("I", "I", "How are you? [laughs]", None),
                ("R", "R", "[pause] Fine, thanks. (.)", None),
                ("I", "I", "And the money?", None),
                ("R", "R", "(3) There is none. ((sighs))", None),
            ],
            id="notes in brackets",
        ),
        pytest.param(
            "Interview with Mary Jones\nConducted by John Smith for the Mill Town Archive, in her kitchen\n"
            "4 May 1998\n\n"
            "JS: How are you?\n\nMJ: Fine, thanks.\n\nJS: And the money?\n\nMJ: There is none.",
            [(who, "R", words, None) for who, _, words, _ in asked_and_answered("JS", "MJ")],
            id="initials below a head",
        ),
        pytest.param(
            "Interviewer: John Smith\nInterviewee: Mary Jones\nDate: 4 May 1998\n\n"
            "JS: How are you?\n\nMJ: Fine, thanks.\n\nJS: And the money?\n\nMJ: There is none.",
            asked_and_answered("JS", "MJ"),
            id="initials of the interviewer in the head",
        ),
        pytest.param(
            "访谈者：王芳\n受访者：李四\n时间：2021年4月\n\n王：怎么样？\n\n李：还行。\n\n王：钱呢？\n\n李：没有。",
            [
                ("王", "I", "怎么样？", None),
                ("李", "R", "还行。", None),
                ("王", "I", "钱呢？", None),
                ("李", "R", "没有。", None),
            ],
            id="surname of the interviewer in the head",
        ),
        pytest.param(
            "Interviewer: Ann\n\nAnn: Yes?\n\nInterviewer: How are you?\n\nAnn: Fine, thanks.",
            [
                ("Interviewer", "I", "Ann", None),
                ("Ann", "R", "Yes?", None),
                ("Interviewer", "I", "How are you?", None),
                ("Ann", "R", "Fine, thanks.", None),
            ],
            id="a name that is called, no head",
        ),
        pytest.param(
            "MS. SMITH: Good morning.\n\nQ.   How are you?\nA.   Fine, thanks.\nQ.   And the money?\n"
            "A.   There is none.\n\n"
            "MR. JONES: Objection.\n\nMS. SMITH: Go on.\n\nTHE WITNESS: None at all.\n\nMR. JONES: I see.\n\n"
            "Q.   None?\nA.   None.\n",
            [
                ("MS. SMITH", "R", "Good morning.", None),
                *asked_and_answered("Q", "A"),
                ("MR. JONES", "R", "Objection.", None),
                ("MS. SMITH", "R", "Go on.\n\nTHE WITNESS: None at all.", None),
                ("MR. JONES", "R", "I see.", None),
                ("Q", "I", "None?", None),
                ("A", "R", "None.", None),
            ],
            id="court",
        ),
        pytest.param(
            "Moderator: Who begins?\nP1: Me.\nP2: Or me.\nP3: No.\nMan 1: Yes.\nMan 2: No.\nAll: Yes!\n"
            "Moderator: Then?\nP3: Well.\nAll: Well!",
            [
                ("Moderator", "I", "Who begins?", None),
                ("P1", "R", "Me.", None),
                ("P2", "R", "Or me.", None),
                ("P3", "R", "No.", None),
                ("Man 1", "R", "Yes.", None),
                ("Man 2", "R", "No.", None),
                ("All", "R", "Yes!", None),
                ("Moderator", "I", "Then?", None),
                ("P3", "R", "Well.", None),
                ("All", "R", "Well!", None),
            ],
            id="focus group",
        ),
    ],
)
def test_layouts_that_people_type(tmp_path: Path, sample: str, expected: list[Told]) -> None:
    assert told(read_layout(tmp_path, sample)) == expected
