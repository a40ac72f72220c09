"""Sets a questionnaire as one file: nothing is loaded, and a policy in it keeps it so."""

import base64
import hashlib
import json
from typing import Any

from markupsafe import Markup

from site_builder.deliver.jinja import environment_of
from site_builder.model.resources import find
from site_builder.theme import design


def render_questionnaire(view: Any) -> str:
    """Return a questionnaire as one file: nothing is loaded, and a policy in it keeps it so."""
    folder = find("templates", "questionnaire")
    style = design.embedded_sheet(view.accent, view.fonts) + (folder / "page.css").read_text("utf-8").strip()
    parts = ("score", "result", "page") if view.result else ("page",)
    script = "\n".join((folder / f"{part}.js").read_text("utf-8").strip() for part in parts)
    data = json.dumps(view.data, ensure_ascii=False).replace("<", "\\u003c")
    page = environment_of().get_template("questionnaire/page.html")
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
