"""Turns pages into a complete plain tree that a site engine can build: Markdown, assets, configuration."""

import html
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup

from site_builder.deliver.jinja import environment_of
from site_builder.deliver.pages import dump, render_pages
from site_builder.deliver.word import docx
from site_builder.language.words import Words, words
from site_builder.model.page import Draft, Edition, Site, Staged, WordText
from site_builder.model.problems import gathered
from site_builder.model.resources import find
from site_builder.theme import design


def draft(site: Site) -> Draft:
    """Return the tree of a site; each language's project is made when it is asked for."""
    environment = environment_of(site)
    languages = [edition.language for edition in site.editions]
    return Draft(
        projects={
            edition.language: partial(_project, edition, site, languages, environment)
            for edition in site.editions
        },
        files={"index.html": _root(site, environment), **_written(site), **_sitemap(site)},
    )


def render(site: Site) -> Staged:
    """Return the tree of a site with all of its projects.

    Raises:
        InputProblems: the consultant's words of any language have no place.

    """
    made, projects = draft(site), {}
    with gathered() as gather:
        for language, make in made.projects.items():
            with gather():
                projects[language] = make()
    return Staged(projects=projects, files=made.files)


def _written(site: Site) -> dict[str, str | bytes]:
    """Return the files beside a site's editions as they are written."""
    return {
        name: docx(content.markdown) if isinstance(content, WordText) else content
        for name, content in site.files.items()
    }


def _project(
    edition: Edition, site: Site, languages: list[str], environment: jinja2.Environment
) -> dict[str, str | Path]:
    """Return one language's project: `mkdocs.yml`, `docs/` and `theme/`."""
    files: dict[str, str | Path] = {"mkdocs.yml": dump(_config(edition, site, languages))}
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
