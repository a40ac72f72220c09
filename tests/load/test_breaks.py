"""What a bad day brings: every input is told as a mistake with its file, and nothing takes for ever."""

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from helpers import instrument
from people import folder_with, six
from xlsxwriter import Workbook

from site_builder import pipeline
from site_builder.commands import main
from site_builder.load.books import open_book
from site_builder.load.plain_text import cell_text, filled_in, moment_of, seconds_of
from site_builder.model.problems import InputProblems
from site_builder.model.workbook import ANSWER
from site_builder.validate.pictures import check_picture

SVG = "http://www.w3.org/2000/svg"


def kam(*arguments: object) -> Result:
    return CliRunner().invoke(main.command_line("en"), [str(argument) for argument in arguments])


@pytest.mark.parametrize("found", ["፩", "①", "²", "9" * 400, f"{'9' * 5000} 分", "9" * 400 + "s"])
def test_digits_that_are_none_and_numbers_without_end_are_no_times(found: str) -> None:
    assert seconds_of(found) is None or found in {"①", "²"}  # brought into one width they are 1 and 2
    assert moment_of(found) is None


def test_a_date_without_end_is_none() -> None:
    assert moment_of(f"{'9' * 400}-01-01") is None
    assert moment_of("99999-13-41") is None


def test_an_option_with_a_hundred_thousand_brackets_is_read_at_once() -> None:
    text = "[" * 200_000
    assert filled_in(text) == (text, "")
    assert filled_in("不适用〖没有〗 ") == ("不适用", "没有")
    assert filled_in("n/a [no such [case]]") == ("n/a", "no such [case]")


@pytest.mark.parametrize("rating", ["፩", "①", "²", "1" * 400, "=1+1"])
def test_a_workbook_of_ours_with_a_strange_rating_is_told(tmp_path: Path, rating: str) -> None:
    kam("new", tmp_path / "acme")
    kam("questionnaire", tmp_path / "acme", "--format", "xlsx", "-o", tmp_path / "form.xlsx")
    filled = tmp_path / "filled.xlsx"
    with open_book(tmp_path / "form.xlsx", "form.xlsx") as form, Workbook(filled) as out:
        for name in form.sheet_names:
            sheet = out.add_worksheet(name)
            for number, row in enumerate(form.rows(name, skip_empty_area=False)):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, str(cell))
                if row and row[0] == "selection":
                    sheet.write_string(number, ANSWER, rating)
    done = kam("import", filled, "--into", tmp_path / "acme")
    assert done.exit_code == 1, done.output
    assert "filled.xlsx" in done.stderr


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "answers.xlsx"
    with Workbook(path) as out:
        sheet = out.add_worksheet()
        for row in range(40):
            sheet.write_row(row, 0, ["text", 1, 2.5])
    return path


def broken(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return a copy of a workbook whose parts were changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    made = path.with_name("broken.xlsx")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return made


def _cut(parts: dict[str, bytes]) -> None:
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:300]


def _missing(parts: dict[str, bytes]) -> None:
    del parts["xl/worksheets/sheet1.xml"]


