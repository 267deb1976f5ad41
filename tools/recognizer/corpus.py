"""Corpora: reading them, cutting words as the engine cuts them, packing sentences into windows."""

from __future__ import annotations

import gzip
import hashlib
import random
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("PER", "ORG", "LOC", "EVT")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))
LABEL_INDEX = {label: index for index, label in enumerate(LABELS)}
EVENT_LABELS = (LABEL_INDEX["B-EVT"], LABEL_INDEX["I-EVT"])

# Number of word pieces of a window, with the two that frame it.
WINDOW = 128
# A word of more pieces is cut: it is no word.
MOST_PIECES = 12

LOWER, DIGIT, MARK, ALL_CAPITALS, ONE_CAPITAL, CAPITALISED, OPENING, MIXED = range(8)


@dataclass
class Token:
    """A run of letters and digits or one other sign, with its label."""

    text: str
    label: str


Sentence = list[Token]
Document = list[Sentence]


@dataclass
class Corpus:
    name: str
    documents: list[Document]
    held_out: list[Document]
    annotates_events: bool
    # How often a document is seen in an epoch of the first runs, and of the last.
    shares: tuple[float, float]


@dataclass
class Window:
    """Consecutive sentences that the tagger sees at once."""

    pieces: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    # For each token where its first piece stands, and its label.
    firsts: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    # For each token the document, the sentence and the place in it.
    origins: list[tuple[int, int, int]] = field(default_factory=list)
    annotates_events: bool = True


def is_part_of_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"


def is_ignorable(sign: str) -> bool:
    """Signs that have no look of their own: soft hyphens, joiners, byte-order marks, controls."""
    return unicodedata.category(sign) in ("Cc", "Cf") or sign == "\N{REPLACEMENT CHARACTER}"


def cut(word: str) -> list[str]:
    """Cuts a word into runs of letters and digits and single other signs."""
    tokens: list[str] = []
    run = ""
    for sign in word:
        if is_ignorable(sign):
            continue
        if is_part_of_word(sign):
            run += sign
            continue
        if run:
            tokens.append(run)
            run = ""
        if not sign.isspace():
            tokens.append(sign)
    if run:
        tokens.append(run)
    return tokens


def shape(token: str, *, opens: bool) -> int:
    """How a token is written; `opens` says whether it is the first word of its sentence."""
    if not any(sign.isalpha() for sign in token):
        return DIGIT if any(sign.isnumeric() for sign in token) else MARK
    if token.islower():
        return LOWER
    if token.isupper():
        return ALL_CAPITALS if len(token) > 1 else ONE_CAPITAL
    if token[0].isupper() and token[1:].islower():
        return OPENING if opens else CAPITALISED
    return MIXED


