"""Nothing is lost: not when a command is killed at any moment, not when two run at once."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from helpers import all_at
from people import folder_with, six

from site_builder.collect.lock import LOCK, PLAN, WORK, is_interrupted, locked
from site_builder.commands import main
from site_builder.model.problems import InputProblems
from site_builder.publish.swap import exchange, replacing

KAM = [sys.executable, "-m", "site_builder"]
ENV = {**os.environ, "KAM_LANG": "en"}


def answers(folder: Path, number: int, rating: int, name: str = "p") -> list[Path]:
    """Write the answers files of so many people, who all rate everything alike; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder_with(folder, {"w": [("KM", all_at(rating)) for _ in range(number)]})
    files = []
    for path in sorted((made / "responses/w").iterdir()):
        data = json.loads(path.read_text("utf-8"))
        data["respondent"]["id"] = f"{name}-{path.stem}"
        path.write_text(json.dumps(data), "utf-8")
        files.append(path)
    return files


def ratings(folder: Path) -> dict[str, int]:
    """Return what everybody who has answered in an assessment rates, by respondent; nobody twice."""
    found: dict[str, int] = {}
    for path in (folder / "responses").rglob("*.json"):
        data = json.loads(path.read_text("utf-8"))
        who = data["respondent"]["id"]
        assert who not in found, who
        found[who] = data["answers"]["selection"]["rating"]
    return found


def kam(*arguments: object) -> Result:
    return CliRunner().invoke(main.command_line("en"), [str(argument) for argument in arguments])


def left_over(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith(".kam-") and p.name != ".kam-site")


