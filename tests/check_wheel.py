"""Build the wheel, install it into an empty environment, and use it from another folder."""

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command; show what it said when it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")
    return done.stdout


with tempfile.TemporaryDirectory() as temporary:
    work = Path(temporary)
    build = (
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        work,
        ROOT,
    )
    run(*build, cwd=work)
    wheel = next(work.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("assessment/instrument.yml", "templates/root.html", "content/zh/index.md", "mkdocs.yml"):
        assert f"site_builder/_data/{needed}" in names, needed
    assert not [name for name in names if name.startswith("tests/")]
    venv.create(work / "env", with_pip=True)
    scripts = work / "env" / "bin"
    requirements = ("--require-hashes", "-r", ROOT / "requirements.txt")
    run(scripts / "pip", "install", "--quiet", "--disable-pip-version-check", *requirements, cwd=work)
    run(scripts / "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", wheel, cwd=work)
    place = work / "elsewhere"
    place.mkdir()
    run(scripts / "kam", "new", "acme", "--example", "hengchuan-valves", cwd=place)
    run(scripts / "kam", "check", "acme", cwd=place)
    assert '"kam-result/1"' in run(scripts / "kam", "score", "acme", "--json", cwd=place)
    run(scripts / "kam", "build", "acme", cwd=place)
    assert (place / "acme/site/zh/manager.html").is_file()
    run(scripts / "kam", "docs", "-o", "reference", cwd=place)
    assert (place / "reference/en/practices/authority.html").is_file()
    size = wheel.stat().st_size
print(f"The wheel ({size / 1024:.0f} KB) works from an empty environment.")
