"""Keeps compiled templates between runs: compiling them takes longer than filling them in."""

from hashlib import sha256

from jinja2 import FileSystemBytecodeCache


class _ByName(FileSystemBytecodeCache):
    """Keys a template by its name, because its folder is a new one in every build.

    A template of that name with another text is told apart by its checksum and compiled anew.
    """

    def __init__(self, family: str) -> None:
        super().__init__()
        self.family = family

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - see above
        """Return the same key for the same name, whatever the folder (`filename`)."""
        return sha256(f"{self.family}/{name}".encode()).hexdigest()[:40]


def compiled_templates(family: str) -> FileSystemBytecodeCache | None:
    """Return the cache of one family of templates; None where this machine offers no safe place for it."""
    try:
        return _ByName(family)
    except (OSError, RuntimeError):
        return None
