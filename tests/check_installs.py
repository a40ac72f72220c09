"""Build the wheel, install it as users do, and use it from another folder: `make installs`.

Three environments: `locked` has what our lock names, `newest` what a user gets today, `oldest` the lowest
versions that `pyproject.toml` allows. In each the conformance corpus passes, and one firm is imported,
scored, built and printed.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("assessment/instrument.yml", "templates/root.html", "content/zh/index.md", "mkdocs.yml")
TESTS = ("pytest", "pypdf")
"""What the checks themselves need, beside what is installed."""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command and return what it printed; show everything it said when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(cwd), "KAM_LANG": "en", **environment},
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def pip(env: Path, *arguments: str | Path) -> None:
    """Install into an environment, with the caller's own settings of pip."""
    command = [
        env / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *arguments,
    ]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{env.name}: pip install {' '.join(map(str, arguments))}\n{done.stderr}")


def build_wheel(work: Path) -> Path:
    """Build the wheel and return where it is; it holds the data and no tests."""
    options = ("--quiet", "--no-deps", "--no-build-isolation", "-w", str(work))
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True)
    wheel = next(work.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    for needed in NEEDED:
        assert f"site_builder/_data/{needed}" in names, needed
    assert not [name for name in names if name.startswith("tests/")]
    return wheel


def lowest(work: Path) -> Path:
    """Return a file that pins every direct dependency to the lowest version that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["pdf"]]
    pins = [re.sub(r"^([\w-]+)>=([\w.]+).*$", r"\1==\2", requirement) for requirement in asked]
    assert all("==" in pin for pin in pins), pins
    out = work / "oldest.txt"
    out.write_text("\n".join(pins) + "\n", "utf-8")
    return out


def locked(names: tuple[str, ...]) -> list[str]:
    """Return packages of the development lock with their versions."""
    lock = (ROOT / "requirements-dev.txt").read_text("utf-8")
    return [found[0] for name in names if (found := re.search(rf"^{name}==\S+", lock, re.MULTILINE))]


def install(kind: str, wheel: Path, work: Path) -> Path:
    """Make one environment and return where it is."""
    env = work / kind
    venv.create(env, with_pip=True)
    if kind == "locked":
        pip(env, "--require-hashes", "-r", ROOT / "requirements.txt")
        pip(env, "--no-deps", wheel)
        pip(env, *locked(("typst", *TESTS)))
    elif kind == "newest":
        pip(env, "--upgrade", f"{wheel}[pdf]", *TESTS)
    else:
        pip(env, "-c", lowest(work), f"{wheel}[pdf]", *TESTS)
    return env


def use(env: Path) -> None:
    """Use the program of an environment from a folder that knows nothing of the checkout."""
    place = env / "elsewhere"
    place.mkdir()
    kam, python = env / "bin" / "kam", env / "bin" / "python"
    corpus = ROOT / "tests" / "score" / "test_conformance.py"
    options = ("--noconftest", "--import-mode=importlib", "-p", "no:cacheprovider", "-c", "/dev/null")
    said = run(python, "-m", "pytest", "-q", *options, corpus, cwd=place, PYTHONPATH=str(ROOT / "tests"))
    assert re.search(r"\d\d+ passed", said), said

    run(kam, "new", "acme", "--example", "hengchuan-valves", cwd=place)
    run(kam, "check", "acme", cwd=place)
    assert json.loads(run(kam, "score", "acme", "--json", cwd=place))["format"] == "kam-result/1"
    run(kam, "build", "acme", cwd=place)
    assert (place / "acme/site/zh/manager.html").is_file()
    run(kam, "pdf", "acme", "--language", "zh", "-o", "report.pdf", cwd=place)
    code = "import pypdf; print(len(pypdf.PdfReader('report.pdf').pages))"
    assert int(run(python, "-c", code, cwd=place)) > 20

    run(kam, "new", "other", cwd=place)
    shutil.copy(ROOT / "tests" / "imports" / "googleforms.csv", place / "export.csv")
    run(kam, "import", "--guess", "export.csv", cwd=place)
    mapping = place / "export.mapping.yml"
    with mapping.open("a", encoding="utf-8") as decided:
        decided.write("no_reason: not asked\n")
    run(kam, "import", "export.csv", "--into", "other", cwd=place)
    assert json.loads(run(kam, "status", "other", "--json", cwd=place))["respondents"] > 2


def check(kind: str, wheel: Path, work: Path) -> str:
    """Install and use one kind of environment; return what it is made of."""
    env = install(kind, wheel, work)
    use(env)
    if kind == "locked":
        run(env / "bin" / "kam", "docs", "-o", "reference", cwd=env / "elsewhere")
        assert (env / "elsewhere/reference/en/practices/authority.html").is_file()
    names = ("pydantic", "mkdocs-material", "lxml", "typst")
    listed = json.loads(run(env / "bin" / "python", "-m", "pip", "list", "--format", "json", cwd=env))
    versions = {entry["name"]: entry["version"] for entry in listed}
    return f"{kind}: {len(versions)} packages, " + ", ".join(f"{name} {versions[name]}" for name in names)


with tempfile.TemporaryDirectory() as temporary:
    folder = Path(temporary)
    built = build_wheel(folder)
    with ThreadPoolExecutor(2) as pool:
        for told in pool.map(lambda kind: check(kind, built, folder), ("locked", "newest", "oldest")):
            print(told)
    print(f"The wheel ({built.stat().st_size / 1024:.0f} KB) works in each of them.")
