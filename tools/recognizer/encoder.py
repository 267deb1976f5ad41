"""The encoder: six layers of a small uncased transformer, with a table of shapes and a linear classifier.

The layout is that of BERT (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020): 384 numbers a piece, 12 heads. Where BERT
has the segment of a sentence pair, this has how the token is written, since the pieces themselves have no capitals.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from corpus import LABELS

WIDTH, HEADS, LAYERS, INNER, SHAPES, POSITIONS = 384, 12, 6, 1536, 8, 128
EPSILON = 1e-12


class Layer(nn.Module):
    def __init__(self, dropout: float):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attended = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.transformed = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = dropout

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        def heads(linear: nn.Linear) -> torch.Tensor:
            return linear(states).unflatten(-1, (HEADS, -1)).transpose(1, 2)

        rate = self.dropout if self.training else 0.0
        attention = functional.scaled_dot_product_attention(
            heads(self.query), heads(self.key), heads(self.value), attn_mask=mask
        )
        attention = self.output(attention.transpose(1, 2).flatten(2))
        states = self.attended(states + functional.dropout(attention, rate))
        transformed = self.outer(functional.gelu(self.inner(states)))
        return self.transformed(states + functional.dropout(transformed, rate))


class Tagger(nn.Module):
    """Word pieces and their shapes → logits of the labels for each piece."""

    def __init__(self, vocabulary: int, dropout: float):
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.embedded = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.classifier = nn.Linear(WIDTH, len(LABELS))
        self.dropout = dropout

    def forward(self, pieces: torch.Tensor, shapes: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.pieces(pieces) + self.shapes(shapes) + self.positions.weight[: pieces.shape[1]]
        states = functional.dropout(self.embedded(states), self.dropout, self.training)
        attended = mask[:, None, None, :].bool()
        for layer in self.layers:
            states = layer(states, attended)
        return self.classifier(functional.dropout(states, 0.1, self.training))


# Where each part stands in the files of Hugging Face's BERT.
_OUTER_NAMES = {
    "pieces": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "embedded": "embeddings.LayerNorm",
}
_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "transformed": "output.LayerNorm",
}


def from_base(path: Path, kept: list[int], dropout: float, generator: torch.Generator) -> Tagger:
    """Takes the weights of the base model, the pieces in `kept` alone; shapes begin near its first segment."""
    base = load_file(path)
    tagger = Tagger(len(kept), dropout)
    state = tagger.state_dict()
    for name in state:
        part, _, rest = name.partition(".")
        if part == "layers":
            number, inner, leaf = rest.split(".")
            state[name] = base[f"encoder.layer.{number}.{_LAYER_NAMES[inner]}.{leaf}"]
        elif part in _OUTER_NAMES:
            state[name] = base[f"{_OUTER_NAMES[part]}.{rest}"]
    state["pieces.weight"] = state["pieces.weight"][torch.tensor(kept)]
    state["positions.weight"] = state["positions.weight"][:POSITIONS]
    segment = base["embeddings.token_type_embeddings.weight"][:1].repeat(SHAPES, 1)
    segment[1:] += 0.02 * torch.randn(SHAPES - 1, WIDTH, generator=generator)
    state["shapes.weight"] = segment
    tagger.load_state_dict(state)
    nn.init.normal_(tagger.classifier.weight, std=0.02, generator=generator)
    nn.init.zeros_(tagger.classifier.bias)
    return tagger
