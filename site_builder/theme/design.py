"""The design system of `templates/theme/tokens.yml`, as CSS and as literal colours.

`python -m site_builder.theme.design` writes the style sheet that the pages load.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import yaml

from site_builder.model.resources import find

SHEET = ("templates", "theme", "assets", "tokens.css")
_HEAD = "/* Written from tokens.yml by `make derived`. */\n"


@cache
def tokens() -> dict[str, Any]:
    """Return the authored tokens: schemes, type, space, fonts, and what has to contrast with what."""
    data: dict[str, Any] = yaml.safe_load(find("templates", "theme", "tokens.yml").read_text("utf-8"))
    return data


def colours(scheme: str, accent: str | None = None) -> dict[str, str]:
    """Return the colours of a scheme (`light`, `dark`, `print`) as hexadecimal, by name.

    Args:
        scheme: its name.
        accent: a client's accent colour, made for a light ground; on a dark one the nearest readable.

    """
    schemes = tokens()["schemes"]
    found = {**schemes["light"], **schemes[scheme]}
    if accent is not None:
        found |= _accent(accent, found)
    return found


def _accent(accent: str, scheme: Mapping[str, str]) -> dict[str, str]:
    from site_builder.theme.contrast import best_text, nearest_readable  # noqa: PLC0415 - most reports have no colour of their own

    accent = nearest_readable(accent, (scheme["page"], scheme["tint"]))
    return {"accent": accent, "on-accent": best_text(accent, (scheme["on-accent"], scheme["ink"], "#ffffff"))}


def site_sheet() -> str:
    """Return the variables of all schemes for the site, with sizes, distances and fonts."""
    light, dark, paper = (_variables(colours(name)) for name in ("light", "dark", "print"))
    rules = [
        f':root,\n[data-md-color-scheme="default"] {{ color-scheme: light; {light} }}',
        f'[data-md-color-scheme="slate"] {{ color-scheme: dark; {dark} }}',
        f":root {{ {_variables(_sizes())} }}",
        f"@media (max-width: 900px) {{ :root {{ {_variables(_type('narrow'))} }} }}",
        *(f"{selector} {{ --fonts: {names}; }}" for selector, names in fonts().items()),
        "@media print {",
        f":root,\n[data-md-color-scheme] {{ color-scheme: light !important; {_strict(paper)} }}",
        f":root {{ {_variables(_type('paper'))} }}",
        "}",
    ]
    return _HEAD + "\n".join(rules) + "\n"


def embedded_sheet(accent: str | None = None, own: Sequence[str] = ()) -> str:
    """Return the same variables for a page without the theme, which follows the reader's system.

    Args:
        accent: a client's accent colour.
        own: a client's fonts.

    """
    light, dark, paper = (_variables(colours(name, accent)) for name in ("light", "dark", "print"))
    named = "".join(f"{selector}{{--fonts:{names}}}" for selector, names in fonts(own).items())
    return (
        f":root{{color-scheme:light dark;{light}{_variables(_sizes())}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}{named}"
        f"@media(max-width:900px){{:root{{{_variables(_type('narrow'))}}}}}"
        f"@media print{{:root{{color-scheme:light;{paper}{_variables(_type('paper'))}}}}}"
    )


def accent_rules(accent: str | None) -> str:
    """Return the rules that put a client's accent colour in place of ours; empty without one."""
    if accent is None:
        return ""

    def _of(scheme: str, end: str = "") -> str:
        found = colours(scheme, accent)
        return "".join(f"--{name}:{found[name]}{end};" for name in ("accent", "on-accent"))

    return (
        f':root,[data-md-color-scheme="default"]{{{_of("light")}}}\n'
        f'[data-md-color-scheme="slate"]{{{_of("dark")}}}\n'
        f"@media print{{:root,[data-md-color-scheme]{{{_of('print', '!important')}}}}}"
    )


def standalone_drawing(
    drawing: str, language: str, accent: str | None = None, named: Sequence[str] = ()
) -> str:
    """Return a drawing that stands alone: colours and fonts of paper written out, nothing to look up.

    Args:
        drawing: SVG with classes of `charts.css`.
        language: whose fonts come first.
        accent: a client's accent colour.
        named: a client's fonts.

    """
    used = {name for names in re.findall(r'class="([^"]+)"', drawing) for name in names.split()}
    rules = "".join(rule for needed, rule in _rules() if needed <= used)
    values = colours("print", accent) | {
        "fonts": ", ".join([*(f'"{n}"' for n in named), _fonts_of(language)])
    }
    style = re.sub(r"var\(--([a-z0-9-]+)\)", lambda found: values[found[1]], rules)
    box = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', drawing)
    size = f' width="{box[1]}" height="{box[2]}"' if box else ""
    opening = f'<svg xmlns="http://www.w3.org/2000/svg"{size} '
    drawing = str.__str__(drawing)  # as plain text: replacing in marked-up text would escape
    head, _, rest = drawing.replace("<svg ", opening, 1).partition(">")
    return f"{head}><style>{style}</style>{rest}"


def _fonts_of(language: str) -> str:
    named: dict[str, str] = tokens()["fonts"]
    return named[language]


@cache
def _rules() -> tuple[tuple[frozenset[str], str], ...]:
    """Return the rules of drawings, each with the classes that it is about."""
    text = find("templates", "theme", "assets", "charts.css").read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    rules = [f"{rule.strip()}}}" for rule in text.split("}") if rule.strip()]
    return tuple((frozenset(re.findall(r"\.([a-z][\w-]*)", rule.partition("{")[0])), rule) for rule in rules)


def fonts(own: Sequence[str] = ()) -> dict[str, str]:
    """Return the fonts of each language, a client's first, by the selector that it has in a style sheet."""
    named, first = tokens()["fonts"], "".join(f'"{name}",' for name in own)
    return {
        f":lang({language})" if place else ":root": f"{first}{names}"
        for place, (language, names) in enumerate(named.items())
    }


def _sizes() -> dict[str, str]:
    spaces = {f"space-{place}": value for place, value in enumerate(tokens()["space"], 1)}
    return _type("type") | spaces


def _type(group: str) -> dict[str, str]:
    return {f"type-{name}": size for name, size in tokens()[group].items()}


def _variables(values: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _strict(variables: str) -> str:
    return variables.replace(";", " !important;")


if __name__ == "__main__":
    find(*SHEET).write_text(site_sheet(), "utf-8", newline="\n")
