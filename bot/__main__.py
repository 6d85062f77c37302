"""The command `muster`, and `python -m bot`."""

from bot.cli.commands import app


def main() -> None:
    """Run the command line."""
    app(prog_name="muster")


if __name__ == "__main__":
    main()
