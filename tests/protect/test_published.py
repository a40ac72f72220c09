"""What must never be published: no byte of a built report gives away what is hidden."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers import all_at
from people import PEOPLE, folder_with, six

from site_builder import pipeline
from site_builder.commands import main


def published(site: Path) -> str:
    """Return every byte of a report that comes from its data: pages, charts in them, JSON, search index."""
    files = [p for p in site.rglob("*") if p.suffix in {".html", ".json", ".js"} and "assets" not in p.parts]
    text = "\n".join(p.read_text("utf-8") for p in files)
    return re.sub(r'<svg xmlns="[^"]*" viewBox="0 0 24 24">.*?</svg>', "", text)  # the theme's own icons


def stands_in(figure: str, text: str) -> bool:
    """Return whether a figure is there, and not as the middle of a longer number."""
    return re.search(rf"(?<![\w.]){re.escape(figure)}", text) is not None


def build(folder: Path, *options: str) -> tuple[str, str]:
    done = CliRunner().invoke(main.command_line("en"), ["build", str(folder), *options])
    assert done.exit_code == 0, done.output
    return published(folder / "site"), done.stderr


# Means are chosen so that the hidden ones look like nothing else.
ADVERSARIAL: dict[str, tuple[PEOPLE, list[str]]] = {
    "one executive": (
        [("EX", all_at(5)), *[("KM", all_at(3 if n == 0 else 2)) for n in range(6)]],
        ["2.17", "2.1666"],
    ),
    "two roles of four": (
        [("KM", all_at(3 if n == 0 else 2)) for n in range(4)]
        + [("FN", all_at(3 if n == 0 else 4)) for n in range(4)],
        ["2.25", "3.75"],
    ),
    "three under k beside a large role": (
        [("HR", all_at(4)), ("HR", all_at(5)), ("HR", all_at(5))]
        + [("KM", all_at(3 if n < 3 else 2)) for n in range(8)],
        ["4.67", "4.6666", "2.38", "2.375"],
    ),
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_no_published_byte_gives_hidden_figures_away(tmp_path: Path, name: str) -> None:
    people, hidden = ADVERSARIAL[name]
    folder = folder_with(tmp_path, {"w": people}, "targets: {firm: 4}\n")
    text, _ = build(folder)
    assert list(folder.rglob("search/search_index.js*"))
    for figure in hidden:
        assert figure not in text.replace("−2.50", "").replace("above 2.50", "").replace("高于 2.50", ""), (
            figure
        )
    assert "secret-" not in text


@pytest.mark.usefixtures("staged_pages")
def test_a_wave_that_differs_by_one_respondent_is_not_shown_beside_it(tmp_path: Path) -> None:
    before: PEOPLE = [("KM", all_at(3 if n == 0 else 2)) for n in range(6)]
    folder = folder_with(tmp_path, {"a": before, "b": [*before, ("KM", all_at(5))]}, "targets: {firm: 4}\n")
    text, _ = build(folder)
    assert not stands_in("2.17", text)
    assert not stands_in("2.1666", text)
    assert "Fewer than 5 people are new" in text
    same = folder_with(tmp_path / "same", {"a": before, "b": before})
    assert pipeline.scorecard(same, "x").earlier[0].reason is None


@pytest.mark.usefixtures("staged_pages")
def test_no_line_over_all_waves_tells_what_one_person_answered(tmp_path: Path) -> None:
    first = six(S1=2)
    first[0] = ("KM", {**first[0][1], "M5": 5})
    first[1] = ("KM", {**first[1][1], "M5": 4})  # the two make 2.50 of the others 19 / 6
    folder = folder_with(tmp_path, {"a": first, "b": six(S1=3), "c": six(S1=4)}, "targets: {firm: 4}\n")
    text, _ = build(folder)
    assert "all-waves.csv" in text
    files = "".join(path.read_text("utf-8") for path in (folder / "site").rglob("all-waves.csv"))
    assert "M5 Authority,–,2.50,2.50" in files
    assert not re.search(r"(?<![\w.])3\.(17(?!\d)|1666)", text + files)


@pytest.mark.usefixtures("staged_pages")
@pytest.mark.parametrize("late", ["one more", "one corrected"])
def test_what_one_answer_changes_is_not_handed_over_twice(tmp_path: Path, late: str) -> None:
    """Wherever the first report went, whatever the second one is: the two would be two equations."""
    folder = folder_with(tmp_path, {"w": six()})
    build(folder, "-o", str(tmp_path / "one"))
    before = (folder / "deliveries.json").read_bytes()
    build(folder)
    assert (folder / "deliveries.json").read_bytes() == before  # the same answers tell nothing new
    assert b"secret-" not in before
    changed = json.loads((folder / "responses/w/00.json").read_text("utf-8"))
    if late == "one more":
        changed["respondent"]["id"] = "late"
    changed["answers"]["selection"]["rating"] = 4
    place = folder / "responses/w" / ("late.json" if late == "one more" else "00.json")
    place.write_text(json.dumps(changed), "utf-8")
    site = sorted((folder / "site").rglob("*"))
    run = CliRunner()
    for command in (
        ["build", str(folder)],
        ["build", str(folder), "-o", str(tmp_path / "two"), "--zip"],
        ["build", str(folder), "--audience", "public", "-o", str(tmp_path / "public")],
        ["pdf", str(folder), "-o", str(tmp_path / "a.pdf")],
    ):
        done = run.invoke(main.command_line("en"), command)
        assert done.exit_code == 1, command
        assert "fewer than 5 people have answered anew or otherwise" in done.stderr
        assert "S3" in done.stderr
    assert sorted((folder / "site").rglob("*")) == site
    assert not (tmp_path / "two").exists()
    assert not (tmp_path / "a.pdf").exists()
    assert (folder / "deliveries.json").read_bytes() == before
    build(folder, "--audience", "internal", "-o", str(tmp_path / "internal"))
    build(folder, "--not-sent")
    build(folder)
    assert len(json.loads((folder / "deliveries.json").read_text("utf-8"))["deliveries"]) == 1


@pytest.mark.usefixtures("staged_pages")
def test_five_new_people_and_another_wave_may_follow(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    build(folder)
    more = folder_with(tmp_path / "more", {"w": [*six(), *six()[:5]], "x": six(S1=4)})
    for path in (more / "responses/w").iterdir():
        (folder / "responses/w" / path.name).write_bytes(path.read_bytes())
    build(folder)
    (folder / "responses/x").mkdir()
    for path in (more / "responses/x").iterdir():
        (folder / "responses/x" / path.name).write_bytes(path.read_bytes())
    build(folder)
    assert len(json.loads((folder / "deliveries.json").read_text("utf-8"))["deliveries"]) == 3
    (folder / "deliveries.json").write_text("{", "utf-8")
    done = CliRunner().invoke(main.command_line("en"), ["build", str(folder)])
    assert (done.exit_code, "cannot be read" in done.stderr) == (1, True)


@pytest.mark.usefixtures("staged_pages")
def test_single_answers_are_for_internal_use_and_only_by_agreement(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()}, "confidentiality: attributed\n")
    client, _ = build(folder)
    assert "secret-" not in client
    assert "For the client" in client
    internal, _ = build(folder, "--audience", "internal")
    assert "secret-3" in internal
    assert "Internal" in internal
    assert json.loads((folder / "site/result.json").read_text("utf-8"))["audience"] == "internal"
    anonymous = folder_with(tmp_path / "anonymous", {"w": six()})
    internal, _ = build(anonymous, "--audience", "internal")
    assert "secret-" not in internal


def test_every_page_says_whom_it_is_for(report: Path) -> None:
    for page in report.glob("zh/*.html"):
        assert "供客户使用" in page.read_text("utf-8"), page


@pytest.mark.usefixtures("staged_pages")
def test_what_is_withheld_is_said(tmp_path: Path) -> None:
    people: PEOPLE = [("EX", {"S3": 2}), *[("KM", {"S3": 2 + n % 2}) for n in range(6)]]
    people += [("KH", {"S3": 3}) for _ in range(6)] + [("HR", {"M6": 3}) for _ in range(2)]
    folder = folder_with(tmp_path, {"w": people})
    path = folder / "responses/w/13.json"
    data = json.loads(path.read_text("utf-8"))
    data["answers"]["belonging"]["comment"] = "only I could say this"
    path.write_text(json.dumps(data), "utf-8")
    text, _ = build(folder)
    assert "only I could say this" not in text
    assert "Comments or reasons not shown: 1" in text
    few: PEOPLE = [("EX", {"S3": "?"}), ("KM", {"S3": 2}), ("KM", {"S3": 3}), ("KH", {"S3": 3})]
    text, _ = build(folder_with(tmp_path / "few", {"w": few}))
    assert "A dash in the table means" in text
