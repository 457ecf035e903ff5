"""More words of documents in English and Chinese: of charts, findings and the layouts beside the report."""

from __future__ import annotations

# key -> English, Chinese
LAYOUT_LABELS: dict[str, tuple[str, str]] = {
    # Charts
    "chart_counts": ("Coded passages by code and by who stands behind them", "各编码的参考点数及其确认情况"),
    "chart_cases": ("Coded passages by code and interview", "各访谈各编码的参考点数"),
    "chart_cooccurrence": ("Passages that carry two codes", "编码共现（同一语段）"),
    "chart_saturation": ("New codes by interview", "各访谈新增编码数"),
    "chart_lines": ("Where in each interview the themes stand", "各主题在访谈进程中的位置"),
    "alt_counts": ("Bar chart of coded passages by code: {numbers}.", "各编码参考点数的条形图：{numbers}。"),
    "alt_cases": (
        "Heat map of coded passages, codes by interviews; the largest numbers: {numbers}.",
        "各编码（行）在各访谈（列）中参考点数的热力图；最大者：{numbers}。",
    ),
    "alt_cooccurrence": (
        "Heat map of the passages that carry two codes; the largest numbers: {numbers}.",
        "两个编码同现的语段数热力图；最大者：{numbers}。",
    ),
    "alt_saturation": (
        "Bars of new codes and a line of all codes so far, by interview: {numbers}.",
        "各访谈新增编码（条形）与累计编码（折线）：{numbers}。",
    ),
    "alt_lines": (
        "For each theme a line an interview, with strokes where its passages stand, from beginning to end: {numbers}.",
        "各主题的语段在每次访谈中自始至终的位置，每一竖线为一个语段：{numbers}。",
    ),
    "pair": ("{one} with {other}: {number}", "{one}与{other}：{number}"),
    "new_codes": ("new codes", "新增编码"),
    "codes_so_far": ("codes so far", "累计编码"),
    "codes_found": ("Codes", "编码数"),
    "begin": ("beginning", "开始"),
    "middle": ("middle", "中段"),
    "end": ("end", "结束"),
    # Findings
    "standing_caption": ("Coded passages by who stands behind them", "参考点的确认情况"),
    "shares_caption": ("Share of respondents' words, by language", "各语言受访者话语中的占比"),
    "in_language": ("{what}, {language}", "{language}{what}"),
    "shares_note": ("Of all words by respondents: {said}.", "占受访者全部话语：{said}。"),
    "comparison": ("Comparison by {attribute}", "按{attribute}比较"),
    "comparison_caption": ("Codes by {attribute}", "编码与{attribute}交叉表"),
    "tests_caption": ("Differences by {attribute}", "按{attribute}的差异检验"),
    "tests_note": (
        "Counted are interviews, as passages of one interview are not independent. Fisher's exact test for two values, "
        "Pearson's chi-square for more; effect size phi or Cramér's V; p also corrected after Holm for the number of "
        "tests. Interviews chosen on purpose bear no conclusion on a population.",
        "以访谈份数计，因同一访谈的语段彼此不独立。两类用Fisher精确检验，多类用Pearson卡方检验；效应量为φ或Cramér's V；"
        "p值另经Holm校正。访谈为目的抽样，不可据此推断总体。",
    ),
    "no_tests": (
        "No difference was tested: every code is in all, or in none, of the interviews, or there is one value.",
        "未作差异检验：各编码见于全部访谈或均未见，或该属性仅有一个取值。",
    ),
    "small_expected": (
        "Expected counts below 5: chi-square is not reliable for {names}.",
        "以下编码的期望频数小于5，卡方检验不可靠：{names}。",
    ),
    "cases": ("Codes and interviews", "编码与访谈"),
    "cases_caption": ("Coded passages by interview and code", "各访谈各编码的参考点数"),
    "cases_note": (
        "A dash: the code has no rule in the language of that interview, so nothing could be found.",
        "“–”：该编码没有适用于该访谈语言的规则，无从检出。",
    ),
    "together": ("Codes said together", "编码共现"),
    "together_caption": ("Codes in the same passage", "同一语段中的编码共现"),
    "together_none": (
        "No passage carries two codes of different themes or branches.",
        "没有语段同时编入不同类属的编码。",
    ),
    "place": ("Place in the interview", "编码在访谈中的位置"),
    "place_caption": (
        "Where in the interviews codes stand, from 0% (beginning) to 100% (end)",
        "编码在访谈中的位置（0%为开始，100%为结束）",
    ),
    "exceptions": ("Negative and minor cases", "反例与少数个案"),
    "exceptions_without": (
        "Without {code}, which at least half of the interviews have: {interviews}.",
        "多数访谈均有{code}，以下访谈没有：{interviews}。",
    ),
    "exceptions_alone": ("{code} is in one interview only: {interviews}.", "{code}仅见于一份访谈：{interviews}。"),
    "exceptions_none": (
        "Every interview has every major theme, and no code is in one interview only.",
        "各访谈均涉及全部主要主题，亦无仅见于一份访谈的编码。",
    ),
    "saturation": ("Saturation", "饱和度检验"),
    "saturation_caption": ("New codes by interview, in the order read", "各访谈新增编码（按读入次序）"),
    "saturation_last": (
        "{found} of {all} codes were found; the last new one came with interview {number} of {whole}, {interview}.",
        "共{all}个编码，检出{found}个；最后一个新编码出现于第{number}份访谈（共{whole}份），即{interview}。",
    ),
    "saturation_unreviewed": (
        "Of {all}, {accepted} were accepted by a coder: this describes suggestions, and proves no saturation.",
        "{all}中经编码者接受者{accepted}条：以下仅描述建议编码，不足以说明研究已达饱和。",
    ),
    "saturation_none": ("No code was found.", "未检出任何编码。"),
    "saturation_rule": (
        "Base of {base} interviews, runs of {run}, new information at most {threshold}",
        "基数{base}份，连续{run}份，新信息占比不超过{threshold}",
    ),
    "saturation_reached": (
        "{rule}: reached after {interviews} + {run} interviews (ratio {ratio}).",
        "{rule}：第{interviews}+{run}份访谈后达到饱和（占比{ratio}）。",
    ),
    "saturation_open": ("{rule}: not reached.", "{rule}：未达到饱和。"),
    "saturation_source": (
        "The rule is that of Guest, Namey and Chen (2020, doi 10.1371/journal.pone.0232076).",
        "判据见Guest、Namey与Chen（2020，doi 10.1371/journal.pone.0232076）。",
    ),
    "held_transcript": (
        "A third of the interviews drawn at random (seed {seed}) and held out, {held}, holds {held_codes}; "
        "the other {kept} hold {kept_codes}. Codes that only the third has: {new}.",
        "随机抽取三分之一的访谈（随机种子{seed}）留作检验：{held}，含{held_codes}；其余{kept}份含{kept_codes}。"
        "仅见于检验部分的编码：{new}。",
    ),
    "held_passage": (
        "A third of the coded passages drawn at random (seed {seed}), {held}, holds {held_codes}; the other {kept} "
        "hold {kept_codes}. Codes that only the third has: {new}.",
        "随机抽取三分之一的编码语段（随机种子{seed}）留作检验，计{held}个，含{held_codes}；其余{kept}个含{kept_codes}。"
        "仅见于检验部分的编码：{new}。",
    ),
    "none": ("none", "无"),
    # Excerpts
    "excerpts_title": ("Coded excerpts", "编码语段汇编"),
    "excerpts_order": (
        "Each excerpt stands under the very code it carries, sub-codes below their theme.",
        "语段列于其所属编码之下，子编码列于所属主题之后。",
    ),
    "excerpts_none": ("No excerpt.", "无语段。"),
    "excerpts_caption": ("“{code}”: {excerpts}", "“{code}”：{excerpts}"),
    "standing_column": ("Standing", "确认情况"),
    "asked_line": ("Asked: “{question}”", "问：“{question}”"),
    "says": ("{speaker}: ", "{speaker}："),
    "memo": ("Memo: ", "备忘："),
    # Transcripts
    "transcript_title": ("Coded transcripts", "编码后的访谈文本"),
    "transcript_legend": (
        "Coded passages are shaded and numbered, and their codes stand beside them under that number, each with who "
        "put it there: a rule or a model alone, or a coder. The words that a coding rests on are bold.",
        "已编码语段加底纹并编号，所属编码按编号列于右侧，并注明由何者提出或确认（仅规则、仅模型或编码者）；编码所据词语加粗。",
    ),
    "turn_column": ("¶", "段"),
    "said_column": ("Transcript", "访谈文本"),
    "beside_by_rule": ("rule", "规则"),
    "beside_by_model": ("model", "模型"),
    # Codebook
    "level": ("Level", "层级"),
    "rule_words": ("What it looks for", "规则含义"),
    # Chinese theses
    "length_column": ("Length (at least)", "录音时长（至少）"),
    "open_coding": ("Open coding", "开放式编码"),
    "open_coding_caption": ("Words said, concepts and categories", "开放式编码：原始语句、概念与范畴"),
    "open_coding_note": (
        "At most {count} statements a concept; all of them stand in the layout “excerpts”.",
        "每一概念至多列举{count}条原始语句，全部语句见编码语段汇编。",
    ),
    "words_said": ("Words said and source", "原始语句及来源"),
    "concept": ("Concept", "概念"),
    "category": ("Category", "范畴"),
    "axial_coding": ("Axial coding", "主轴编码"),
    "axial_coding_caption": ("Main categories", "主轴编码：主范畴与副范畴"),
    "axial_coding_note": (
        "References of a main category are those of its sub-categories and its own; a passage counts once.",
        "主范畴的参考点数含其副范畴，同一语段只计一次。",
    ),
    "main_category": ("Main category", "主范畴"),
    "sub_category": ("Sub-category", "副范畴"),
    "meaning": ("Meaning", "内涵"),
    "agreement": ("Agreement between coders", "编码一致性"),
    "agreement_note": (
        "Compared are all passages by respondents in the interviews that each of the coders decided in; a passage that "
        "a coder gave no code is one without it. Holsti's coefficient counts the passages that both gave the code, "
        "kappa is Cohen's, alpha Krippendorff's for nominal data; with three coders or more all but alpha are means "
        "over pairs. In brackets 95 % intervals, drawn by interview.",
        "比较各编码者均作过判定的访谈中受访者的全部语段；编码者未编入某编码的语段，视为不含该编码。"
        "Holsti系数以双方均编入者计，kappa为Cohen's kappa，alpha为Krippendorff's alpha（名义数据）；"
        "编码者多于两人时，除alpha外均为两两比较的均值。方括号内为按访谈重抽样的95%置信区间。",
    ),
    "agreement_caption": (
        "Agreement of {coders} on {passages} of {interviews}",
        "{coders}的编码一致性（{interviews}，{passages}）",
    ),
    "coded_by_each_column": ("Passages of each", "各自编入"),
    "percent_column": ("Agreement", "一致率"),
    "holsti_column": ("Holsti", "Holsti系数"),
    "kappa_column": ("Kappa", "Kappa"),
    "alpha_column": ("Alpha", "Alpha"),
    "all_codes": ("All codes", "全部编码"),
    "quotations": ("Quotations", "典型引文"),
    # COREQ
    "coreq_title": ("COREQ checklist", "COREQ报告清单"),
    "coreq_note": (
        "Consolidated criteria for reporting qualitative research (Tong, Sainsbury and Craig 2007, doi "
        "10.1093/intqhc/mzm042). The data of the study answer {answered} of {all} items; the others are for the "
        "author to answer, and all for the author to check.",
        "质性研究报告统一标准（Tong、Sainsbury与Craig，2007，doi 10.1093/intqhc/mzm042）。"
        "共{all}项，其中{answered}项由研究资料填写，其余由作者填写；全部内容须由作者核对。",
    ),
    "coreq_item": ("Item", "条目"),
    "coreq_answer": ("In this study", "本研究"),
    "coreq_open": ("(open: for the author)", "（待作者填写）"),
    "coreq_sample": (
        "{participants} participants in {interviews}, {words} by them.",
        "受访者{participants}人，{interviews}，受访者话语{words}。",
    ),
    "coreq_recording": (
        "{part} transcripts carry recording times.",
        "{part}份文稿带有录音时间标记。",
    ),
    "coreq_duration": (
        "In {part} transcripts the last time mark stands at {shortest} to {longest}: they took at least that long.",
        "{part}份文稿的最后时间标记为{shortest}至{longest}，访谈至少历时如此。",
    ),
    "coreq_coders": ("Coders who decided on codings: {number}.", "作出编码判定的编码者：{number}人。"),
    "coreq_tree": (
        "{themes}, {codes} in all, each with its definition in the codebook:",
        "共{themes}、{codes}（含主题），定义见编码手册：",
    ),
    "coreq_quotes": (
        "Up to {quotes} quotations a theme, each with interview and turn (and time where known) as its source; all "
        "excerpts in the appendix.",
        "每一主题至多列举{quotes}条引文，均注明访谈编号与话轮（有时间者并注时间）；全部语段见附录。",
    ),
    "coreq_consistency": (
        "Behind every theme stand its counts, and every coded excerpt is listed.",
        "每一主题均附编码统计，并列出全部编码语段。",
    ),
    "coreq_theme": ("{name}: {passages}, in {part} interviews.", "{name}：{passages}，见于{part}份访谈。"),
}
