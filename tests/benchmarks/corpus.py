"""A seeded corpus to time with: interviews of common words, and keywords in the answers."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from interview_coder.language import HAN

ROOT = Path(__file__).parent.parent.parent
SEED = 20261123

# 20 codes of 5 keywords; the words around them come from the example interviews.
KEYWORDS = {
    "en": "workload overtime deadline rota paperwork burnout exhaustion drained insomnia nap mentor supervisor handover "
    "training workshop laptop software login password network salary wages rent debt mortgage landlord apartment "
    "hospital clinic diagnosis medication therapy stigma gossip shame pride trust privacy secrecy honesty betrayal "
    "autonomy freedom flexibility choice control heritage belonging outsider accent translator interpreter kindergarten "
    "nursery babysitter daycare fatherhood racism sexism bias harassment bullying optimism dream ambition future faith "
    "commute traffic parking bicycle tram garden allotment harvest orchard beehive choir violin rehearsal concert stage "
    "football marathon swimming climbing chess library novel poetry archive museum recipe bakery breakfast kettle "
    "spices glacier volcano monsoon drought flood",
    "zh": "加班 熬夜 倦怠 失眠 午睡 工资 奖金 房租 欠债 房贷 医院 诊断 吃药 体检 复查 幼儿园 保姆 接送 奶粉 玩具 督导 师傅 进修 讲座 研修 "
    "电脑 软件 密码 网络 小程序 信任 保密 隐私 诚实 出卖 自由 独立 灵活 做主 选择 口音 翻译 双语 方言 普通话 歧视 偏见 骚扰 排挤 嘲笑 "
    "乐观 期待 梦想 希望 信念 通勤 堵车 停车 地铁 公交 菜园 果园 收割 蜜蜂 浇水 合唱 提琴 排练 演出 舞台 足球 游泳 爬山 象棋 马拉松 "
    "小说 诗歌 图书馆 博物馆 档案 菜谱 面包 早餐 水壶 香料 冰川 火山 台风 干旱 洪水 邻居 亲戚 公婆 娘家 爱人 闲话 丢脸 羞耻 污名 面子 "
    "居家 远程 打卡 视频 直播",
}
INTERVIEWER = {"en": "Interviewer: ", "zh": "访谈者："}


def keywords(language: str) -> dict[str, list[str]]:
    """Return 20 codes with 5 keywords each."""
    words = KEYWORDS[language].split()
    return {f"code{number:02d}": words[number * 5 : number * 5 + 5] for number in range(20)}


def write_corpus(folder: Path, language: str, *, files: int, words: int) -> None:
    """Write transcripts of about so many words (English) or characters (Chinese), the same for every run."""
    chance = random.Random(SEED)
    folder.mkdir(parents=True)
    common, wanted = _common_words(language), [word for group in keywords(language).values() for word in group]
    for number in range(1, files + 1):
        turns, spoken = [], 0
        for asks in itertools.cycle((True, False)):
            length = chance.randint(8, 25) if asks else chance.randint(30, 160)
            said = [chance.choice(common) for _ in range(length)]
            if not asks and chance.random() < 0.7:
                said.insert(chance.randint(0, length), chance.choice(wanted))
            label = INTERVIEWER[language] if asks else f"P{number:03d}" + INTERVIEWER[language][-1]
            turns.append(label + _sentences(said, language, chance))
            spoken += len(said) if language == "en" else sum(map(len, said))
            if spoken > words:
                break
        (folder / f"interview_{number:03d}.txt").write_text("\n\n".join(turns) + "\n", encoding="utf-8")


def _common_words(language: str) -> list[str]:
    names = ["P01.txt", "P02.md", "P06.txt"] if language == "en" else ["P07.txt", "P09.md"]
    text = "".join((ROOT / "transcripts" / name).read_text(encoding="utf-8") for name in names)
    if language == "en":
        return [word.lower() for word in text.split() if word.isalpha()]
    runs = "".join(HAN.findall(text))
    return [runs[at : at + 2] for at in range(0, len(runs) - 1, 2)]


def _sentences(words: list[str], language: str, chance: random.Random) -> str:
    parts, at = [], 0
    while at < len(words):
        length = chance.randint(8, 18)
        part = words[at : at + length]
        parts.append(" ".join(part).capitalize() + ". " if language == "en" else "".join(part) + "。")
        at += length
    return "".join(parts).rstrip()
