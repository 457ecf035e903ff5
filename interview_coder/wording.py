"""The sentences that explain rules, in English and Chinese: this table is the only place that holds any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from interview_coder.bilingual import chosen, counted

# So many items of a list are named.
MOST = 8

# key -> English, Chinese
_SENTENCES: dict[str, tuple[str, str]] = {
    # A rule in words: what stands somewhere
    "word": ("the word {items} (any inflection)", "单词 {items}（含词形变化）"),
    "beginning": ("a word beginning with {items}", "以 {items} 开头的词"),
    "phrase": ("the phrase {items}", "词组{items}"),
    "characters": ("the characters {items}", "{items}"),
    "exact": ("exactly {items}", "一字不差的{items}"),
    "words of": ("one of the {n} words of {name}", "词表 {name} 的 {n} 个词之一"),
    "entries of": ("one of the {n} entries of {name}", "词表 {name} 的 {n} 项之一"),
    "NEAR": (
        "{left}, with at most {distance} between it and {right}, in either order",
        "{left}，与{right}之间最多隔 {distance}，先后不限",
    ),
    "NEAR/0": ("{left}, right beside {right}, in either order", "{left}，与{right}紧邻，先后不限"),
    "BEFORE": (
        "{left}, followed by {right} with at most {distance} between",
        "{left}，其后出现{right}，中间最多隔 {distance}",
    ),
    "BEFORE/0": ("{left}, directly followed by {right}", "{left}，其后紧接{right}"),
    # where it is looked for
    "passage": ("the passage", "语段"),
    "QUESTION": ("the question before it", "前一个提问"),
    "QUESTIONS": ("one of the last {n} questions", "最近 {n} 个提问之一"),
    "TURN": ("the turn it is in", "所在话轮"),
    "BESIDE": ("the passage just before or after it in the turn", "同一话轮中紧邻的语段"),
    # and the conditions made of these
    "has": ("{place} has {what}", "{place}中有{what}"),
    "has all": ("{place} has {what}", "{place}中同时有{what}"),
    "but not": ("{clause}, but not {what}", "{clause}，但没有{what}"),
    "but has not": ("{clause}, but {place} does not have {what}", "{clause}，但{place}中没有{what}"),
    "except": ("{clause}, except where {exception}", "{clause}，但{exception}时除外"),
    "conditions of": ("one of the {n} conditions of {name} holds", "词表 {name} 的 {n} 个条件之一成立"),
    "sentence": ("{clause}.", "{clause}。"),
    "all of": ("All of these hold:", "以下各条同时成立："),
    "one of": ("One of these holds:", "以下任一条成立："),
    "none of": ("But none of these:", "但以下各条均不成立："),
    "NEAR these": (
        "These two, in either order, with at most {distance} between:",
        "以下两者，先后不限，最多隔 {distance}：",
    ),
    "BEFORE these": (
        "These two, in this order, with at most {distance} between:",
        "以下两者，依次出现，最多隔 {distance}：",
    ),
    # Why a passage gets a code or does not
    "given": ("{rule} holds ({words})", "{rule} 成立（{words}）"),
    "refused": (
        "{rule} holds ({words}), but {unless} takes the code away ({taken})",
        "{rule} 成立（{words}），但 {unless} 取消了该编码（{taken}）",
    ),
    "nearly": (
        "no rule holds; nearest is {rule}: it found {words}, but {lacks}",
        "没有规则成立；最接近的是 {rule}：找到{words}，但{lacks}",
    ),
    "nothing": ("nothing that its rules look for is there", "其规则所找的词语均未出现"),
    "no rules": ("the code has no rules", "该编码没有规则"),
    "nearly refused": (
        "{unless} nearly takes it away: it found {words}, but {lacks}",
        "{unless} 差一点就取消该编码：找到{words}，但{lacks}",
    ),
    "would refuse": ("and {unless} would take it away ({taken})", "而且 {unless} 也会取消该编码（{taken}）"),
    # step by step
    "found": ("{what}: {words}", "{what}：{words}"),
    "absent": ("{what}: not there, as NOT asks", "{what}：没有出现，合乎 NOT 的要求"),
    "near enough": (
        "{words}: {between} between (at most {distance})",
        "{words}：相隔 {between}（最多 {distance}）",
    ),
    "looked in QUESTION": ("in the question {text}", "在提问{text}中"),
    "looked in TURN": ("in the turn {text}", "在话轮{text}中"),
    "looked in BESIDE": ("beside it, in {text}", "在相邻语段{text}中"),
    "holds": ("{rule} holds", "{rule} 成立"),
    "holds not": ("{rule} does not hold: {lacks}", "{rule} 不成立：{lacks}"),
    "yes": ("{code}: yes", "{code}：是"),
    "no code": ("{code}: no", "{code}：否"),
    "this rule": ("this rule", "该规则"),
    "steps": ("Step by step", "逐步说明"),
    "more rules hold": ("{n} with a match: {rules}", "{n}也成立：{rules}"),
    "others hold not": (
        "{n} without a match here; one of them in detail: codebook explain '{rule}' --on ...",
        "{n}不成立；查看其中一条的细节：codebook explain '{rule}' --on ...",
    ),
    # a code or a rule in a study
    "not in codebook": ("This rule is not in the codebook.", "编码手册中没有这条规则。"),
    "did you mean": ("Did you mean {names}?", "是否指 {names}？"),
    "definition": ("Definition: {text}", "定义：{text}"),
    "include": ("Include: {text}", "纳入标准：{text}"),
    "exclude": ("Exclude: {text}", "排除标准：{text}"),
    "rule of": ("{rule}, of {name}", "{rule}，属于“{name}”"),
    "code in study": (
        "{passages} of {all} get it, in {transcripts} of {of}.",
        "{all}中有 {passages} 个被编入该编码，见于 {of}中的 {transcripts} 份。",
    ),
    "code refused": ("`unless` takes it away from {n} more.", "另有 {n} 个被 unless 取消。"),
    "sub-codes": ("Sub-codes count for it: {codes}.", "子编码计入该编码：{codes}。"),
    "rule in study": (
        "Holds in {passages}, in {transcripts}; by no other rule of {code} in {alone}; `unless` takes {refused} away.",
        "在 {passages}中成立，见于 {transcripts}；{alone} 个仅由此规则命中（{code}）；{refused} 个被 unless 取消。",
    ),
    "unless in study": (
        "Holds in {passages}, in {transcripts}; takes {code} away from {refused}, from {alone} by no other `unless`.",
        "在 {passages}中成立，见于 {transcripts}；取消了 {refused} 个语段的 {code}，其中 {alone} 个仅由此条取消。",
    ),
    "query in study": ("Holds in {passages}, in {transcripts}.", "在 {passages}中成立，见于 {transcripts}。"),
    "nowhere in study": ("Holds nowhere here.", "此处没有语段符合。"),
    "no study": ("No transcripts here: only what the rules say.", "此处没有访谈文本，只说明规则的含义。"),
    "RULE": ("Rule", "规则"),
    "HITS": ("Passages", "语段"),
    "ALONE": ("Only it", "仅此规则"),
    "AWAY": ("Taken away", "被取消"),
    "TEXT": ("As written", "原文"),
    "in detail": (
        "In words, with quotes: codebook explain '{rule}'; --verbose puts every rule in words.",
        "文字说明与引文：codebook explain '{rule}'；加 --verbose 则逐条说明。",
    ),
    "forms": ("Words it covers here", "本研究中涵盖的词形"),
    "not here": ("not here: {terms}", "此处未出现：{terms}"),
    "vetoed": ("Not taken, as they would cut a word in two", "因会切断词语而未计入"),
    "veto": (
        "{term} in {words}: {n}, first in {place}; write ={term} to have them",
        "{words} 中的 {term}：{n}，首见于 {place}；写作 ={term} 即可计入",
    ),
    "place": ("{transcript} ¶{turn}", "{transcript} 第{turn}段"),
    # and what one could do about an example
    "do refused": ("narrow {unless}, or make this a counterexample", "缩小 {unless} 的范围，或把它改为反例"),
    "do nearly": (
        "widen {rule}, add a rule, or make this a counterexample",
        "放宽 {rule}，或新增一条规则，或把它改为反例",
    ),
    "do nothing": ("add a rule that finds it", "新增一条能找到它的规则"),
    "do given": (
        "narrow {rule}, add an `unless`, or make this an example",
        "缩小 {rule} 的范围，或新增一条 unless，或把它改为例句",
    ),
    # codebook test
    "example missed": ("{code} is not given to an example", "例句未被编为 {code}"),
    "counterexample tagged": ("{code} is given to a counterexample", "反例被编为 {code}"),
    "why": ("why: {reason}", "原因：{reason}"),
    "fix": ("fix: {advice}", "建议：{advice}"),
    "asked": ("asked: ", "提问："),
    "passed and failed": ("{passed} passed, {failed} failed", "{passed} 条通过，{failed} 条未通过"),
    "passed": ("{passed} passed", "{passed} 条通过"),
    "untested": ("rules without an example to try them on: {codes}", "有规则而没有例句可供检验：{codes}"),
    "example": ("example", "例句"),
    "counterexample": ("counterexample", "反例"),
    # what a rule lacks
    "no": ("no {items}", "没有{items}"),
    "none": ("none of {items}", "没有{items}"),
    "none of list": ("none of the {n} entries of {name}", "没有词表 {name} 的 {n} 项中的任何一项"),
    "none within": ("{no} within {distance} of {words}", "{words}前后 {distance}之内{no}"),
    "none beside": ("{no} right beside {words}", "{words}旁边{no}"),
    "neither": ("neither {left} nor {right}", "既没有{left}，也没有{right}"),
    "too far": (
        "{left} and {right} stand {between} apart (at most {distance})",
        "{left}与{right}相隔 {between}（最多 {distance}）",
    ),
    "wrong order": ("{right} does not come after {left}", "{right}没有出现在{left}之后"),
    "same words": ("{left} and {right} are not two places", "{left}与{right}不是两处"),
    "unwanted": ("{words} is there, which NOT rules out", "出现了 NOT 所排除的{words}"),
    "no QUESTION": ("no question comes before it", "前面没有提问"),
    "no TURN": ("it is in no turn", "不在任何话轮中"),
    "no BESIDE": ("nothing stands beside it in its turn", "同一话轮中没有相邻语段"),
    "in QUESTION": ("in the question {what}", "提问中{what}"),
    "in TURN": ("in the turn {what}", "话轮中{what}"),
    "in BESIDE": ("beside it {what}", "相邻语段中{what}"),
}

# key -> English one, English many, Chinese; {n} is the number
_COUNTED: dict[str, tuple[str, str, str]] = {
    "word": ("{n} word", "{n} words", "{n} 个词"),
    "character": ("{n} character", "{n} characters", "{n} 个字"),
    "word or character": (
        "{n} word (or Chinese character)",
        "{n} words (or Chinese characters)",
        "{n} 个词（中文按字数）",
    ),
    "passage": ("{n} passage", "{n} passages", "{n} 个语段"),
    "transcript": ("{n} transcript", "{n} transcripts", "{n} 份访谈"),
    "time": ("{n} time", "{n} times", "{n} 次"),
    "rule": ("{n} more rule", "{n} more rules", "其余 {n} 条规则"),
    "more": ("{n} more", "{n} more", "另外 {n} 个"),
}

# What stands between things in a sentence.
_JOINED: dict[str, tuple[str, str]] = {
    "comma": (", ", "、"),
    "together": (" together with ", "，以及"),
    "and": ("; and ", "；并且"),
    "either": ("; or ", "；或者"),
    "but": ("; ", "；"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one language, "en" or "zh"."""

    language: str

    def __call__(self, key: str, /, **values: str) -> str:
        """Return a sentence with its values filled in; the values are data and stay as they are."""
        return self._choose(_SENTENCES[key]).format(**values)

    def _choose(self, texts: tuple[str, str]) -> str:
        return chosen(texts, self.language)

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun."""
        return counted(_COUNTED[key], number, self.language, written=f"{number:,}")

    def joined(self, key: str, parts: Sequence[str]) -> str:
        """Return parts of a sentence with what stands between them."""
        return self._choose(_JOINED[key]).join(parts)

    def choice(self, items: Sequence[str]) -> str:
        """Return items as a choice: `a, b or c`; of many only the first, and how many more there are."""
        if len(items) > MOST:
            items = [*items[: MOST - 1], self.count("more", len(items) - MOST + 1)]
        *most, last = items
        if self.language == "zh":
            return self.any_of([self.joined("comma", most), last]) if most else last
        return f"{', '.join(most)} or {last}" if most else last

    def any_of(self, things: Sequence[str]) -> str:
        """Return things that are each told at length as a choice."""
        return reduce(_either_chinese, things) if self.language == "zh" else ", or ".join(things)

    def quoted(self, words: Sequence[str]) -> str:
        """Return words of a text in quotation marks, each once."""
        return self.joined("comma", [f"“{each}”" for each in dict.fromkeys(words)])

    def sentence(self, clause: str) -> str:
        """Return a clause as a sentence."""
        return self("sentence", clause=clause[:1].upper() + clause[1:])


def _either_chinese(left: str, right: str) -> str:
    """Join with 或, which stands apart from letters and digits."""
    return f"{left}{' ' * left[-1].isascii()}或{' ' * right[0].isascii()}{right}"
