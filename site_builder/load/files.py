"""The one door to files that somebody gave us: regular files alone, up to a stated size."""

import os
import stat
from pathlib import Path

from site_builder.model.problems import InputProblems, Problem

MOST_BYTES, MOST_YAML = 50_000_000, 1_000_000
"""The largest files that are read, in bytes. People write YAML by hand, and it is slow to read."""


def read_file(path: Path, shown: str, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a file.

    Args:
        path: the file; a link is followed.
        shown: what messages call it.
        most: the largest size that is read, in bytes.

    Raises:
        InputProblems: it cannot be read, is no regular file (a device would never end, a pipe would wait for
            ever), or is larger.

    """
    try:
        # A pipe that nobody writes into is opened at once, and then seen to be one.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputProblems([Problem(code="cannot-read", file=shown, values={"reason": reason})]) from None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise InputProblems([Problem(code="not-regular", file=shown)])
        if found.st_size > most:
            values = {"size": f"{found.st_size / 1_000_000:.1f}", "most": f"{most / 1_000_000:g}"}
            raise InputProblems([Problem(code="file-large", file=shown, values=values)])
        return file.read(most + 1)[:most]
