"""The bar: what a spaCy user would write first. `span_ruler.py CODEBOOK.json FOLDER LANGUAGE` prints the quotes."""

import csv
import json
import sys
from pathlib import Path

import spacy

codes = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
nlp = spacy.blank(sys.argv[3])
ruler = nlp.add_pipe("span_ruler", config={"phrase_matcher_attr": "LOWER", "spans_key": "codes"})
ruler.add_patterns([{"label": code, "pattern": word} for code, words in codes.items() for word in words])  # type: ignore[attr-defined]
quotes = csv.writer(sys.stdout)
for path in sorted(Path(sys.argv[2]).glob("*.txt")):
    for number, doc in enumerate(nlp.pipe(path.read_text(encoding="utf-8").strip().split("\n\n"))):
        for code in {span.label_ for span in doc.spans["codes"]}:
            quotes.writerow([path.name, number, code, doc.text])
