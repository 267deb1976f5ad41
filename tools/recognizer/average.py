"""Averages the weights of a run and of one that went on from it (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models")."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("runs", type=Path, nargs="+", help="folders that train.py wrote")
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    states = [load_file(run / "model.safetensors") for run in given.runs]
    mean = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    given.out.mkdir(parents=True, exist_ok=True)
    save_file(mean, given.out / "model.safetensors")
    shutil.copy(given.runs[0] / "vocabulary.txt", given.out)


if __name__ == "__main__":
    main()
