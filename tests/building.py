"""What is built once for a whole run, by whichever worker comes first."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import kam
from stand_ins import ENGINE

from site_builder import pipeline
from site_builder.publish import engine


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that is filled once for all workers of a run. Tests only read it."""
    base = factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built" / name
    place.parent.mkdir(exist_ok=True)
    done = place.with_name(f"{name}.done")
    with place.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other workers wait here, and find it done
        if not done.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make(place)
            for path in place.rglob("*"):
                if path.is_file():
                    path.chmod(0o444)
            done.touch()
    return place


def example(name: str, *options: str, is_anew: bool = False) -> Callable[[Path], None]:
    """Return what builds an example's report as a person does: `site`, and what was said."""

    def make(folder: Path) -> None:
        path = str(pipeline.example_folders()[name])
        with pytest.MonkeyPatch.context() as patch:
            if is_anew:  # the same pages lie in the reference site: the engine has to repeat itself
                patch.setattr(engine, "build_project", ENGINE)
                patch.setenv("SOURCE_DATE_EPOCH", "1")
            done = kam("build", path, "-o", str(folder / "site"), *options)
        assert done.exit_code == 0, done.output
        (folder / "stdout.txt").write_text(done.stdout, "utf-8")
        (folder / "stderr.txt").write_text(done.stderr, "utf-8")

    return make


def reference_site(folder: Path) -> None:
    """Build the reference site with all example reports as a person does."""
    done = kam("docs", "-o", str(folder / "site"))
    assert done.exit_code == 0, done.output


def papers(folder: Path) -> None:
    """Make the valve maker's report in both languages as PDF: `zh.pdf` and `en.pdf`."""
    path = str(pipeline.example_folders()["hengchuan-valves"])
    done = kam("pdf", path, "-o", str(folder / "x.pdf"))
    assert done.exit_code == 0, done.output
    for language in ("zh", "en"):
        (folder / f"x-{language}.pdf").rename(folder / f"{language}.pdf")


def own_copy(site: Path, place: Path) -> Path:
    """Copy a site that was built once, for a test that changes it."""
    return Path(shutil.copytree(site, place, copy_function=shutil.copyfile))
