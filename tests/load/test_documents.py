"""JSON is read at the speed of JSON, and a key that stands twice is still found."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from site_builder.load.documents import parse_json
from site_builder.model.problems import InputProblems

KEYS = st.sampled_from(["a", "b", 'c":', "d'", "e': ", "键", ""])
VALUES = st.one_of(
    st.integers(0, 9), st.sampled_from(["x", '":', "': ", "it's", "值"]), st.none(), st.booleans()
)


@st.composite
def texts(draw: st.DrawFn, depth: int = 3) -> str:
    """Return any JSON, written by hand: keys may stand twice, and blanks may stand anywhere."""
    kind = draw(st.integers(0, 3)) if depth else 0
    if kind == 0:
        return json.dumps(draw(VALUES), ensure_ascii=draw(st.booleans()))
    parts = draw(st.lists(texts(depth=depth - 1), max_size=4))
    if kind == 1:
        return f"[{', '.join(parts)}]"
    blank = draw(st.sampled_from(["", " "]))
    pairs = [f"{json.dumps(draw(KEYS), ensure_ascii=False)}{blank}: {part}" for part in parts]
    return "{" + ",".join(pairs) + "}"


def twice(text: str) -> set[str]:
    """Return the keys that stand twice in a mapping, looked for one by one."""
    found: set[str] = set()

    def look(pairs: list[tuple[str, Any]]) -> None:
        keys = [key for key, _ in pairs]
        found.update(key for key in keys if keys.count(key) > 1)

    json.loads(text, object_pairs_hook=look)
    return found


@given(texts())
def test_a_key_that_stands_twice_is_found_wherever_it_is(text: str) -> None:
    expected = twice(text)
    if text != "null" and not expected:
        assert parse_json(text, "x.json") == json.loads(text)
        return
    with pytest.raises(InputProblems) as found:
        parse_json(text, "x.json")
    told = {(problem.code, problem.values.get("key")) for problem in found.value.problems}
    wanted: set[tuple[str, str | None]] = {("duplicate-key", key) for key in expected}
    assert told == (wanted or {("file-empty", None)})


@pytest.mark.parametrize("text", ['{"a": 1, "a": "\': "}', '{"a" : 1, "b": "\\":", "a" :2}'])
def test_a_text_that_looks_like_a_key_hides_no_key(text: str) -> None:
    with pytest.raises(InputProblems) as found:
        parse_json(text, "x.json")
    assert [problem.code for problem in found.value.problems] == ["duplicate-key"]
