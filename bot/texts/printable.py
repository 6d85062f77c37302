"""What may be shown, as letters and commands know it."""

from config.printable import one_line, printable

__all__ = ["one_line", "printable"]
