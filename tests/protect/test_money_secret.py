"""Money is the client's own: in no file of a public edition, and in nothing that a respondent gets."""

from pathlib import Path

import pytest
from building import example, once
from helpers import kam

from site_builder import pipeline
from site_builder.pipeline import collection

WRITTEN = ("1180000000", "541000000", "58000000")
SHOWN = ("11.8 亿", "1.18 billion", "5.41 亿", "541 million", "3864 万")
FIGURES = (*WRITTEN, *SHOWN)
KEYS = ("day_rate", "key_account_sales", "kept_accounts", "margin_per_account")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    make = example("hengchuan-valves", "--audience", "public", "--zip")
    return once(tmp_path_factory, "public-hengchuan-valves", make) / "site"


def test_no_byte_of_a_public_edition_tells_money(public: Path) -> None:
    files = [path for path in public.rglob("*") if path.is_file()]
    assert len(files) > 20
    assert not list(public.rglob("money.html"))
    for path in files:
        text = path.read_bytes().decode("utf-8", "replace")
        assert [word for word in (*FIGURES, *KEYS) if word in text] == [], path.name


def test_the_public_edition_knows_none_of_it() -> None:
    bare = pipeline.anonymous(pipeline.examples()["hengchuan-valves"])
    assert bare.assessment.settings.money is None
    assert bare.assessment.settings.capacity.day_rate is None
    assert bare.assessment.lines == {}


def test_a_respondent_sees_no_money(tmp_path: Path) -> None:
    folder = pipeline.example_folders()["hengchuan-valves"]
    page = collection.questionnaire_page(folder, "x")
    assert [word for word in (*FIGURES, *KEYS) if word in page] == []
    done = kam("questionnaire", str(folder), "--format", "csv", "-o", str(tmp_path / "q.csv"))
    assert done.exit_code == 0, done.output
    text = (tmp_path / "q.csv").read_text("utf-8")
    assert [word for word in (*FIGURES, *KEYS) if word in text] == []


def test_the_client_reads_it_in_pages_and_result() -> None:
    card = pipeline.examples()["hengchuan-valves"]
    site = pipeline.site_of(card)
    assert '"key_account_sales"' in str(site.files["result.json"])
    assert "money" in [page.name for page in site.editions[0].pages]
