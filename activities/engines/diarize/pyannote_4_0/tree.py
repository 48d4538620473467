"""Agglomerative clustering with centroid linkage: unit vectors that stand for voices in, clusters out."""

import numpy as np
from numpy.typing import NDArray

MOST = 1500  # vectors that are clustered at once; memory and time go with the square
BLOCK = 500  # neighbours that are joined among themselves
SURE = 0.5  # of the threshold: so near, neighbours are one speaker
LOOSER = 1.25  # how much wider that becomes each round while there are still too many

Vectors = NDArray[np.float32]
Labels = NDArray[np.intp]
Tree = NDArray[np.float64]


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Of length one each."""
    wide = vectors.astype(np.float32)
    lengths = np.linalg.norm(wide, axis=-1, keepdims=True)
    return np.asarray(wide / np.maximum(lengths, 1e-9), np.float32)


def join(points: Vectors, threshold: float) -> tuple[Vectors, Labels]:
    """At most MOST vectors, and how many of the points each stands for."""
    sizes, near = np.ones(len(points), np.intp), SURE * threshold
    while len(points) > MOST:
        blocks = [slice(at, at + BLOCK) for at in range(0, len(points), BLOCK)]
        joined = [_merge(points[block], sizes[block], near) for block in blocks]
        points = np.concatenate([vectors for vectors, _ in joined])
        sizes = np.concatenate([many for _, many in joined])
        near *= LOOSER
    return points, sizes


def cut(
    points: Vectors, sizes: Labels, threshold: float, fewest: int, low: int, high: int
) -> tuple[Labels, Labels]:
    """Clusters of the tree cut at the threshold, or as near to it as gives low to high large ones; and those.

    A large one stands for `fewest` points, or for one if there are not enough of them otherwise.
    """
    if len(points) == 1 or high == 1:
        return np.zeros(len(points), np.intp), np.zeros(1, np.intp)
    tree = _tree(points)
    ranked = tree.copy()
    ranked[:, 2] = np.arange(len(tree))  # heights of a centroid tree can go down; ranks cannot
    nearest = np.argsort(np.abs(tree[:, 2] - threshold), kind="stable")
    for least in (fewest, 1):
        for by, height in [(tree, threshold), *((ranked, rank) for rank in nearest), (ranked, -1)]:
            labels = _flat(by, height)
            large = np.flatnonzero(np.bincount(labels, sizes) >= least)
            if low <= len(large) <= high:
                return labels, large
    return labels, large


def means(points: Vectors, sizes: Labels, labels: Labels) -> Vectors:
    """The centroid of each cluster, a unit vector."""
    sums = np.zeros((labels.max() + 1, points.shape[1]), np.float32)
    np.add.at(sums, labels, points * sizes[:, None])
    return unit(sums)


def _merge(points: Vectors, sizes: Labels, near: float) -> tuple[Vectors, Labels]:
    labels = _flat(_tree(points), near) if len(points) > 1 else np.zeros(1, np.intp)
    return means(points, sizes, labels), np.bincount(labels, sizes).astype(np.intp)


def _tree(points: Vectors) -> Tree:
    from scipy.cluster.hierarchy import linkage  # not at the top: it comes with the speakers extra

    return np.asarray(linkage(points, method="centroid", metric="euclidean"), np.float64)


def _flat(tree: Tree, height: float) -> Labels:
    from scipy.cluster.hierarchy import fcluster

    return np.unique(fcluster(tree, height, criterion="distance"), return_inverse=True)[1]
