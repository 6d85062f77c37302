"""On which database a story is played."""

import pytest

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For stories about words and people: each statement they lead to is also run on PostgreSQL, by another story or by
the tests of its module. Stories about rows, locks and what happens at once are played on both."""
