"""What presenting hands to rendering."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

Sentence = Annotated[str, "may be replaced by the consultant"]
"""A generated sentence in a view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """The figures behind a chart, as they are shown; `id` names the file that they can be had as."""

    id: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart as one drawing (SVG with classes of `charts.css`), what it is called, and its figures."""

    title: str
    drawing: str
    table: DataTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands on the first sheet of a printed report."""

    firm: str
    title: str
    wave: str
    date: str
    author: str
    logo: str
    audience: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: where it goes, what the navigation calls it, its template and what that is given.

    A view that is a text is a finished Markdown page; it has no template. A page that `is_whole` brings its
    own frame: it is finished HTML that the site engine only copies. `scripts` are files below `templates/`
    that its template loads from `assets/`. A page with `chapters` holds those pages whole, to be printed, and
    no search finds it. `remarks` are the consultant's, by section. `boost` lifts the page
    among what a search finds.
    """

    name: str
    title: str
    description: str = ""
    template: str = ""
    view: Any
    values: Mapping[str, Any] = field(default_factory=dict)
    section: str | None = None
    hide: tuple[str, ...] = ("navigation", "toc")
    is_whole: bool = False
    scripts: tuple[str, ...] = ()
    remarks: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    chapters: tuple["Page", ...] = ()
    boost: float = 1
    updated: str | None = None

    @property
    def file(self) -> str:
        """Where the page lies below the folder of written pages."""
        return f"{self.name}.{'html' if self.is_whole else 'md'}"


@dataclass(frozen=True, slots=True)
class WordText:
    """Markdown that readers get as a Word file: headings, paragraphs, lists and tables."""

    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an edition holds: its pages, and texts beside them by path."""

    pages: tuple[Page, ...]
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One language of a site. `owner` is the firm, empty on the reference site.

    Its contents are made when they are first asked for, which may be in another process than its frame. What
    the consultant wrote is refused then, where it has no place.
    """

    language: str
    words: Any
    site_name: str
    owner: str
    make: Callable[[], Contents]
    cover: Cover | None = None

    @cached_property
    def contents(self) -> Contents:
        """The pages and the texts beside them."""
        return self.make()

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages in the order of the navigation."""
        return self.contents.pages

    @property
    def files(self) -> Mapping[str, str]:
        """Texts beside the pages, by path."""
        return self.contents.files


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All editions of a site and the files that lie beside them, by path below the site's root.

    `url` is where it will be published, where that is known.
    """

    editions: tuple[Edition, ...]
    files: Mapping[str, str | WordText] = field(default_factory=dict)
    pictures: Mapping[str, Path] = field(default_factory=dict)
    accent: str | None = None
    fonts: tuple[str, ...] = ()
    url: str | None = None


Files = Mapping[str, str | Path]
"""Files by their path below a folder: a text is written as it is, a path is copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A tree to build: per language a project below its own folder, and files that only need copying."""

    projects: Mapping[str, Files]
    files: Mapping[str, str | bytes | Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A tree whose projects are made where they are built, which may be another process."""

    projects: Mapping[str, Callable[[], Files]]
    files: Mapping[str, str | bytes | Path]
