"""Build the staged report with the engines that may follow MkDocs: Zensical and ProperDocs.

They get environments of their own, because ProperDocs brings packages that MkDocs has too.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from site_builder import pipeline
from site_builder.publish.swap import write_stage

ROOT = Path(__file__).resolve().parent.parent
# Zensical 0.0.73 is the last release whose interface package every index carries.
PINS = {
    "zensical": (["zensical==0.0.73"], ["zensical", "build", "--clean"]),
    "properdocs": (
        ["properdocs==1.6.7", "mkdocs-material==9.8.1"],
        ["properdocs", "build", "--strict", "--quiet", "-f", "mkdocs.yml"],
    ),
}


def run(command: list[str], cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


for engine, (packages, build) in PINS.items():
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        venv.create(work / "env", with_pip=True)
        scripts = work / "env" / "bin"
        run([str(scripts / "pip"), "install", "--quiet", "--disable-pip-version-check", *packages], work)
        card = pipeline.examples()["hengchuan-valves"]
        write_stage(pipeline.stage_report(card), work / "stage")
        for language in ("zh", "en"):
            project = work / "stage" / language
            run([str(scripts / build[0]), *build[1:]], project)
            for page in ("index", "manager", "method"):
                html = (project / "site" / f"{page}.html").read_text("utf-8")
                assert 'class="kam"' in html, (engine, page)
                assert "kam-switch" in html, (engine, page)
                assert "assets/kam.css" in html, (engine, page)
                assert "iframe-worker" in html, (engine, page)
                assert "unpkg.com" not in html, (engine, page)
                assert "fonts.googleapis.com" not in html, (engine, page)
            assert (project / "site/assets/kam.css").is_file()
        print(f"{engine} builds the staged report in both languages.")
