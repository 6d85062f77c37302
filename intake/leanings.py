"""What a reply that is not certain most likely means, by its likeness to replies whose meaning is known.

A linear model over the letters and words of a reply, learned by `tools/learn_leanings.py`. It decides nothing: an officer reads it beside the expert's own words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import exp, log, sqrt
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from config.folding import fold
from intake.answers import Answer, Verdict

WEIGHTS = Path(__file__).with_name("leanings.npz")
PLACES = 1 << 16
"""Signs are counted in so many places; two that share one cost little."""
OPEN = frozenset({Verdict.UNCLEAR, Verdict.QUESTION})
"""Readings that leave open what is meant."""
LIKELY = 0.8
"""A leaning of a smaller share is not worth telling."""
_LONGEST = 4_000
_FEWEST = 2
"""Words; one alone says too little."""
_LETTERS = range(2, 6)
_WORDS = range(1, 4)
_FEATURE = 0.5
_DIGIT = re.compile(r"\d")

Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Leaning:
    """The likeliest meaning, and the share of likelihood it has among all five."""

    verdict: Verdict
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learned: for each verdict a start and the weight of each place."""

    verdicts: tuple[Verdict, ...]
    starts: Weights
    weights: Weights
    """Verdicts by places."""

    def leaning(self, signs: dict[int, float]) -> Leaning:
        """The verdict of the highest score."""
        places = np.fromiter(signs.keys(), dtype=np.intp, count=len(signs))
        amounts = np.fromiter(signs.values(), dtype=np.float32, count=len(signs))
        scores = (self.starts + self.weights[:, places] @ amounts).tolist()
        best = max(range(len(scores)), key=scores.__getitem__)
        return Leaning(self.verdicts[best], 1 / sum(exp(min(one - scores[best], 0.0)) for one in scores))


def leaning_of(text: str, answer: Answer) -> Leaning | None:
    """What the reply leans to, if the reading left it open and one meaning stands out."""
    if answer.verdict not in OPEN or len(fold(text[:_LONGEST]).split()) < _FEWEST:
        return None
    found = _model().leaning(signs_of(text, free=bool(answer.free), busy=bool(answer.busy)))
    return found if found.share >= LIKELY and found.verdict is not Verdict.UNCLEAR else None


def signs_of(text: str, *, free: bool, busy: bool) -> dict[int, float]:
    """The places of a text's signs with their amounts: runs of letters, runs of words, and a few facts."""
    words = _DIGIT.sub("0", fold(text[:_LONGEST])).split()
    facts = (f"free {free}", f"busy {busy}", f"length {min(6, len(words) // 10)}", f"asks {'?' in text}")
    signs: dict[int, float] = {}
    for kind, runs in (("letters", _runs_of_letters(words)), ("words", _runs_of_words(words))):
        amounts = {run: 1 + log(count) for run, count in Counter(runs).items()}
        length = sqrt(sum(one * one for one in amounts.values())) or 1.0
        _add(signs, ((f"{kind} {run}", amount / length) for run, amount in amounts.items()))
    _add(signs, ((fact, _FEATURE) for fact in facts))
    return signs


def _add(signs: dict[int, float], amounts: Iterable[tuple[str, float]]) -> None:
    for sign, amount in amounts:
        place = crc32(sign.encode()) % PLACES
        signs[place] = signs.get(place, 0.0) + amount


def _runs_of_letters(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        spaced = f" {word} "
        for length in _LETTERS:
            if len(spaced) <= length:
                yield spaced
                break
            yield from (spaced[n : n + length] for n in range(len(spaced) - length + 1))


def _runs_of_words(words: list[str]) -> Iterator[str]:
    for length in _WORDS:
        yield from (" ".join(words[n : n + length]) for n in range(len(words) - length + 1))


@cache
def _model() -> Model:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        weights = stored["weights"].astype(np.float32) * stored["scales"][:, None]
        return Model(tuple(map(Verdict, stored["verdicts"].tolist())), stored["starts"], weights)
