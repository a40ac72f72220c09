"""How templates are filled in: strict, escaped, kept compiled, with the filters that pages need."""

import base64
import re

import jinja2
from markupsafe import Markup

from site_builder.charts.frame import framed
from site_builder.model.page import Site
from site_builder.model.resources import find
from site_builder.theme import design
from site_builder.theme.template_cache import compiled_templates

_HAN = re.compile("[\u4e00-\u9fff]")


def environment_of(site: Site | None = None) -> jinja2.Environment:
    """Return what fills templates in; a site's accent colour and fonts are in its drawings."""
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
