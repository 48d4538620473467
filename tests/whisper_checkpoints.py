"""Checkpoints in OpenAI's format: tiny.en put together from the weights of its package, and a random one."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS: dict[int, type[np.generic]] = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
BLOCK = {"attn": "self_attention", "cross_attn": "attention"}

Weights = dict[str, NDArray[Any]]


def random(path: Path) -> Path:
    """Of the right shape, and knowing nothing; of many languages."""
    import torch
    from whisper.model import ModelDimensions, Whisper

    torch.manual_seed(5)
    dims = ModelDimensions(80, 1500, 16, 2, 1, 51865, 448, 16, 2, 1)
    return save(path, Whisper(dims).state_dict(), dims)


def tiny_en(model_bin: Path, path: Path) -> Path:
    """What OpenAI's tiny.en.pt holds, taken from its conversion to CTranslate2."""
    import torch
    from whisper.model import ModelDimensions

    found = read_ctranslate2(model_bin.read_bytes())
    encoder, decoder = stack(found, "encoder", ["attn"]), stack(found, "decoder", ["attn", "cross_attn"])
    state = {name: torch.from_numpy(array.copy()) for name, array in (encoder | decoder).items()}
    return save(path, state, ModelDimensions(80, 1500, 384, 6, 4, 51864, 448, 384, 6, 4))


def save(path: Path, state: dict[str, Any], dims: Any) -> Path:
    import torch

    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"dims": vars(dims), "model_state_dict": state}, path)
    return path


def stack(found: Weights, part: str, attentions: list[str]) -> Weights:
    """Encoder or decoder under OpenAI's names."""
    named = {f"{part}.positional_embedding": found[f"{part}/position_encodings/encodings"]}
    named |= norm(found, f"{part}/layer_norm", f"{part}.{'ln_post' if part == 'encoder' else 'ln'}")
    if part == "encoder":
        for conv in ("conv1", "conv2"):
            named |= linear(found, f"encoder/{conv}", f"encoder.{conv}")
    else:
        named["decoder.token_embedding.weight"] = found["decoder/embeddings/weight"]
    for index in range(4):
        theirs, ours = f"{part}/layer_{index}", f"{part}.blocks.{index}"
        for attention in attentions:
            named |= attend(found, f"{theirs}/{BLOCK[attention]}", f"{ours}.{attention}")
        named |= norm(found, f"{theirs}/ffn/layer_norm", f"{ours}.mlp_ln")
        named |= linear(found, f"{theirs}/ffn/linear_0", f"{ours}.mlp.0")
        named |= linear(found, f"{theirs}/ffn/linear_1", f"{ours}.mlp.2")
    return named


def attend(found: Weights, theirs: str, ours: str) -> Weights:
    """CTranslate2 keeps query, key and value (or key and value) in one matrix."""
    parts = ["query", "key", "value"]
    joined = [f"{theirs}/linear_{index}" for index in range(3) if f"{theirs}/linear_{index}/weight" in found]
    weight = np.concatenate([found[f"{name}/weight"] for name in joined[:-1]])
    bias = np.concatenate([found[f"{name}/bias"] for name in joined[:-1]])
    named = norm(found, f"{theirs}/layer_norm", f"{ours}_ln") | linear(found, joined[-1], f"{ours}.out")
    for part, rows, offsets in zip(parts, np.split(weight, 3), np.split(bias, 3), strict=True):
        named[f"{ours}.{part}.weight"] = rows
        if part != "key":  # Whisper's keys have none
            named[f"{ours}.{part}.bias"] = offsets
    return named


def norm(found: Weights, theirs: str, ours: str) -> Weights:
    return {f"{ours}.weight": found[f"{theirs}/gamma"], f"{ours}.bias": found[f"{theirs}/beta"]}


def linear(found: Weights, theirs: str, ours: str) -> Weights:
    return {f"{ours}.{kind}": found[f"{theirs}/{kind}"] for kind in ("weight", "bias")}


def read_ctranslate2(content: bytes) -> Weights:
    """The variables of a model.bin of version 6."""
    at = 0

    def number(kind: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{kind}", content, at)
        at += struct.calcsize(kind)
        return int(value)

    def text() -> str:
        nonlocal at
        length = number("H")
        at += length
        return content[at - length : at - 1].decode()

    version, _specification, _revision = number("I"), text(), number("I")
    assert version == 6
    found: Weights = {}
    for _ in range(number("I")):
        name = text()
        shape = [number("I") for _ in range(number("B"))]
        kind, size = KINDS[number("B")], number("I")
        found[name] = np.frombuffer(content, kind, size // np.dtype(kind).itemsize, at).reshape(shape)
        at += size
    return found
