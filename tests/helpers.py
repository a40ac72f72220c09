"""Small inputs, built inline."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from site_builder import pipeline
from site_builder.commands import main
from site_builder.model.assessment import Assessment, EvidenceEntry, Response, Settings
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard
from site_builder.score import score

Given = int | str | None
"""A rating, "?" for don't know, "n/a" for not applicable, None for unanswered."""


def instrument() -> Instrument:
    """Return the shipped instrument."""
    return pipeline.read_instrument()


def response(role: str, answers: Mapping[str, Given], id_: str = "r") -> Response:
    """Return one respondent's answers; practices may be named by id or by code."""
    by_code = {practice.code: practice.id for practice in instrument().practices}
    data = {
        "format": "kam-response/1",
        "instrument": {"id": instrument().id, "version": instrument().version},
        "respondent": {"id": id_, "role": role},
        "answers": {by_code.get(k, k): _answer(v) for k, v in answers.items() if v is not None},
    }
    return Response.model_validate(data)


def _answer(given: Given) -> dict[str, Any]:
    if given == "?":
        return {"dont_know": True}
    if given == "n/a":
        return {"not_applicable": "there is no such case"}
    return {"rating": given}


def scored(
    *respondents: tuple[str, Mapping[str, Given]],
    evidence: Mapping[str, str] | None = None,
    wave: str | None = None,
    **settings: Any,
) -> Scorecard:
    """Return the scores of (role, answers) pairs; nothing is hidden."""
    data = {"firm": {"name": {"zh": "甲公司", "en": "Firm A"}}, **settings}
    by_code = {practice.code: practice.id for practice in instrument().practices}
    register = None
    if evidence is not None:
        register = {by_code[code]: EvidenceEntry(grade=grade) for code, grade in evidence.items()}
    assessment = Assessment.model_construct(
        settings=Settings.model_validate(data),
        wave=wave,
        responses=tuple(response(role, a, f"r-{n:03}") for n, (role, a) in enumerate(respondents)),
        evidence=register,
        folder=None,
    )
    return score(assessment, instrument())


def all_at(rating: Given, **changed: Given) -> dict[str, Given]:
    """Return answers to all practices with one rating, some of them changed by code."""
    return {**{practice.code: rating for practice in instrument().practices}, **changed}


def dimension_at(ratings: Sequence[Given], *codes: str) -> dict[str, Given]:
    """Return answers to some practices in order."""
    return dict(zip(codes, ratings, strict=True))


def build_example(name: str, out: Path) -> Path:
    """Build an example's report and return where it is."""
    pipeline.build_report(pipeline.example_folders()[name], name, out, None, lambda _: None)
    return out


def kam(*arguments: str, language: str = "en") -> Result:
    """Run the program and return what it said."""
    return CliRunner().invoke(main.command_line(language), arguments)


def sample(folder: Path, rating: Given = 3, **changed: Given) -> Path:
    """Write the assessment folder of a firm with one respondent, and return it."""
    answers = response("KM", all_at(rating, **changed)).model_dump(mode="json", exclude_none=True)
    place = folder / "responses" / "2026-h1"
    place.mkdir(parents=True)
    (place / "r.json").write_text(json.dumps(answers), "utf-8")
    (folder / "assessment.yml").write_text("firm:\n  name: {zh: 甲公司, en: Firm A}\n", "utf-8")
    return folder


def hostile_firm(tmp_path: Path, text: str) -> Path:
    """Return a firm whose name, comment and reason are hostile."""
    folder = tmp_path / "firm"
    (folder / "responses").mkdir(parents=True)
    name = json.dumps(text)
    (folder / "assessment.yml").write_text(f"firm:\n  name: {{zh: {name}, en: {name}}}\n", "utf-8")
    answers = {practice.id: {"rating": 3} for practice in pipeline.read_instrument().practices}
    answers["selection"]["comment"] = text  # type: ignore[assignment]
    answers["reconfiguration"] = {"not_applicable": text}  # type: ignore[dict-item]
    response = {
        "format": "kam-response/1",
        "instrument": {"id": "kam-five-problems", "version": "1.0.0"},
        "respondent": {"id": "<b>me</b>", "role": "EX"},
        "answers": answers,
    }
    (folder / "responses/me.json").write_text(json.dumps(response), "utf-8")
    return folder


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by its place."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def only(requires: Mapping[str, tuple[str, ...]]) -> Instrument:
    """Return the instrument with some practices only, each with what it requires of the others."""
    dimensions = []
    for dimension in instrument().dimensions:
        kept = tuple(
            practice.model_copy(update={"requires": requires[practice.id]})
            for practice in dimension.practices
            if practice.id in requires
        )
        if kept:
            dimensions.append(dimension.model_copy(update={"practices": kept}))
    fields = {name: getattr(instrument(), name) for name in Instrument.model_fields}
    return Instrument.model_construct(**{**fields, "dimensions": tuple(dimensions)})
