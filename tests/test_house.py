"""The house rules: short functions and modules, and everything public says what goes in and out."""

import ast
from collections.abc import Iterator
from pathlib import Path

LONGEST_FUNCTION, LONGEST_MODULE = 40, 300
SELF_EVIDENT = 3
"""Up to so many parameters, names and types say what they are."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(root: Path) -> Iterator[tuple[str, ast.Module, int]]:
    """Yield every module of the program: its place, its code, how many lines it has."""
    for path in sorted((root / "site_builder").rglob("*.py")):
        text = path.read_text("utf-8")
        yield path.relative_to(root).as_posix(), ast.parse(text), len(text.splitlines())


def test_modules_hold_one_thing(root: Path) -> None:
    long = {place: lines for place, _, lines in modules(root) if lines > LONGEST_MODULE}
    assert long == {}


def test_functions_are_short(root: Path) -> None:
    long = [
        f"{place}:{node.lineno} {node.name}"
        for place, code, _ in modules(root)
        for node in ast.walk(code)
        if isinstance(node, Function) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_everything_public_has_a_docstring(root: Path) -> None:
    bare = [
        f"{place}:{node.lineno} {node.name}"
        for place, code, _ in modules(root)
        for node in ast.walk(code)
        if isinstance(node, Function | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


def test_public_functions_of_many_parameters_say_what_they_are(root: Path) -> None:
    silent = []
    for place, code, _ in modules(root):
        for node in code.body:
            if not isinstance(node, Function) or node.name.startswith("_"):
                continue
            given = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            if len(given) > SELF_EVIDENT and "Args:" not in (ast.get_docstring(node) or ""):
                silent.append(f"{place}:{node.lineno} {node.name}")
    assert silent == []


def test_every_module_says_what_it_is_for(root: Path) -> None:
    assert [place for place, code, _ in modules(root) if not ast.get_docstring(code)] == []
