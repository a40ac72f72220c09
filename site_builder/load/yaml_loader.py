"""YAML as people mean it, which differs from YAML 1.1 as PyYAML reads it."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

import yaml

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # libyaml is absent: the same result, about ten times slower
    from yaml import SafeLoader as _Base  # type: ignore[assignment]


class YamlLoader(_Base):
    """YAML as people mean it: `no` and `12:30` stay text, decimals stay exact, duplicate keys are noted.

    Tags, which could ask for any type, are refused.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own class attribute
    yaml_constructors: ClassVar[dict[Any, Any]] = {}

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.duplicates: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Return a mapping; PyYAML calls this, and keys that it holds twice are noted.

        Raises:
            ConstructorError: a key is no plain text.

        """
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is no name", key.start_mark)
            if key.value in seen:
                self.duplicates.append((key.value, key.start_mark.line + 1))
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _scalar(make: Callable[[str], Any]) -> Callable[[YamlLoader, yaml.ScalarNode], Any]:
    """Return what makes a value from a text, and refuses a text that is none with its line."""

    def _construct(_: YamlLoader, node: yaml.ScalarNode) -> Any:
        try:
            return make(str(node.value))
        except (ValueError, ArithmeticError, KeyError):
            raise yaml.constructor.ConstructorError(None, None, "no such value", node.start_mark) from None

    return _construct


for _tag, _pattern, _first, _make in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF", lambda text: text.lower() == "true"),
    ("int", r"^[-+]?[0-9]{1,400}$", "-+0123456789", int),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)$", "-+.0123456789", Decimal),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""], lambda _: None),
):
    YamlLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
    YamlLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _scalar(_make))
YamlLoader.add_constructor("tag:yaml.org,2002:str", _Base.construct_yaml_str)  # type: ignore[type-var]
YamlLoader.add_constructor("tag:yaml.org,2002:seq", _Base.construct_yaml_seq)  # type: ignore[type-var]
YamlLoader.add_constructor("tag:yaml.org,2002:map", _Base.construct_yaml_map)  # type: ignore[type-var]
YamlLoader.add_constructor(None, _Base.construct_undefined)  # type: ignore[type-var]
