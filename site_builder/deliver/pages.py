"""Turns pages into Markdown whose body is one block of HTML, and tells remarks and links without a place."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

import jinja2
import yaml

from site_builder.deliver.jinja import environment_of
from site_builder.deliver.questionnaire import render_questionnaire
from site_builder.model.page import Edition, Page
from site_builder.model.problems import InputProblems, Problem, gathered, hint

_FRAME, _CHAPTER = "report/frame.html", "report/chapter.html"
_BLANK = re.compile(r"\n\s*\n+")
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def render_pages(edition: Edition, environment: jinja2.Environment | None = None) -> dict[str, str]:
    """Return the pages of an edition as Markdown, or as HTML where they are whole, by file name."""
    environment = environment or environment_of()
    pages = {}
    with gathered() as gather:
        for page in edition.pages:
            with gather():
                pages[page.file] = _page(edition, page, environment)
        with gather():
            _check_links(edition, pages)
    return pages


def _check_links(edition: Edition, pages: Mapping[str, str]) -> None:
    """Refuse links of the consultant's that lead to no place of the report.

    Raises:
        InputProblems: one for each.

    """
    problems = []
    for page in edition.pages:
        for remark in (remark for remarks in page.remarks.values() for remark in remarks):
            for href, line in remark.links.items():
                name, _, place = href.partition("#")
                text = pages.get(f"{name.removesuffix('.html') or page.name}.md", "")
                if place and f' id="{place}"' not in text:
                    known = ", ".join(re.findall(r'<h2 id="([^"]+)"', text))
                    values = {"id": href, "known": known, "hint": ""}
                    problems.append(
                        Problem(code="commentary-link", file=remark.file, line=line, values=values)
                    )
    if problems:
        raise InputProblems(problems)


def _page(edition: Edition, page: Page, environment: jinja2.Environment) -> str:
    """Return a page as Markdown with its body as one block of HTML, which no blank line may interrupt."""
    if page.is_whole:
        return render_questionnaire(page.view)
    body = page.view
    if not isinstance(body, str):
        chapters = [
            (chapter, for_paper(_body(edition, chapter, environment, _CHAPTER), chapter, page.chapters))
            for chapter in page.chapters
        ]
        body = _body(edition, page, environment, _FRAME, chapters=chapters)
    meta = {
        "title": html.escape(page.title),
        "description": html.escape(page.description),
        "owner": edition.owner,
        "hide": list(page.hide),
        **({"updated": page.updated} if page.updated else {}),
        **({"search": {"boost": page.boost}} if page.boost != 1 else {}),
        **({"search": {"exclude": True}} if page.chapters else {}),
    }
    return f"---\n{dump(meta)}---\n\n{body.strip()}\n"


def _body(edition: Edition, page: Page, environment: jinja2.Environment, frame: str, **more: Any) -> str:
    places = RemarkPlaces(page)
    values = {
        "view": page.view,
        "say": edition.words,
        "remark": places.at,
        "printed": frame == _CHAPTER,
        **page.values,
        **more,
    }
    text = environment.get_template(page.template).render(frame=frame, **values)
    if frame != _CHAPTER:  # the page itself tells what has no place
        places.close()
    return _BLANK.sub("\n", text)


def for_paper(body: str, page: Page, pages: Iterable[Page]) -> str:
    """Return a page's body as a chapter of one that holds several: ids are its own, links stay inside.

    What is folded is open, since paper has nothing to click.
    """
    names = "|".join(re.escape(other.name) for other in pages)
    body = re.sub(rf'href="({names})\.html#', r'href="#\1-', body)
    body = re.sub(rf'href="({names})\.html"', r'href="#\1"', body)
    body = re.sub(rf'href="#(?!(?:{names})["-])', f'href="#{page.name}-', body)
    body = re.sub(r' id="', f' id="{page.name}-', body)
    return body.replace("<details", "<details open")


class RemarkPlaces:
    """The places of a page that a consultant's remark can stand in: those that its template asks about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []

    def at(self, section: str = "") -> tuple[Any, ...]:
        """Return the remarks on a section; without one, those on the whole page."""
        self.asked.append(section)
        return self.page.remarks.get(section, ())

    def close(self) -> None:
        """Refuse remarks that found no place.

        Raises:
            InputProblems: one for each.

        """
        places = sorted({section for section in self.asked if section})
        lost = [section for section in self.page.remarks if section not in self.asked]
        problems = [
            Problem(
                code="commentary-section",
                file=remark.file,
                values={"id": section, "known": ", ".join(places), "hint": hint(section, places)},
            )
            for section in lost
            for remark in self.page.remarks[section]
        ]
        if problems:
            raise InputProblems(problems)


def dump(data: Any) -> str:
    """Return data as YAML in their own order."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
