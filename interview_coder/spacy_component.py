"""The spaCy component `codebook_tagger`: a codebook's codes as spans of a Doc."""

# No `from __future__ import annotations` here: spaCy before 3.8 reads a factory's annotations as types.
from spacy.language import Language
from spacy.tokens import Doc

from interview_coder.codebook_file import load_codebook
from interview_coder.language import detect_language
from interview_coder.passages import split_passages
from interview_coder.tagger import Tagger
from interview_coder.transcript import Role, Transcript, Turn

SPANS_KEY = "codes"


class CodebookTagger:
    """Fills `doc.spans[spans_key]`: a span a coded passage, its label the code, its id the rule.

    The Doc is read as one respondent's turn and cut into the codebook's unit; the words are found by the rule
    language itself, so the tokenizer of the pipeline does not matter.
    """

    def __init__(self, tagger: Tagger, spans_key: str = SPANS_KEY) -> None:
        self._tagger = tagger
        self._spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Tag one Doc."""
        text = doc.text
        turn = Turn(1, "", Role.RESPONDENT, 0, len(text))
        transcript = Transcript("doc", "", text, (turn,), detect_language(text), "", "")
        spans = (
            doc.char_span(
                suggestion.passage.start,
                suggestion.passage.end,
                label=suggestion.code,
                span_id=suggestion.rule,
                alignment_mode="expand",
            )
            for suggestion in self._tagger.tag(split_passages(transcript, self._tagger.codebook.unit))
        )
        doc.spans[self._spans_key] = [span for span in spans if span is not None]
        return doc


@Language.factory("codebook_tagger", default_config={"spans_key": SPANS_KEY})
def make_codebook_tagger(nlp: Language, name: str, codebook: str, spans_key: str) -> CodebookTagger:
    """Make the component; `codebook` is the path of a YAML codebook."""
    return CodebookTagger(Tagger(load_codebook(codebook)), spans_key)
