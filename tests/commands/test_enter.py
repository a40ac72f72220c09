"""Answers on paper, typed in with a key per question."""

import os
import pty
import select
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from collecting import run, stored

from site_builder import pipeline

pytestmark = pytest.mark.usefixtures("folder")


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
