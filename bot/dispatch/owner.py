"""Under which name a process leases rows, and whether another process of this machine still lives."""

import os
import secrets
import socket


def own_name() -> str:
    """The name of this process; unlike any process before it, even one with the same number."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_dead(owner: str, *, me: str) -> bool:
    """Whether a lease's owner was a process of this machine that has ended; nobody knows that of other machines."""
    host, _, rest = owner.rpartition(":")[0].rpartition(":")
    my_host, _, my_rest = me.rpartition(":")[0].rpartition(":")
    if host != my_host or not rest.isdecimal() or owner == me:
        return False
    return rest == my_rest or not _runs(int(rest))


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
