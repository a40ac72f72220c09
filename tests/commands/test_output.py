"""What a command prints is the command's alone, whatever a library of the process writes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOISY = '''"""Greets on both streams: when it is loaded, when it is used, and at the end."""
import atexit
import ctypes
import importlib.util
import os
import sys
from pathlib import Path

def greet(text):
    os.write(1, text)
    os.write(2, text)

ctypes.CDLL(None).puts(b"a greeting that waits in a buffer of C until the end")
greet(b"loaded\\n")
atexit.register(greet, b"done\\n")
here = Path(__file__).resolve().parent
places = [entry for entry in sys.path if entry and Path(entry).resolve() != here.parent]
spec = importlib.machinery.PathFinder.find_spec("jinja2", places)
real = importlib.util.module_from_spec(spec)
sys.modules["jinja2"] = real
spec.loader.exec_module(real)
'''


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which a library greets, as some versions of some do."""
    folder = tmp_path_factory.mktemp("noisy")
    (folder / "jinja2").mkdir()
    (folder / "jinja2" / "__init__.py").write_text(NOISY, "utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


def kam(noisy: dict[str, str], *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "site_builder", *arguments]
    return subprocess.run(command, env={**noisy, **more}, capture_output=True, text=True, check=False)


@pytest.fixture
def firm(root: Path) -> str:
    return str(root / "assessment" / "examples" / "hengchuan-valves")


@pytest.mark.parametrize("command", ["score", "status"])
def test_json_is_all_that_a_command_prints_that_promises_json(
    noisy: dict[str, str], firm: str, command: str
) -> None:
    done = kam(noisy, command, firm, "--json")
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), dict)
    assert done.stderr == ""


def test_a_plan_is_printed_without_the_greeting(noisy: dict[str, str], firm: str) -> None:
    done = kam(noisy, "advise", firm)
    assert done.returncode == 0
    assert "greeting" not in done.stdout + done.stderr
    assert "loaded" not in done.stdout + done.stderr


def test_problems_are_still_told(noisy: dict[str, str], tmp_path: Path) -> None:
    done = kam(noisy, "score", str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "nothing" in done.stderr
    assert done.stdout == ""


def test_who_looks_for_a_fault_sees_everything(noisy: dict[str, str], firm: str) -> None:
    assert "loaded" in kam(noisy, "advise", firm, KAM_DEBUG="1").stdout


def test_a_closed_stream_is_no_mistake(firm: str) -> None:
    command = f'"{sys.executable}" -m site_builder score "{firm}" 2>&-'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.returncode == 0
    assert "恒川" in done.stdout or "Hengchuan" in done.stdout
