"""Write the words of tests/invalid anew; read the difference before it is kept."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from mistakes import CASES, place, told

HOME = Path.cwd()
for case in CASES:
    for language in ("en", "zh"):
        with tempfile.TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patch:
            place(case, Path(temporary), patch)
            text = told(case, language)
        os.chdir(HOME)
        (case / f"expected.{language}.txt").write_text(text, "utf-8", newline="\n")
