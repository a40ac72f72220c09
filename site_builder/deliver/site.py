"""Turns pages into a complete plain tree that a site engine can build: Markdown, assets, configuration."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup

from site_builder.charts.frame import framed
from site_builder.language.words import Words, words
from site_builder.model.page import Edition, Page, Site, Staged
from site_builder.model.problems import InputProblems, Problem, gathered, hint
from site_builder.model.resources import find
from site_builder.theme import design
from site_builder.theme.template_cache import compiled_templates

_FRAME, _CHAPTER = "report/frame.html", "report/chapter.html"
_HAN = re.compile("[\u4e00-\u9fff]")
_BLANK = re.compile(r"\n\s*\n+")


def render(site: Site) -> Staged:
    """Return the tree of a site."""
    environment = _environment(site)
    languages = [edition.language for edition in site.editions]
    projects = {}
    with gathered() as gather:
        for edition in site.editions:
            with gather():
                projects[edition.language] = _project(edition, site, languages, environment)
    return Staged(
        projects=projects,
        files={"index.html": _root(site, environment), **site.files, **_sitemap(site)},
    )


def render_questionnaire(view: Any) -> str:
    """Return a questionnaire as one file: nothing is loaded, and a policy in it keeps it so."""
    folder = find("templates", "questionnaire")
    style = design.embedded_sheet(view.accent, view.fonts) + (folder / "page.css").read_text("utf-8").strip()
    parts = ("score", "result", "page") if view.result else ("page",)
    script = "\n".join((folder / f"{part}.js").read_text("utf-8").strip() for part in parts)
    data = json.dumps(view.data, ensure_ascii=False).replace("<", "\\u003c")
    page = _environment().get_template("questionnaire/page.html")
    return page.render(
        view=view,
        say=view.say,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        data=Markup(data),  # noqa: S704 - JSON without an opening bracket ends no script
        style_hash=_hash(style),
        script_hash=_hash(script),
    ).lstrip()


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _environment(site: Site | None = None) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(find("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=compiled_templates("pages"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def address(drawing: str, language: str, title: str, source: str) -> str:
        """Return a drawing that stands alone as an address, so that it can be had without any script."""
        drawing = framed(drawing, title, source)
        accent, named = (site.accent, site.fonts) if site else (None, ())
        picture = design.standalone_drawing(drawing, language, accent, named).encode()
        return f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"

    environment.filters["address"] = address
    environment.filters["css"] = _css
    environment.filters["lang"] = _lang
    own = "".join(f'"{name}", ' for name in site.fonts) if site else ""
    environment.globals["paper"] = design.colours("print")
    environment.globals["paper_fonts"] = {
        language: Markup(own + names)  # noqa: S704 - names of fonts, which hold nothing else
        for language, names in design.tokens()["fonts"].items()
    }
    return environment


def _lang(text: str, here: str) -> Markup:
    """Return the attribute that says in which language people wrote a text, where it is not the page's."""
    told = "zh" if _HAN.search(text) else "en"
    return Markup(f' lang="{told}"') if told != here and any(map(str.isalpha, text)) else Markup()  # noqa: S704


def _css(text: str) -> Markup:
    """Return a text as a string of a style sheet, whatever is in it."""
    escaped = "".join(c if c.isalnum() or c in " .,-" else f"\\{ord(c):x} " for c in text)
    return Markup(f'"{escaped}"')  # noqa: S704 - letters and digits, all else as numbers


def _project(
    edition: Edition, site: Site, languages: list[str], environment: jinja2.Environment
) -> dict[str, str | Path]:
    """Return one language's project: `mkdocs.yml`, `docs/` and `theme/`."""
    files: dict[str, str | Path] = {"mkdocs.yml": _dump(_config(edition, site, languages))}
    for name, text in render_pages(edition, environment).items():
        files[f"docs/{name}"] = text
    for name, text in edition.files.items():
        files[f"docs/{name}"] = text
    for name, path in site.pictures.items():
        files[f"docs/assets/{name}"] = path
    for script in (script for page in edition.pages for script in page.scripts):
        path = find("templates", *script.split("/"))
        files[f"docs/assets/{path.name}"] = path
    brand = _brand(site)
    if brand:
        files["docs/assets/brand.css"] = brand
    folder = find("templates", "theme")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".yml":
            files[f"theme/{path.relative_to(folder).as_posix()}"] = path
    if site.accent:
        icon = folder / "assets/favicon.svg"
        ours = design.colours("light")["accent"]
        files["theme/assets/favicon.svg"] = icon.read_text("utf-8").replace(ours, site.accent)
    return files


