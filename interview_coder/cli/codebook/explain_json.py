"""An explanation as plain data, with the same sentences as on the screen."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interview_coder.coverage import Coverage
from interview_coder.explanation import Target, account, code_use, rule_uses, term_uses, transcripts_of
from interview_coder.in_words import in_words
from interview_coder.telling import findings, why

if TYPE_CHECKING:
    from interview_coder.explanation import RuleUse, TermUse
    from interview_coder.passages import Passage


def as_data(target: Target, coverage: Coverage, at: int | None, language: str) -> dict[str, Any]:
    """Return what is explained: a code, a rule, or (`at`) what decided about one passage."""
    data = {"codebook": target.codebook.file, **_target(target, language)}
    if at is not None:
        return data | {"passage": _passage(coverage.passages[at])} | _account(target, coverage, at, language)
    if target.rule is None:
        return data | _code(target, coverage, language)
    return data | _rule(target, coverage, language)


def _target(target: Target, language: str) -> dict[str, Any]:
    if not target.in_codebook:
        return {"code": None, "rule": None, "text": target.code.name.in_language(language)}
    return {"code": target.code.id, "rule": target.rule.id if target.rule else None}


def _code(target: Target, coverage: Coverage, language: str) -> dict[str, Any]:
    use, code = code_use(coverage, target.code), target.code
    texts = {key: getattr(code, key).in_language(language) for key in ("name", "definition", "include", "exclude")}
    return {
        **texts,
        "passages": len(coverage.passages),
        "given": len(use.given),
        "refused": len(use.refused),
        "transcripts": len(transcripts_of(coverage, use.given)),
        "sub_codes": {below.id: len(given) for below, given in use.below},
        "rules": [_use(target, coverage, each, language) for each in use.rules],
    }


def _use(target: Target, coverage: Coverage, use: RuleUse, language: str) -> dict[str, Any]:
    return {
        "id": use.rule.id,
        "text": use.rule.text,
        "in_words": in_words(use.rule.query, language, target.codebook.lists),
        "passages": len(use.passages),
        "transcripts": len(transcripts_of(coverage, use.passages)),
        "alone": len(use.alone),
        "refused": len(use.refused),
    }


def _rule(target: Target, coverage: Coverage, language: str) -> dict[str, Any]:
    (use,) = (use for use in rule_uses(coverage, target.code) if use.rule is target.rule)
    everywhere = transcripts_of(coverage, range(len(coverage.passages)))
    return {
        **_use(target, coverage, use, language),
        "hits": [
            {**_passage(coverage.passages[at]), "evidence": coverage.evidence(use.rule.id, at)}
            for at in sorted(use.passages)
        ],
        "terms": [_term(each) for each in term_uses(use.rule.query, everywhere, target.codebook.lists)],
    }


def _term(use: TermUse) -> dict[str, Any]:
    return {
        "term": use.written,
        "forms": dict(use.forms),
        "silent": use.silent,
        "vetoed": [asdict(veto) for veto in use.vetoed],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "transcript": passage.transcript.id,
        "passage": passage.number,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.text,
    }


def _account(target: Target, coverage: Coverage, at: int, language: str) -> dict[str, Any]:
    told, lists = account(target, coverage, at), target.codebook.lists
    steps = [
        {"rule": step.rule.id, **asdict(findings(told.reason.passage, step.trace, language, lists))}
        for step in (*told.rules, *told.unless)
    ]
    return {"given": told.reason.given, "why": why(told.reason, language, lists), "steps": steps}
