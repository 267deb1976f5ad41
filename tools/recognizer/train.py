"""Fine-tunes the base model as a tagger of names. See README.md."""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
import unicodedata
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional

from corpus import EVENT_LABELS, LABELS, Variation, Window, WordPieces, read_corpora, read_documents, windows
from decode import decode
from encoder import Tagger, from_base
from score import report

MANIFEST = Path(__file__).with_name("corpora.toml")

# Few shapes of tensors: each new one costs a compilation of the matrix kernels.
LENGTHS = (32, 64, 128)
PIECES_OF_A_BATCH = 2048


def useful_pieces(vocabulary: list[str]) -> list[int]:
    """The pieces that English prose can need: those of Latin letters, digits and signs; and the four special ones used."""

    def is_useful(piece: str) -> bool:
        if piece.startswith("[") and len(piece) > 1:
            return piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
        return all(
            not sign.isalpha() or "LATIN" in unicodedata.name(sign, "") for sign in piece.removeprefix("##")
        )

    return [index for index, piece in enumerate(vocabulary) if is_useful(piece)]


def seen(documents: list, share: float, chance: random.Random) -> list:
    """The documents of an epoch, each `share` times in the mean."""
    return [document for document in documents for _ in range(int(share) + (chance.random() < share % 1))]


