"""What a planned sample will not let a report tell, said before anybody has answered."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers import instrument

from site_builder.commands import main
from site_builder.model.assessment import Settings
from site_builder.protect.planned import planned_alone, planned_few


def settings(**given: object) -> Settings:
    return Settings.model_validate({"firm": {"name": {"zh": "甲", "en": "A"}}, **given})


def test_a_role_of_one_and_practices_of_few_are_named() -> None:
    plan = {"EX": 2, "KH": 1, "KM": 6, "FN": 3, "CU": 1}
    found = settings(planned_sample=plan)
    assert planned_alone(found, instrument()) == ("KH",)
    few = planned_few(found, instrument())
    assert "I5" not in few  # EX 2, KH 1 and FN 3
    assert planned_few(settings(planned_sample={**plan, "FN": 1}), instrument()) == ("S4", "S6", "I5")
    named = settings(planned_sample=plan, attributed_roles=["KH"])
    assert planned_alone(named, instrument()) == ()
    assert planned_alone(settings(planned_sample=plan, confidentiality="attributed"), instrument()) == ()
    assert planned_alone(settings(planned_sample={"KH": 1}), instrument()) == ()  # one alone is not anonymous
    assert planned_few(settings(planned_sample=plan, anonymity_k=7), instrument()) == ("S4", "S6", "I5")


@pytest.mark.parametrize("command", ["check", "questionnaire"])
def test_it_is_told_before_the_first_answer(tmp_path: Path, command: str) -> None:
    run, folder = CliRunner(), tmp_path / "acme"
    run.invoke(main.command_line("en"), ["new", str(folder)])
    file = folder / "assessment.yml"
    text = file.read_text("utf-8").replace("# planned_sample: {EX: 2,", "planned_sample: {EX: 2,")
    file.write_text(text, "utf-8")
    said = run.invoke(main.command_line("en"), [command, str(folder)]).stderr
    assert "of these roles one anonymous person is planned: Head of key-account unit" in said
    file.write_text(file.read_text("utf-8").replace("planned_sample", "# planned_sample"), "utf-8")
    assert "planned" not in run.invoke(main.command_line("en"), [command, str(folder)]).stderr
