"""What tests of many respondents share: people with their answers, and folders of waves."""

import json
import random
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


def ordinary_firm(seed: int) -> PEOPLE:
    """Return 12 to 40 people of a firm as there are many: roles of usual size, some don't-knows."""
    rng = random.Random(seed)
    people = ["EX"] * rng.randint(1, 4) + ["KH"] * rng.randint(1, 2)
    people += ["HR"] * rng.randint(1, 3) + ["IT"] * rng.randint(0, 2)
    people += [rng.choice(("KM", "KM", "FN")) for _ in range(rng.randint(12, 40) - len(people))]
    level = {p.id: rng.gauss(2.6, 0.7) for p in instrument().practices}
    view = {role.id: rng.gauss(0, 0.3) for role in instrument().roles}

    def given(role: str, id_: str) -> Given:
        if rng.random() < 0.06:
            return rng.choice(("?", "?", "n/a", None))
        return min(5, max(1, round(level[id_] + view[role] + rng.gauss(0, 0.7))))

    return [
        (
            role,
            {
                p.code: given(role, p.id)
                for p in instrument().practices
                if instrument().asks(instrument().role_by_id[role], p)
            },
        )
        for role in people
    ]


def hard_to_hide(seed: int) -> tuple[PEOPLE, str]:
    """Return 2 to 13 people of 2 to 5 roles, whose answers are hard to hide, and how to pool them."""
    rng = random.Random(seed)
    roles = rng.sample([role.id for role in instrument().roles if not role.customer], rng.randint(2, 5))
    kind = rng.choice(("anything", "near the ends", "alike", "alike by role", "silent"))
    liked = {(role, p.code): rng.randint(1, 5) for role in roles for p in instrument().practices}

    def given(role: str, code: str) -> Given:
        alike = liked[roles[0] if kind == "alike" else role, code]
        if kind == "near the ends":
            low = liked[roles[0], code] < 3
            return rng.choice((1, 1, 1, 2) if low else (5, 5, 5, 4))
        if kind == "silent":
            return rng.choice((1, 2, 3, 4, 5, "?", "?", "n/a", None))
        return alike if kind != "anything" and rng.random() < 0.9 else rng.randint(1, 5)

    people: PEOPLE = []
    for _ in range(rng.randint(2, 13)):
        role = rng.choice(roles)
        asked = [p for p in instrument().practices if instrument().asks(instrument().role_by_id[role], p)]
        people.append((role, {p.code: given(role, p.code) for p in asked}))
    return people, rng.choice(("roles", "roles", "respondents"))
