"""Writes the trained tagger as the one file of weights that the program embeds. See src/recognize/tagger/weights.rs.

The large matrices become bytes: each row is divided by its own scale, so that its largest weight is 127. Matrices that the program multiplies
by lie as its kernels read them: blocks of 32 rows, in a block the columns by pairs, in a pair of columns the rows one after the other.
All numbers are little-endian; the last 32 bytes are the BLAKE3 hash of the others.
"""

from __future__ import annotations

import argparse
import struct
from pathlib import Path

import numpy
from blake3 import blake3
from safetensors.numpy import load_file

MAGIC = b"glosstag"
VERSION = 1
BLOCK = 32
LARGEST_FILE = 23_500_000


def quantized(weights: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Rows of bytes and the scale of each row."""
    scales = numpy.maximum(numpy.abs(weights).max(1), numpy.float32(1e-8)) / numpy.float32(127)
    return numpy.rint(weights / scales[:, None]).astype(numpy.int8), scales.astype(numpy.float32)


def table(weights: numpy.ndarray) -> bytes:
    rows, scales = quantized(weights)
    return rows.tobytes() + plain(scales)


def linear(weights: numpy.ndarray, biases: numpy.ndarray) -> bytes:
    rows, scales = quantized(weights)
    outputs, inputs = rows.shape
    packed = rows.reshape(outputs // BLOCK, BLOCK, inputs // 2, 2).transpose(0, 2, 1, 3)
    return packed.tobytes() + plain(scales) + plain(biases)


def plain(numbers: numpy.ndarray) -> bytes:
    return numbers.astype("<f4").tobytes()


def exported(state: dict[str, numpy.ndarray], vocabulary: bytes) -> bytes:
    def norm(name: str) -> bytes:
        return plain(state[f"{name}.weight"]) + plain(state[f"{name}.bias"])

    def dense(*names: str) -> bytes:
        return linear(*(numpy.concatenate([state[f"{name}.{part}"] for name in names]) for part in ("weight", "bias")))

    pieces, width = state["pieces.weight"].shape
    layers = len({name.split(".")[1] for name in state if name.startswith("layers.")})
    inner = len(state["layers.0.inner.bias"])
    parts = [
        MAGIC,
        struct.pack("<6I", VERSION, pieces, width, inner, layers, len(vocabulary)),
        vocabulary,
        table(state["pieces.weight"]),
        plain(state["shapes.weight"]),
        plain(state["positions.weight"]),
        norm("embedded"),
    ]
    for layer in (f"layers.{number}" for number in range(layers)):
        parts += [
            dense(f"{layer}.query", f"{layer}.key", f"{layer}.value"),
            dense(f"{layer}.output"),
            norm(f"{layer}.attended"),
            dense(f"{layer}.inner"),
            dense(f"{layer}.outer"),
            norm(f"{layer}.transformed"),
        ]
    parts.append(norm("classifier"))
    body = b"".join(parts)
    return body + blake3(body).digest()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=Path, help="folder that train.py wrote: model.safetensors, vocabulary.txt")
    options.add_argument("--out", type=Path, default=Path("data/recognizer/tagger.bin"))
    given = options.parse_args()
    file = exported(load_file(given.trained / "model.safetensors"), (given.trained / "vocabulary.txt").read_bytes())
    if len(file) > LARGEST_FILE:
        raise SystemExit(f"{len(file)} bytes are more than {LARGEST_FILE}")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_bytes(file)
    print(f"{given.out}: {len(file)} bytes")


if __name__ == "__main__":
    main()
