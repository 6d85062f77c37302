"""How headers are written on the wire, where Python's own policy would damage them.

It writes a Message-ID longer than a line as an encoded word, which breaks the thread, puts a space into long
names outside ASCII, and decodes what looks like an encoded word in a subject we set: a line end hidden there
would come out as one, so every value is made one line again at the last moment. Bodies are kept to 7 bits, so that any relay and any signature can carry them.
"""

from email.header import Header
from email.headerregistry import Address, AddressHeader, BaseHeader, HeaderRegistry
from email.policy import SMTP, EmailPolicy
from email.utils import quote
from functools import lru_cache

from bot.texts.printable import one_line

_LINE = 76
_WHOLE = frozenset({"message-id", "in-reply-to", "references", "list-unsubscribe"})
"""Headers of words in angle brackets that stay whole, however long."""


class WirePolicy(EmailPolicy):
    """SMTP rules with own folding of subjects, names and Message-IDs."""

    def fold(self, name: str, value: str) -> str:
        """One header as lines, the last one ended."""
        return self._own(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as bytes; only a mailbox name may need more than ASCII."""
        own = self._own(name, value)
        return own.encode("utf-8") if own else super().fold_binary(name, value)

    def _own(self, name: str, value: str) -> str:
        kind = name.lower()
        if kind in _WHOLE:
            return f"{name}: {f'{self.linesep} '.join(str(value).split())}{self.linesep}"
        if kind == "subject":
            return f"{name}: {_words(str(value), name, self.linesep)}{self.linesep}"
        if isinstance(value, AddressHeader):
            return f"{name}: {_mailboxes(value, name, self.linesep)}{self.linesep}"
        return ""


class _Registry(HeaderRegistry):
    """Makes the class of a header once: the library makes one for each header of each mail, which takes longest."""

    @lru_cache(maxsize=128)  # noqa: B019 - there is one registry, and it lives as long as the process
    def __getitem__(self, name: str) -> type[BaseHeader]:
        return super().__getitem__(name)


WIRE_POLICY = WirePolicy(linesep=SMTP.linesep, cte_type="7bit", header_factory=_Registry())


def _words(text: str, name: str, linesep: str) -> str:
    return Header(one_line(text), _charset(text), maxlinelen=_LINE, header_name=name).encode(linesep=linesep)


def _mailboxes(value: AddressHeader, name: str, linesep: str) -> str:
    return f",{linesep} ".join(_mailbox(mailbox, name, linesep) for mailbox in value.addresses)


def _mailbox(mailbox: Address, name: str, linesep: str) -> str:
    shown = one_line(mailbox.display_name)
    if not shown:
        return mailbox.addr_spec
    written = f'"{quote(shown)}"' if _charset(shown) == "us-ascii" else _words(shown, name, linesep)
    return f"{written}{linesep} <{mailbox.addr_spec}>"


def _charset(text: str) -> str:
    """ASCII stays readable, unless it looks like an encoded word: then it would be decoded into other words."""
    return "us-ascii" if text.isascii() and "=?" not in text else "utf-8"
