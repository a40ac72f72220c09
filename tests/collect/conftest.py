"""What every test of collecting may use."""

from pathlib import Path

import pytest
from collecting import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a new assessment folder, `acme`, in the present folder."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "acme").exit_code == 0
    return tmp_path / "acme"
