"""What everyone is handed instead of an engine: a way to open one transaction."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from sqlmodel.ext.asyncio.session import AsyncSession

Transaction = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Opens a transaction that commits when its block ends and rolls back when it raises."""