def render_pages(edition: Edition, environment: jinja2.Environment | None = None) -> dict[str, str]:
    """Return the pages of an edition as Markdown, or as HTML where they are whole, by file name."""
    environment = environment or _environment()
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
    return f"---\n{_dump(meta)}---\n\n{body.strip()}\n"


def _body(edition: Edition, page: Page, environment: jinja2.Environment, frame: str, **more: Any) -> str:
    slots = Slots(page)
    values = {
        "view": page.view,
        "say": edition.words,
        "remark": slots.at,
        "printed": frame == _CHAPTER,
        **page.values,
        **more,
    }
    text = environment.get_template(page.template).render(frame=frame, **values)
    if frame != _CHAPTER:  # the page itself tells what has no place
        slots.close()
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


class Slots:
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


def _config(edition: Edition, site: Site, languages: list[str]) -> dict[str, Any]:
    """Return the configuration of one edition: that of the reference site, made plain."""
    say: Words = edition.words
    config: dict[str, Any] = yaml.safe_load(find("mkdocs.yml").read_text("utf-8"))
    for key in ("hooks", "site_dir"):
        config.pop(key, None)
    look = config["theme"]
    config |= {"site_name": html.escape(edition.site_name), "docs_dir": "docs", "nav": nav(edition)}
    look |= {"custom_dir": "theme", "language": say("language.search")}
    for option, name in zip(look["palette"], ("site.theme_dark", "site.theme_light"), strict=True):
        option["toggle"]["name"] = say(name)
    config["extra"]["skip"] = say("site.skip")
    config["extra"]["updated"] = say("site.updated")
    if site.url:
        config["extra"]["url"] = site.url
    config["extra"]["languages"] = languages
    config["extra"]["here"] = edition.language
    config["extra"]["alternate"] = [
        {"name": words(other, "report")("language.name"), "link": f"../{other}/", "lang": other}
        for other in languages
    ]
    logo = next((name for name in site.pictures if name.startswith("logo.")), None)
    if logo:
        look["logo"] = f"assets/{logo}"
        config["extra"]["logo_alt"] = (edition.cover and edition.cover.author) or edition.owner
    if _brand(site):
        config["extra_css"].append("assets/brand.css")
    return config


def nav(edition: Edition) -> list[dict[str, Any]]:
    """Return the navigation; pages of one section are grouped where the section first appears."""
    nav: list[dict[str, Any]] = []
    sections: dict[str, list[dict[str, str]]] = {}
    for page in edition.pages:
        entry = {html.escape(page.title): page.file}
        if page.section is None:
            nav.append(entry)
        elif page.section in sections:
            sections[page.section].append(entry)
        else:
            sections[page.section] = [entry]
            nav.append({html.escape(page.section): sections[page.section]})
    return nav


def _brand(site: Site) -> str:
    """Return the style of the client's branding; empty when there is none."""
    rules = []
    if site.accent:
        rules.append(design.accent_rules(site.accent))
    if site.fonts:
        rules += [f"{selector}{{--fonts:{names}}}" for selector, names in design.fonts(site.fonts).items()]
    if site.pictures:
        rules.append(".md-header .md-header__button.md-logo{display:block}")
    dark = next((name for name in site.pictures if name.startswith("logo-dark")), None)
    if dark:
        rules.append(
            f'[data-md-color-scheme="slate"] .md-logo img{{content:url({dark});background:none!important}}'
        )
    return "\n".join(rules)


def _sitemap(site: Site) -> dict[str, str]:
    """Return the map of a published site: every page with its counterparts in the other languages."""
    if site.url is None:
        return {}
    base = site.url.rstrip("/")
    rows = []
    for edition in site.editions:
        for page in edition.pages:
            place = f"{page.name}.html"
            pairs = "".join(
                f'<xhtml:link rel="alternate" hreflang="{other.words("language.code")}" '
                f'href="{html.escape(f"{base}/{other.language}/{place}")}"/>'
                for other in site.editions
            )
            rows.append(f"<url><loc>{html.escape(f'{base}/{edition.language}/{place}')}</loc>{pairs}</url>")
    opening = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    return {"sitemap.xml": opening + "\n".join(rows) + "\n</urlset>\n"}


def _root(site: Site, environment: jinja2.Environment) -> str:
    """Return the page at the root, which opens in the reader's language."""
    editions = [
        {
            "language": edition.language,
            "code": edition.words("language.code"),
            "name": edition.words("language.name"),
            "title": " · ".join(part for part in (edition.owner, edition.site_name) if part),
        }
        for edition in site.editions
    ]
    codes = [edition["language"] for edition in editions]
    return environment.get_template("root.html").render(
        editions=editions,
        codes=codes,
        style=Markup(design.embedded_sheet(site.accent, site.fonts)),  # noqa: S704 - our own
    )


def _dump(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
