"""What tests of many respondents share: people with their answers, and folders of waves."""

import json
from pathlib import Path
from typing import Any

from helpers import Given, all_at, instrument

PEOPLE = list[tuple[str, Any]]


def folder_with(tmp_path: Path, waves: dict[str, PEOPLE], settings: str = "", version: str = "1.0.0") -> Path:
    """Return an assessment folder with answers by wave; `version` is that of the first wave."""
    folder = tmp_path / "firm"
    by_code = {practice.code: practice.id for practice in instrument().practices}
    for number, (wave, people) in enumerate(waves.items()):
        place = folder / "responses" / wave
        place.mkdir(parents=True)
        for n, (role_id, given) in enumerate(people):
            kinds: dict[Any, Any] = {"?": {"dont_know": True}, "n/a": {"not_applicable": "no"}}
            answers = {
                by_code[code]: kinds.get(rating) or {"rating": rating} for code, rating in given.items()
            }
            data = {
                "format": "kam-response/1",
                "instrument": {"id": instrument().id, "version": version if number == 0 else "1.0.0"},
                "respondent": {"id": f"secret-{n}", "role": role_id},
                "answers": answers,
            }
            (place / f"{n:02}.json").write_text(json.dumps(data), "utf-8")
    text = f"firm:\n  name: {{zh: 甲公司, en: Firm A}}\n{settings}"
    (folder / "assessment.yml").write_text(text, "utf-8")
    return folder


def six(**changed: Given) -> PEOPLE:
    """Return six account managers who disagree a little."""
    return [("KM", all_at(2 + n % 2, **changed)) for n in range(6)]
