"""The language of conditions: codes, numbers, comparisons, and, or, `mean`, `gap_share`, `total`."""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

_COMPARE: dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_LONGEST = 300


class Known(Protocol):
    """What a condition may ask about; each answer is None where it is not known."""

    def level(self, code: str) -> Fraction | None:
        """Return the level of a practice, by its code."""

    def score(self, code: str) -> Fraction | None:
        """Return the claimed score of a practice, by its code."""

    def context(self, code: str, part: str | None) -> Fraction | None:
        """Return the number that a context question was answered with.

        With `part`, one of several counts; or, of a choice, 1 where that option was chosen, else 0.
        """

    def gap_share(self, one: str, other: str) -> Fraction | None:
        """Return the share of the practices both roles rated on which one lies a point above the other."""

    def total(self, code: str) -> Fraction | None:
        """Return the sum of the counts that a context question was answered with."""


class FirmFacts:
    """What is known of a firm from its answers about itself alone; its practices are not known.

    `questions` gives the id behind each code, `answers` the answer by id.
    """

    def __init__(self, questions: Mapping[str, str], answers: Mapping[str, object]) -> None:
        self.questions, self.answers = questions, answers

    def level(self, code: str) -> Fraction | None:  # noqa: ARG002 - the protocol's
        """Return None: nothing has been scored."""
        return None

    def score(self, code: str) -> Fraction | None:  # noqa: ARG002 - the protocol's
        """Return None: nothing has been scored."""
        return None

    def gap_share(self, one: str, other: str) -> Fraction | None:  # noqa: ARG002 - the protocol's
        """Return None: nobody has rated anything."""
        return None

    def context(self, code: str, part: str | None) -> Fraction | None:
        """Return the number that was answered, one of several counts, or 1 or 0 for an option of a choice."""
        value = self.answers.get(self.questions[code])
        if part is not None and isinstance(value, str):
            return Fraction(value == option_id(part))
        if part is not None:
            value = value.get(option_id(part)) if isinstance(value, dict) else None
        return Fraction(value) if isinstance(value, int | Decimal) else None

    def total(self, code: str) -> Fraction | None:
        """Return the sum of several counts."""
        value = self.answers.get(self.questions[code])
        return Fraction(sum(value.values())) if isinstance(value, dict) else None


def option_id(part: str) -> str:
    """Return the id of the option that a condition writes behind a point: `under_50m` is `under-50m`."""
    return part.replace("_", "-")


class ConditionError(ValueError):
    """A condition that cannot be read; `found` is the part of it, `name` an unknown name."""

    def __init__(self, found: str, name: str | None = None) -> None:
        super().__init__(found)
        self.found, self.name = found, name


class _UnknownError(Exception):
    """Something that the condition asks about is not known."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that has been read and whose names are known."""

    tree: ast.expr

    @property
    def codes(self) -> list[str]:
        """The codes that it asks about, in their order."""
        found = (node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        return [name for name in dict.fromkeys(found) if name[-1:].isdecimal()]

    @property
    def options(self) -> list[tuple[str, str]]:
        """The options that it asks about, each with the code of its question."""
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))
        return [(node.value.id, option_id(node.attr)) for node in found if isinstance(node.value, ast.Name)]

    def holds(self, known: Known) -> bool:
        """Return whether it is met; with anything unknown it is not."""
        try:
            return _truth(self.tree, known)
        except _UnknownError:
            return False


def read_condition(text: str, names: Mapping[str, Sequence[str]]) -> Condition:
    """Return a condition.

    Args:
        text: what was written.
        names: the known names: `practices`, `context` and `roles`.

    Raises:
        ConditionError: it is no condition, or names something that there is not.

    """
    try:
        tree = ast.parse(text[:_LONGEST].strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConditionError(text) from None
    if len(text) > _LONGEST:
        raise ConditionError(text)
    _check_truth(tree, names)
    return Condition(tree)


def _check_truth(node: ast.expr, names: Mapping[str, Sequence[str]]) -> None:
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                _check_truth(value, names)
        case ast.Compare(left=left, ops=ops, comparators=rights) if all(type(op) in _COMPARE for op in ops):
            for side in (left, *rights):
                _check_value(side, names)
        case _:
            raise ConditionError(ast.unparse(node))


def _check_value(node: ast.expr, names: Mapping[str, Sequence[str]]) -> None:
    match node:
        case ast.Constant(value=bool()):
            raise ConditionError(ast.unparse(node))
        case ast.Constant(value=int() | float()):
            pass
        case ast.Name(id=name) if name in names["practices"] or name in names["context"]:
            pass
        case ast.Attribute(value=ast.Name(id=name)) if name in names["context"]:
            pass
        case ast.Call(func=ast.Name(id="mean"), args=[_, *_] as args, keywords=[]):
            _check_names(args, names["practices"])
        case ast.Call(func=ast.Name(id="gap_share"), args=[_, _] as args, keywords=[]):
            _check_names(args, names["roles"])
        case ast.Call(func=ast.Name(id="total"), args=[_] as args, keywords=[]):
            _check_names(args, names["context"])
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name)):
            raise ConditionError(ast.unparse(node), name)
        case _:
            raise ConditionError(ast.unparse(node))


def _check_names(nodes: Sequence[ast.expr], known: Sequence[str]) -> None:
    for node in nodes:
        if not isinstance(node, ast.Name):
            raise ConditionError(ast.unparse(node))
        if node.id not in known:
            raise ConditionError(node.id, node.id)


def _truth(node: ast.expr, known: Known) -> bool:
    if isinstance(node, ast.BoolOp):  # every part is looked at: with anything unknown the whole is not met
        parts = [_truth(value, known) for value in node.values]
        return all(parts) if isinstance(node.op, ast.And) else any(parts)
    assert isinstance(node, ast.Compare)  # noqa: S101 - checked when it was read
    values = [_value(side, known) for side in (node.left, *node.comparators)]
    pairs = zip(node.ops, values, values[1:], strict=False)
    return all(_COMPARE[type(op)](left, right) for op, left, right in pairs)


def _value(node: ast.expr, known: Known) -> Fraction:
    found: Fraction | None = None
    match node:
        case ast.Constant(value=int() | float() as number):
            found = Fraction(str(number))
        case ast.Name(id=name):
            found = known.context(name, None) if name.startswith("C") else known.level(name)
        case ast.Attribute(value=ast.Name(id=name), attr=part):
            found = known.context(name, part)
        case ast.Call(func=ast.Name(id="mean"), args=args):
            scores = [known.score(arg.id) for arg in args if isinstance(arg, ast.Name)]
            rated = [score for score in scores if score is not None]
            found = sum(rated, Fraction(0)) / len(rated) if len(rated) == len(scores) else None
        case ast.Call(func=ast.Name(id="total"), args=[ast.Name(id=name)]):
            found = known.total(name)
        case ast.Call(args=[ast.Name(id=one), ast.Name(id=other)]):
            found = known.gap_share(one, other)
    if found is None:
        raise _UnknownError
    return found
