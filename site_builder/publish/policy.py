"""A Content-Security-Policy for every finished page: nothing runs or is asked for but what the site brings.

Scripts are the site's own files and those inline ones that are on the page when it is built, by their hash.
Styles may be inline: the engine's theme and drawings set widths and colours on elements. Frames and workers
of the site serve the search; pictures may come from the page itself, which saves charts as PNG.
"""

import base64
import hashlib
import re
from pathlib import Path

_SCRIPT = re.compile(r"<script(?P<about>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_HEAD = re.compile(r"<head[^>]*>")
_MARK = 'http-equiv="Content-Security-Policy"'
_RULES = (
    "default-src 'none'",
    "script-src 'self'{hashes}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
)


def lock_down(site: Path) -> None:
    """Give every page of a site that has no policy the one that fits it.

    Args:
        site: the folder of the finished site.

    """
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        if _MARK not in text:
            page.write_text(with_policy(text), "utf-8", newline="\n")


def with_policy(page: str) -> str:
    """Return a page with its policy first in its head; one without a head as it is."""
    head = _HEAD.search(page)
    if head is None:
        return page
    hashes = sorted(
        f" 'sha256-{base64.b64encode(hashlib.sha256(script['text'].encode()).digest()).decode()}'"
        for script in _SCRIPT.finditer(page)
        if "src=" not in script["about"] and "application/json" not in script["about"]
    )
    policy = "; ".join(_RULES).format(hashes="".join(dict.fromkeys(hashes)))
    return f'{page[: head.end()]}<meta {_MARK} content="{policy}">{page[head.end() :]}'
