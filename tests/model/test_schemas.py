"""The JSON Schemas: those of the model, fitting the shipped files, refusing what the program refuses."""

import json
from pathlib import Path

import jsonschema
import pytest

from site_builder.load.documents import parse
from site_builder.model.schemas import schemas


def test_schemas_are_those_of_the_model(root: Path) -> None:
    folder = root / "assessment" / "schema"
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == schemas()


def test_the_shipped_files_fit_their_schemas(root: Path) -> None:
    folder = root / "assessment"
    kinds = [("instrument", folder / "instrument.yml"), ("facts", folder / "facts.yml")]
    kinds += [(name, folder / f"{name}.yml") for name in ("patterns", "programme")]
    kinds += [("dimension", path) for path in (folder / "dimensions").iterdir()]
    kinds += [("kam-response-1", path) for path in (folder / "examples").rglob("responses/**/*.json")]
    kinds += [("assessment", path) for path in (folder / "examples").rglob("assessment.yml")]
    kinds += [("evidence", path) for path in (folder / "examples").rglob("evidence.yml")]
    validators = {}
    for kind in dict(kinds):
        schema = json.loads((folder / "schema" / f"{kind}.schema.json").read_text("utf-8"))
        kind_of_schema = jsonschema.validators.validator_for(schema)
        kind_of_schema.check_schema(schema)
        validators[kind] = kind_of_schema(schema)
    for kind, path in kinds:
        validators[kind].validate(json.loads(json.dumps(parse(path, path.name), default=float)))
    assert len(kinds) > 50


def test_a_schema_refuses_what_the_program_refuses(root: Path) -> None:
    schema = json.loads((root / "assessment/schema/kam-response-1.schema.json").read_text("utf-8"))
    bad = {"format": "kam-response/1", "instrument": {"id": "x", "version": "1.0.0"}, "answers": {}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, schema)
