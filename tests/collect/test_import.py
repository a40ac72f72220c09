"""Answers that come back: files, chats, paper. Nothing is overwritten, nothing is half-written."""

import base64
import json
import os
import pty
import select
import shutil
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from collecting import answers, block, read, run, stored, write

from site_builder import pipeline


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chat_with_several_blocks_is_read_whatever_the_editor_made_of_it(
    folder: Path, encoding: str
) -> None:
    one, two = answers("r-1", selection=3), answers("张三", "EX", authority=2)
    wrapped = block(two)[:30] + "\n\u200b  " + block(two)[30:]
    chat = write("chat.txt", f"王经理 9:01\n填好了：{block(one, 'p')}\n李总\n{wrapped} 辛苦", encoding)
    done = run("import", chat, "--into", "acme")
    assert done.exit_code == 0, done.output
    assert stored(folder) == {"r-1": one, "张三": two}


def test_damaged_blocks_are_named_and_nothing_is_written(folder: Path) -> None:
    good, bad = block(answers("r-1", selection=3)), block(answers("r-2", selection=3))
    at = bad.index(":z:") + 12
    broken = bad[:at] + ("A" if bad[at] != "A" else "B") + bad[at + 1 :]
    text = "\n".join([good, broken, bad[:-20], block(answers("r-4"), version=2), bad.replace(":z:", ":x:")])
    done = run("import", write("chat.txt", text), "--into", "acme")
    assert done.exit_code == 1
    lines = done.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines[:4]] == [f"chat.txt:{n}" for n in (2, 3, 4, 5)]
    assert "KM r-2" in lines[0]
    assert "closing" in lines[1]
    assert "version 2" in lines[2]
    assert stored(folder) == {}
    partly = run("import", "chat.txt", "--into", "acme", "--partial")
    assert partly.exit_code == 1
    assert set(stored(folder)) == {"r-1"}


def test_a_block_that_would_unpack_into_a_flood_is_refused() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(b"0" * 300_000_000) + packer.flush()
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    done = run("import", write("chat.txt", f"[[KAM1:KM:r:z:{text}:00000000]]"), "--into", "acme")
    assert done.exit_code == 1
    assert "damaged" in done.stderr


def test_a_block_is_checked_like_a_file(folder: Path) -> None:
    wrong = answers("r-1", selection=9, nonsense=2)
    done = run("import", write("chat.txt", "\n\n" + block(wrong)), "--into", "acme")
    assert done.exit_code == 1
    assert "chat.txt:3: answers.nonsense" in done.stderr
    assert "chat.txt:3: answers.selection.rating" in done.stderr
    assert stored(folder) == {}


@pytest.mark.parametrize("text", ["hello", "", "\x00\xff"])
def test_a_text_without_blocks_says_so(text: str) -> None:
    done = run("import", write("chat.txt", text), "--into", "acme")
    assert done.exit_code == 1
    assert "KAM1" in done.stderr


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


@pytest.mark.parametrize("character", ["—", "–", "\u00ad", "\u202c", "é"])
def test_characters_that_a_program_slips_in_damage_one_block_at_most(folder: Path, character: str) -> None:
    good, hurt = block(answers("r-1", selection=3)), block(answers("r-2", selection=3))
    at = hurt.index(":z:") + 12
    text = f"{good}\n{hurt[:at]}{character}{hurt[at:]}"
    done = run("import", write("chat.txt", text), "--into", "acme", "--partial")
    is_invisible = character in "\u00ad\u202c"
    assert set(stored(folder)) == ({"r-1", "r-2"} if is_invisible else {"r-1"})
    assert done.exit_code == (0 if is_invisible else 1)
    assert is_invisible or "KM r-2" in done.stderr


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
    move = shutil.move

    def refuse(source: Any, target: Any) -> Any:
        moves.append(target)
        if len(moves) == 4:
            raise OSError(28, "No space left on device")
        return move(source, target)

    monkeypatch.setattr(shutil, "move", refuse)
    done = run("import", write("chat.txt", text), "--into", "acme", "--replace")
    assert done.exit_code == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


# Paper.


def test_paper_is_typed_in_with_a_key_per_question(folder: Path) -> None:
    asked = [p.id for p in pipeline.read_instrument().practices if "HR" in p.roles]
    assert len(asked) == 4
    done = run("enter", "acme", keys="HR\n" + "3d" + "nno such post\n" + "5")
    assert done.exit_code == 0, done.output
    (data,) = stored(folder).values()
    assert data["respondent"] == {"id": "p-01", "role": "HR"}
    assert data["answers"] == {
        asked[0]: {"rating": 3},
        asked[1]: {"dont_know": True},
        asked[2]: {"not_applicable": "no such post"},
        asked[3]: {"rating": 5},
    }
    assert run("check", "acme").exit_code == 0


