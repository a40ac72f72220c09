"""The preview: it rebuilds on change, and keeps the last good page when the change is a mistake."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from site_builder import pipeline

PATIENCE = 40.0
T = TypeVar("T")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "firm"
    shutil.copytree(pipeline.example_folders()["qinglan-seals"], folder)
    settings = folder / "assessment.yml"
    settings.write_text(settings.read_text("utf-8").replace("[zh, en]", "[en]"), "utf-8")
    return folder


@pytest.fixture
def server(folder: Path) -> Iterator[tuple[str, Path]]:
    talk = folder.parent / "talk.txt"
    with talk.open("w", encoding="utf-8") as out:
        command = [sys.executable, "-u", "-m", "site_builder", "serve", str(folder), "--port", "0"]
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, "KAM_LANG": "en"})
    try:
        found = wait_for(lambda: re.search(r"http://127\.0\.0\.1:\d+/", talk.read_text("utf-8")))
        yield found[0], talk
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def wait_for(look: Callable[[], T | None]) -> T:
    """Return what a look finds as soon as it finds something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    pytest.fail("nothing happened in time")


def page(url: str) -> str:
    with urllib.request.urlopen(f"{url}en/index.html", timeout=10) as answer:  # noqa: S310 - on this machine
        text: str = answer.read().decode()
        return text


def test_a_change_is_shown_and_a_mistake_is_told(server: tuple[str, Path], folder: Path) -> None:
    url, talk = server
    assert "Qinglan Seals" in wait_for(lambda: page(url))
    settings = folder / "assessment.yml"
    good = settings.read_text("utf-8")
    settings.write_text(good.replace("Qinglan Seals", "Green Mist Seals"), "utf-8")
    wait_for(lambda: "Green Mist Seals" in page(url))
    settings.write_text("firm: [", "utf-8")
    wait_for(lambda: "assessment.yml:1" in talk.read_text("utf-8"))
    assert "Green Mist Seals" in page(url)
    assert "Traceback" not in talk.read_text("utf-8")


def test_a_port_in_use_is_a_sentence(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "site_builder", "serve", str(folder), "--port", port]
        env = {**os.environ, "KAM_LANG": "en"}
        done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert "Traceback" not in done.stderr
