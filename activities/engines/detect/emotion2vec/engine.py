"""emotion2vec+ as FunASR saves it, without FunASR: segments in, how each is said out."""

import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml

from activities.audio import Audio, Recording
from activities.engines import Beat, Emotion, ModelUnavailable
from activities.engines.detect.emotion2vec.data2vec import PARTS, Data2Vec
from activities.engines.weights import weights
from activities.transcript import Segment

if TYPE_CHECKING:
    from torch import Tensor

SHORTEST, LONGEST = 0.5, 30.0  # seconds of a segment: none can be told from less, and no more is listened to
LABELS = ("angry", "disgusted", "fearful", "happy", "neutral", "other", "sad", "surprised", "unknown")
Feeling = Literal["positive", "negative", "neutral"]
FEELINGS: dict[str, Feeling] = {
    "angry": "negative",
    "disgusted": "negative",
    "fearful": "negative",
    "sad": "negative",
    "happy": "positive",
    "neutral": "neutral",
    "other": "neutral",
    "surprised": "neutral",  # good and bad surprises sound alike
}
UNKNOWN = "unknown"


class Emotion2Vec:
    def __init__(self, model: str, models: Path, *, device: str = "cpu", **_: Any) -> None:
        try:
            import torch  # noqa: F401
        except ImportError as error:
            raise ModelUnavailable("emotion2vec needs torch: pip install 'dalston[torch]'") from error
        folder = weights(model, models)
        self.device = "cuda" if device == "gpu" else "cpu"
        self.network = load(folder, self.device)
        self.labels = read_labels(folder)
        if len(self.labels) != (known := self.network.weights["proj.weight"].shape[0]):
            raise ModelUnavailable(f"{folder} names {len(self.labels)} labels, but its model has {known}")

    def judge(self, recording: Recording, segments: list[Segment], beat: Beat) -> list[Emotion | None]:
        found: list[Emotion | None] = []
        for segment in segments:
            found.append(self._judge(recording, segment))
            beat(segment.end)
        return found

    def _judge(self, recording: Recording, segment: Segment) -> Emotion | None:
        end = min(segment.end, segment.start + LONGEST, recording.duration)
        if end - segment.start < SHORTEST:
            return None
        return strongest(self.shares(recording.read(segment.start, end)))

    def shares(self, audio: Audio) -> dict[str, float]:
        """Of each label that is in use; together 1."""
        import torch

        samples = torch.from_numpy(audio.samples.copy()).to(self.device)
        with torch.inference_mode():
            logits = self.network.logits(samples)
            unused = torch.tensor([not label for label in self.labels], device=self.device)
            shares = logits.masked_fill(unused, float("-inf")).softmax(0).tolist()
        return {label: share for label, share in zip(self.labels, shares, strict=True) if label}


def strongest(shares: dict[str, float]) -> Emotion | None:
    """The feeling that most of the labels' shares speak for; None when they speak for nothing known."""
    feelings: dict[Feeling, float] = {"positive": 0.0, "negative": 0.0, "neutral": 0.0}
    for label, share in shares.items():
        if label in FEELINGS:
            feelings[FEELINGS[label]] += share
    best = max(feelings, key=lambda feeling: feelings[feeling])
    if shares.get(UNKNOWN, 0.0) > feelings[best]:
        return None
    return Emotion(label=best, confidence=round(min(1.0, feelings[best]), 4))


def read_labels(folder: Path) -> list[str]:
    """From lines like "开心/happy"; empty for those that are not in use."""
    path = folder / "tokens.txt"
    if not path.is_file():
        return list(LABELS)
    found = []
    for line in path.read_text("utf-8").split():
        label = line.rpartition("/")[2].lower()
        found.append("" if label.startswith("unuse") else UNKNOWN if label == "<unk>" else label)
    return found


def load(folder: Path, device: str) -> Data2Vec:
    """Raises ModelUnavailable, saying what is missing or different."""
    config_path, weights_path = folder / "config.yaml", folder / "model.pt"
    if missing := [path.name for path in (config_path, weights_path) if not path.is_file()]:
        raise ModelUnavailable(f"{folder} is no emotion2vec: it has no {' and no '.join(missing)}")
    config = yaml.safe_load(config_path.read_text("utf-8")).get("model_conf") or {}
    audio = (config.get("modalities") or {}).get("audio") or {}
    if config.get("layer_norm_first") or audio.get("extractor_mode", "layer_norm") != "layer_norm":
        raise ModelUnavailable(f"{config_path} describes another architecture than emotion2vec's")
    return Data2Vec(
        read_state(weights_path, device),
        heads=int(config.get("num_heads", 12)),
        epsilon=float(config.get("norm_eps", 1e-5)),
        normalise=bool(config.get("normalize", True)),
    )


def read_state(path: Path, device: str) -> "dict[str, Tensor]":
    import torch

    try:
        found = torch.load(path, map_location=device, weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError) as error:
        raise ModelUnavailable(f"{path} is not a PyTorch checkpoint that is safe to read: {error}") from error
    for key in ("state_dict", "model_state_dict", "model"):
        found = found.get(key, found)
    state = {name.removeprefix("module.").removeprefix("d2v_model."): value for name, value in found.items()}
    if missing := [part for part in PARTS if part not in state]:
        raise ModelUnavailable(f"{path} is no emotion2vec classifier: it has no {', '.join(missing)}")
    return state
