"""CAM++, the speaker embedding network of 3D-Speaker (Apache-2.0): log-mel frames in, 192 numbers out.

Written after Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware
Masking" (Interspeech 2023); modules are named as in https://github.com/modelscope/3D-Speaker, so its
checkpoints load. Imports torch: only the engine imports this module.
"""

from collections import OrderedDict

import torch
from torch import Tensor, nn
from torch.nn import functional

MELS = 80
DIMENSION = 192
GROWTH = 32  # channels that each layer of a dense block adds
BOTTLENECK = 128
CONTEXT = 100  # frames that share one local context


def _nonlinear(channels: int, *, relu: bool = True, affine: bool = True) -> nn.Sequential:
    layers: OrderedDict[str, nn.Module] = OrderedDict(batchnorm=nn.BatchNorm1d(channels, affine=affine))
    if relu:
        layers["relu"] = nn.ReLU()
    return nn.Sequential(layers)


class Residual(nn.Module):
    """Two 3 by 3 convolutions beside a shortcut; the stride is over frequency only."""

    def __init__(self, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, (stride, 1), 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.shortcut = nn.Sequential()
        if stride != 1:
            convolution = nn.Conv2d(channels, channels, 1, (stride, 1), bias=False)
            self.shortcut = nn.Sequential(convolution, nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.bn1(self.conv1(x)))
        return functional.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class Front(nn.Module):
    """Two-dimensional convolutions that make 80 bands 10, in 32 channels."""

    def __init__(self, channels: int = 32) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, channels, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.layer1 = nn.Sequential(Residual(channels, 2), Residual(channels, 1))
        self.layer2 = nn.Sequential(Residual(channels, 2), Residual(channels, 1))
        self.conv2 = nn.Conv2d(channels, channels, 3, (2, 1), 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.channels = channels * (MELS // 8)

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.bn1(self.conv1(x.unsqueeze(1))))
        y = functional.relu(self.bn2(self.conv2(self.layer2(self.layer1(y)))))
        return y.flatten(1, 2)


class Delay(nn.Module):
    """The first time-delay layer: halves the number of frames."""

    def __init__(self, channels: int, into: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, into, 5, stride=2, padding=2, bias=False)
        self.nonlinear = _nonlinear(into)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.nonlinear(self.linear(x))
        return y


class ContextMask(nn.Module):
    """A convolution masked by what is heard around it and in the whole."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.linear_local = nn.Conv1d(BOTTLENECK, GROWTH, 3, padding=dilation, dilation=dilation, bias=False)
        self.linear1 = nn.Conv1d(BOTTLENECK, BOTTLENECK // 2, 1)
        self.linear2 = nn.Conv1d(BOTTLENECK // 2, GROWTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        nearby = functional.avg_pool1d(x, CONTEXT, CONTEXT, ceil_mode=True)
        nearby = nearby.repeat_interleave(CONTEXT, dim=-1)[..., : x.shape[-1]]
        context = functional.relu(self.linear1(x.mean(-1, keepdim=True) + nearby))
        masked: Tensor = self.linear_local(x) * torch.sigmoid(self.linear2(context))
        return masked


class DenseDelay(nn.Module):
    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = _nonlinear(channels)
        self.linear1 = nn.Conv1d(channels, BOTTLENECK, 1, bias=False)
        self.nonlinear2 = _nonlinear(BOTTLENECK)
        self.cam_layer = ContextMask(dilation)

    def forward(self, x: Tensor) -> Tensor:
        masked = self.cam_layer(self.nonlinear2(self.linear1(self.nonlinear1(x))))
        return torch.cat([x, masked], dim=1)


class Transit(nn.Module):
    """Halves the channels between two dense blocks."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.nonlinear = _nonlinear(channels)
        self.linear = nn.Conv1d(channels, channels // 2, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.linear(self.nonlinear(x))
        return y


class Statistics(nn.Module):
    """Mean and deviation over time."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x.mean(-1), x.std(-1)], dim=-1)


class Dense(nn.Module):
    def __init__(self, channels: int, into: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, into, 1, bias=False)
        self.nonlinear = _nonlinear(into, relu=False, affine=False)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.nonlinear(self.linear(x.unsqueeze(-1)).squeeze(-1))
        return y


class CamPlusPlus(nn.Module):
    """Frames of shape (batch, frames, 80), their mean over time taken off, to voices (batch, 192)."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Front()
        channels = 128
        layers: OrderedDict[str, nn.Module] = OrderedDict(tdnn=Delay(self.head.channels, channels))
        for number, (depth, dilation) in enumerate(((12, 1), (24, 2), (16, 2)), 1):
            dense: OrderedDict[str, nn.Module] = OrderedDict()
            for layer in range(depth):
                dense[f"tdnnd{layer + 1}"] = DenseDelay(channels + layer * GROWTH, dilation)
            channels += depth * GROWTH
            layers[f"block{number}"] = nn.Sequential(dense)
            layers[f"transit{number}"] = Transit(channels)
            channels //= 2
        layers["out_nonlinear"] = _nonlinear(channels)
        layers["stats"] = Statistics()
        layers["dense"] = Dense(2 * channels, DIMENSION)
        self.xvector = nn.Sequential(layers)

    def forward(self, x: Tensor) -> Tensor:
        voices: Tensor = self.xvector(self.head(x.transpose(1, 2)))
        return voices
