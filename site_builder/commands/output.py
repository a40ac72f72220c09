"""What a command prints is the command's alone: nothing else reaches the terminal or a pipe."""

import os
import sys
from typing import TextIO

_STREAMS = (("stdout", 1), ("stderr", 2))


def own_output() -> None:
    """Keep standard output and standard error for Python; what native libraries write there is dropped.

    A solver that greets on standard output would stand before the JSON that another program reads. Its own
    switches differ from version to version, and some print while they are loaded; the streams themselves do
    not. With `KAM_DEBUG` set nothing is dropped. Texts are UTF-8, on a Windows console in a legacy code page
    as well. A stream that our caller has closed takes everything and keeps nothing.
    """
    for name, number in _STREAMS:
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _text(os.open(os.devnull, os.O_WRONLY)))
        elif not os.environ.get("KAM_DEBUG") and _is_at(stream, number):
            stream.flush()
            kept = os.dup(number)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)
            setattr(sys, name, _text(kept, by_line=name == "stderr" or os.isatty(kept)))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _text(descriptor: int, *, by_line: bool = False) -> TextIO:
    """Return a stream of text that stays open as long as the process."""
    return os.fdopen(descriptor, "w", 1 if by_line else -1, encoding="utf-8", errors="replace")


def _is_at(stream: TextIO, number: int) -> bool:
    """Return whether a stream writes where its name says, as it does unless it was replaced."""
    try:
        return stream.fileno() == number
    except (OSError, ValueError):
        return False
