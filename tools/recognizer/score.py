"""Strict F1 of entities: right if kind, first and last token are right (as seqeval's strict mode)."""

from __future__ import annotations

from collections.abc import Iterable

from corpus import KINDS, spans


def f1(right: int, found: int, wanted: int) -> float:
    return 200 * right / (found + wanted) if found + wanted else 0.0


def report(gold: Iterable[list[str]], predicted: Iterable[list[str]]) -> dict[str, float]:
    """F1 in percent by kind, and over persons, organizations and places together (`all`)."""
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for wanted_labels, found_labels in zip(gold, predicted, strict=True):
        wanted, found = spans(wanted_labels), spans(found_labels)
        for kind, count in counts.items():
            of_kind = [{span for span in some if span[2] == kind} for some in (wanted, found)]
            count[0] += len(of_kind[0] & of_kind[1])
            count[1] += len(of_kind[1])
            count[2] += len(of_kind[0])
    named = ("PER", "ORG", "LOC")
    together = [sum(counts[kind][column] for kind in named) for column in range(3)]
    return {"all": f1(*together)} | {kind: f1(*count) for kind, count in counts.items()}
