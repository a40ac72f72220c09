"""How a page enters the report: its module says so itself, in a constant `PAGE`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from site_builder.model.findings import Insight
from site_builder.present.shared.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page before it has its frame.

    `name` is what its file, its address and the consultant's remarks call it; it names its template
    (`templates/report/<name>.html`) and the words of its title (`pages.<name>`) too, where none are given.
    `section` is its page's. `scripts` are files below `templates/` that the page loads.
    """

    name: str
    view: object
    title: str = ""
    template: str = ""
    section: str | None = None
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A module's page in the report.

    `order` is its place: pages stand by it, and those of one section (`sections.<section>` in the words)
    belong next to each other. `sheets` makes it from one language's reader and what follows from the scores:
    no sheet where this firm has nothing to show, several where the page exists once for each of something.
    A page that `is_public` stands in the public edition too; its reader then knows levels instead of scores.
    """

    order: int
    section: str | None = None
    is_public: bool = False
    sheets: Callable[[Reader, Insight], Iterable[Sheet]]
