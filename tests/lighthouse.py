"""Loads pages as a published site and has Lighthouse (npm) judge them, for `make bench`."""

import gzip
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

VERSION = "lighthouse@12.2.3"  # the newest that Node 18 runs
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg")


class _Server(http.server.SimpleHTTPRequestHandler):
    """Sends files as a web server does: compressed, and to be kept."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body, kind = path.read_bytes(), self.guess_type(path)
        self.send_response(200)
        if kind.startswith(_COMPRESSED):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Server, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def install(folder: Path) -> Path | None:
    """Return Lighthouse's program, installed below a folder; None on a machine without npm."""
    npm, program = shutil.which("npm"), folder / "node_modules/.bin/lighthouse"
    if npm is None:
        return None
    if not program.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", VERSION]
        subprocess.run(command, check=True, capture_output=True)
    return program


def judge(program: Path, chromium: str, address: str, work: Path, *, phone: bool) -> dict[str, Any]:
    """Return the scores (0 to 100), the largest paint (s), the shift, and the bytes of one page."""
    out = work / "lighthouse.json"
    command = [str(program), address, "--quiet", "--output=json", f"--output-path={out}"]
    command += [
        "--chrome-flags=--headless --no-sandbox --disable-gpu",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    command += [] if phone else ["--preset=desktop"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": chromium})
    found = json.loads(out.read_text("utf-8"))
    audits = found["audits"]
    return {
        "scores": [round(100 * found["categories"][name]["score"]) for name in CATEGORIES],
        "paint": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "bytes": audits["total-byte-weight"]["numericValue"],
    }
