"""The shipped codebooks keep their promises: examples are tagged, counterexamples are not, the interviews are coded."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder import Codebook, Tagger, code_study, load_codebook, split_passages
from interview_coder.codebook import Code
from interview_coder.examples import try_examples
from interview_coder.language import detect_language
from interview_coder.telling import why
from tests.conversations import conversation

ROOT = Path(__file__).parent.parent
CODEBOOKS = sorted((ROOT / "codebooks").glob("*.yaml"))
LOCAL_GOVERNMENT = ROOT / "codebooks" / "local-government.yaml"


@pytest.mark.parametrize("path", CODEBOOKS, ids=lambda path: path.stem)
def test_shipped_codebooks_agree_with_their_examples(path: Path) -> None:
    codebook = load_codebook(path)
    outcomes = try_examples(codebook)
    assert [
        (outcome.code.id, outcome.example.text, why(outcome.reason, "en", codebook.lists))
        for outcome in outcomes
        if outcome.reason
    ] == []
    assert len(outcomes) == sum(len(code.examples) + len(code.counterexamples) for code in codebook.codes)


def test_shipped_codebooks_tag_one_example_as_it_stands() -> None:
    """One sentence through the tagger alone, in case what tries the examples is wrong itself."""
    talk = conversation("Dean: There's no special fund; each year it's been crossed out by February.")
    suggestions = Tagger(load_codebook(LOCAL_GOVERNMENT)).tag(split_passages(talk))
    assert {suggestion.code.partition(".")[0] for suggestion in suggestions} == {"financial_support"}


@pytest.mark.parametrize("path", CODEBOOKS, ids=lambda path: path.stem)
def test_shipped_codebooks_explain_every_theme(path: Path) -> None:
    for theme in load_codebook(path).themes:
        assert theme.definition, theme.id


@pytest.mark.parametrize("path", CODEBOOKS, ids=lambda path: path.stem)
def test_shipped_codebooks_have_examples_enough_to_trust_them(path: Path) -> None:
    """At least 15 examples and 10 counterexamples of every theme in every language of the codebook."""
    codebook = load_codebook(path)
    for theme in codebook.themes:
        codes = below(codebook, theme)
        for language in codebook.languages:
            examples = [each for code in codes for each in code.examples if detect_language(each.text) == language]
            others = [each for code in codes for each in code.counterexamples if detect_language(each.text) == language]
            assert (len(examples) >= 15, len(others) >= 10) == (True, True), (theme.id, language)


def below(codebook: Codebook, theme: Code) -> list[Code]:
    return [code for code in codebook.codes if code.theme == theme.id]


def test_shipped_study_is_read_and_coded_in_both_languages() -> None:
    study = code_study([ROOT / "transcripts"], load_codebook(LOCAL_GOVERNMENT))
    assert study.problems == ()
    assert [transcript.id for transcript in study.transcripts] == [f"P{number:02d}" for number in range(1, 12)]
    assert [transcript.language for transcript in study.transcripts] == ["en"] * 6 + ["zh"] * 5
    assert all(transcript.words >= 800 and transcript.attributes["region"] for transcript in study.transcripts)
    coded = {(coding.transcript, coding.code.partition(".")[0]) for coding in study.codings}
    assert {theme.id for theme in study.codebook.themes} == {theme for _, theme in coded}
    assert {id for id, _ in coded} == {transcript.id for transcript in study.transcripts}


def test_shipped_study_codes_the_minority_of_sentences() -> None:
    study = code_study([ROOT / "transcripts"], load_codebook(LOCAL_GOVERNMENT))
    passages = sum(transcript.respondent_passages for transcript in study.transcripts)
    coded = {(coding.transcript, coding.passage) for coding in study.codings}
    assert 0.1 < len(coded) / passages < 0.4
