"""What the columns of a codebook table are called, in English and Chinese, and which text of a code each holds."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping

from interview_coder.codebook_formats.cells import TEXTS, Key

#: What a cell can hold beside what a code says: which code it is, and where it stands.
ID, NUMBER, PARENT, THEME = (Key(name) for name in ("id", "number", "parent", "theme"))

_WORDS: Mapping[str, str] = {
    "id": "id|code id|key|slug|identifier|标识|标识符|编码id|代码id|编码标识",
    "number": "no|no.|nr|number|code no|序号|编号|编码编号|代码编号|编码序号",
    "parent": "parent|parent code|parent id|parent name|parent theme|parent category|上级|上级编码|上级代码|"
    "上级主题|上级节点|父级|父级编码|父编码|父代码|父节点|父主题",
    "theme": "theme|themes|main theme|category|main category|categories|code group|family|主题|主题名称|"
    "所属主题|类别|所属类别|范畴|主范畴|所属范畴|维度|一级编码|一级主题|一级类别|一级代码|一级节点",
    "name": "name|code|codes|code name|node|nodes|label|tag|名称|编码|编码名称|代码|代码名称|节点|节点名称|"
    "标签|二级编码|二级主题|二级类别|二级代码|二级节点",
    "subcode": "subcode|sub-code|sub codes|subtheme|sub-theme|subcategory|sub-category|"
    "child code|子编码|子代码|子主题|子类别|子节点|三级编码|三级主题|三级类别|三级代码|三级节点",
    "definition": "definition|definitions|description|code definition|code description|operational definition|meaning|"
    "定义|编码定义|操作性定义|描述|说明|编码说明|含义|内涵|解释",
    "include": "include|includes|included|inclusion|inclusion criteria|when to use|纳入|纳入标准|包含|包括|包含标准|"
    "包含内容|适用情形|何时使用",
    "exclude": "exclude|excludes|excluded|exclusion|exclusion criteria|when not to use|排除|排除标准|不包含|不包括|"
    "不适用情形|何时不用",
    "examples": "example|examples|example quote|example quotes|typical example|typical examples|quote|quotes|quotation|"
    "quotations|exemplar|anchor example|示例|例子|例句|举例|例证|典型例句|典型示例|典型引文|引文|"
    "典型语句|原始语句|原始语句示例|正例",
    "counterexamples": "counterexample|counterexamples|counter-example|counter-examples|non-example|non-examples|"
    "negative example|negative examples|反例|负例",
    "rules": "rule|rules|query|queries|规则|检索式|检索规则|匹配规则",
    "unless": "unless|exception|exceptions|例外|例外规则|除非",
    "color": "color|colour|code color|code colour|颜色|编码颜色",
    "memo": "memo|memos|code memo|note|notes|comment|comments|remark|remarks|备注|备忘|备忘录|批注|注释|附注",
    "addressed_by": "addressed by|addressed_by|measure|measures|对策|措施|应对措施|对策措施",
    "formerly": "formerly|former id|former ids|former name|曾用标识|曾用id|曾用名",
    "retired": "retired|retired because|停用|停用原因|已停用",
}
#: What the columns are called in a table written here.
LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {name: name for name in _WORDS},
    "zh": {
        **{"id": "标识", "parent": "上级编码", "name": "编码", "definition": "定义", "include": "纳入标准"},
        **{"exclude": "排除标准", "examples": "典型例句", "counterexamples": "反例", "rules": "规则"},
        **{"unless": "例外规则", "color": "颜色", "memo": "备注", "addressed_by": "对策", "formerly": "曾用标识"},
        **{"retired": "停用原因"},
    },
}
_LANGUAGES = {
    **dict.fromkeys(("en", "eng", "english", "英文", "英语", "英"), "en"),
    **dict.fromkeys(("zh", "chi", "cn", "chinese", "中文", "汉语", "中"), "zh"),
}
_LANGUAGE_NAMES: Mapping[str, Mapping[str, str]] = {"en": {}, "zh": {"en": "英文", "zh": "中文"}}
_LANGUAGE_AFTER = re.compile(r"(.+?)[\s_\-([{/]+([^\s_()\[\]{}/-]+)[\s)\]}]*", re.DOTALL)
_OWN = re.compile(r"(\w+?)[_(（]([a-z]{2,3}(?:-[A-Za-z0-9]+)*)[)）]?")


def header(key: Key, language: str) -> str:
    """Return what a column is called: `name_zh`, `编码（中文）`."""
    label = LABELS[language][key.name]
    if not key.language:
        return label
    name = _LANGUAGE_NAMES[language].get(key.language, key.language)
    return f"{label}（{name}）" if language == "zh" else f"{label}_{name}"


def recognised(text: str) -> Key | None:
    """Return what a column of this name holds; case, width, spaces and what stands in brackets do not matter."""
    for candidate in _candidates(unicodedata.normalize("NFKC", text).strip()):
        if name := _KNOWN.get(_folded(candidate)):
            return Key(name)
    return _in_a_language(text)


def is_called_code(text: str) -> bool:
    """Tell whether a column is called code, and nothing more: beside one of names it holds ids."""
    return _folded(unicodedata.normalize("NFKC", text)) in ("code", "编码", "代码")


def _candidates(text: str) -> Iterator[str]:
    """Yield a header, and what it says twice (`Definition / 定义`, `Code (label)`), unless that is a language."""
    yield text
    parts = [part for part in re.split(r"[/|()\[\]\n]", text) if part.strip()]
    if len(parts) > 1 and not any(_folded(part) in _LANGUAGES or _OWN.fullmatch(text) for part in parts):
        yield from parts


def _in_a_language(text: str) -> Key | None:
    """Return what a header that names a language holds: `name_en`, `定义（中文）`, `英文名称`."""
    own = _OWN.fullmatch(text.strip())
    if own and own[1] in _OWN_LABELS:
        return Key(_OWN_LABELS[own[1]], _LANGUAGES.get(own[2], own[2]))
    plain = unicodedata.normalize("NFKC", text).strip()
    after = _LANGUAGE_AFTER.fullmatch(plain)
    pairs = [(after[1], after[2])] if after else []
    folded = _folded(plain)
    pairs += [(folded.removeprefix(word), word) for word in _LANGUAGES if len(word) > 1 and folded.startswith(word)]
    for base, language in pairs:
        name, code = _KNOWN.get(_folded(base)), _LANGUAGES.get(_folded(language))
        if name in TEXTS and code:
            return Key(name, code)
    return None


def did_you_mean(text: str) -> str:
    """Return the known header nearest to one that is not, as advice; "" where none is near."""
    close = difflib.get_close_matches(_folded(unicodedata.normalize("NFKC", text)), _KNOWN, n=1, cutoff=0.75)
    return f"did you mean {_SPELLED[close[0]]}?" if close else ""


def _folded(text: str) -> str:
    """Return letters and digits alone, in small letters."""
    return "".join(character for character in text.casefold() if character.isalnum())


_SPELLED = {_folded(word): word for words in _WORDS.values() for word in words.split("|")}
_KNOWN = {_folded(word): name for name, words in _WORDS.items() for word in words.split("|")}
_OWN_LABELS = {label: name for labels in LABELS.values() for name, label in labels.items() if name in TEXTS}
