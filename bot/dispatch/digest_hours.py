"""At which hour of the facility's day somebody gets their digest, if at all."""

from bot.dispatch.house import House
from bot.dispatch.post import Post
from bot.texts.digest import digest_how, digest_set
from bot.texts.letter import Letter
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from storage.people import Officer


def hour_of(officer: Officer, house: House) -> int | None:
    """The hour of this officer's digest; None if they get none."""
    if officer.digest_off:
        return None
    return house.digest_hour if officer.digest_hour is None else officer.digest_hour


def set_digest(post: Post, officer: Officer, words: str) -> Letter:
    """Do as `8`, `off` or nothing says, and tell how it is now."""
    said = fold(words.replace(":00", "").removesuffix("h").strip())
    if said in off_words():
        officer.digest_off = True
    elif said.isascii() and said.isdecimal() and len(said) <= 2 and int(said) < 24:
        _set_hour(post, officer, int(said))
    elif said:
        return digest_how(language=officer.language)
    return digest_set(hour=hour_of(officer, post.house), language=officer.language)


def off_words() -> frozenset[str]:
    """What ends the digest, in any language, folded."""
    said = (say(language, "digest.word.off").split("|") for language in INTERFACE_LANGUAGES)
    return frozenset(fold(word) for words in said for word in words)


def _set_hour(post: Post, officer: Officer, hour: int) -> None:
    """From the next such hour on: one that is over today begins tomorrow."""
    officer.digest_hour, officer.digest_off = hour, False
    if post.house.local(post.now).hour >= hour:
        officer.digest_on = post.house.today(post.now)
