"""Packs a built site for handing over: one file to mail, with a list of what is in it."""

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from site_builder.publish.swap import MARKER

_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a ZIP file knows: the same site gives the same bytes."""


def bundle(site: Path, name: str, about: Mapping[str, object]) -> Path:
    """Pack a site into `<name>.zip` beside it and return its path.

    The file holds one folder with the site and `manifest.json`: what `about` says, and the SHA-256 of every
    file. It replaces an earlier one only when it is complete.
    """
    stem = file_stem(name)
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    files.pop(MARKER, None)
    hashes = {place: hashlib.sha256(path.read_bytes()).hexdigest() for place, path in files.items()}
    manifest = json.dumps({**about, "files": hashes}, ensure_ascii=False, indent=2) + "\n"
    out = site.parent / f"{stem}.zip"
    fresh = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(fresh, "w") as packed:
            for place, path in files.items():
                packed.writestr(_entry(f"{stem}/{place}"), path.read_bytes())
            packed.writestr(_entry(f"{stem}/manifest.json"), manifest)
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    return out


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def file_stem(name: str) -> str:
    """Return a name that every file system takes."""
    return re.sub(r"[^\w]+", "-", name).strip("-.")[:80] or "report"
