"""Answers pasted into chats: read whatever the editor made of them, damaged blocks named."""

import base64
import zlib
from pathlib import Path

import pytest
from collecting import answers, block, run, stored, write

pytestmark = pytest.mark.usefixtures("folder")


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
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
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
