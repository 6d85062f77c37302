"""A port that nobody else takes before its server does."""

import random
import socket

# Below the ports that systems give to outgoing connections and to servers that ask for port 0: between the
# moment a port is found free and the moment its server listens, the other test processes open hundreds of those.
_PORTS = range(20_000, 32_000)
_LUCK = random.Random()  # noqa: S311 -- no secret: test processes only have to differ
_GIVEN: set[int] = set()


def free_port() -> int:
    """A port of loopback on which nothing listens, given once in this process."""
    while True:
        port = _LUCK.choice(_PORTS)
        if port not in _GIVEN and _is_free(port):
            _GIVEN.add(port)
            return port


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
