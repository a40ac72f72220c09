"""Answers that come back: files, chats, paper. Nothing is overwritten, nothing is half-written."""

import json
from pathlib import Path
from typing import Any

import pytest
from collecting import answers, block, read, run, stored, write

pytestmark = pytest.mark.usefixtures("folder")


def test_files_of_both_kinds_are_taken_in_together_and_a_second_time_changes_nothing(folder: Path) -> None:
    write("a.json", json.dumps(answers("r-1", selection=3)))
    write("b.yml", json.dumps(answers("r-2", selection=2)))
    done = run("import", "a.json", "b.yml", "--into", "acme")
    assert done.exit_code == 0, done.stderr
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = run("import", "a.json", "b.yml", "--into", "acme")
    assert again.exit_code == 0
    assert "2 respondents: same answers as before" in again.output
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert run("check", "acme").exit_code == 0


def test_what_is_taken_in_is_what_was_given(folder: Path) -> None:
    data = answers("r-1", selection=3)
    data["answers"]["authority"] = {"dont_know": True, "comment": "两行\n话"}
    data["answers"]["belonging"] = {"not_applicable": "没有"}
    data |= {
        "language": "zh",
        "submitted": "2026-11-20",
        "context": {
            "key-accounts": 12,
            "annual-sales": "50m-500m",
            "key-account-share": 37.5,
            "relationship-types": {"strategic": 2},
        },
    }
    assert run("import", write("a.json", json.dumps(data)), "--into", "acme").exit_code == 0
    assert stored(folder)["r-1"] == data


def test_other_answers_of_the_same_respondent_are_told_and_taken_only_when_asked_for(folder: Path) -> None:
    old, new = answers("r-1", selection=3, authority=2), answers("r-1", selection=4, belonging=1)
    run("import", write("a.json", json.dumps(old)), "--into", "acme")
    told = run("import", write("b.json", json.dumps(new)), "--into", "acme")
    assert told.exit_code == 1
    assert "selection: 3 → 4; authority: 2 → –; belonging: – → 1" in told.stderr
    assert stored(folder) == {"r-1": old}
    taken = run("import", "b.json", "--into", "acme", "--replace")
    assert taken.exit_code == 0, taken.stderr
    assert stored(folder) == {"r-1": new}
    assert [read(path) for path in folder.glob("replaced/*/*.json")] == [old]


def test_one_respondent_with_two_answers_in_one_import_is_refused(folder: Path) -> None:
    one, two = block(answers("r-1", selection=3)), block(answers("r-1", selection=4))
    later = answers("r-1", selection=3) | {"submitted": "2026-11-20", "language": "en"}
    same = run("import", write("same.txt", f"{one}\n{one}\n{block(later)}"), "--into", "acme", "--wave", "a")
    assert same.exit_code == 0
    done = run("import", write("chat.txt", f"{one}\n{two}"), "--into", "acme", "--wave", "b")
    assert done.exit_code == 1
    assert "chat.txt:2" in done.stderr
    assert "chat.txt:1" in done.stderr
    assert run("import", "chat.txt", "--into", "acme", "--wave", "c", "--replace").exit_code == 0
    (last,) = folder.glob("responses/c/*.json")
    assert read(last)["answers"]["selection"] == {"rating": 4}


def test_an_answers_file_without_answers_and_a_folder_are_refused(folder: Path) -> None:
    Path("folder").mkdir()
    done = run("import", write("a.json", json.dumps(answers("r-1"))), "folder", "--into", "acme")
    assert done.exit_code == 1
    assert "No question is answered" in done.stderr
    assert "is a folder" in done.stderr
    assert stored(folder) == {}


def test_a_wave_that_is_named_anew_becomes_the_newest(folder: Path) -> None:
    write("a.json", json.dumps(answers("r-1", selection=3)))
    assert run("import", "a.json", "--into", "acme", "--wave", "2027-h1").exit_code == 0
    assert run("check", "acme").exit_code == 0


def test_ids_that_make_no_file_names_are_stored_all_the_same(folder: Path) -> None:
    ids = ["../../evil", "a/b", "a:b", "CON.json", ".", "a b", "A B", "x" * 300]
    text = "\n".join(block(answers(id_, selection=3)) for id_ in ids)
    assert run("import", write("chat.txt", text), "--into", "acme").exit_code == 0
    assert set(stored(folder)) == set(ids)
    assert run("check", "acme").exit_code == 0


def test_a_file_of_no_known_kind_a_missing_one_and_a_bad_folder_are_told() -> None:
    done = run("import", write("a.pdf", "x"), "missing.json", "--into", "acme")
    assert done.exit_code == 1
    assert ".json" in done.stderr
    assert "missing.json" in done.stderr
    assert run("import", "a.pdf", "--into", "nowhere").exit_code == 1
    assert run("import", "a.pdf", "--into", "acme", "--wave", "../up").exit_code == 1


def test_mistakes_among_the_present_answers_are_told_first(folder: Path) -> None:
    wave = next(path for path in (folder / "responses").iterdir())
    (wave / "old.json").write_text('{"format": "kam-response/2"}', "utf-8")
    done = run("import", write("a.json", json.dumps(answers("r-1", selection=3))), "--into", "acme")
    assert done.exit_code == 1
    assert "old.json" in done.stderr


def test_when_the_disk_refuses_nothing_stays_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", write("a.json", json.dumps(answers("r-1", selection=3))), "--into", "acme")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    text = "\n".join(block(answers(f"r-{n}", selection=4)) for n in (1, 2, 3))
    moves: list[Any] = []
    move = Path.rename

    def refuse(source: Path, target: Any) -> Any:
        moves.append(target)
        if len(moves) == 3:
            raise OSError(28, "No space left on device")
        return move(source, target)

    monkeypatch.setattr(Path, "rename", refuse)
    done = run("import", write("chat.txt", text), "--into", "acme", "--replace")
    assert done.exit_code == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
