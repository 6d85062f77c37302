"""Learns `intake/leanings.npz` from labelled replies, and prints how often it is right about those it did not see.

Run from the project's root: python -m tools.learn_leanings. The replies are those of tests/intake/corpus/replies (without the even ones of sets F and G, which nothing is tuned on) and of tools/labelled_replies, made up by language models in many manners.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from config.periods import Period
from intake.answers import Verdict, read_answer
from intake.leanings import OPEN, PLACES, WEIGHTS, signs_of
from intake.quoting import reply_text

ROOT = Path(__file__).parent.parent
JUDGED = ROOT / "tests" / "intake" / "corpus" / "replies"
LABELLED = ROOT / "tools" / "labelled_replies"
TUNED_ON = ("a", "b", "c", "d", "e", "f", "g")
HALF_READ = ("f", "g")
"""Of these nobody has read the even replies, and nothing is learned from them."""
STRENGTH = 10.0
"""The inverse of the penalty on weights."""
FINEST = 127
_DAY, _WINDOW = date(2027, 3, 15), Period(date(2027, 5, 3), date(2027, 5, 28))
"""When the labelled replies were asked for, and for which days."""


@dataclass(frozen=True, slots=True)
class Example:
    """A reply's signs and what it means."""

    signs: dict[int, float]
    verdict: str
    source: str
    is_open: bool
    """Whether the reading leaves it open, so that somebody is told what it leans to."""


def main() -> None:
    """Learn from all replies, after a look at how well each source is understood from the others."""
    examples = list(_examples())
    print(f"{len(examples)} replies")
    guesses = [
        guess for source in sorted({one.source for one in examples}) for guess in _asked(examples, source)
    ]
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        told = [right for right, said in guesses if said >= share]
        print(f"share {share}: {len(told)} of {len(guesses)} open replies told, {np.mean(told):.0%} right")
    model = _learned(examples)
    scales = np.abs(model.coef_).max(axis=1) / FINEST
    np.savez_compressed(
        WEIGHTS,
        verdicts=np.array([str(Verdict(one)) for one in model.classes_]),
        starts=model.intercept_.astype(np.float32),
        scales=scales.astype(np.float32),
        weights=np.rint(model.coef_ / scales[:, None]).astype(np.int8),
    )
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes")


def _examples() -> Iterator[Example]:
    for name in TUNED_ON:
        for raw in _lines(JUDGED / f"{name}.jsonl"):
            if name not in HALF_READ or int(raw["id"][1:]) % 2:
                yield _judged(raw, name)
    for file in sorted(LABELLED.glob("*.jsonl")):
        for raw in _lines(file):
            yield _example(raw["text"], raw, _WINDOW, _DAY, file.stem)


def _judged(raw: dict[str, str], name: str) -> Example:
    window = Period(*map(date.fromisoformat, raw["window"]))
    return _example(reply_text(raw["text"], None), raw, window, date.fromisoformat(raw["today"]), name)


def _example(text: str, raw: dict[str, str], window: Period, today: date, source: str) -> Example:
    answer = read_answer(text, window=window, today=today, language=raw["language"])
    signs = signs_of(text, free=bool(answer.free), busy=bool(answer.busy))
    return Example(signs, raw["verdict"], source, answer.verdict in OPEN)


def _lines(file: Path) -> Iterator[dict[str, str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _asked(examples: Sequence[Example], source: str) -> Iterator[tuple[bool, float]]:
    """What is said of one source's open replies, learned from all others: whether it is right, and its share."""
    model = _learned([one for one in examples if one.source != source])
    asked = [one for one in examples if one.source == source]
    said = model.predict_proba(_table(asked))
    right = np.mean(model.classes_[said.argmax(axis=1)] == np.array([one.verdict for one in asked]))
    print(f"{source}: {right:.1%} right, learned from all others")
    for one, shares in zip(asked, said, strict=True):
        best = str(model.classes_[shares.argmax()])
        if one.is_open and best != Verdict.UNCLEAR:
            yield best == one.verdict, float(shares.max())


def _learned(examples: Sequence[Example]) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=3_000, class_weight="balanced")
    return model.fit(_table(examples), [one.verdict for one in examples])


def _table(examples: Sequence[Example]) -> csr_array:
    counts = np.cumsum([0, *(len(one.signs) for one in examples)])
    places: npt.NDArray[np.intp] = np.concatenate([np.fromiter(one.signs, np.intp) for one in examples])
    amounts = np.concatenate([np.fromiter(one.signs.values(), np.float64) for one in examples])
    return csr_array((amounts, places, counts), shape=(len(examples), PLACES))


if __name__ == "__main__":
    main()
