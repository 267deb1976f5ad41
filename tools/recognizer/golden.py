"""Writes what the trained tagger says of a few sentences, for the test that the program says nearly the same."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file

from corpus import LABELS, Token, WordPieces, cut, windows
from encoder import Tagger

# One text; made up for this.
SENTENCES = (
    "Last spring Eleanor Whitcombe left Portsmouth for the University of Heidelberg.",
    "“I never met O’Brien,” she told the BBC on 3 March 1987; the Treaty of Versailles was her subject.",
    "The crew saw Mount Kenya, the Rhine and New York, and Whitcombe’s brother worked for Siemens AG.",
    "it rained all day and nobody spoke, not even the old captain.",
    "THE MINISTER MET ANGELA MERKEL IN BERLIN.",
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=Path, help="folder that train.py wrote: model.safetensors, vocabulary.txt")
    options.add_argument("--out", type=Path, default=Path("data/recognizer/golden.tsv"))
    given = options.parse_args()
    pieces = WordPieces.read(given.trained / "vocabulary.txt")
    tagger = Tagger(len(pieces.pieces), 0.0)
    tagger.load_state_dict(load_file(given.trained / "model.safetensors"))
    tagger.eval()
    document = [
        [Token(token, "O") for word in sentence.split() for token in cut(word)] for sentence in SENTENCES
    ]
    lines = []
    for window in windows([document], pieces):
        with torch.no_grad():
            mask = torch.ones(1, len(window.pieces))
            logits = tagger(torch.tensor([window.pieces]), torch.tensor([window.shapes]), mask)[0]
        for (_, sentence, place), row in zip(window.origins, torch.softmax(logits[window.firsts], -1), strict=True):
            kinds = [row[0], *(row[label] + row[label + 1] for label in range(1, len(LABELS), 2))]
            numbers = "\t".join(f"{number:.3f}" for number in kinds)
            lines.append(f"{sentence}\t{document[sentence][place].text}\t{numbers}\n")
    text = "".join(f"# {sentence}\n" for sentence in SENTENCES)
    given.out.write_text(text + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
