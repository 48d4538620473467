"""CNN14 of PANNs (Kong et al. 2020) in torch, from its state dict: windows in, a score a class out.

Both public checkpoints work: `Cnn14_mAP=0.431.pth` for 32 kHz, and `Cnn14_16k_mAP=0.438.pth`.
"""

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from activities.audio import Samples
from activities.engines import ModelUnavailable
from activities.engines.detect.panns_events.kinds import KINDS, of_all

if TYPE_CHECKING:
    from torch import Tensor

BLOCKS = 6
FAINTEST = 1e-10  # power; below it the logarithm is cut off
HOP = 0.01  # seconds between two frames
MEL, OUTPUT = "logmel_extractor.melW", "fc_audioset.weight"
RATES = {257: 16_000, 513: 32_000}  # Hz, by the bins of the spectrum that the checkpoint was trained on
PARTS = (
    MEL,
    "bn0.weight",
    *(f"conv_block{block}.conv{layer}.weight" for block in range(1, BLOCKS + 1) for layer in (1, 2)),
    "fc1.weight",
    OUTPUT,
)


class Panns:
    numbers = tuple([of_all(number) for number in kind.classes] for kind in KINDS)

    def __init__(self, weights: Path, device: str = "cpu") -> None:
        try:
            import torch
        except ImportError as error:
            raise ModelUnavailable("PANNs needs torch: pip install 'dalston[torch]'") from error
        self.device = "cuda" if device == "gpu" else "cpu"
        self.weights = _state(weights, self.device)
        bins = self.weights[MEL].shape[0]
        if bins not in RATES:
            raise ModelUnavailable(f"{weights} takes a spectrum of {bins} bins; CNN14 has 257 or 513")
        self.size = 2 * (bins - 1)  # samples of one frame
        self.rate = RATES[bins]
        self.window = torch.hann_window(self.size, device=self.device)

    def scores(self, samples: Samples, windows: Sequence[slice]) -> NDArray[np.float32]:
        import torch

        with torch.inference_mode():
            rows = [self._tag(self._log_mel(samples[window])) for window in windows]
            found: NDArray[np.float32] = torch.stack(rows).cpu().numpy()
        return found

    def _log_mel(self, samples: Samples) -> "Tensor":
        """Shape (1, 1, frames, bands)."""
        import torch

        if self.rate == 32_000:
            samples = doubled(samples)
        padded = np.pad(samples, (0, max(0, self.rate - len(samples))))  # five poolings need a second
        spectrum = torch.stft(
            torch.from_numpy(np.ascontiguousarray(padded)).to(self.device),
            self.size,
            round(self.rate * HOP),
            window=self.window,
            pad_mode="reflect",
            return_complex=True,
        )
        bands = spectrum.abs().square().T @ self.weights[MEL]
        return 10 * bands.clamp(min=FAINTEST).log10()[None, None]

    def _tag(self, mel: "Tensor") -> "Tensor":
        import torch.nn.functional as F  # noqa: N812 # everybody's name for it

        x = self._normalised(mel.transpose(1, 3), "bn0").transpose(1, 3)
        for block in range(1, BLOCKS + 1):
            for layer in (1, 2):
                name = f"conv_block{block}"
                x = F.conv2d(x, self.weights[f"{name}.conv{layer}.weight"], padding=1)
                x = self._normalised(x, f"{name}.bn{layer}").relu()
            if block < BLOCKS:
                x = F.avg_pool2d(x, 2)
        x = x.mean(dim=3)
        x = x.amax(dim=2) + x.mean(dim=2)
        x = F.linear(x, self.weights["fc1.weight"], self.weights["fc1.bias"]).relu()
        return F.linear(x, self.weights[OUTPUT], self.weights["fc_audioset.bias"])[0].sigmoid()

    def _normalised(self, x: "Tensor", name: str) -> "Tensor":
        import torch.nn.functional as F  # noqa: N812

        mean, variance, weight, bias = (
            self.weights[f"{name}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")
        )
        return F.batch_norm(x, mean, variance, weight, bias)


def _state(path: Path, device: str) -> "dict[str, Tensor]":
    import torch

    try:
        found = torch.load(path, map_location=device, weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError) as error:
        raise ModelUnavailable(f"{path} is not a PyTorch checkpoint that is safe to read: {error}") from error
    state: dict[str, Tensor] = found.get("model", found)
    if missing := [part for part in PARTS if part not in state]:
        raise ModelUnavailable(f"{path} is not a CNN14: it has no {', '.join(missing)}")
    return state


def doubled(samples: Samples) -> Samples:
    """The same sound at twice the rate, nothing above the old half."""
    found: Samples = np.fft.irfft(np.fft.rfft(samples), 2 * len(samples)).astype(np.float32) * np.float32(2)
    return found