def batches(found: list[Window]) -> list[list[Window]]:
    by_length: dict[int, list[Window]] = {length: [] for length in LENGTHS}
    for window in found:
        by_length[next(length for length in LENGTHS if len(window.pieces) <= length)].append(window)
    return [
        group[start : start + PIECES_OF_A_BATCH // length]
        for length, group in by_length.items()
        for start in range(0, len(group), PIECES_OF_A_BATCH // length)
    ]


def tensors(batch: list[Window]) -> tuple[torch.Tensor, ...]:
    length = next(length for length in LENGTHS if max(len(window.pieces) for window in batch) <= length)
    rows = PIECES_OF_A_BATCH // length
    pieces = torch.zeros(rows, length, dtype=torch.long)
    shapes, mask = torch.zeros_like(pieces), torch.zeros_like(pieces)
    labels = torch.full_like(pieces, -100)
    events = torch.zeros(rows, dtype=torch.bool)
    mask[len(batch) :, 0] = 1
    for row, window in enumerate(batch):
        pieces[row, : len(window.pieces)] = torch.tensor(window.pieces)
        shapes[row, : len(window.pieces)] = torch.tensor(window.shapes)
        mask[row, : len(window.pieces)] = 1
        labels[row, torch.tensor(window.firsts)] = torch.tensor(window.labels)
        events[row] = window.annotates_events
    return pieces, shapes, mask, labels, events


def loss_of(logits: torch.Tensor, labels: torch.Tensor, events: torch.Tensor, smoothing: float) -> torch.Tensor:
    """Cross entropy; where a corpus marks no events, "nothing or an event" is one answer."""
    scores = functional.log_softmax(logits, -1)
    known = labels >= 0
    chosen = scores.gather(-1, labels.clamp(min=0)[..., None])[..., 0]
    nothing_or_event = torch.logsumexp(scores[..., [0, *EVENT_LABELS]], -1)
    unmarked = (labels == 0) & ~events[:, None]
    right = torch.where(unmarked, nothing_or_event, chosen)
    spread = scores.mean(-1)
    loss = -(1 - smoothing) * right - smoothing * spread
    return loss[known].mean()


@torch.no_grad()
def predict(tagger: Tagger, documents: list, pieces: WordPieces) -> list[list[list[str]]]:
    tagger.eval()
    predicted = [[["O"] * len(sentence) for sentence in document] for document in documents]
    for batch in batches(list(windows(documents, pieces))):
        ids, shapes, mask, *_ = tensors(batch)
        logits = tagger(ids, shapes, mask)
        scores = functional.log_softmax(logits, -1)
        for row, window in enumerate(batch):
            for (document, sentence, index), label in zip(
                window.origins, decode(scores[row, torch.tensor(window.firsts)].numpy(), window.origins), strict=True
            ):
                predicted[document][sentence][index] = LABELS[label]
    return predicted


def measure(tagger: Tagger, sets: dict[str, list], pieces: WordPieces, log) -> dict[str, dict[str, float]]:
    figures = {}
    for name, documents in sets.items():
        predicted = predict(tagger, documents, pieces)
        gold = [[token.label for token in sentence] for document in documents for sentence in document]
        figures[name] = report(gold, [labels for document in predicted for labels in document])
        log(f"{name:24}", "  ".join(f"{kind} {value:5.2f}" for kind, value in figures[name].items()))
    return figures


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", type=Path, required=True, help="folder of the base model: model.safetensors, vocab.txt")
    options.add_argument("--corpora", type=Path, required=True, help="folder of the corpora that corpora.toml names")
    options.add_argument("--measure", type=Path, nargs="*", default=[], help="CoNLL files to measure on at the end")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--last", type=Path, help="folder of the run from which the last one goes on")
    options.add_argument("--epochs", type=float, default=4)
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--dropout", type=float, default=0.05)
    options.add_argument("--smoothing", type=float, default=0.0)
    options.add_argument("--other-name", type=float, default=0.15)
    options.add_argument("--no-capital", type=float, default=0.02)
    options.add_argument("--all-capitals", type=float, default=0.02)
    options.add_argument("--empty", type=float, default=0.4, help="share of the windows without a name that is kept")
    options.add_argument("--decay", type=float, default=0.998, help="of the moving average of the weights that is written")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()

    torch.manual_seed(given.seed)
    torch.set_flush_denormal(True)
    chance = random.Random(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    journal = (given.out / "log.txt").open("w")

    def log(*words: object) -> None:
        print(*words, flush=True)
        print(*words, file=journal, flush=True)

    vocabulary = WordPieces.read(given.base / "vocab.txt").pieces
    kept = useful_pieces(vocabulary)
    pieces = WordPieces([vocabulary[index] for index in kept])
    (given.out / "vocabulary.txt").write_text("".join(f"{piece}\n" for piece in pieces.pieces), "utf-8")
    tagger = from_base(given.base / "model.safetensors", kept, given.dropout, torch.Generator().manual_seed(1))

    if given.last:
        tagger.load_state_dict(load_file(given.last / "model.safetensors"))

    corpora = read_corpora(MANIFEST, given.corpora)
    vary = Variation(
        corpora, chance, other_name=given.other_name, no_capital=given.no_capital, all_capitals=given.all_capitals
    )

    def epoch() -> list[list[Window]]:
        found = [
            window
            for corpus in corpora
            for window in windows(
                seen(corpus.documents, corpus.shares[given.last is not None], chance), pieces, annotates_events=corpus.annotates_events, write=vary
            )
            if any(window.labels) or chance.random() < given.empty
        ]
        chance.shuffle(found)
        made = batches(found)
        chance.shuffle(made)
        return made

    for corpus in corpora:
        log(corpus.name, len(corpus.documents), "documents,", len(corpus.held_out), "held out")
    queue = epoch()
    total = int(len(queue) * given.epochs)
    fresh = {id(parameter) for part in (tagger.classifier, tagger.shapes) for parameter in part.parameters()}
    groups: dict[tuple[bool, bool], list] = {}
    for parameter in tagger.parameters():
        groups.setdefault((id(parameter) in fresh, parameter.ndim > 1), []).append(parameter)
    optimizer = torch.optim.AdamW(
        [
            {"params": members, "weight_decay": 0.01 if decays and not new else 0.0, "faster": 8 if new else 1}
            for (new, decays), members in groups.items()
        ],
        lr=given.rate,
        fused=True,
    )
    average = copy.deepcopy(tagger)
    begun, running, cursor = time.monotonic(), 0.0, 0
    tagger.train()
    for step in range(total):
        if cursor == len(queue):
            queue, cursor = epoch(), 0
        rate = given.rate * min(1, (step + 1) / 60) * (1 - step / total)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["faster"]
        ids, shapes, mask, labels, events = tensors(queue[cursor])
        cursor += 1
        logits = tagger(ids, shapes, mask)
        loss = loss_of(logits, labels, events, given.smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        decay = min(given.decay, (step + 1) / (step + 10))
        with torch.no_grad():
            for mean, now in zip(average.parameters(), tagger.parameters(), strict=True):
                mean.lerp_(now, 1 - decay)
        running = 0.98 * running + 0.02 * loss.item()
        if (step + 1) % 50 == 0:
            log(f"{step + 1}/{total}  loss {running / (1 - 0.98 ** (step + 1)):.4f}  {time.monotonic() - begun:.0f} s")

    save_file(average.state_dict(), given.out / "model.safetensors")
    sets = {path.name.split(".")[0]: [document for _, document in read_documents(path)] for path in given.measure}
    sets |= {f"{corpus.name} held out": corpus.held_out for corpus in corpora if corpus.held_out}
    log("last weights")
    measure(tagger, sets, pieces, log)
    log("averaged weights")
    figures = measure(average, sets, pieces, log)
    (given.out / "figures.json").write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