def _far(parts: dict[str, bytes]) -> None:
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def _wide(parts: dict[str, bytes]) -> None:
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</sheetData>", b'<row r="10000"><c r="XFD10000"><v>1</v></c></row></sheetData>'
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [(_cut, "table-broken"), (_missing, "table-broken"), (_far, "table-spread"), (_wide, "table-spread")],
)
def test_a_damaged_workbook_is_told(
    book: Path, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    with pytest.raises(InputProblems) as found, open_book(broken(book, change), "b.xlsx") as opened:
        opened.rows(opened.sheet_names[0])
    assert [problem.code for problem in found.value.problems] == [code]


def test_a_zip_that_is_no_workbook_and_one_cut_off_are_told(book: Path, tmp_path: Path) -> None:
    whole = book.read_bytes()
    for content in (whole[: len(whole) // 2], b"PK\x03\x04", b"", whole[:-30]):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(content)
        with pytest.raises(InputProblems) as found, open_book(path, "cut.xlsx"):
            pass
        assert found.value.problems[0].code == "table-broken"


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.load.books._MOST_UNPACKED", 1_000_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(5):
            out.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 300_000)
    with pytest.raises(InputProblems) as found, open_book(path, "bomb.xlsx"):
        pass
    assert found.value.problems[0].code == "table-unpacks"


@pytest.mark.parametrize(("rows", "is_read"), [(1, True), (1_048_000, False)])
def test_cells_repeated_without_end_are_refused_and_fillers_are_not(
    tmp_path: Path, rows: int, *, is_read: bool
) -> None:
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2"><office:body>'
        '<office:spreadsheet><table:table table:name="A">'
    )
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="20"/>'
    body = (
        f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
        '<table:table-row table:number-rows-repeated="100000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    end = "</table:table></office:spreadsheet></office:body></office:document-content>"
    spaces = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("content.xml", f"{head}{body}{end}")
        out.writestr("META-INF/manifest.xml", f"<manifest:manifest {spaces}/>")
    if is_read:
        with open_book(path, "a.ods") as opened:
            assert opened.rows("A")[0][:20] == [1.0] * 20
    else:
        with pytest.raises(InputProblems), open_book(path, "a.ods"):
            pass


@pytest.mark.parametrize("size", ["1.2.3", "-", "", "1e400", "9" * 400, "12px", ".", "-5"])
def test_sizes_of_a_drawing_that_are_none_are_told_or_taken(tmp_path: Path, size: str) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(f'<svg xmlns="{SVG}" width="{size}" height="10"><rect width="1" height="1"/></svg>')
    codes = [problem.code for problem in check_picture(path, "logo.svg")]
    assert codes == (["picture-other"] if size == "-5" else [])


def test_a_drawing_that_repeats_itself_without_end_is_refused(tmp_path: Path) -> None:
    levels = "".join(
        f'<g id="a{n + 1}">{f"<use href=&quot;#a{n}&quot;/>".replace("&quot;", chr(34)) * 10}</g>'
        for n in range(12)
    )
    path = tmp_path / "logo.svg"
    path.write_text(
        f'<svg xmlns="{SVG}" width="10" height="10"><g id="a0"><rect/></g>{levels}<use href="#a12"/></svg>'
    )
    assert [problem.code for problem in check_picture(path, "logo.svg")] == ["svg-heavy"]
    path.write_text(f'<svg xmlns="{SVG}" width="10" height="10"><g id="a"><use href="#a"/></g></svg>')
    assert [problem.code for problem in check_picture(path, "logo.svg")] == ["svg-heavy"]
    path.write_text(f'<svg xmlns="{SVG}" width="10" height="10"><g id="a"><rect/></g><use href="#a"/></svg>')
    assert list(check_picture(path, "logo.svg")) == []
    path.write_text(f'<svg xmlns="{SVG}" width="10" height="10"><rect class="{"a-" * 60_000}"/></svg>')
    assert list(check_picture(path, "logo.svg")) == []


def test_devices_and_pipes_are_not_read(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    (folder / "evidence.yml").symlink_to("/dev/zero")
    done = kam("check", folder)
    assert (done.exit_code, "a device, a pipe or a folder" in done.stderr) == (1, True)
    (folder / "evidence.yml").unlink()
    os.mkfifo(folder / "evidence.yml")
    done = kam("check", folder)
    assert (done.exit_code, "a device, a pipe or a folder" in done.stderr) == (1, True)
    (folder / "evidence.yml").unlink()
    os.mkfifo(tmp_path / "a.csv")
    for command in (
        ["import", tmp_path / "a.csv", "--into", folder],
        ["import", tmp_path / "a.csv", "--guess"],
    ):
        assert kam(*command).exit_code == 1


def test_of_one_kind_of_mistake_twenty_are_told_and_the_others_counted(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    path = folder / "responses/w/00.json"
    data = json.loads(path.read_text("utf-8"))
    data["answers"] |= {f"unknown-{n}": {"rating": 3} for n in range(20_000)}
    path.write_text(json.dumps(data, indent=0), "utf-8")
    done = kam("check", folder)
    assert done.exit_code == 1
    assert done.stderr.count("00.json:") == 20 + 1  # the last line counts the others
    assert "19980 more mistakes of the kind of line" in done.stderr


def test_a_hundred_thousand_keys_are_looked_through_once(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    keys = ",".join(f'"k{n}": 1' for n in range(100_000))
    (folder / "responses/w/00.json").write_text(f'{{{keys}, "k7": 2}}', "utf-8")
    done = kam("check", folder)
    assert (done.exit_code, 'The key "k7" stands here twice' in done.stderr) == (1, True)
    (folder / "responses/w/00.json").unlink()
    (folder / "evidence.yml").write_text("".join(f"k{n}: 1\n" for n in range(20_000)), "utf-8")
    assert kam("check", folder).exit_code == 1


def test_what_could_start_a_formula_is_handed_back_as_text(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    codes = [p.code for p in instrument().practices]
    bad = [["=cmd|' /C calc'!A0", "XX", *["3"] * 30], ["@SUM(A1)", "XX", "3", *["3"] * 29]]
    table = tmp_path / "form.csv"
    with table.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["id", "role", *codes], *bad, ["+one", "KM", *["3"] * 30]])
    kam("import", table, "--guess")
    mapping = tmp_path / "form.mapping.yml"
    mapping.write_text(re.sub(r"(?m)^.*XX.*\n", "", mapping.read_text("utf-8")), "utf-8")
    done = kam("import", table, "--into", folder, "--partial")
    rest = list(folder.glob("*.rest.csv"))
    assert rest, (done.output, mapping.read_text("utf-8"))
    rows = list(csv.reader(io.StringIO(rest[0].read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["'=cmd|' /C calc'!A0", "'@SUM(A1)"]
    assert cell_text("'=1+1") == "=1+1"  # read again, it is what it was


@pytest.mark.parametrize("place", ["responses", "responses/w", "commentary", "assets", "replaced/x"])
def test_nothing_is_written_among_what_people_wrote(tmp_path: Path, place: str) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    before = sorted(path.name for path in folder.rglob("*"))
    for command in (
        ["build", folder, "-o", folder / place / "site"],
        ["build", folder, "-o", folder / place],
        ["pdf", folder, "--language", "en", "-o", folder / place / "a.pdf"],
        ["questionnaire", folder, "-o", folder / place / "q.html"],
        ["build", folder / "responses/w/00.json"],
        *([["docs", "-o", folder / place / "docs"]] if place == "assets" else []),
    ):
        done = kam(*command)
        assert done.exit_code == 1, command
        assert "belongs to" in done.stderr or "files of the assessment" in done.stderr
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_a_fault_of_our_own_is_one_line_and_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr(pipeline, "scorecard", fail)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    done = kam("score", folder_with(tmp_path, {"w": six()}))
    assert done.exit_code == 3
    (report,) = tmp_path.glob("kam-fault-*.txt")
    assert str(report) in done.stderr
    assert "surprise" in report.read_text("utf-8")
    assert len(done.stderr.strip().splitlines()) == 1
    monkeypatch.setenv("KAM_DEBUG", "1")
    assert isinstance(kam("score", tmp_path / "firm").exception, KeyError)


@pytest.mark.parametrize(
    "text",
    [
        "functions: {information: {}}\n",
        "functions: {information: {fr: x}}\n",
        "firm: {name: {}}\n",
        "targets: {firm: .nan}\n",
        "targets: {firm: 1e9999}\n",
        "capacity: {days_30: 1.0e+400}\n",
        f"wave: '{'x' * 5000}'\n",
        "languages: []\n",
        "weights: {practices: {selection: -1}}\n",
        "planned_sample: {EX: 99999999999999999999999}\n",
        "branding: {accent: '#zzzzzz'}\n",
        "branding: {logo: /dev/zero}\n",
        "branding: {logo: ..}\n",
        "date: 0001-01-01\n",
        "date: 9999-12-31\n",
    ],
)
def test_settings_of_a_bad_day_are_told_or_taken(tmp_path: Path, text: str) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    file = folder / "assessment.yml"
    given = text if text.startswith("firm") else f"firm:\n  name: {{zh: 甲公司, en: Firm A}}\n{text}"
    file.write_text(given, "utf-8")
    done = kam("check", folder)
    assert done.exit_code in {0, 1}, done.output
    if done.exit_code:
        assert "assessment.yml" in done.stderr


def test_a_wave_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    (folder / "responses/w").rename(os.fsdecode(os.fsencode(folder / "responses") + b"/w\xff\xfe"))
    for command in ("check", "score", "build"):
        done = kam(command, folder)
        assert done.exit_code == 1, (command, done.output)
        assert "assessment" in done.stderr or "responses" in done.stderr


def test_deep_data_are_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    (folder / "responses/w/00.json").write_text("[" * 100_000 + '"\\u0001"' + "]" * 100_000, "utf-8")
    (folder / "responses/w/01.json").write_text('{"a":' * 900 + '"\\u0001"' + "}" * 900, "utf-8")
    done = kam("check", folder)
    assert done.exit_code == 1
    assert "00.json" in done.stderr
    assert "01.json" in done.stderr
