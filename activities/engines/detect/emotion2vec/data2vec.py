"""The classifier of emotion2vec+ (Ma et al. 2024) in torch, from its state dict: audio in, logits out.

data2vec 2.0 as FunASR saves it: convolutions, positions by convolution, ten extra tokens, then transformer
blocks whose attention is biased by distance (ALiBi, with a learned scale), and a mean before the last layer.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

STRIDES = (5, 2, 2, 2, 2, 2, 2)  # of the seven convolutions: a frame every 20 ms
POSITIONS = 5  # convolutions
ENCODER = "modality_encoders.AUDIO"
SCALE, TOKENS = f"{ENCODER}.alibi_scale", f"{ENCODER}.extra_tokens"
CONTEXT = f"{ENCODER}.context_encoder"
PARTS = (
    f"{ENCODER}.local_encoder.conv_layers.6.0.weight",
    f"{ENCODER}.project_features.2.weight",
    f"{ENCODER}.relative_positional_encoder.{POSITIONS}.0.weight",
    f"{CONTEXT}.norm.weight",
    f"{CONTEXT}.blocks.0.attn.qkv.weight",
    "blocks.0.attn.qkv.weight",
    "proj.weight",
)


@dataclass(frozen=True)
class Data2Vec:
    weights: "dict[str, Tensor]"
    heads: int
    epsilon: float  # of layer norms
    normalise: bool  # samples to mean 0 and variance 1

    def logits(self, samples: "Tensor") -> "Tensor":
        """One for each label."""
        import torch.nn.functional as F  # noqa: N812 # everybody's name for it

        if self.normalise:
            samples = F.layer_norm(samples, samples.shape)
        x = self._frames(samples)
        x = x + self._positions(x)
        bias = self._bias(len(x))
        if TOKENS in self.weights:
            extra = self.weights[TOKENS][0]
            x, bias = extra_first(x, bias, extra)
        x = self._norm(x, f"{CONTEXT}.norm")
        layer = 0
        for stack in (f"{CONTEXT}.blocks", "blocks"):
            for number in range(self._depth(stack)):
                x = self._block(x, f"{stack}.{number}", bias * self._scale(layer))
                layer += 1
        return self._linear(x[self._extra :].mean(dim=0), "proj")

    @property
    def _extra(self) -> int:
        return self.weights[TOKENS].shape[1] if TOKENS in self.weights else 0

    def _depth(self, stack: str) -> int:
        prefix = f"{stack}."
        return len({name[len(prefix) :].split(".")[0] for name in self.weights if name.startswith(prefix)})

    def _frames(self, samples: "Tensor") -> "Tensor":
        """Shape (frames, width)."""
        import torch.nn.functional as F  # noqa: N812

        x = samples[None, None]
        for layer, stride in enumerate(STRIDES):
            name = f"{ENCODER}.local_encoder.conv_layers.{layer}"
            x = F.conv1d(x, self.weights[f"{name}.0.weight"], stride=stride)
            x = F.gelu(self._norm(x.transpose(1, 2), f"{name}.2.1", 1e-5).transpose(1, 2))
        name = f"{ENCODER}.project_features"
        return self._linear(self._norm(x[0].T, f"{name}.1", 1e-5), f"{name}.2")

    def _positions(self, x: "Tensor") -> "Tensor":
        import torch.nn.functional as F  # noqa: N812

        x, frames = x.T[None], len(x)
        for layer in range(1, POSITIONS + 1):
            name = f"{ENCODER}.relative_positional_encoder.{layer}.0"
            weight = self.weights[f"{name}.weight"]
            groups, padding = x.shape[1] // weight.shape[1], weight.shape[2] // 2
            x = F.conv1d(x, weight, self.weights[f"{name}.bias"], padding=padding, groups=groups)
            x = x[..., :frames]
            x = F.gelu(F.layer_norm(x.transpose(1, 2), x.shape[1:2]).transpose(1, 2))
        return x[0].T

    def _bias(self, frames: int) -> "Tensor":
        """Shape (heads, frames, frames): the further apart, the less attention."""
        import torch

        device = self.weights["proj.weight"].device
        at = torch.arange(frames, device=device)
        slopes = torch.tensor(alibi_slopes(self.heads), device=device)
        return -(at[None] - at[:, None]).abs() * slopes[:, None, None]

    def _scale(self, layer: int) -> "Tensor | float":
        if SCALE not in self.weights:
            return 1.0
        scale = self.weights[SCALE].clamp(min=0)
        return scale[min(layer, len(scale) - 1), 0]

    def _block(self, x: "Tensor", name: str, bias: "Tensor") -> "Tensor":
        import torch.nn.functional as F  # noqa: N812

        x = self._norm(x + self._attention(x, f"{name}.attn", bias), f"{name}.norm1")
        inner = F.gelu(self._linear(x, f"{name}.mlp.fc1"))
        return self._norm(x + self._linear(inner, f"{name}.mlp.fc2"), f"{name}.norm2")

    def _attention(self, x: "Tensor", name: str, bias: "Tensor") -> "Tensor":
        import torch.nn.functional as F  # noqa: N812

        length, width = x.shape
        joined = self._linear(x, f"{name}.qkv").view(length, 3, self.heads, width // self.heads)
        query, key, value = joined.permute(1, 2, 0, 3)
        found = F.scaled_dot_product_attention(query[None], key[None], value[None], attn_mask=bias[None])
        return self._linear(found[0].transpose(0, 1).reshape(length, width), f"{name}.proj")

    def _linear(self, x: "Tensor", name: str) -> "Tensor":
        import torch.nn.functional as F  # noqa: N812

        return F.linear(x, self.weights[f"{name}.weight"], self.weights.get(f"{name}.bias"))

    def _norm(self, x: "Tensor", name: str, epsilon: float | None = None) -> "Tensor":
        import torch.nn.functional as F  # noqa: N812

        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return F.layer_norm(x, x.shape[-1:], weight, bias, self.epsilon if epsilon is None else epsilon)


def extra_first(x: "Tensor", bias: "Tensor", extra: "Tensor") -> "tuple[Tensor, Tensor]":
    """Tokens that stand nowhere in time, before the frames; to them every frame is equally near."""
    import torch
    import torch.nn.functional as F  # noqa: N812

    return torch.cat([extra, x]), F.pad(bias, (len(extra), 0, len(extra), 0))


def alibi_slopes(heads: int) -> list[float]:
    """Press et al. 2021; for a number of heads that is no power of two, every other one of the next's."""
    below = 2 ** math.floor(math.log2(heads))
    slopes = [2 ** (-8 * (head + 1) / below) for head in range(below)]
    between = [2 ** (-8 * (head + 1) / (2 * below)) for head in range(0, 2 * below, 2)]
    return slopes + between[: heads - below]
