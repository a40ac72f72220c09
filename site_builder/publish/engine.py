"""The site engine. Everything that knows MkDocs' Python interface is in this module.

The project folders it gets are plain: another engine that reads `mkdocs.yml` builds them as well.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from site_builder.publish.finished_pages import FinishedPages
from site_builder.theme.template_cache import compiled_templates

_UNUSED = ("404.html", "sitemap.xml", "sitemap.xml.gz")


class EngineError(Exception):
    """The engine refused a tree that we made: a defect of ours, told with what the engine said."""


def build_project(project: Path, out: Path, epoch: int) -> None:
    """Build one language's project into `out`; `epoch` (seconds) stands for the time of the build.

    Raises:
        EngineError: the engine failed, or warned of something (the build is strict).

    """
    with _heard() as said, _build_time(epoch):
        try:
            config = load_config(str(project / "mkdocs.yml"), site_dir=str(out), strict=True)
            config.plugins["kam/finished"] = FinishedPages()
            _share_templates(config.theme)
            config.plugins.run_event("startup", command="build", dirty=False)
            build(config)
        except (Abort, MkDocsException) as error:
            raise EngineError("\n".join([*said, str(error)])) from error
    _prune(out)


@contextmanager
def _build_time(epoch: int) -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Collect what the engine warns of instead of letting it print."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


def _share_templates(theme: Any) -> None:
    """Let a theme's templates be kept compiled, and its files be listed without what no site copies."""
    make = theme.get_env

    def _get_env() -> Any:
        environment = make()
        environment.bytecode_cache = compiled_templates("theme")
        environment.loader = _Listing(environment.loader.searchpath)
        return environment

    theme.get_env = _get_env


class _Listing(FileSystemLoader):
    """Lists no hidden folders: Material's hold 14,000 icons, which the engine leaves out anyway."""

    def list_templates(self) -> list[str]:
        """Return the names of all files that a site may need, sorted."""
        found: set[str] = set()
        for folder in self.searchpath:
            for place, folders, files in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = os.path.relpath(place, folder).replace(os.sep, "/")
                found |= {name if below == "." else f"{below}/{name}" for name in files}
        return sorted(found)


def _prune(out: Path) -> None:
    """Remove what an offline site has no use for: source maps, the server's error page, the sitemap."""
    for path in [*out.rglob("*.map"), *(out / name for name in _UNUSED)]:
        path.unlink(missing_ok=True)
