"""Which experts a word of a search fits that names no kind: parts of a name, an employer, words of a CV. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from config.folding import fold

WHOLE = 100.0
SURE = 95.0
"""From here on somebody is called so, and nobody's CV needs to be read for it."""
NEAR = 80.0
"""How alike a name must be: one wrong letter of five."""
BEGINS = 90.0
"""What a beginning counts: `Dua` for Duarte."""
IN_A_TEXT = 0.6
"""What a word in a CV counts beside one in a name."""
_SHORTEST_BEGINNING = 3

Place = Literal["name", "employer", "text"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a word of the search was found, in which spelling, and how alike it is, of 100."""

    written: str
    found: str
    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Names:
    """What an expert is called."""

    id: int
    code: str
    first_name: str
    last_name: str
    employer: str

    @property
    def tokens(self) -> dict[str, Place]:
        """The folded words, each with its place."""
        told: dict[str, Place] = {}
        if self.employer:
            told.update(dict.fromkeys(fold(self.employer).split(), "employer"))
        told.update(dict.fromkeys(fold(f"{self.code} {self.first_name} {self.last_name}").split(), "name"))
        return told


def hits_in_names(people: Mapping[int, Mapping[str, Place]], written: str, word: str) -> dict[int, Hit]:
    """Those who are called so, or nearly, or work there; `people` has the tokens of each."""
    vocabulary = {token for tokens in people.values() for token in tokens}
    near = alike(word, vocabulary)
    hits: dict[int, Hit] = {}
    for person, tokens in people.items():
        told = near.keys() & tokens.keys()
        if told:
            best = max(told, key=lambda token: (near[token], token))
            hits[person] = Hit(written, best, tokens[best], near[best])
    return hits


def alike(word: str, vocabulary: Iterable[str]) -> dict[str, float]:
    """The words that are this one, begin with it, or nearly are, each with how alike it is."""
    words = list(vocabulary)
    near = {
        found: score
        for found, score, _ in process.extract(word, words, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
    }
    if len(word) >= _SHORTEST_BEGINNING:
        for found in words:
            if found.startswith(word):
                near[found] = max(near.get(found, 0.0), BEGINS)
    return near


@dataclass(slots=True)
class TextReader:
    """Looks for a word in one text after the other; a spelling is compared once, however many texts have it."""

    written: str
    word: str
    near: dict[str, float] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def read(self, text: str) -> Hit | None:
        """Where the word stands in the text, if it does."""
        # Punctuation left on a word costs a little likeness; taking it off costs a second in a large register.
        words = set(text.lower().split()) if text.isascii() else set(fold(text).split())
        unseen = words - self.seen
        if unseen:
            self.seen |= unseen
            self.near |= alike(self.word, unseen)
        told = words & self.near.keys()
        if not told:
            return None
        best = max(told, key=lambda token: (self.near[token], token))
        return Hit(self.written, best, "text", self.near[best] * IN_A_TEXT)
