"""Answers on disk: read whatever their order, and never dropped."""

import os
import shutil
from pathlib import Path

import pytest

from site_builder import pipeline
from site_builder.deliver.result import export
from site_builder.model.problems import InputProblems


def test_the_order_of_files_on_disk_is_irrelevant(tmp_path: Path) -> None:
    source = pipeline.example_folders()["qinglan-seals"]
    folder = tmp_path / "copy"
    shutil.copytree(source, folder)
    wave = folder / "responses/2026-h2"
    (wave / "owner.json").rename(wave / "zz.json")
    assert export(pipeline.scorecard(folder, "x")) == export(pipeline.scorecard(source, "x"))


def test_answers_that_cannot_be_read_are_never_dropped(tmp_path: Path) -> None:
    folder = tmp_path / "firm"
    shutil.copytree(pipeline.example_folders()["qinglan-seals"], folder)
    wave = folder / "responses/2026-h2"
    (wave / "folder.json").mkdir()
    (wave / "gone.json").symlink_to(tmp_path / "nowhere")
    (wave / "itself.json").symlink_to(wave / "itself.json")
    os.mkfifo(wave / "pipe.json")
    (wave / "deeper").mkdir()
    with pytest.raises(InputProblems) as found:
        pipeline.scorecard(folder, "firm")
    named = {problem.file.rsplit("/", 1)[1] for problem in found.value.problems}
    assert named == {"folder.json", "gone.json", "itself.json", "pipe.json", "deeper"}
