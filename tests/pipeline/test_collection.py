"""The whole way: one wave, collected four ways."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from collecting import block, run, write
from tables import fill_in

from site_builder import pipeline

pytestmark = pytest.mark.usefixtures("folder")


def wjx_row(number: int, data: dict[str, Any]) -> list[str]:
    """Return answers as 问卷星 would export them: letters with texts, what was written in 〖〗."""
    instrument = pipeline.read_instrument()
    cells = [str(number), f"2026/6/{number % 9 + 1} 10:00", "400秒", "", data["respondent"]["role"]]
    for practice in instrument.practices:
        answer = data["answers"].get(practice.id, {})
        options = [anchor["zh"] for anchor in practice.items[0].anchors] + ["不清楚", "不适用（请说明原因）"]
        place = answer.get("rating", 0) - 1
        place = 5 if answer.get("dont_know") else 6 if "not_applicable" in answer else place
        text = f"{'ABCDEFG'[place]}.{options[place]}" if answer else ""
        written = answer.get("not_applicable") or answer.get("comment")
        cells.append(f"{text}〖{written}〗" if written else text)
    return cells


def test_a_wave_collected_four_ways_gives_the_same_report(folder: Path) -> None:
    source = pipeline.example_folders()["hengchuan-valves"]
    for name in ("assessment.yml", "evidence.yml"):
        shutil.copy(source / name, folder / name)
    shutil.rmtree(folder / "responses")
    everyone = [
        json.loads(path.read_text("utf-8")) for path in sorted(source.glob("responses/2026-h1/*.json"))
    ]
    files, chats, rows, books = (everyone[n::4] for n in range(4))
    (folder / "responses/2026-h1").mkdir(parents=True)
    for number, data in enumerate(files):
        write(f"file-{number}.json", json.dumps(data))
    write("chat.txt", "\n".join(f"好的\n{block(data)}" for data in chats))
    titles = [practice.items[0].question["zh"] for practice in pipeline.read_instrument().practices]
    with Path("问卷.csv").open("w", encoding="gb18030", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["序号", "提交答卷时间", "所用时间", "来源", "1、您的角色", *titles])
        writer.writerows(wjx_row(number, data) for number, data in enumerate(rows, 1))
    assert run("import", "--guess", "问卷.csv").exit_code == 0
    run("questionnaire", "acme", "--format", "xlsx", "-o", "form.xlsx")
    for number, data in enumerate(books):
        shutil.copy("form.xlsx", f"book-{number}.xlsx")
        given = {"@id": (data["respondent"]["id"], ""), "@role": (f"{data['respondent']['role']} ", "")}
        for id_, answer in data["answers"].items():
            kind = (
                "?"
                if answer.get("dont_know")
                else "- "
                if "not_applicable" in answer
                else str(answer["rating"])
            )
            given[id_] = (kind, answer.get("not_applicable") or answer.get("comment") or "")
        fill_in(f"book-{number}.xlsx", "问卷", given)
    collected = [str(path) for path in sorted(Path().glob("*.json")) + sorted(Path().glob("book-*.xlsx"))]
    done = run("import", *collected, "chat.txt", "问卷.csv", "--into", "acme")
    assert done.exit_code == 0, done.stderr
    assert "Imported 20 respondents" in done.output
    ours, theirs = (json.loads(run("score", str(place), "--json").stdout) for place in (folder, source))
    for key in ("level", "index", "dimensions", "practices", "respondents", "sensitivity"):
        assert ours[key] == theirs[key], key
    texts = [
        {remark.text for p in pipeline.scorecard(place, "x").practices.values() for remark in p.comments}
        for place in (folder, source)
    ]
    assert texts[0] == texts[1]
