"""What the views of a coded study say, in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass

from interview_coder.bilingual import chosen, counted

# key -> English, Chinese
_TEXTS: dict[str, tuple[str, str]] = {
    "coded material": (
        "{transcripts}, {words} by respondents in {passages}; {codes}, {rules} in {file}",
        "{transcripts}，受访者{words}，{passages}；{codes}、{rules}（{file}）",
    ),
    "coded part": ("{standing}; {coded} of {passages} coded", "{standing}；{passages}中{coded}个已编码"),
    "not reviewed": ("{codings}, suggested by {whom}, not reviewed", "{codings}，均由{whom}建议，未经人工复核"),
    "no codings": ("no codings", "没有编码记录"),
    "only": ("Counted is only what is {whom}.", "仅统计：{whom}。"),
    "only accepted": ("accepted", "已接受"),
    "only disputed": ("disputed", "有分歧"),
    "only rules": ("suggested by rules alone", "仅规则建议"),
    "only model": ("suggested by the model alone", "仅模型建议"),
    "nothing coded": ("No passage is coded.", "没有已编码的语段。"),
    "reviewed": ("{codings}: {parts}", "{codings}：{parts}"),
    "rules": ("rules", "规则"),
    "model": ("the model", "模型"),
    "rules and model": ("rules ({rules}) and the model ({model})", "规则（{rules}条）和模型（{model}条）"),
    "accepted": ("{n} accepted", "已接受{n}条"),
    "accepted by model": ("{n} accepted by the model and no person", "仅由模型自动接受{n}条"),
    "by_rule": ("{n} only suggested by rules", "仅规则建议{n}条"),
    "by_model": ("{n} only suggested by the model", "仅模型建议{n}条"),
    "disputed": ("{n} disputed", "有分歧{n}条"),
    "rejected": ("{n} rejected", "已否决{n}条"),
    # Heads of columns
    "Theme": ("Theme", "主题"),
    "Code": ("Code", "编码"),
    "Other": ("Other code", "另一编码"),
    "Passages": ("Passages", "参考点"),
    "Accepted": ("Accepted", "已\n接受"),
    "Disputed": ("Disputed", "有\n分歧"),
    "By rule": ("By\nrule", "仅\n规则"),
    "By model": ("By\nmodel", "仅\n模型"),
    "Transcripts": ("Cases", "材料来源"),
    "Participants": ("Participants", "受访者"),
    "Share": ("Share", "占比"),
    "Share in": ("Share\n{language}", "占比\n{language}"),
    "Interview": ("Interview", "访谈"),
    "Words": ("Words", "字数"),
    "Codes": ("Codes", "编码"),
    "New": ("New", "新增"),
    "Total": ("So far", "累计"),
    "Together": ("Together", "共现"),
    "Test": ("Test", "检验"),
    "Effect": ("Effect", "效应量"),
    "Holm": ("p (Holm)", "p（Holm）"),
    "First": ("First", "首次"),
    "Median": ("Median", "中位"),
    "Start to end": ("Start to end", "从开头到结尾"),
    # Notes below tables
    "share note": (
        "Share: of all words by respondents{each}. A theme includes its sub-codes.",
        "占比：占受访者话语字数的比例{each}。主题含其子编码。",
    ),
    "characters": (" (a Chinese character counts as one)", "（汉字每字计一字）"),
    "each language": (
        ", in each language apart (words and Chinese characters are not of one size)",
        "，各语言分别计算（英文的词与汉字不可混计）",
    ),
    "of note": (
        "Fewer transcripts than {all}: a code is looked for only where it has a rule in the transcript's language.",
        "不足{all}份者：编码只在其规则所用语言的访谈中检出。",
    ),
    "Negative and minor cases": ("Negative and minor cases", "反例与少数个案"),
    "without": ("without {name}: {ids}", "未见“{name}”：{ids}"),
    "alone": ("{name}: only in {ids}", "“{name}”仅见于{ids}"),
    "no exceptions": (
        "none: no interview lacks a major theme, and no code stands in one interview alone",
        "无：没有缺少主要主题的访谈，也没有只见于一份访谈的编码",
    ),
    "more tables": (
        "More: --by ATTRIBUTE, --table {names}; --json has them all.",
        "更多：--by 属性，--table {names}；--json 含全部表格。",
    ),
    "By": (
        "By {attribute}: passages (transcripts with the theme / transcripts)",
        "按{attribute}：参考点数（有该主题的访谈 / 访谈数）",
    ),
    "Associations": ("Do interviews differ by {attribute}?", "各{attribute}的访谈是否有差异？"),
    "tests note": (
        "Tested are interviews, not passages, which are not independent of each other; interviews without a value are "
        "left out. Fisher's exact test, or chi-square where no expected count is below 5; phi for two values, Cramér's "
        "V for more. {n} tests: read the corrected p (Holm). A sample chosen on purpose bears no inference: take it as "
        "a description.",
        "检验以访谈为单位（同一访谈的语段彼此不独立），未填属性者除外。用Fisher精确检验，期望频数均不小于5时用卡方检验；"
        "两组报告phi系数，多组报告Cramér's V。"
        "共{n}次检验，请看校正后的p值（Holm）。目的抽样不宜作统计推断，仅供描述。",
    ),
    "one_value": ("fewer than two values", "属性不足两组"),
    "all_or_none": ("all interviews have the theme, or none", "全部访谈都有该主题或都没有"),
    "small_expected": (
        "* expected counts below 5: chi-square is not to be relied on",
        "* 期望频数小于5，卡方检验不可靠",
    ),
    "no tests": ("Nothing to test: {why}.", "无可检验：{why}。"),
    "Cases": ("Passages by interview", "各访谈的参考点数"),
    "cases note": (
        "· none; – not looked for: no rule in the transcript's language",
        "· 无；– 未检：没有该语言的规则",
    ),
    "Cooccurrence": ("Codes said together, {within}", "编码共现（{within}）"),
    "within passage": ("in one passage", "同一语段"),
    "within turn": ("in one turn", "同一话轮"),
    "within n": ("within {n} passages", "相距不超过{n}个语段"),
    "together note": (
        "Jaccard: of the {units} with one of the two codes, the part that has both{near}.",
        "Jaccard系数：含两编码之一的{units}中，两者兼有{near}者的比例。",
    ),
    "or near": (" or the other one near", "（或附近有另一编码）"),
    "passages": ("passages", "语段"),
    "turns": ("turns", "话轮"),
    "no pairs": ("No two codes stand together {within}.", "没有编码共现（{within}）。"),
    "and more": ("{n} more pairs: --json, or --code CODE", "另有{n}对：见 --json 或 --code CODE"),
    "Saturation": ("New codes by interview", "各访谈新增编码"),
    "saturation order": (", in the order of {order}", "（按{order}排序）"),
    "too few": (
        "Base and run: {n} are too few; a base of {base} and a run of {run} take {least}.",
        "基数与连续访谈法：{n}不足；基数{base}份加连续{run}份，至少需{least}份。",
    ),
    "reached": (
        "Base of {base} ({codes} codes), runs of {run}, new codes at most {threshold}: after {n} + {run} interviews",
        "基数{base}份（{codes}个编码），连续{run}份，新增不超过{threshold}：第{n}+{run}份访谈达到饱和",
    ),
    "not reached": (
        "Base of {base} ({codes} codes), runs of {run}, new codes at most {threshold}: not reached",
        "基数{base}份（{codes}个编码），连续{run}份，新增不超过{threshold}：未达到饱和",
    ),
    "held transcript": (
        "A third held out at random (seed {seed}): {held} of {all} interviews ({ids}) bring {new}",
        "随机预留三分之一（种子{seed}）：{all}份访谈中的{held}份（{ids}）带来{new}",
    ),
    "held passage": (
        "A third held out at random (seed {seed}): {held} of {all} coded passages bring {new}",
        "随机预留三分之一（种子{seed}）：{all}个已编码语段中的{held}个带来{new}",
    ),
    "nothing new": ("no code that the others lack", "零个新编码"),
    "something new": ("{n} that the others lack: {names}", "{n}（其余部分所无）：{names}"),
    "nothing to draw": ("Held out: fewer than 3 to draw a third from.", "预留检验：不足3份，无法抽取三分之一。"),
    "saturation note": (
        "Counted are codes of this codebook: what it has no code for cannot show. Base and run: Guest, Namey & Chen "
        "2020.",
        "仅统计本编码手册中的编码，手册以外的内容无从显示。基数与连续访谈法：Guest、Namey和Chen（2020）。",
    ),
    "Positions": ("Where in the interview", "在访谈中的位置"),
    "positions note": (
        "0 is the first turn, 1 the last. Line: the middle half of the passages, █ their median. First: mean place of "
        "the first passage.",
        "0为首个话轮，1为最后一个。横线为中间一半的参考点，█为中位数。首次：首个参考点的平均位置。",
    ),
    "Measures": ("Problems and the measures that answer them", "问题与对策"),
    "problem": ("{name}: {passages} in {transcripts}", "{name}：{transcripts}，{passages}"),
    "no measures": (
        "The codebook names no measures: write them under addressed_by.",
        "编码手册未列对策：请写在addressed_by下。",
    ),
    "Speakers": ("Who says it", "各发言人"),
    # Quotes
    "quotes note": (
        "Chosen as typical of their theme and unlike each other; no random sample.",
        "所选引文力求典型且互不雷同，并非随机抽取。",
    ),
    "asked": ("asked: {question}", "提问：{question}"),
    "around it": ("around it: {words}", "上下文：{words}"),
    "status accepted": ("accepted{by}", "已接受{by}"),
    "status disputed": ("disputed{by}", "有分歧{by}"),
    "status rejected": ("rejected{by}", "已否决{by}"),
    "status suggested": ("only suggested", "仅为建议"),
    "by coders": (" by {coder}", "（{coder}）"),
    # What is not in the counts
    "Left out": ("Left out, and worth a look", "未纳入的内容及须留意之处"),
    "uncoded passages": ("{n} of {all} by respondents carry no code", "受访者的{all}中有{n}个未编码"),
    "uncoded transcript": ("transcript without any coding: {ids}", "没有任何编码的访谈：{ids}"),
    "uncoded theme": ("theme without any coding: {ids}", "没有任何编码记录的主题：{ids}"),
    "no rules": (
        "no code has a rule, so nothing is suggested: code by hand with `review`, or `import` a coding; then `learn`",
        "编码手册没有规则，因此没有建议：请用`review`手工编码，或用`import`导入编码，再运行`learn`",
    ),
    "uncoded unknown code": (
        "not counted, as the codebook has no such code: {ids}. If it has another id now, write the old one there under "
        "`formerly:`",
        "不见于编码手册、未计入统计的编码：{ids}。若只是改了标识，请在新标识下以`formerly:`写明旧标识",
    ),
    "interviewers": (
        "{turns}, read as context only; taken as interviewer: {names}",
        "{turns}仅作上下文；识别为访谈者：{names}",
    ),
    "interviewers coded": (
        "{turns}, coded too, as asked for; taken as interviewer: {names}",
        "{turns}，按要求一并编码；识别为访谈者：{names}",
    ),
    # A coding found by its id
    "place": (
        "{file}, turn {turn}, passage {passage}, characters {start} to {end}",
        "{file}，第{turn}话轮，第{passage}语段，第{start}至{end}字符",
    ),
    "code of it": ("code: {name} ({id})", "编码：{name}（{id}）"),
    "rule of it": ("rule: {id}: {text}", "规则：{id}：{text}"),
    "decided": ("{at} {coder} {verdict}", "{at} {coder} {verdict}"),
    "verdict accepted": ("accepted it", "接受"),
    "verdict rejected": ("rejected it", "否决"),
    "no decisions": ("no coder has decided about it", "尚无编码者作出决定"),
    "comma": (", ", "、"),
    "semicolon": ("; ", "；"),
}

# key -> English one, English many, Chinese
_COUNTED: dict[str, tuple[str, str, str]] = {
    "transcript": ("{n} transcript", "{n} transcripts", "{n}份访谈"),
    "word": ("{n} word", "{n} words", "{n}字"),
    "sentence": ("{n} sentence", "{n} sentences", "{n}个句子"),
    "paragraph": ("{n} paragraph", "{n} paragraphs", "{n}个段落"),
    "turn": ("{n} turn", "{n} turns", "{n}个话轮"),
    "passage": ("{n} passage", "{n} passages", "{n}个语段"),
    "code": ("{n} code", "{n} codes", "{n}个编码"),
    "rule": ("{n} rule", "{n} rules", "{n}条规则"),
    "interviewer turn": ("{n} interviewer turn", "{n} interviewer turns", "访谈者的{n}个话轮"),
    "coding": ("{n} coding", "{n} codings", "{n}条编码记录"),
    "interview": ("{n} interview", "{n} interviews", "{n}份访谈"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, "en" or "zh"."""

    language: str

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with its values filled in; the values are data and stay as they are."""
        return chosen(_TEXTS[key], self.language).format(**values)

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun."""
        return counted(_COUNTED[key], number, self.language, written=f"{number:,}")

    def part(self, part: int, whole: int) -> str:
        """Return a part of a whole in numbers: `7 of 11`, `7/11`."""
        return f"{part:,}/{whole:,}" if self.language == "zh" else f"{part:,} of {whole:,}"

    def listing(self, items: list[str]) -> str:
        """Return items as a list."""
        return self("comma").join(items)
