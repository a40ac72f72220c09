"""Jobs side by side: all are done, and the problems of all are told together."""

import os
import signal
import threading
from functools import partial
from pathlib import Path

import pytest

from site_builder.model.problems import InputProblems, Problem
from site_builder.publish.side_by_side import side_by_side


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    # A browser of other tests may have left a thread; what follows from one is a test of its own.
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def write(folder: Path, name: str) -> None:
    (folder / name).write_text(str(os.getpid()), "utf-8")


def refuse(code: str) -> None:
    raise InputProblems([Problem(code=code, file="a.yml", line=3, values={"found": {"zh": "x"}})])


def test_every_job_is_done_on_as_many_cores_as_there_are(tmp_path: Path) -> None:
    side_by_side([partial(write, tmp_path, str(number)) for number in range(5)])
    ran = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert sorted(ran) == ["0", "1", "2", "3", "4"]
    assert len(set(ran.values())) == 2


def test_without_jobs_nothing_is_done() -> None:
    side_by_side([])


def test_the_problems_of_all_jobs_are_told_together(tmp_path: Path) -> None:
    jobs = [
        partial(refuse, "b"),
        partial(write, tmp_path, "done"),
        partial(refuse, "a"),
        partial(refuse, "b"),
    ]
    with pytest.raises(InputProblems) as found:
        side_by_side(jobs)
    assert [(p.code, p.line, p.values) for p in found.value.problems] == [
        ("a", 3, {"found": {"zh": "x"}}),
        ("b", 3, {"found": {"zh": "x"}}),
    ]
    assert (tmp_path / "done").is_file()


def test_a_defect_is_raised_before_problems_of_the_input() -> None:
    def fail() -> None:
        raise ValueError("a defect")

    with pytest.raises(ValueError, match="a defect"):
        side_by_side([partial(refuse, "a"), fail])


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(ChildProcessError, match="ended"):
        side_by_side([lambda: None, lambda: os.kill(os.getpid(), signal.SIGKILL)])


def test_beside_a_thread_nothing_is_forked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    side_by_side([partial(write, tmp_path, "0"), partial(write, tmp_path, "1")])
    assert {path.read_text("utf-8") for path in tmp_path.iterdir()} == {str(os.getpid())}