def killed(command: list[object], after: float) -> None:
    """Run a command and kill it after so many seconds."""
    process = subprocess.Popen(
        [*KAM, *map(str, command)], env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_import_is_finished_or_has_not_been(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    folder = folder_with(tmp_path / "into", {"w": six()})
    first = answers(tmp_path / "old", 60, 2)
    assert (
        CliRunner()
        .invoke(main.command_line("en"), ["import", *map(str, first), "--into", str(folder)])
        .exit_code
        == 0
    )
    second = answers(tmp_path / "new", 90, 4)
    for _ in range(3):
        before = ratings(folder)
        killed(["import", *second, "--into", folder, "--replace"], rng.uniform(0.2, 1.1))
        done = kam("check", folder)
        assert done.exit_code == 0, done.output
        after = ratings(folder)
        assert after == before or {after[f"p-{n:02}"] for n in range(90)} == {4}
        assert set(before) <= set(after)
        assert [name for name in left_over(folder) if name.startswith(WORK)] == []
    done = CliRunner().invoke(
        main.command_line("en"), ["import", *map(str, second), "--into", str(folder), "--replace"]
    )
    assert done.exit_code == 0, done.output
    assert left_over(folder) == []
    assert len(ratings(folder)) == 6 + 90


@pytest.mark.parametrize("at", range(5))
def test_an_import_cut_off_after_any_step_is_finished(
    tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path / "into", {"w": six()})
    files = answers(tmp_path / "new", 2, 4)
    run = CliRunner()
    assert (
        run.invoke(main.command_line("en"), ["import", *map(str, files), "--into", str(folder)]).exit_code
        == 0
    )
    files = answers(tmp_path / "newer", 3, 5)
    real, steps = Path.rename, 0

    def rename(self: Path, target: Path) -> Path:
        nonlocal steps
        steps += 1
        if steps > at:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)  # the process is gone: nothing is tidied up
        kam("import", *files, "--into", folder, "--replace")
    assert is_interrupted(folder)
    done = kam("check", folder)
    assert done.exit_code == 0
    assert "An earlier import was interrupted" in done.stderr
    assert {who: r for who, r in ratings(folder).items() if who.startswith("p-")} == {
        f"p-{n:02}": 5 for n in range(3)
    }
    assert len(list((folder / "replaced").rglob("*.json"))) == 2
    assert left_over(folder) == []


def test_what_was_not_decided_is_taken_back(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    work = folder / f"{WORK}x"
    work.mkdir()
    (work / "0").write_text("{}", "utf-8")
    before = ratings(folder)
    assert kam("check", folder).exit_code == 0
    assert ratings(folder) == before
    assert left_over(folder) == []
    assert not (work / PLAN).exists()


@pytest.mark.parametrize("kind", ["other people", "the same people"])
def test_two_imports_at_once_lose_nobody(tmp_path: Path, kind: str) -> None:
    folder = folder_with(tmp_path / "into", {"w": six()})
    one = answers(tmp_path / "one", 20, 2, "a")
    other = answers(tmp_path / "other", 20, 4, "b" if kind == "other people" else "a")
    runs = [
        subprocess.Popen(
            [*KAM, "import", *map(str, files), "--into", str(folder)],
            env=ENV,
            stderr=subprocess.PIPE,
            text=True,
        )
        for files in (one, other)
    ]
    said = [run.communicate()[1] for run in runs]
    codes = sorted(run.returncode for run in runs)
    found = ratings(folder)
    if kind == "other people":
        assert codes == [0, 0], said
        assert len(found) == 6 + 40
    else:
        assert codes == [0, 1], said  # the second is told that they have answered already
        assert len({rating for who, rating in found.items() if who.startswith("a-")}) == 1
        assert len(found) == 6 + 20
    assert left_over(folder) == []


def test_a_folder_that_is_held_is_told_with_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    monkeypatch.setattr("site_builder.collect.lock._PATIENCE", 0.2)
    with locked(folder, "firm"), pytest.raises(InputProblems) as found, locked(folder, "firm"):
        pass
    (problem,) = found.value.problems
    assert (problem.code, problem.values["process"]) == ("folder-busy", os.getpid())
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with locked(folder, "firm"):
        held = json.loads((folder / LOCK).read_text("utf-8"))
    (folder / LOCK).write_text(json.dumps({**held, "process": gone.pid}), "utf-8")
    with locked(folder, "firm"):
        pass
    (folder / LOCK).write_text(json.dumps({**held, "machine": "elsewhere"}), "utf-8")
    with pytest.raises(InputProblems), locked(folder, "firm"):
        pass


def test_a_killed_build_leaves_a_whole_site_and_the_next_one_nothing_beside(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    assert kam("build", folder).exit_code == 0
    listed = set((folder / "site/.kam-site").read_text("utf-8").splitlines())
    for seed in range(3):
        killed(["build", folder], random.Random(seed).uniform(0.4, 1.6))
        there = {
            p.relative_to(folder / "site").as_posix() for p in (folder / "site").rglob("*") if p.is_file()
        }
        assert there - {".kam-site"} == listed
    assert kam("build", folder).exit_code == 0
    assert left_over(folder) == []


def test_there_is_a_site_at_every_moment_and_what_was_put_aside_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "a").write_text("old", "utf-8")
    other = tmp_path / "other"
    other.mkdir()
    if sys.platform == "linux":
        assert exchange(out, other)
        assert exchange(out, other)
    assert not exchange(out, tmp_path / "nothing")
    monkeypatch.setattr("site_builder.publish.swap.exchange", lambda *_: False)
    with replacing(out) as fresh:
        (fresh / "a").write_text("new", "utf-8")
    assert (out / "a").read_text("utf-8") == "new"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    out.rename(tmp_path / f".kam-build-{gone.pid}-abc-old-site")
    (tmp_path / f".kam-build-{gone.pid}-def").mkdir()
    mine = tmp_path / f".kam-build-{os.getpid()}-ghi"
    mine.mkdir()
    with pytest.raises(RuntimeError), replacing(out):
        raise RuntimeError
    assert (out / "a").read_text("utf-8") == "new"
    assert left_over(tmp_path) == [mine.name]


def test_answers_outside_of_any_wave_get_company_there(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "into", {"w": six()})
    for path in list((folder / "responses/w").iterdir()):
        path.rename(folder / "responses" / path.name)
    (folder / "responses/w").rmdir()
    files = answers(tmp_path / "new", 2, 4)
    assert kam("import", *files, "--into", folder).exit_code == 0
    assert kam("import", *answers(tmp_path / "newer", 2, 5), "--into", folder, "--replace").exit_code == 0
    assert ratings(folder)["p-01"] == 5
    assert len(list((folder / "responses").glob("*.json"))) == 8
    assert len(list((folder / "replaced").rglob("*.json"))) == 2
    assert left_over(folder) == []
