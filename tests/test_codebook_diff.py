"""What changed between two versions of a codebook, and what that does to a study."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.codebook_diff import Against, Changes, CodeChange, Count, Edit, Effect, Fate, compare, effect
from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Decision, Verdict
from interview_coder.material import Material
from interview_coder.passages import Unit
from tests.conversations import conversation

STUDY = Material(
    (
        conversation("Interviewer: And money?", "Dean: There is no money. The bus came late. We asked twice.", id="A1"),
        conversation("访谈者: 经费呢？", "受访者: 经费一直不足。文件没有写清楚。", id="B1"),
    )
)
OLD = """\
codes:
  money:
    name: Money
    rules: [money AND no, 经费 NEAR/4 不足]
  people:
    rules: [we]
"""


def changes(old: str, new: str) -> Changes:
    return compare(parse_codebook(old), parse_codebook(new))


def effects(old: str, new: str, *decisions: Decision, unit: Unit | None = None) -> Effect:
    return effect(parse_codebook(old), parse_codebook(new), STUDY, decisions, unit=unit)


def shifted(found: Effect) -> list[tuple[str, str, str]]:
    """Return each shift as its quote and the rules that gave the code before and now."""
    return [
        (
            shift.coding.quote,
            shift.before.rule if shift.before else "",
            shift.now.rule if shift.now else "",
        )
        for shift in found.shifts
    ]


def decided(id: str, quote: str, code: str, verdict: Verdict = Verdict.ACCEPTED) -> Decision:
    return Decision(id, None, None, quote, code, verdict, "Ann")


def test_codebook_diff_finds_nothing_where_nothing_changed() -> None:
    turned = OLD.replace("[money AND no, 经费 NEAR/4 不足]", "[经费 NEAR/4 不足, money AND no]")
    assert not changes(OLD, f"# a comment\n{turned}")


def test_codebook_diff_shows_an_edited_rule_as_one_change() -> None:
    new = OLD.replace("经费 NEAR/4 不足", "经费 NEAR/8 (不足 OR 不够), fund*")
    assert changes(OLD, new).codes == (
        CodeChange(
            "money",
            Fate.KEPT,
            edits=(Edit("rules", "经费 NEAR/4 不足", "经费 NEAR/8 (不足 OR 不够)"), Edit("rules", "", "fund*")),
        ),
    )


def test_codebook_diff_lists_every_text_of_a_code() -> None:
    new = """\
codes:
  money:
    name: {en: Money, zh: 钱}
    definition: Too little of it.
    color: "#112233"
    rules: [money AND no]
    unless: [on time]
    examples: [{text: "No.", question: Any money?}]
    counterexamples: [The money came.]
    addressed_by: [{en: A fund, zh: 专项资金}]
  people:
    rules: [we]
"""
    (change,) = changes(OLD, new).codes
    assert change.edits == (
        Edit("color", "", "#112233"),
        Edit("name.en", "", "Money"),
        Edit("name.zh", "", "钱"),
        Edit("definition", "", "Too little of it."),
        Edit("name", "Money", ""),
        Edit("rules", "经费 NEAR/4 不足", ""),
        Edit("unless", "", "on time"),
        Edit("examples", "", "(Any money?) No."),
        Edit("counterexamples", "", "The money came."),
        Edit("addressed_by", "", "A fund / 专项资金"),
    )


def test_codebook_diff_follows_codes_through_former_ids() -> None:
    new = """\
codes:
  finance:
    formerly: [money]
    name: Money
    rules: [money AND no, 经费 NEAR/4 不足]
    codes:
      people:
        formerly: [people]
        rules: [we]
"""
    assert changes(OLD, new).codes == (
        CodeChange("finance", Fate.KEPT, ("money",)),
        CodeChange("finance.people", Fate.KEPT, ("people",)),
    )


def test_codebook_diff_shows_a_merge_without_its_rules() -> None:
    new = "codes: {money: {name: Money, formerly: [people], rules: [money AND no, 经费 NEAR/4 不足, we]}}"
    assert changes(OLD, new).codes == (CodeChange("money", Fate.KEPT, ("people",)),)


def test_codebook_diff_tells_added_removed_retired_and_restored() -> None:
    new = "codes: {cash: {rules: [money AND no, 经费 NEAR/4 不足]}, people: {retired: Never used, rules: [we]}}"
    assert [(change.id, change.fate, change.heir) for change in changes(OLD, new).codes] == [
        ("cash", Fate.ADDED, ""),
        ("people", Fate.RETIRED, ""),
        ("money", Fate.REMOVED, "cash"),
    ]
    back = changes(new, new.replace("retired: Never used, ", ""))
    assert back.codes == (CodeChange("people", Fate.RESTORED, edits=(Edit("retired", "Never used", ""),)),)


def test_codebook_diff_shows_an_unless_at_its_own_code_only() -> None:
    old = "codes: {money: {rules: [money], codes: {late: {rules: [late]}}}}"
    new = "codes: {money: {rules: [money], unless: [on time], codes: {late: {rules: [late]}}}}"
    assert [change.id for change in changes(old, new).codes] == ["money"]


def test_codebook_diff_shows_settings_and_words_of_lists() -> None:
    old = "{unit: sentence, interviewers: [Q], lists: {neg: ['no', not]}, codes: {a: {}}}"
    new = "{unit: turn, title: {zh: 钱}, interviewers: [Q, 问], lists: {neg: ['no', 没有], but: [but]}, codes: {a: {}}}"
    assert changes(old, new) == Changes(
        (),
        (
            Edit("title.zh", "", "钱"),
            Edit("unit", "sentence", "turn"),
            Edit("interviewers", "", "问"),
            Edit("$neg", "", "没有"),
            Edit("$neg", "not", ""),
            Edit("$but", "", "but"),
        ),
    )


def test_codebook_diff_does_not_pair_thousands_of_rules() -> None:
    old = "codes: {a: {rules: [" + ", ".join(f"old{number}" for number in range(200)) + "]}}"
    new = "codes: {a: {rules: [" + ", ".join(f"new{number}" for number in range(200)) + "]}}"
    (change,) = changes(old, new).codes
    assert all(not edit.old or not edit.new for edit in change.edits)


def test_codebook_diff_shows_passages_gained_lost_and_moved() -> None:
    new = """\
