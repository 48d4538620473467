"""Tiny Parakeets in the file format that NeMo exports, with random weights: an encoder with its decoders."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

PIECES = ["▁so", "▁my", "▁fel", "low", "▁A", "mer", "i", "cans", ".", "▁ask", "<blk>"]
BLANK = len(PIECES) - 1
BANDS, WIDTH, STRIDE, DURATIONS, STATE = 128, 16, 8, 5, 4
FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
CONFIG = {"features_size": BANDS, "subsampling_factor": STRIDE}


def tdt(folder: Path) -> Path:
    """Encoder, and a decoder with its joint network that also says how far to jump."""
    describe(folder, "nemo-conformer-tdt")
    random = np.random.default_rng(7)
    save(folder / "encoder-model.onnx", *encoder(random, "outputs", WIDTH))
    outputs = len(PIECES) + DURATIONS
    constants = {
        "weight": random.normal(0, 2, (WIDTH, outputs)),
        "embedding": random.normal(0, 1, (len(PIECES), outputs)),
        "step": np.full(1, 0.1),
    }
    nodes = [
        helper.make_node("Transpose", ["encoder_outputs"], ["row"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["row", "weight"], ["heard"]),
        helper.make_node("Gather", ["embedding", "targets"], ["said"]),
        helper.make_node("Add", ["heard", "said"], ["joined"]),
        helper.make_node("Unsqueeze", ["joined", "axis"], ["outputs"]),
        helper.make_node("Add", ["input_states_1", "step"], ["output_states_1"]),
        helper.make_node("Add", ["input_states_2", "step"], ["output_states_2"]),
        helper.make_node("Identity", ["target_length"], ["prednet_lengths"]),
    ]
    state = [1, 1, STATE]
    inputs = [
        value("encoder_outputs", FLOAT, [1, WIDTH, 1]),
        value("targets", INT32, [1, 1]),
        value("target_length", INT32, [1]),
        value("input_states_1", FLOAT, state),
        value("input_states_2", FLOAT, state),
    ]
    given = [
        value("outputs", FLOAT, [1, 1, 1, outputs]),
        value("prednet_lengths", INT32, [1]),
        value("output_states_1", FLOAT, state),
        value("output_states_2", FLOAT, state),
    ]
    save(folder / "decoder_joint-model.onnx", nodes, inputs, given, constants, {"axis": [1]})
    return folder


def ctc(folder: Path) -> Path:
    describe(folder, "nemo-conformer-ctc")
    nodes, inputs, given, constants, whole = encoder(np.random.default_rng(11), "logits", len(PIECES))
    nodes += [
        helper.make_node("Transpose", ["logits"], ["by_time"], perm=[0, 2, 1]),
        helper.make_node("LogSoftmax", ["by_time"], ["logprobs"], axis=-1),
    ]
    given = [value("logprobs", FLOAT, ["batch", "frames", len(PIECES)])]
    save(folder / "model.onnx", nodes, inputs, given, constants, whole)
    return folder


def encoder(random: np.random.Generator, output: str, width: int) -> tuple[Any, ...]:
    """A strided convolution over the spectrum."""
    constants = {
        "kernel": random.normal(0, 0.1, (width, BANDS, STRIDE)),
        "bias": random.normal(0, 0.5, width),
    }
    nodes = [
        helper.make_node(
            "Conv", ["audio_signal", "kernel", "bias"], ["raw"], strides=[STRIDE], pads=[0, STRIDE - 1]
        ),
        helper.make_node("Tanh", ["raw"], [output]),
        helper.make_node("Sub", ["length", "one"], ["before"]),
        helper.make_node("Div", ["before", "stride"], ["whole"]),
        helper.make_node("Add", ["whole", "one"], ["encoded_lengths"]),
    ]
    inputs = [value("audio_signal", FLOAT, ["batch", BANDS, "time"]), value("length", INT64, ["batch"])]
    given = [value(output, FLOAT, ["batch", width, "frames"]), value("encoded_lengths", INT64, ["batch"])]
    return nodes, inputs, given, constants, {"one": [1], "stride": [STRIDE]}


def describe(folder: Path, kind: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(CONFIG | {"model_type": kind}))
    lines = [f"{piece} {index}\n" for index, piece in enumerate(PIECES)]
    (folder / "vocab.txt").write_text("".join(lines), "utf-8")


def value(name: str, kind: int, shape: Sequence[str | int]) -> Any:
    return helper.make_tensor_value_info(name, kind, shape)


def save(
    path: Path, nodes: Any, inputs: Any, given: Any, constants: dict[str, Any], whole: dict[str, list[int]]
) -> None:
    tensors = [
        numpy_helper.from_array(np.asarray(array, np.float32), name) for name, array in constants.items()
    ]
    tensors += [numpy_helper.from_array(np.asarray(array, np.int64), name) for name, array in whole.items()]
    graph = helper.make_graph(nodes, path.stem, inputs, given, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