class WordPieces:
    """The table of word pieces, and the greedy search for the longest (Wu et al. 2016, section 4.1)."""

    def __init__(self, pieces: list[str]):
        self.pieces = pieces
        self.index = {piece: index for index, piece in enumerate(pieces)}
        self.unknown = self.index["[UNK]"]
        self.opening = self.index["[CLS]"]
        self.closing = self.index["[SEP]"]
        # What stands in brackets is no text, and no text may reach it.
        self.reachable = {
            piece: index for piece, index in self.index.items() if not (piece.startswith("[") and len(piece) > 1)
        }
        self._known: dict[str, list[int]] = {}

    @staticmethod
    def read(path: Path) -> WordPieces:
        return WordPieces(path.read_text("utf-8").split("\n")[:-1])

    def encode(self, token: str) -> list[int]:
        known = self._known.get(token)
        if known is None:
            known = self._known[token] = self._search(plain(token))[:MOST_PIECES]
        return known

    def _search(self, word: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self.reachable.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            found.append(piece)
            start = end
        return found or [self.unknown]


def plain(token: str) -> str:
    """Lower case without accents."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", token.lower()) if unicodedata.category(sign) != "Mn"
    )


def read_documents(path: Path) -> Iterator[tuple[str, Document]]:
    """Reads a CoNLL file: a word a line with its label after a tab, `-DOCSTART-` before a document."""
    name, document, sentence = "", [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (*lines, "", "-DOCSTART- end"):
            line = line.rstrip("\n")
            if line.startswith("-DOCSTART-") or not line:
                if sentence:
                    document.append(sentence)
                    sentence = []
                if line:
                    if document:
                        yield name, document
                    name, document = line.removeprefix("-DOCSTART-").strip(), []
                continue
            word, label = line.split("\t")
            for place, token in enumerate(cut(word)):
                sentence.append(Token(token, label if place == 0 else label.replace("B-", "I-")))


def read_corpora(manifest: Path, folder: Path) -> list[Corpus]:
    """Reads what the manifest names; a file that is not what was measured is refused."""
    corpora = []
    for entry in tomllib.loads(manifest.read_text("utf-8"))["corpus"]:
        path = folder / f"{entry['name']}.conll.gz"
        if not path.exists():
            path = folder.parent / "dev" / path.name
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != entry["sha256"]:
            raise SystemExit(f"{path}: not the file of the manifest: {digest}")
        documents, held_out = [], []
        for number, (name, document) in enumerate(read_documents(path), 1):
            if any(f"_{genre}_" in name for genre in entry.get("without", ())):
                continue
            every = entry.get("hold_out_every")
            (held_out if every and number % every == 0 else documents).append(document)
        corpora.append(Corpus(entry["name"], documents, held_out, entry["annotates_events"], tuple(entry["shares"])))
    return corpora


def windows(
    documents: Iterable[Document], pieces: WordPieces, *, annotates_events: bool = True, write=lambda document: document
) -> Iterator[Window]:
    """Packs the consecutive sentences of each document; a sentence is cut only if no window holds it."""
    for number, document in enumerate(documents):
        window = Window(annotates_events=annotates_events)
        for place, sentence in enumerate(write(document)):
            encoded = []
            opens = True
            for index, token in enumerate(sentence):
                encoded.append((pieces.encode(token.text), shape(token.text, opens=opens), token.label, index))
                opens = opens and not any(sign.isalnum() for sign in token.text)
            length = sum(len(codes) for codes, *_ in encoded)
            if len(window.pieces) + length > WINDOW - 2 and window.pieces:
                yield framed(window, pieces)
                window = Window(annotates_events=annotates_events)
            for codes, look, label, index in encoded:
                if len(window.pieces) + len(codes) > WINDOW - 2:
                    yield framed(window, pieces)
                    window = Window(annotates_events=annotates_events)
                window.firsts.append(len(window.pieces) + 1)
                window.pieces += codes
                window.shapes += [look] * len(codes)
                window.labels.append(LABEL_INDEX[label])
                window.origins.append((number, place, index))
        if window.pieces:
            yield framed(window, pieces)


def framed(window: Window, pieces: WordPieces) -> Window:
    window.pieces = [pieces.opening, *window.pieces, pieces.closing]
    window.shapes = [LOWER, *window.shapes, LOWER]
    return window


def spans(labels: Iterable[str]) -> set[tuple[int, int, str]]:
    """The entities of a sentence as first token, token after the last, kind."""
    found = set()
    start, kind = None, ""
    for index, label in enumerate((*labels, "O")):
        if start is not None and (label[0] != "I" or label[2:] != kind):
            found.add((start, index, kind))
            start = None
        if label != "O" and start is None:
            start, kind = index, label[2:]
    return found


class Variation:
    """Writes documents otherwise: other names of the same kind, no capitals, nothing but capitals."""

    def __init__(self, corpora: list[Corpus], chance: random.Random, *, other_name: float, no_capital: float, all_capitals: float):
        self.chance = chance
        self.other_name = other_name
        self.no_capital = no_capital
        self.all_capitals = all_capitals
        self.names: dict[str, list[list[str]]] = {kind: [] for kind in KINDS}
        for corpus in corpora:
            for document in corpus.documents:
                for sentence in document:
                    for start, end, kind in sorted(spans(token.label for token in sentence)):
                        self.names[kind].append([token.text for token in sentence[start:end]])

    def __call__(self, document: Document) -> Document:
        written = self._with_other_names(document) if self.other_name else document
        draw = self.chance.random()
        if draw < self.no_capital:
            return [[Token(token.text.lower(), token.label) for token in sentence] for sentence in written]
        return [
            [Token(token.text.upper(), token.label) for token in sentence]
            if self.chance.random() < self.all_capitals
            else sentence
            for sentence in written
        ]

    def _with_other_names(self, document: Document) -> Document:
        # A name that occurs again is the same other name again, as in any text.
        others: dict[tuple[str, str], list[str]] = {}
        written = []
        for sentence in document:
            out, position = [], 0
            for start, end, kind in sorted(spans(token.label for token in sentence)):
                out += sentence[position:start]
                own = [token.text for token in sentence[start:end]]
                key = (kind, " ".join(own))
                if key not in others:
                    others[key] = (
                        self.chance.choice(self.names[kind]) if self.chance.random() < self.other_name else own
                    )
                out += [
                    Token(text, f"{'I' if place else 'B'}-{kind}") for place, text in enumerate(others[key])
                ]
                position = end
            written.append(out + sentence[position:])
        return written