def test_keys_lead_back_add_remarks_and_leave_open(folder: Path) -> None:
    asked = [p.id for p in pipeline.read_instrument().practices if "HR" in p.roles]
    done = run("enter", "acme", keys="hr\n" + "3" + "x9" + "4u" + "2" + "cseldom\n" + " " + "c1")
    assert done.exit_code == 0, done.output
    (data,) = stored(folder).values()
    assert data["answers"] == {
        asked[0]: {"rating": 3},
        asked[1]: {"rating": 2, "comment": "seldom"},
        asked[3]: {"rating": 1},
    }


def test_it_can_be_stopped_and_gone_on_with(folder: Path) -> None:
    assert "2 of 4" in run("enter", "acme", keys="HR\n12q").output
    assert stored(folder) == {}
    assert run("check", "acme").exit_code == 1  # no answers yet, and the draft is none
    done = run("enter", "acme", keys="y34")
    assert done.exit_code == 0, done.output
    (data,) = stored(folder).values()
    assert [answer["rating"] for answer in data["answers"].values()] == [1, 2, 3, 4]
    assert not list(folder.glob(".kam-enter*"))
    assert "p-02" in run("enter", "acme", keys="HR\n1111").output


def test_a_draft_that_is_not_wanted_or_damaged_starts_anew(folder: Path) -> None:
    run("enter", "acme", keys="HR\n12q")
    assert run("enter", "acme", keys="nHR\n4444").exit_code == 0
    (data,) = stored(folder).values()
    assert data["respondent"]["id"] == "p-02"  # p-01 is written on the paper that was left unfinished
    assert {answer["rating"] for answer in data["answers"].values()} == {4}
    assert "p-01 (HR): 2 of 4" in run("enter", "acme", keys="y33").output
    assert stored(folder)["p-01"]["answers"]
    for draft in ("{", "[]", '{"id": "p-09", "role": "XX", "items": [], "at": 0, "answers": {}}'):
        (folder / ".kam-enter-p-09.json").write_text(draft, "utf-8")
        assert run("enter", "acme", keys="HR\n1111").exit_code == 0


def test_a_draft_belongs_to_its_wave_and_an_empty_form_is_not_written(folder: Path) -> None:
    run("enter", "acme", "--wave", "a", keys="HR\n12q")
    other = run("enter", "acme", "--wave", "b", keys="HR\n    ")
    assert "Continue" not in other.output
    assert "nothing was written" in other.output
    assert "Continue" in run("enter", "acme", "--wave", "a", keys="y34").output
    assert len(stored(folder)) == 1


def test_a_role_that_is_none_is_asked_again_and_nothing_leaves_again(folder: Path) -> None:
    done = run("enter", "acme", keys="zz\nhr\n1111")
    assert "no such code" in done.output
    assert len(stored(folder)) == 1
    assert run("enter", "acme", keys="\n").exit_code == 0


def test_everything_can_be_typed_whatever_the_role(folder: Path) -> None:
    assert run("enter", "acme", "--all", keys="HR\n" + "3" * 30).exit_code == 0
    (data,) = stored(folder).values()
    assert len(data["answers"]) == 30


def test_on_a_terminal_a_key_is_enough(folder: Path) -> None:
    """Drive the command through a real terminal: no Enter after the keys, and one to write at the end."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["KAM_LANG"] = "en"
        os.execv(sys.executable, [sys.executable, "-m", "site_builder", "enter", "acme"])  # noqa: S606
    said = "".join(
        talk(
            terminal,
            [("code", "HR\n"), ("1/4", "3"), ("2/4", "4"), ("3/4", "\x1b[D\x1b[3~\x1bOPu"), ("2/4", "２")],
        )
    )
    said += "".join(
        talk(
            terminal,
            [("3/4", "d"), ("4/4", "5"), ("Enter writes", "3"), ("no such key", "\r"), ("Written", "")],
        )
    )
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, said
    os.close(terminal)
    (data,) = stored(folder).values()
    assert [answer.get("rating") for answer in data["answers"].values()] == [3, 2, None, 5]


def talk(terminal: int, turns: list[tuple[str, str]]) -> Iterator[str]:
    """Wait for a text, then press keys, turn by turn; yield what was said."""
    for awaited, keys in turns:
        heard = ""
        while awaited not in heard:
            ready, _, _ = select.select([terminal], [], [], 20)
            assert ready, f"waited for {awaited}, heard {heard}"
            heard += os.read(terminal, 4096).decode("utf-8", "replace")
        yield heard
        os.write(terminal, keys.encode())
