"""A report page registers itself where it lies: the guide's example, added from outside, is built."""

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.present.report.pages import report_pages

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TREE = ("site_builder", "templates", "assessment", "content", "mkdocs.yml")


def example(root: Path, language: str) -> dict[str, str]:
    """Return the example of the developers' guide: its code, template and words by their kind."""
    guide = (root / "content" / language / "guides" / "developers.md").read_text("utf-8")
    part = guide.split("{#page}")[1].split("\n## ")[0]
    return dict(BLOCK.findall(part))


def add_words(file: Path, added: str) -> None:
    """Write words into a file: below a heading that is there, or as a heading of their own."""
    text = file.read_text("utf-8")
    for heading, lines in re.findall(r"^(\w+:\n)((?:  .*\n)+)", added, re.MULTILINE):
        if f"\n{heading}" in text:
            text = text.replace(f"\n{heading}", f"\n{heading}{lines}")
        else:
            text += heading + lines
    file.write_text(text, "utf-8")


def run(project: Path, *command: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    whole = (sys.executable, "-m", "site_builder", *command)
    done = subprocess.run(whole, cwd=project, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project to which the guide's page has been added, and nothing else."""
    copy = tmp_path_factory.mktemp("project")
    for name in TREE:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, copy / name)
    written = example(root, "en")
    (copy / "site_builder/present/report/strengths.py").write_text(written["python"], "utf-8")
    (copy / "templates/report/strengths.html").write_text(written["html"], "utf-8")
    for language in ("zh", "en"):
        add_words(copy / f"templates/words/{language}/report.yml", example(root, language)["yaml"])
    return copy


def test_both_guides_show_the_same_page(root: Path) -> None:
    zh, en = example(root, "zh"), example(root, "en")
    assert zh.keys() == en.keys() == {"python", "html", "yaml"}
    assert zh["python"] == en["python"]
    assert zh["html"] == en["html"]


def test_a_page_added_from_outside_is_built(project: Path) -> None:
    firm = project / "assessment/examples/qinglan-seals"
    run(project, "build", str(firm), "-o", str(project / "site"))
    for language, headline in (("zh", "项实践里有"), ("en", "practices stand at their target or above")):
        page = (project / "site" / language / "strengths.html").read_text("utf-8")
        assert headline in page
        sibling = (project / "site" / language / "findings.html").read_text("utf-8")
        assert 'href="strengths.html"' in sibling
        assert headline in (project / "site" / language / "print.html").read_text("utf-8")


def test_a_page_added_from_outside_takes_remarks_and_stands_in_the_pdf(project: Path) -> None:
    pytest.importorskip("typst")
    firm = project / "firm"
    shutil.copytree(project / "assessment/examples/qinglan-seals", firm)
    (firm / "commentary").mkdir(exist_ok=True)
    remark = "---\nby: Li\n---\n\nA remark on what is in place.\n"
    (firm / "commentary/strengths.list.en.md").write_text(remark, "utf-8")
    run(project, "check", str(firm))
    run(project, "pdf", str(firm), "--language", "en", "-o", str(project / "report.pdf"))
    from pypdf import PdfReader  # noqa: PLC0415 - this test alone reads a PDF

    text = " ".join(page.extract_text() for page in PdfReader(project / "report.pdf").pages)
    assert "practices stand at their target or above" in " ".join(text.split())
    assert "A remark on what is in place." in " ".join(text.split())


def test_a_page_is_one_module_with_one_public_function() -> None:
    for page in report_pages():
        module = sys.modules[page.sheets.__module__]
        functions = [
            name
            for name, found in inspect.getmembers(module, inspect.isfunction)
            if found.__module__ == module.__name__ and not name.startswith("_")
        ]
        assert len(functions) == 1, f"{module.__name__}: {functions}"


def test_every_page_has_a_place_of_its_own() -> None:
    orders = [page.order for page in report_pages()]
    assert len(set(orders)) == len(orders)
    assert len(orders) >= 13
