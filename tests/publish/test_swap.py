"""A site is swapped in whole: what lies there is ours or stays, and a failed build changes nothing."""

import os
import shutil
from pathlib import Path

import pytest
from building import own_copy
from helpers import build_example, hashes

from site_builder import pipeline
from site_builder.model.problems import InputProblems
from site_builder.publish import engine
from site_builder.publish.engine import EngineError
from site_builder.publish.swap import MARKER, check_output, replacing

pytestmark = pytest.mark.usefixtures("staged_pages")


@pytest.fixture
def out(packed: Path, tmp_path: Path) -> Path:
    """Return a site of ours that may be changed, alone in its folder."""
    return own_copy(packed / "site", tmp_path / "site")


def fail(*_: object, **__: object) -> None:
    """Stand in for the engine; a worker process has to be able to find it."""
    raise EngineError("the engine stopped")


def test_a_failed_build_leaves_the_last_site_untouched(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(out)
    monkeypatch.setattr(engine, "build_project", fail)
    with pytest.raises(EngineError):
        build_example("qinglan-seals", out)
    assert hashes(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_of_ours_is_replaced_whole(out: Path) -> None:
    (out / "zh/method.html").write_text("old", "utf-8")
    build_example("qinglan-seals", out)
    assert (out / "zh/method.html").read_text("utf-8") != "old"
    assert (out / MARKER).is_file()


def test_what_someone_put_into_a_site_is_not_deleted(out: Path) -> None:
    (out / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(InputProblems) as found:
        build_example("qinglan-seals", out)
    assert [problem.code for problem in found.value.problems] == ["output-taken"]
    assert (out / "notes.txt").read_text("utf-8") == "mine"


def test_an_input_inside_of_a_site_is_not_deleted_with_it(out: Path) -> None:
    shutil.copytree(pipeline.example_folders()["qinglan-seals"], out / "acme")
    with pytest.raises(InputProblems) as found:
        pipeline.build_report(out / "acme", "acme", out, None, lambda _: None)
    assert [problem.code for problem in found.value.problems] == ["output-holds-input"]
    assert (out / "acme/assessment.yml").is_file()


def test_what_is_neither_file_nor_folder_is_left_alone(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "elsewhere")
    for out in (pipe, link, Path("/dev/null")):
        with pytest.raises(InputProblems):
            check_output(out)


def test_only_a_site_of_ours_or_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    check_output(tmp_path / "new")
    check_output(tmp_path)
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(InputProblems):
        check_output(tmp_path)


def test_when_the_swap_fails_the_old_folder_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "old.txt").write_text("old", "utf-8")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if target == out and "-old-" not in self.name:
            raise OSError("busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr("site_builder.publish.swap.exchange", lambda *_: False)
    with pytest.raises(OSError, match="busy"), replacing(out) as fresh:
        (fresh / "new.txt").write_text("new", "utf-8")
    assert [path.name for path in out.iterdir()] == ["old.txt"]
