"""Reads what the consultant wrote, in `commentary/`.

Remarks are `<page>.<language>.md` or `<page>.<section>.<language>.md`, sentences `sentences.<language>.yml`.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from site_builder.load.checking import check, read
from site_builder.load.documents import decode, parse_yaml
from site_builder.load.line_numbers import locate_in_yaml
from site_builder.model.commentary import (
    Commentary,
    Front,
    Mentioned,
    Remark,
    Replacement,
    Rewrite,
    Sentences,
)
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.source import Document, Read

_NAME = re.compile(r"(?P<page>[a-z0-9-]+)(?:\.(?P<section>[A-Za-z0-9-]+))?\.(?P<language>[a-z]{2})\.md")
_SENTENCES = re.compile(r"sentences\.(?P<language>[a-z]{2})\.yml")
_IGNORED = (".example", ".keep")
_FENCE = "---"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LEFT_BEHIND = frozenset({"readme.md", "thumbs.db", "desktop.ini"})


def load_commentary(folder: Path, shown: str) -> tuple[Commentary, list[Problem]]:
    """Return what lies in an assessment folder's `commentary/`, with what is wrong with the rest."""
    remarks: list[Remark] = []
    rewrites: list[Rewrite] = []
    problems: list[Problem] = []
    wrong: Sequence[Problem]
    for path in _files(folder / "commentary"):
        name = f"{shown}/commentary/{path.name}"
        if match := _SENTENCES.fullmatch(path.name):
            found, wrong = read(path, name, Sentences)
            rewrites += _rewrites(found, match["language"]) if found else ()
        elif match := _NAME.fullmatch(path.name):
            remark, wrong = _remark(path, name, match)
            remarks += [remark] if remark else []
        else:
            wrong = (Problem(code="commentary-name", file=name),)
        problems += wrong
    return Commentary(remarks=tuple(remarks), rewrites=tuple(rewrites)), problems


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    there = (path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    return sorted(
        path
        for path in there
        if path.suffix not in _IGNORED
        and not path.name.endswith("~")
        and path.name.lower() not in _LEFT_BEHIND
    )


def _rewrites(found: Read[dict[str, Replacement]], language: str) -> Iterator[Rewrite]:
    for id_, given in found.value.items():
        line, _ = found.document.locate((id_,))
        yield Rewrite(
            id=id_,
            language=language,
            text=given.text.strip(),
            mentioned=_mentioned(found.document, (id_,), given.scores),
            file=found.document.shown,
            line=line,
        )


def _remark(path: Path, name: str, match: re.Match[str]) -> tuple[Remark | None, Sequence[Problem]]:
    from site_builder.load.markdown import parse_prose  # noqa: PLC0415 - only those who write pay for it

    try:
        text = decode(path, name).replace("\r\n", "\n").replace("\r", "\n")
        front, head, body, first = _front(text, name)
        prose = parse_prose(body, name, first)
    except InputProblems as found:
        return None, found.problems
    wrong = [*head, *prose.problems]
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        wrong.append(Problem(code="control-character", file=name, line=line))
    if not path.resolve().is_relative_to(path.parent.parent.resolve()):
        wrong.append(Problem(code="commentary-outside", file=name))
    if not prose.blocks and not wrong:
        wrong.append(Problem(code="file-empty", file=name, line=first))
    if front is None:
        return None, wrong
    return Remark(
        page=match["page"],
        section=match["section"] or "",
        language=match["language"],
        by=front.value.by,
        blocks=prose.blocks,
        links=prose.links,
        mentioned=_mentioned(front.document, (), front.value.scores),
        file=name,
    ), wrong


def _front(text: str, name: str) -> tuple[Read[Front] | None, Sequence[Problem], str, int]:
    """Return the head of a remark, its problems, what follows it, and the line that this starts in."""
    document = Document(shown=name, locate=lambda _: (1, ()))
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() != _FENCE:
        return Read(document=document, value=Front()), (), text, 1
    end = next((n for n, line in enumerate(lines) if n > start and line.strip() == _FENCE), None)
    if end is None:
        raise InputProblems([Problem(code="front-open", file=name, line=start + 1)])
    inner = lines[start + 1 : end]
    head = "\n" * (start + 1) + "\n".join(inner)  # empty lines, so that all keep their numbers
    is_empty = all(not line.strip() or line.lstrip().startswith("#") for line in inner)
    data: Any = {} if is_empty else parse_yaml(head, name)
    document = Document(shown=name, locate=lambda where: locate_in_yaml(head, where))
    front, wrong = check(data, document, Front)
    return front, wrong, "\n".join(lines[end + 1 :]), end + 2


def _mentioned(document: Document, where: tuple[str, ...], scores: dict[str, Any]) -> tuple[Mentioned, ...]:
    return tuple(
        Mentioned(id=id_, value=value, line=document.locate((*where, "scores", id_))[0])
        for id_, value in scores.items()
    )
