"""What tables and their columns are called, in English and Chinese."""

from __future__ import annotations

from interview_coder.bilingual import chosen

_TABLES: dict[str, tuple[str, str]] = {
    "counts": ("Codes", "编码统计"),
    "shares": ("Shares by language", "各语言占比"),
    "exceptions": ("Negative and minor cases", "反例与少数个案"),
    "by": ("Codes by attribute", "编码与属性交叉表"),
    "associations": ("Tests by attribute", "属性差异检验"),
    "cases": ("Codes by case", "个案与编码"),
    "speakers": ("Codes by speaker", "发言人与编码"),
    "cooccurrence": ("Codes said together", "编码共现"),
    "positions": ("Place in the interview", "编码在访谈中的位置"),
    "saturation": ("New codes by interview", "各访谈新增编码"),
    "saturation_rule": ("Saturation by base and run", "饱和度（基数与连续访谈法）"),
    "held_out": ("Saturation by a held-out third", "饱和度检验（预留三分之一）"),
    "measures": ("Problems and measures", "问题与对策"),
    "participants": ("Interviews", "访谈"),
    "status": ("Codings by status", "编码记录状态"),
}

_COLUMNS: dict[str, tuple[str, str]] = {
    "accepted": ("accepted", "已接受"),
    "base": ("base", "基数访谈"),
    "base_codes": ("codes of the base", "基数编码数"),
    "by_model": ("by model only", "仅模型建议"),
    "by_rule": ("by rule only", "仅规则建议"),
    "case_share": ("share of cases", "个案占比"),
    "caution": ("caution", "注意"),
    "code": ("code", "编码"),
    "code_total": ("with the first", "含前者"),
    "coded": ("coded", "已编码"),
    "codes": ("codes", "编码数"),
    "column_share": ("share of the column", "列占比"),
    "depth": ("level", "层级"),
    "df": ("df", "自由度"),
    "disputed": ("disputed", "有分歧"),
    "effect": ("effect size", "效应量"),
    "first": ("first passage", "首次出现"),
    "held": ("held out", "预留访谈"),
    "held_codes": ("codes held out", "预留部分编码数"),
    "held_out": ("held out", "预留数"),
    "id": ("interview", "访谈"),
    "interviews": ("interviews needed", "所需访谈数"),
    "jaccard": ("Jaccard", "Jaccard系数"),
    "kept": ("kept", "保留数"),
    "kept_codes": ("codes kept", "保留部分编码数"),
    "kind": ("kind", "类别"),
    "language": ("language", "语言"),
    "looked_for": ("looked for", "可被检出"),
    "measure": ("measure", "对策"),
    "median": ("median", "中位数"),
    "name": ("name", "名称"),
    "new": ("new codes", "新增编码数"),
    "new_codes": ("which", "新增编码"),
    "number": ("no.", "序号"),
    "of": ("of", "个案总数"),
    "order": ("order", "出现次序"),
    "other": ("other code", "另一编码"),
    "other_total": ("with the other", "含后者"),
    "p": ("p", "p值"),
    "p_holm": ("p (Holm)", "p值（Holm校正）"),
    "participants": ("participants", "受访者数"),
    "passages": ("passages", "参考点数"),
    "q1": ("first quartile", "第一四分位"),
    "q3": ("third quartile", "第三四分位"),
    "ratio": ("new information", "新信息占比"),
    "rejected": ("rejected", "已否决"),
    "respondent_words": ("words by respondents", "受访者字数"),
    "role": ("role", "角色"),
    "row_share": ("share of the row", "行占比"),
    "rule": ("rule", "规则"),
    "run": ("run", "连续访谈数"),
    "said": ("words said", "总字数"),
    "seed": ("seed", "随机种子"),
    "share": ("share", "占比"),
    "smallest_expected": ("smallest expected count", "最小期望频数"),
    "source": ("source", "来源"),
    "speaker": ("speaker", "发言人"),
    "statistic": ("statistic", "统计量"),
    "suggested": ("suggested", "建议"),
    "test": ("test", "检验"),
    "threshold": ("threshold", "阈值"),
    "together": ("together", "共现数"),
    "total": ("codes so far", "累计编码数"),
    "transcript": ("interview", "访谈"),
    "transcripts": ("interviews", "材料来源数"),
    "turns": ("turns", "话轮数"),
    "unit": ("drawn", "抽取单位"),
    "value": ("value", "属性值"),
    "words": ("words", "字数"),
}


def table_label(name: str, language: str) -> str:
    """Return what a table of `summary.tables` is called."""
    return chosen(_TABLES[name], language)


def column_label(name: str, language: str) -> str:
    """Return what a column is called; an attribute of the participants stays as it is written."""
    return chosen(_COLUMNS.get(name, (name, name)), language)
