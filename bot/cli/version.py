"""`muster --version`: which release this is, as the installation knows it."""

from importlib.metadata import PackageNotFoundError, version

NOT_INSTALLED = "muster, from a checkout that is not installed"


def version_line(distribution: str = "muster") -> str:
    """The name and the release, on one line for scripts."""
    try:
        return f"{distribution} {version(distribution)}"
    except PackageNotFoundError:
        return NOT_INSTALLED
