"""Where the authored data lie: inside the wheel, or in the checkout of an editable install."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def find(*parts: str) -> Path:
    """Return the path of an authored file or folder, such as `find("assessment", "schema")`."""
    packed = _PACKAGE / "_data"
    return (packed if packed.is_dir() else _PACKAGE.parent).joinpath(*parts)
