"""Whether a process is still there, so that what it held or left can be taken over."""

import os


def is_running(process: int) -> bool:
    """Return whether a process of this machine is still there, as far as can be told."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