codes:
  money: {name: Money, rules: [money AND no, 没有 NEAR/4 清楚]}
  people: {rules: [nobody]}
  vague: {rules: [不足, bus]}
"""
    found = effects(OLD, new)
    assert shifted(found) == [
        ("The bus came late.", "", "vague.rules[1]"),
        ("We asked twice.", "people.rules[0]", ""),
        ("经费一直不足。", "money.rules[1]", "vague.rules[0]"),
        ("文件没有写清楚。", "", "money.rules[1]"),
    ]
    assert found.counts == (
        Count("money", before=2, gained=1, lost=0, came=0, went=1, now=2),
        Count("people", before=1, gained=0, lost=1, came=0, went=0, now=0),
        Count("vague", before=0, gained=1, lost=0, came=1, went=0, now=2),
    )


def test_codebook_diff_a_renamed_or_merged_code_keeps_its_passages() -> None:
    renamed = OLD.replace("  money:", "  finance:\n    formerly: [money]")
    assert effects(OLD, renamed).shifts == ()
    merged = "codes: {money: {formerly: [people], rules: [money AND no, 经费 NEAR/4 不足, we]}}"
    found = effects(OLD.replace("[we]", "[we, money]"), merged)
    assert (found.shifts, found.counts) == ((), (Count("money", 3, 0, 0, 0, 0, 3),))


def test_codebook_diff_counts_what_a_removed_code_loses() -> None:
    found = effects(OLD, "codes: {money: {rules: [money AND no, 经费 NEAR/4 不足]}}")
    assert found.counts[1] == Count("people", before=1, gained=0, lost=1, came=0, went=0, now=0)


def test_codebook_diff_compares_units_by_their_words() -> None:
    found = effects(OLD, f"unit: turn\n{OLD.replace('[we]', '[bus, we]')}")
    assert (found.units, found.shifts) == ((Unit.SENTENCE, Unit.TURN), ())
    assert effects(OLD, f"unit: turn\n{OLD}", unit=Unit.TURN).units == (Unit.TURN, Unit.TURN)


def test_codebook_diff_lists_decisions_against_the_rules() -> None:
    new = "codes: {finance: {formerly: [money], rules: [经费 NEAR/4 不足, bus, 文件]}}"
    accepted, kept = decided("A1", "There is no money.", "money"), decided("B1", "经费一直不足。", "money")
    rejected = decided("A1", "The bus came late.", "money", Verdict.REJECTED)
    gone = decided("A1", "We asked twice.", "people")
    stray = decided("A9", "We asked twice.", "money")
    found = effects(OLD, new, accepted, kept, rejected, gone, stray)
    assert [(item.decision.quote, item.decision.code, item.coding.rule) for item in found.against] == [
        ("There is no money.", "finance", "money.rules[0]"),
        ("The bus came late.", "finance", "finance.rules[1]"),
    ]
    assert found.anchored.homeless == (gone,)
    assert [orphan.decision.transcript for orphan in found.anchored.orphaned] == ["A9"]


def test_codebook_diff_decisions_that_stood_against_the_old_rules_too_are_no_news() -> None:
    rejected = decided("A1", "There is no money.", "money", Verdict.REJECTED)
    missed = decided("A1", "The bus came late.", "money")
    assert effects(OLD, OLD, rejected, missed).against == ()


def test_codebook_diff_a_sub_code_keeps_an_accepted_passage_but_breaks_no_rejection() -> None:
    new = "codes: {money: {rules: [经费], codes: {none: {rules: [money AND no, bus]}}}}"
    accepted = decided("A1", "There is no money.", "money")
    rejected = decided("A1", "The bus came late.", "money", Verdict.REJECTED)
    assert effects(OLD, new, accepted, rejected).against == ()
    assert isinstance(effects(new, "codes: {money: {}}", accepted).against[0], Against)


RULES = st.lists(st.sampled_from(["money", "no", "bus", "we", "late", "经费", "不足", "没有"]), max_size=3, unique=True)
BOOKS = st.dictionaries(st.sampled_from(["a", "b", "c"]), RULES, min_size=1)


@given(one=BOOKS, other=BOOKS)
def test_codebook_diff_counts_add_up(one: dict[str, list[str]], other: dict[str, list[str]]) -> None:
    old, new = ("\n  ".join(["codes:", *(f"{id}: {{rules: {book[id]}}}" for id in book)]) for book in (one, other))
    found, back = effects(old, new), effects(new, old)
    for count in found.counts:
        assert count.before + count.gained + count.came - count.lost - count.went == count.now
    # Where a passage moved, which of two lost codes goes with which of two gained ones may differ.
    assert _codings(found, "before") == _codings(back, "now")
    assert _codings(found, "now") == _codings(back, "before")


def _codings(found: Effect, side: str) -> set[tuple[str, int, str]]:
    codings = (getattr(shift, side) for shift in found.shifts)
    return {(coding.transcript, coding.passage, coding.code) for coding in codings if coding}
