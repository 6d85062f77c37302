"""How people name a mission: 2014-01/M1 is the first of the action 2014-01."""


def mission_code(action: str, number: int) -> str:
    """A mission as people name it."""
    return f"{action}/M{number}"
