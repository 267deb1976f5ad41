"""The likeliest sequence of labels in which no entity begins in its middle."""

from __future__ import annotations

import numpy

from corpus import LABELS

_IMPOSSIBLE = -1e4
_MAY_FOLLOW = numpy.array(
    [
        [
            _IMPOSSIBLE if after[0] == "I" and (before == "O" or before[2:] != after[2:]) else 0.0
            for after in LABELS
        ]
        for before in LABELS
    ],
    dtype=numpy.float32,
)
_MAY_OPEN = numpy.array([_IMPOSSIBLE if label[0] == "I" else 0.0 for label in LABELS], dtype=numpy.float32)


def best_path(scores: numpy.ndarray) -> list[int]:
    best = scores[0] + _MAY_OPEN
    back = []
    for row in scores[1:]:
        joined = best[:, None] + _MAY_FOLLOW
        back.append(joined.argmax(0))
        best = joined.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def decode(scores: numpy.ndarray, origins: list[tuple[int, int, int]]) -> list[int]:
    """Decodes the tokens of a window sentence by sentence."""
    path, start = [], 0
    for end in range(1, len(origins) + 1):
        if end == len(origins) or origins[end][:2] != origins[start][:2]:
            path += best_path(scores[start:end])
            start = end
    return path
