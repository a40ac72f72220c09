"""Which column of a table holds what, told from the titles of the columns."""

import difflib
import re
from collections.abc import Iterable

from site_builder.load.plain_text import cell_text, filled_in, folded, without_number
from site_builder.model.instrument import ContextQuestion, Item
from site_builder.model.table import Table

ALIKE = 0.78
"""From which likeness on (difflib's ratio, 0..1) a text is taken for another one, to be checked."""

_MOST_TEXTS = 60
_TITLES = {
    "id": (
        "序号",
        "编号",
        "答卷编号",
        "id",
        "responseid",
        "response id",
        "token",
        "_id",
        "_uuid",
        "respondent",
    ),
    "submitted": (
        "提交答卷时间",
        "提交时间",
        "完成时间",
        "completion time",
        "timestamp",
        "时间戳记",
        "submitdate",
        "date submitted",
        "end",
        "_submission_time",
    ),
    "started": ("开始时间", "start time", "startdate", "date started", "start"),
    "seconds": ("所用时间", "填写时长", "interviewtime", "total time", "duration"),
}
_CODE = re.compile(r"([A-Za-z]\d{1,2})(?:\b|_|\[)")
_ROLE = re.compile(r"角色|\brole\b", re.IGNORECASE)


class Columns:
    """The columns of a table by their place, from 0; a column that has been found is not given twice."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.free = set(range(len(table.header)))

    def of_item(self, item_id: str, code: str, item: Item) -> tuple[int | None, bool]:
        """Return the column of an item, and whether that is sure.

        Args:
            item_id: how forms of ours name the item.
            code: the code of its practice, which may stand in front of a title.
            item: the item, for its question.

        """
        names = {folded(item_id), folded(item_id.replace("-", "_"))}
        questions = [folded(text) for text in item.question.values()]
        alike: list[tuple[float, int]] = []
        for place in sorted(self.free):
            title = self.table.header[place]
            plain = folded(without_number(title))
            last = folded(re.split(r"[/.]", title)[-1])
            if plain in names or last in names or any(question in plain for question in questions):
                return self._taken(place), True
            found = _CODE.match(title)
            if found and found[1].upper() == code and "[" not in title and "_" not in title:
                return self._taken(place), True
            best = max(difflib.SequenceMatcher(None, plain, question).ratio() for question in questions)
            alike.append((best, -place))
        if alike and max(alike)[0] >= ALIKE:
            return self._taken(-max(alike)[1]), False
        return None, False

    def of_fact(self, question: ContextQuestion) -> int | None:
        """Return the column of a fact about the firm; lists of counts have none."""
        if question.kind == "counts":
            return None
        names = {folded(question.id), folded(question.id.replace("-", "_"))}
        questions = {folded(text) for text in question.question.values()}
        for place in sorted(self.free):
            title = self.table.header[place]
            plain, last = folded(without_number(title)), folded(re.split(r"[/.]", title)[-1])
            if plain in questions or last in names:
                return self._taken(place)
        return None

    def of_role(self) -> int | None:
        """Return the column of the role."""
        place = next((n for n in sorted(self.free) if _ROLE.search(self.table.header[n])), None)
        return None if place is None else self._taken(place)

    def of_service(self) -> dict[str, int]:
        """Return the columns that a form service adds, by their key in the mapping, where there are any."""
        found = {key: self._titled(titles) for key, titles in _TITLES.items()}
        return {key: self._taken(place) for key, place in found.items() if place is not None}

    def beside(self, item_id: str, place: int, marks: tuple[str, ...]) -> int | None:
        """Return the column with the reason or remark of an item: named after it, or next to it.

        Args:
            item_id: the item.
            place: the item's own column.
            marks: what the title of such a column has in it, in lower case.

        """
        title = self.table.header[place]
        for other in sorted(self.free):
            name = self.table.header[other]
            if not any(mark in name.lower() for mark in marks):
                continue
            stem = re.split(r"[/.]", name)[-1]
            own = (title, item_id, item_id.replace("-", "_"))
            if other == place + 1 or any(stem.startswith(f"{start}{end}") for start in own for end in "_[-"):
                return self._taken(other)
        return None

    def texts(self, place: int) -> list[str]:
        """Return the different texts of a column in the order of their first use."""
        found: dict[str, None] = {}
        for _, row in self.table.rows:
            text = filled_in(_text(row, place))[0]
            if text:
                found.setdefault(text, None)
        return list(found)[:_MOST_TEXTS]

    def _titled(self, titles: Iterable[str]) -> int | None:
        known = {folded(title): place for place, title in reversed(list(enumerate(self.table.header)))}
        return next((known[folded(title)] for title in titles if folded(title) in known), None)

    def _taken(self, place: int) -> int:
        self.free.discard(place)
        return place


def _text(row: object, place: int) -> str:
    cells = row if isinstance(row, list | tuple) else ()
    return cell_text(cells[place]) if place < len(cells) else ""
