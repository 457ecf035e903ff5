"""Layouts that programs write: meetings, recognisers, transcription editors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.layouts import Told, asked_and_answered, read_layout, told


def nobody_asks(*turns: Told) -> list[Told]:
    """Return turns as they are told where no label says who asks."""
    return [(who, "R", words, seconds) for who, _, words, seconds in turns]


DAN_AND_ANN = nobody_asks(*asked_and_answered("Dan Smith", "Ann Lee", 3, 5, 60, 3605))


@pytest.mark.parametrize(
    ("suffix", "sample", "expected"),
    [
        pytest.param(
            ".txt",
            "Interview Dan\nTue, Mar 3, 2020 2:10PM • 35:16\n\nSUMMARY KEYWORDS\nmoney, school\n\nSPEAKERS\n"
            "Dan, Ann\n\n"
            "Dan Smith  0:03  \nHow are you?\n\nAnn Lee  0:05  \nFine, thanks.\n\n"
            "Dan Smith  1:00  \nAnd the money?\n\nAnn Lee  1:00:05  \nThere is none.\n",
            DAN_AND_ANN,
            id="Otter",
        ),
        pytest.param(
            ".txt",
            "Dan Smith  0:03\nHow are you?\n\nAnn Lee  0:05\nFine, thanks.\n",
            DAN_AND_ANN[:2],
            id="Otter, short",
        ),
        pytest.param(
            ".txt",
            "Unknown Speaker  0:03\nHow are you?\n\nSpeaker 1  0:05\nFine, thanks.\n\n"
            "Unknown Speaker  1:00\nAnd the money?\n\nSpeaker 1  1:00:05\nThere is none.\n",
            nobody_asks(*asked_and_answered("Unknown Speaker", "Speaker 1", 3, 5, 60, 3605)),
            id="Otter, unknown",
        ),
        pytest.param(
            ".docx",
            "Meeting-20240304-Meeting Transcript\n\nMarch 4, 2024, 9:00AM\n\n32m 5s\n\n"
            "Dan Smith started transcription\n\n"
            "Dan Smith   0:03\nHow are you?\n\nAnn Lee   0:05\nFine, thanks.\n\n"
            "Dan Smith   1:00\nAnd the money?\n\nAnn Lee   1:00:05\nThere is none.",
            DAN_AND_ANN,
            id="Teams",
        ),
        pytest.param(
            ".docx",
            "Smith, Dan (HR)   0:03\nHow are you?\n\nLee, Ann   0:05\nFine, thanks.\n\n"
            "Smith, Dan (HR)   1:00\nAnd the money?\n\nLee, Ann   1:00:05\nThere is none.",
            nobody_asks(*asked_and_answered("Smith, Dan (HR)", "Lee, Ann", 3, 5, 60, 3605)),
            id="Teams, surname first",
        ),
        pytest.param(
            ".docx",
            "0:0:3.120 --> 0:0:5.430\nDan Smith\nHow are you?\n\n0:0:5.500 --> 0:0:9.0\nAnn Lee\nFine, thanks.\n\n"
            "0:1:0.0 --> 0:1:2.7\nDan Smith\nAnd the money?\n\n1:0:5.0 --> 1:0:5.430\nAnn Lee\nThere is none.",
            nobody_asks(*asked_and_answered("Dan Smith", "Ann Lee", 3.12, 5.5, 60, 3605)),
            id="Teams until 2022",
        ),
        pytest.param(
            ".docx",
            "0:0:3.120 --> 0:0:5.430\n\nDan Smith\n\nHow are you?\n\n0:0:5.500 --> 0:0:9.0\n\nAnn Lee\n\n"
            "Fine, thanks.\n\n"
            "0:1:0.0 --> 0:1:2.7\n\nDan Smith\n\nAnd the money?\n\n1:0:5.0 --> 1:0:5.430\n\nAnn Lee\n\n"
            "There is none.",
            nobody_asks(*asked_and_answered("Dan Smith", "Ann Lee", 3.12, 5.5, 60, 3605)),
            id="Teams until 2022, in paragraphs",
        ),
        pytest.param(
            ".txt",
            "Dan Smith   0:03 How are you?\nAnn Lee   0:05 Fine, thanks.\n"
            "Dan Smith   1:00 And the money?\nAnn Lee   1:00:05 There is none.",
            DAN_AND_ANN,
            id="Teams, copied into a line each",
        ),
        pytest.param(
            ".vtt",
            "WEBVTT\n\n1\n00:00:03.000 --> 00:00:04.000\nDan Smith: How are you?\n\n"
            "2\n00:00:05.000 --> 00:00:06.000\nAnn Lee: Fine, thanks.\n\n"
            "3\n00:01:00.000 --> 00:01:04.000\nDan Smith: And the money?\n",
            DAN_AND_ANN[:3],
            id="Zoom, one who speaks once",
        ),
        pytest.param(
            ".vtt",
            "WEBVTT\n\n1\n00:00:03.000 --> 00:00:04.000\nDan Smith: How are you?\n\n"
            "2\n00:00:05.000 --> 00:00:06.000\nAnn Lee: Fine, thanks.\n\n",
            DAN_AND_ANN[:2],
            id="Zoom, two cues",
        ),
        pytest.param(
            ".txt",
            "[Dan Smith] 00:00:03\nHow are you?\n\n[Ann Lee] 00:00:05\nFine, thanks.\n\n"
            "[Dan Smith] 00:01:00\nAnd the money?\n\n[Ann Lee] 01:00:05\nThere is none.\n",
            DAN_AND_ANN,
            id="Zoom, saved captions",
        ),
        pytest.param(
            ".txt",
            "00:00:03\t Dan Smith : How are you?\n00:00:05\t Ann Lee : Fine, thanks.\n"
            "00:01:00\t Dan Smith : And the money?\n01:00:05\t Ann Lee : There is none.\n",
            DAN_AND_ANN,
            id="Zoom, chat",
        ),
        pytest.param(
            ".vtt",
            "WEBVTT\n\n00:00:03.000 --> 00:00:04.000\n(Dan Smith)\nHow are you?\n\n"
            "00:00:05.000 --> 00:00:06.000\n(Ann Lee)\nFine, thanks.\n\n"
            "00:01:00.000 --> 00:01:04.000\n(Dan Smith)\nAnd the money?\n\n"
            "01:00:05.000 --> 01:00:09.000\n(Ann Lee)\nThere is none.\n",
            DAN_AND_ANN,
            id="captions with names in brackets",
        ),
        pytest.param(
            ".vtt",
            'WEBVTT\n\n1 "Dan Smith" (3024392448)\n00:00:03.000 --> 00:00:04.000\nHow are you?\n\n'
            '2 "Ann Lee" (123)\n00:00:05.000 --> 00:00:06.000\nFine, thanks.\n\n',
            DAN_AND_ANN[:2],
            id="Webex, captions",
        ),
        pytest.param(
            ".txt",
            "Dan Smith 00:00:03\nHow are you?\n\nAnn Lee 00:00:05\nFine, thanks.\n\n"
            "Dan Smith 00:01:00\nAnd the money?\n\nAnn Lee 01:00:05\nThere is none.\n",
            DAN_AND_ANN,
            id="Webex",
        ),
        pytest.param(
            ".docx",
            "Interview (2024-03-04 10:00 GMT+1) – Transcript\n\nAttendees\n\nAnn Lee, Dan Smith\n\nTranscript\n\n"
            "Dan Smith: How are you?\n\nAnn Lee: Fine, thanks.\n\n00:05:00\n\n"
            "Dan Smith: And the money?\n\nAnn Lee: There is none.",
            nobody_asks(*asked_and_answered("Dan Smith", "Ann Lee", None, None, 300, 300)),
            id="Google Meet",
        ),
        pytest.param(
            ".txt",
            "00:00:03 Speaker 1\nHow are you?\n\n00:00:05 Speaker 2\nFine, thanks.\n\n"
            "00:01:00 Speaker 1\nAnd the money?\n\n01:00:05 Speaker 2\nThere is none.\n",
            nobody_asks(*asked_and_answered("Speaker 1", "Speaker 2", 3, 5, 60, 3605)),
            id="Word, transcribe",
        ),
        pytest.param(
            ".txt",
            "[00:00:03.12] - Dan Smith\nHow are you?\n\n[00:00:05.50] - Ann Lee\nFine, thanks.\n\n"
            "[00:01:00.00] - Dan Smith\nAnd the money?\n\n[01:00:05.00] - Ann Lee\nThere is none.\n",
            nobody_asks(*asked_and_answered("Dan Smith", "Ann Lee", 3.12, 5.5, 60, 3605)),
            id="Happy Scribe",
        ),
        pytest.param(
            ".txt",
            "[00:00:02 - 00:00:07] SPEAKER_0\nHow are you?\n\n[00:00:07 - 00:00:12] SPEAKER_1\nFine, thanks.\n",
            nobody_asks(*asked_and_answered("SPEAKER_0", "SPEAKER_1", 2, 7, 0, 0)[:2]),
            id="range above",
        ),
        pytest.param(
            ".txt",
            "Speaker 1 (00:03):\nHow are you?\n\nSpeaker 2 (00:05):\nFine, thanks.\n\n"
            "Speaker 1 (01:00):\nAnd the money?\n\nSpeaker 2 (01:00:05):\nThere is none.\n",
            nobody_asks(*asked_and_answered("Speaker 1", "Speaker 2", 3, 5, 60, 3605)),
            id="Rev",
        ),
        pytest.param(
            ".docx",
            "Speaker 1:\t00:03\tHow are you?\n\nSpeaker 2:\t00:05\tFine, thanks.\n\n"
            "Speaker 1:\t01:00\tAnd the money?\n\nSpeaker 2:\t01:00:05\tThere is none.",
            nobody_asks(*asked_and_answered("Speaker 1", "Speaker 2", 3, 5, 60, 3605)),
            id="Temi",
        ),
        pytest.param(
            ".txt",
            "Speaker1: [00:00:03] How are you?\n\nSpeaker2: [00:00:05] Fine, thanks.\n\n"
            "Speaker1: [00:01:00] And the money?\n\nSpeaker2: [01:00:05] There is none.\n",
            nobody_asks(*asked_and_answered("Speaker1", "Speaker2", 3, 5, 60, 3605)),
            id="Sonix",
        ),
        pytest.param(
            ".txt",
            "Dan Smith [00:00:03]: How are you?\n\nAnn Lee [00:00:05]: Fine, thanks.\n",
            DAN_AND_ANN[:2],
            id="Trint, short",
        ),
        pytest.param(
            ".txt",
            "Dan Smith\n00:03\nHow are you?\n\nAnn Lee\n00:05\nFine, thanks.\n\n"
            "Dan Smith\n01:00\nAnd the money?\n\nAnn Lee\n01:00:05\nThere is none.\n",
            DAN_AND_ANN,
            id="copied from a page: name, time, words",
        ),
        pytest.param(
            ".txt",
            "Dan Smith - 00:03\n\nHow are you?\n\nAnn Lee - 00:05\n\nFine, thanks.\n\n"
            "Dan Smith - 01:00\n\nAnd the money?\n\nAnn Lee - 01:00:05\n\nThere is none.\n",
            DAN_AND_ANN,
            id="Fireflies",
        ),
        pytest.param(
            ".md",
            "**Dan Smith** [00:00:03]\nHow are you?\n\n**Ann Lee** [00:00:05]\nFine, thanks.\n\n",
            DAN_AND_ANN[:2],
            id="Descript",
        ),
        pytest.param(
            ".txt",
            "Dan Smith, 00:03: How are you?\nAnn Lee, 00:05: Fine, thanks.\n",
            DAN_AND_ANN[:2],
            id="time after a comma",
        ),
        pytest.param(
            ".txt",
            "0:03 I: How are you?\n\n0:05 R: Fine, thanks.\n\n1:00 I: And the money?\n\n1:00:05 R: There is none.\n",
            asked_and_answered("I", "R", 3, 5, 60, 3605),
            id="oTranscribe",
        ),
        pytest.param(
            ".txt",
            "[00:00:03.12] I: How are you?\n\n[00:00:05.50] R: Fine, thanks.\n",
            asked_and_answered("I", "R", 3.12, 5.5, 0, 0)[:2],
            id="InqScribe",
        ),
        pytest.param(
            ".txt",
            "I: How are you? #00:00:03-2#\n\nB: Fine, thanks. #00:00:05-0#\n\n"
            "I: And the money? #00:01:00-1#\n\nB: There is none. #01:00:05-9#\n",
            [
                ("I", "I", "How are you? #00:00:03-2#", None),
                ("B", "R", "Fine, thanks. #00:00:05-0#", 3),
                ("I", "I", "And the money? #00:01:00-1#", 5),
                ("B", "R", "There is none. #01:00:05-9#", 60),
            ],
            id="f4, the time at the end",
        ),
        pytest.param(
            ".txt",
            "I: How [00:00:03] are you? [inaudible 00:00:04]\nR: Fine, [01:00] thanks.\n00:02:00\nI am.\n"
            "I: And?\nR: None.",
            [
                ("I", "I", "How [00:00:03] are you? [inaudible 00:00:04]", None),
                ("R", "R", "Fine, [01:00] thanks.\n00:02:00\nI am.", 4),
                ("I", "I", "And?", 120),
                ("R", "R", "None.", 120),
            ],
            id="times within",
        ),
        pytest.param(
            ".txt",
            "Interviewer\t\t00:00:03.000\t3.0\t00:00:04.000\t4.0\t00:00:01.000\t1.0\tHow are you?\n"
            "Ann\t\t00:00:05.500\t5.5\t00:00:09.000\t9.0\t00:00:03.500\t3.5\tFine, thanks.\n"
            "Interviewer\t\t00:01:00.000\t60.0\t00:01:04.000\t64.0\t00:00:04.000\t4.0\tAnd the money?\n"
            "Ann\t\t01:00:05.000\t3605.0\t01:00:09.000\t3609.0\t00:00:04.000\t4.0\tThere is none.\n",
            asked_and_answered("Interviewer", "Ann", 3, 5.5, 60, 3605),
            id="ELAN",
        ),
        pytest.param(
            ".txt",
            "01   DAN:   How are you?\n02   ANN:   Fine, thanks.\n03   DAN:   And the money?\n"
            "04   ANN:   There is none.\n",
            nobody_asks(*asked_and_answered("DAN", "ANN")),
            id="EXMARaLDA, GAT",
        ),
        pytest.param(
            ".txt",
            "@Begin\n@Participants:\tDAN Investigator, ANN Adult\n*DAN:\tHow are you?\n*ANN:\tFine, thanks.\n"
            "*DAN:\tAnd the money?\n*ANN:\tThere is none.\n",
            nobody_asks(*asked_and_answered("DAN", "ANN")),
            id="CHAT",
        ),
        pytest.param(
            ".txt",
            "说话人1 00:03\n怎么样？\n\n说话人2 00:05\n还行。\n",
            [("说话人1", "R", "怎么样？", 3), ("说话人2", "R", "还行。", 5)],
            id="讯飞听见",
        ),
        pytest.param(
            ".txt",
            "张三(00:00:03): 怎么样？\n\n李四(00:01:02): 还行。\n",
            [("张三", "R", "怎么样？", 3), ("李四", "R", "还行。", 62)],
            id="腾讯会议",
        ),
        pytest.param(
            ".docx",
            "与李四的访谈\n\n2023年5月4日 下午 3:00|1小时 2分钟 3秒\n\n关键词:\n\n经费、学校\n\n文字记录:\n\n"
            "张三 00:03\n怎么样？\n\n李四 00:05\n还行。\n\n张三 01:00\n钱呢？\n\n李四 01:00:05\n没有。",
            [
                ("张三", "R", "怎么样？", 3),
                ("李四", "R", "还行。", 5),
                ("张三", "R", "钱呢？", 60),
                ("李四", "R", "没有。", 3605),
            ],
            id="飞书妙记",
        ),
        pytest.param(
            ".txt",
            "发言人1   00:03\n怎么样？\n\n发言人2   00:05\n还行。\n\n发言人1   01:00\n钱呢？\n",
            [("发言人1", "R", "怎么样？", 3), ("发言人2", "R", "还行。", 5), ("发言人1", "R", "钱呢？", 60)],
            id="通义听悟",
        ),
        pytest.param(
            ".txt",
            "【张三】00:03\n怎么样？\n\n【李四】00:05\n还行。\n",
            [("张三", "R", "怎么样？", 3), ("李四", "R", "还行。", 5)],
            id="钉钉闪记",
        ),
        pytest.param(
            ".srt",
            "1\n00:00:03,000 --> 00:00:04,000\n>> DAN SMITH: How are you?\n\n"
            "2\n00:00:05,000 --> 00:00:06,000\n>> ANN LEE: Fine, thanks.\n",
            nobody_asks(*asked_and_answered("DAN SMITH", "ANN LEE", 3, 5, 60, 3605)[:2]),
            id="captioner's arrows",
        ),
        pytest.param(
            ".html",
            "<table><tr><td>1</td><td>Dan Smith</td><td>How are you?</td><td>00:03</td></tr>"
            "<tr><td>2</td><td>Ann Lee</td><td>Fine, thanks.</td><td>00:05</td></tr></table>",
            DAN_AND_ANN[:2],
            id="table, time last",
        ),
        pytest.param(
            ".html",
            "<table><tr><td>Interviewer</td><td>How many?</td></tr><tr><td>Ann Lee</td><td>12</td></tr></table>",
            [("Interviewer", "I", "How many?", None), ("Ann Lee", "R", "12", None)],
            id="table, a number for an answer",
        ),
        pytest.param(
            ".html",
            "<table><tr><th>Timespan</th><th>Content</th><th>Speaker</th></tr>"
            "<tr><td>0:03.0 - 0:05.0</td><td>How are you?</td><td>Dan Smith</td></tr>"
            "<tr><td>0:05.0 - 0:09.5</td><td>Fine, thanks.</td><td>Ann Lee</td></tr></table>",
            DAN_AND_ANN[:2],
            id="NVivo, speaker last",
        ),
        pytest.param(
            ".srt",
            "1\n00:00:03,000 --> 00:00:04,000\n访谈者：怎么样？\n\n2\n00:00:05,000 --> 00:00:06,000\n李四：还行。\n",
            [("访谈者", "I", "怎么样？", 3), ("李四", "R", "还行。", 5)],
            id="网易见外",
        ),
        pytest.param(
            ".txt",
            "2023-05-04 10:02:33 张三\n怎么样？\n\n2023-05-04 10:03:00 李四\n还行。\n\n"
            "2023-05-04 10:03:30 张三\n钱呢？\n\n2023-05-04 10:04:00 李四\n没有。\n",
            [
                ("张三", "R", "怎么样？", 36153),
                ("李四", "R", "还行。", 36180),
                ("张三", "R", "钱呢？", 36210),
                ("李四", "R", "没有。", 36240),
            ],
            id="微信, QQ",
        ),
        pytest.param(
            ".txt",
            "[04/05/2023, 10:02:33] Dan Smith: How are you?\n[04/05/2023, 10:03:00] Ann Lee: Fine, thanks.\n"
            "[04/05/2023, 10:03:30] Dan Smith: And the money?\n[04/05/2023, 10:04:00] Ann Lee: There is none.\n",
            nobody_asks(*asked_and_answered("Dan Smith", "Ann Lee", 36153, 36180, 36210, 36240)),
            id="WhatsApp",
        ),
    ],
)
def test_exports_of_programs(tmp_path: Path, suffix: str, sample: str, expected: list[Told]) -> None:
    assert told(read_layout(tmp_path, sample, suffix)) == expected
