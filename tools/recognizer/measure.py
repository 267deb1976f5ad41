"""Measures a trained tagger by itself, sentence by sentence as the corpora cut them, without the rest of the cascade."""

from __future__ import annotations

import argparse
from pathlib import Path

from safetensors.torch import load_file

from corpus import WordPieces, read_corpora, read_documents
from encoder import Tagger
from train import MANIFEST, measure


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("run", type=Path, help="folder that train.py or average.py wrote")
    options.add_argument("files", type=Path, nargs="*", help="CoNLL files")
    options.add_argument("--corpora", type=Path, help="folder of the corpora, to measure on what was held out")
    given = options.parse_args()
    pieces = WordPieces.read(given.run / "vocabulary.txt")
    tagger = Tagger(len(pieces.pieces), dropout=0.0)
    tagger.load_state_dict(load_file(given.run / "model.safetensors"))
    sets = {path.name.split(".")[0]: [document for _, document in read_documents(path)] for path in given.files}
    if given.corpora:
        corpora = read_corpora(MANIFEST, given.corpora)
        sets |= {f"{corpus.name} held out": corpus.held_out for corpus in corpora if corpus.held_out}
    measure(tagger, sets, pieces, print)


if __name__ == "__main__":
    main()
