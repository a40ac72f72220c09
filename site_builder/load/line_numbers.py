"""The line of any place in a YAML or JSON text that was parsed before."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import yaml

from site_builder.load.yaml_loader import YamlLoader
from site_builder.model.source import Place


@lru_cache(maxsize=8)
def _compose(text: str) -> yaml.Node | None:
    """Return a text's nodes; a file with many mistakes is asked for many lines."""
    return yaml.compose(text, Loader=YamlLoader)


def locate_in_yaml(text: str, where: Sequence[str | int]) -> tuple[int, Place]:
    """Return the line of a place, from 1, and how much of the place the text has; `where` are its steps."""
    node = _compose(text)
    line, matched = 1, []
    for step in where:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
        matched.append(step)
    return line, tuple(matched)


def locate_in_json(text: str, where: Sequence[str | int]) -> tuple[int, Place]:
    """Return what `locate_in_yaml` returns, for JSON; what is not on the way is skipped over."""
    decoder = json.JSONDecoder()
    at, start, matched = _skip(text, 0), 0, []
    for step in where:
        found = _member(text, at, step, decoder)
        if found is None:
            break
        start, at = found
        matched.append(step)
    return text.count("\n", 0, start) + 1, tuple(matched)


def _member(text: str, at: int, step: str | int, decoder: json.JSONDecoder) -> tuple[int, int] | None:
    """Return where the entry of an object or list and its value start, None where there is no such entry."""
    closing = {"{": "}", "[": "]"}.get(text[at])
    if closing is None:
        return None
    at, index = _skip(text, at + 1), 0
    name: Any
    while text[at] != closing:
        start, name = at, index
        if closing == "}":
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)  # over the colon
        if name == step or (closing == "}" and name == str(step)):
            return start, at
        _, at = decoder.raw_decode(text, at)
        at, index = _skip(text, at), index + 1
        if text[at] == ",":
            at = _skip(text, at + 1)
    return None


def _skip(text: str, at: int) -> int:
    """Return the next place that is no white space."""
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    """Return the line and node of one step down, or None where the file has no such step."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None
