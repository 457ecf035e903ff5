"""The words of the review in English and Chinese: this table is the only place that holds any."""

from __future__ import annotations

from dataclasses import dataclass

from interview_coder.bilingual import chosen

# key -> English, Chinese
_LABELS: dict[str, tuple[str, str]] = {
    # Where one is
    "progress": ("{decided} of {total} decided", "已决定 {decided}/{total}"),
    "minutes left": (" · about {n} min left", " · 约剩 {n} 分钟"),
    "place": ("{transcript} · {speaker} · ¶{turn}", "{transcript} · {speaker} · 第{turn}段"),
    "turn": ("¶{turn} {speaker}", "第{turn}段 {speaker}"),
    "line of": ("passage {n} of {total}", "第 {n} 句，共 {total} 句"),
    "colon": ("{speaker}: ", "{speaker}："),
    # What is proposed, and why
    "rule": ("suggested by a rule", "规则建议"),
    "model": ("suggested by the model, {percent} %", "模型建议，{percent}%"),
    "coder": ("by hand", "手工编码"),
    "suggested": ("undecided", "待定"),
    "accepted": ("✓ accepted", "✓ 已接受"),
    "rejected": ("✗ rejected", "✗ 已拒绝"),
    "disputed": ("≠ disputed", "≠ 有分歧"),
    "wider": ("{status}, wider", "{status}，范围更大"),
    "narrower": ("{status}, narrower", "{status}，范围更小"),
    "shifted": ("{status}, other words", "{status}，范围不同"),
    "for words": ("For {words}", "范围：{words}"),
    "by": ("{status} by {coder}", "{status}（{coder}）"),
    "voice": ("{coder} {status}", "{coder} {status}"),
    "why": ("Why: found {words}", "依据：找到{words}"),
    "why model": ("Why: these words weighed most: {words}", "依据：权重最大的词语：{words}"),
    "in question": ("in the question {words}", "提问中的{words}"),
    "in turn": ("nearby {words}", "附近的{words}"),
    "memo": ("Memo: {text}", "备忘：{text}"),
    "memo of": ("Memo by {coder}: {text}", "备忘（{coder}）：{text}"),
    # What was done
    "done accepted": ("✓ {code}: accepted and saved", "✓ {code}：已接受并保存"),
    "done resized": ("✓ {code}: accepted and saved for {words}", "✓ {code}：已接受并保存，范围为{words}"),
    "done rejected": ("✗ {code}: rejected and saved", "✗ {code}：已拒绝并保存"),
    "done recoded": ("✓ {code} instead: saved", "✓ 改为 {code}：已保存"),
    "done added": ("✓ {code}: added and saved", "✓ {code}：已添加并保存"),
    "done memo": ("✓ memo saved", "✓ 备忘已保存"),
    "undone": ("Undone: {what}, {transcript} ¶{turn}", "已撤销：{what}，{transcript} 第{turn}段"),
    "undone accepted": ("{code} accepted", "接受 {code}"),
    "undone rejected": ("{code} rejected", "拒绝 {code}"),
    "undone recoded": ("{code} in place of {other}", "将 {other} 改为 {code}"),
    "undone resized": ("{code} accepted for {words}", "接受 {code}，范围为{words}"),
    "undone added": ("{code} added", "添加 {code}"),
    "undone noted": ("memo {text}", "备忘{text}"),
    "undo key": (" · u undoes", " · u 撤销"),
    "nothing to undo": ("Nothing to undo in this sitting", "本次没有可撤销的操作"),
    "not kept": ("NOT SAVED: {error}. Press the key again to retry", "未保存：{error}。请再按一次重试"),
    "nothing to answer": (
        "Nothing is asked here. a adds a code, s goes on",
        "此处没有待决定的编码。a 添加编码，s 继续",
    ),
    "first": ("This is the first", "已是第一条"),
    "first left out": (
        "This is the first that was open. Passages answered before: r reads all, or start with --all",
        "已是本次第一条。此前已决定的语段：按 r 通读，或用 --all 启动",
    ),
    "first left out by line": (
        "This is the first that was open. Passages answered before: start with --all",
        "已是本次第一条。此前已决定的语段：用 --all 启动",
    ),
    "last": ("This is the last", "已是最后一条"),
    "no more": ("No other is left undecided", "没有其他待决定的编码"),
    "no transcript": ("No other transcript has anything undecided", "其他访谈中没有待决定的编码"),
    "around": ("From the start again: what you skipped", "回到开头：此前跳过的条目"),
    # The end
    "done": ("All decided", "全部决定完毕"),
    "done counts": (
        "{decided} of {total} suggestions are decided. Every one is saved.",
        "{total} 条建议中已决定 {decided} 条，均已保存。",
    ),
    "done next": (
        "r reads a transcript to code by hand what was missed; u takes the last answer back; q quits.",
        "r 通读访谈并手工补充编码；u 撤销上一次操作；q 退出。",
    ),
    "nothing": ("Nothing to decide", "没有需要决定的编码"),
    "nothing why": (
        "No suggestion waits for you here. Run `interview-coder code` after adding transcripts or rules; --all shows "
        "what is decided already.",
        "这里没有待决定的建议。添加访谈或规则后请运行 `interview-coder code`；--all 显示已决定的编码。",
    ),
    # Keys in words
    "accept": ("accept", "接受"),
    "reject": ("reject", "拒绝"),
    "other": ("other code", "换编码"),
    "add": ("add code", "加编码"),
    "resize": ("widen or narrow", "调整范围"),
    "memo key": ("memo", "备忘"),
    "undo": ("undo", "撤销"),
    "skip": ("skip", "跳过"),
    "back": ("back", "上一条"),
    "back key": (
        "back; answered before: r reads all, or start with --all",
        "上一条；此前已决定的语段：按 r 通读，或用 --all 启动",
    ),
    "uncertain": ("least certain", "最不确定的"),
    "transcript": ("next transcript", "下一份访谈"),
    "define": ("definition", "编码定义"),
    "read": ("read on", "通读"),
    "help": ("all keys", "全部按键"),
    "quit": ("quit", "退出"),
    "choose": ("choose among the codes", "在各编码间选择"),
    "page": ("scroll a long passage", "滚动较长的语段"),
    "one sentence": ("widen by the sentence before, after", "向前、向后扩大一句"),
    "decide": ("back to deciding", "返回决定"),
    "move": ("move", "移动"),
    "select": ("select several", "选取多句"),
    "code it": ("code it", "编码"),
    "remove": ("remove a code", "移除编码"),
    "words": ("choose words", "选取词语"),
    "close": ("close", "关闭"),
    "pick": ("take it", "选定"),
    "cancel": ("leave it", "取消"),
    "save": ("save", "保存"),
    "border": ("the other end", "换另一端"),
    "by sentence": ("by a sentence", "移一句"),
    "by word": ("by a word", "移一词"),
    "take": ("accept these words", "接受此范围"),
    "first last": ("first, last", "首句、末句"),
    # Screens over the screen
    "keys title": ("All keys", "全部按键"),
    "keys note": (
        "Every answer is saved before it is shown. You can stop at any time, by q, Ctrl-C or closing the window.",
        "每个回答都先保存、后显示。随时可以停止：按 q、Ctrl-C 或直接关闭窗口。请切换到英文输入法。",
    ),
    "pick title": ("Which code? Type a few letters or its number", "选择编码：输入几个字母、汉字或编号"),
    "pick none": ("No code is called so", "没有这样的编码"),
    "already": ("already here", "已有"),
    "memo title": ("A memo about this passage", "关于该语段的备忘"),
    "resize title": ("Which words? The {edge} moves", "选择范围：移动{edge}"),
    "resize keys": ("Enter accepts these words; Esc or q leaves them as they were", "回车接受此范围；Esc 或 q 取消"),
    "turn start": ("The turn begins here", "本段话到此开始"),
    "turn end": ("The turn ends here", "本段话到此结束"),
    "no fewer": ("There are no fewer words to take", "范围不能再小了"),
    "start": ("start", "起点"),
    "end": ("end", "终点"),
    "selected": ("{n} selected", "已选 {n} 句"),
    "definition": ("Definition: {text}", "定义：{text}"),
    "include": ("Include: {text}", "纳入标准：{text}"),
    "exclude": ("Exclude: {text}", "排除标准：{text}"),
    "example": ("Example: {text}", "例句：{text}"),
    "the rule": ("The rule {rule}:", "规则 {rule}："),
    "no definition": ("The codebook gives no definition.", "编码手册未给出定义。"),
    "reading": ("Reading", "通读"),
    "blind": ("blind", "盲编"),
    "adjudicating": ("settling disputes", "裁决分歧"),
    "who": (
        "Your name or initials, kept with every decision you make",
        "您的姓名或代号（与您的每个决定一同保存）",
    ),
    # Line by line
    "prompt": (
        "y accept, n reject, o other code, a add code, w other words, m memo, d definition, u undo, s skip, b back, "
        "t next transcript, g least certain, q quit",
        "y 接受，n 拒绝，o 换编码，a 加编码，w 调整范围，m 备忘，d 定义，u 撤销，s 跳过，b 上一条，t 下一份访谈，"
        "g 最不确定的，q 退出",
    ),
    "prompt blind": (
        "a add code, x remove a code, m memo, u undo, s or Enter next, b back, t next transcript, q quit",
        "a 加编码，x 移除编码，m 备忘，u 撤销，s 或回车 下一句，b 上一句，t 下一份访谈，q 退出",
    ),
    "which code": (
        "Which code (number, id or a few letters; empty leaves it)? ",
        "哪个编码（编号、标识或几个字；留空取消）？ ",
    ),
    "which words": (
        "Which words (as they stand; + and - for a sentence more or less at the end; empty leaves it)? ",
        "哪些词语（照原文输入；+ 或 - 为末尾增减一句；留空取消）？ ",
    ),
    "which memo": ("Memo (empty leaves it): ", "备忘（留空取消）："),
    "not these words": ("These words do not stand there once", "该处没有这些词语，或不止出现一次"),
    "many codes": ("Several codes fit: {codes}", "符合的编码不止一个：{codes}"),
    "not a key": ("? shows what to type", "输入 ? 查看可用命令"),
    "answer": ("Answer (? for help): ", "请回答（? 为帮助）： "),
    "stopped": ("{decided} of {total} decided. Every answer is saved.", "已决定 {decided}/{total}，均已保存。"),
    "question": ("Question", "提问"),
    "before": ("Before", "前文"),
    "after": ("After", "后文"),
    "passage": ("Passage", "语段"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language, "en" or "zh"."""

    language: str

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with its values filled in; the values are data and stay as they are."""
        return chosen(_LABELS[key], self.language).format(**values)
