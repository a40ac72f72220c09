"""The packed report: complete, listed with hashes, named after firm and date, the same every time."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from building import own_copy

from site_builder import pipeline
from site_builder.publish.bundle import bundle


def test_a_packed_report_holds_the_site_and_what_it_is(packed: Path, tmp_path: Path) -> None:
    (path,) = packed.glob("*.zip")
    assert path.name in (packed / "stdout.txt").read_text("utf-8")
    day = pipeline.examples()["qinglan-seals"].assessment.day
    assert path.stem == f"青岚密封件-{day}"
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(f"{path.stem}/manifest.json"))
        names = {name.removeprefix(f"{path.stem}/") for name in archive.namelist()}
        assert names == {*manifest["files"], "manifest.json"}
        for place, digest in manifest["files"].items():
            content = archive.read(f"{path.stem}/{place}")
            assert hashlib.sha256(content).hexdigest() == digest
            assert content == (packed / "site" / place).read_bytes()
    assert manifest["audience"] == "client"
    assert manifest["firm"]["en"] == "Qinglan Seals"
    before = path.read_bytes()
    card = pipeline.examples()["qinglan-seals"]
    out = own_copy(packed / "site", tmp_path / "site")
    assert pipeline.pack(card, out, "client").read_bytes() == before


def test_a_name_that_no_disk_takes_is_made_one_that_it_does(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("x")
    assert bundle(site, "A/B: “C” <D>..", {}).name == "A-B-C-D.zip"
    assert bundle(site, "///", {}).name == "report.zip"


def test_a_pack_that_fails_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("x")
    path = bundle(site, "firm", {})
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("zipfile.ZipFile.writestr", lambda *_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            bundle(site, "firm", {})
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"site", "firm.zip"}
