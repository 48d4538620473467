"""A made-up language: 50,000 words, the frequent ones English, as frequent as Zipf has it."""

from collections.abc import Sequence
from random import Random

import numpy as np

FREQUENT = """
the of and to a in that is was he for it with as his on be at by i this had not are but from or have an
they which one you were her all she there would their we him been has when who will more no if out so
said what up its about into than them can only other new some could time these two may then do first any
my now such like our over man me even most made after also did many before must through back years where
much your way well down should because each just those people mr how too little state good very make
world still own see men work long get here between both life being under never day same another know
while last might us great old year off come since against go came right used take three
"""
LETTERS = "etaoinshrdlucmfwypvbgkjqxz"
WORDS = 50_000
SHORTEST, LONGEST = 300, 3000  # words of a text


class Vocabulary:
    def __init__(self, seed: int) -> None:
        random = Random(seed)
        weights = [1 / (rank + 1.5) for rank in range(len(LETTERS))]
        words = dict.fromkeys(FREQUENT.split())
        while len(words) < WORDS:
            length = 2 + int(random.gammavariate(3, 1.6))
            words["".join(random.choices(LETTERS, weights, k=length))] = None
        self._words = np.array(list(words), dtype=object)
        self._up_to = np.cumsum(1 / np.arange(1, WORDS + 1))
        self._random = np.random.default_rng(seed)

    def ranked(self, rank: int) -> str:
        """0: the most frequent."""
        return str(self._words[rank])

    def words(self, count: int) -> Sequence[str]:
        drawn = self._random.random(count) * self._up_to[-1]
        found: list[str] = self._words[np.searchsorted(self._up_to, drawn)].tolist()
        return found

    def text(self) -> str:
        count = SHORTEST * (LONGEST / SHORTEST) ** self._random.random()
        return " ".join(self.words(int(count)))
