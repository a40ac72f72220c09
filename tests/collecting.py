"""What tests of collecting share: answers as they come back, and the commands that take them in."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

from click.testing import CliRunner, Result

from site_builder.commands import main


def run(*arguments: str, keys: str | None = None) -> Result:
    return CliRunner().invoke(main.command_line("en"), arguments, input=keys)


def answers(id_: str, role: str = "KM", **ratings: int) -> dict[str, Any]:
    return {
        "format": "kam-response/1",
        "instrument": {"id": "kam-five-problems", "version": "1.0.0"},
        "respondent": {"id": id_, "role": role},
        "answers": {name.replace("_", "-"): {"rating": rating} for name, rating in ratings.items()},
    }


def block(data: dict[str, Any], kind: str = "z", version: int = 1) -> str:
    raw = json.dumps(data, ensure_ascii=False).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(raw) + packer.flush() if kind == "z" else raw
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    who = f"{data['respondent']['role']}:{quote(data['respondent']['id'])}"
    return f"[[KAM{version}:{who}:{kind}:{text}:{zlib.crc32(raw):08x}]]"


def stored(folder: Path) -> dict[str, Any]:
    """Return the answers of the folder's waves by respondent."""
    return {data["respondent"]["id"]: data for data in map(read, folder.glob("responses/*/*.json"))}


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def write(name: str, text: str, encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name
