"""Measure what the project promises, as ratios within one run: `make bench`."""

import gzip
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from site_builder import pipeline
from site_builder.load.tables import read_table
from site_builder.pipeline import collection
from site_builder.publish.swap import write_stage

RUNS = 7
ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ("page", "score", "result")
KAM = [sys.executable, "-m", "site_builder"]
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "KAM_LANG": "en"}


def timed(command: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Return the seconds of each run."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        command()
        seconds.append(time.perf_counter() - start)
    return seconds


def call(*command: object, cwd: Path | None = None) -> None:
    subprocess.run([str(c) for c in command], check=True, capture_output=True, env=QUIET, cwd=cwd)


def bench_report(work: Path) -> None:
    """Compare our whole process with plain `mkdocs build`, once per language, in turns."""
    source = pipeline.example_folders()["hengchuan-valves"]
    write_stage(pipeline.stage_report(pipeline.examples()["hengchuan-valves"]), work / "stage")

    def ours() -> None:
        call(*KAM, "build", source, "-o", work / "ours")

    def plain() -> None:
        for language in ("zh", "en"):
            project = work / "stage" / language
            call(
                sys.executable,
                "-m",
                "mkdocs",
                "build",
                "-q",
                "-f",
                project / "mkdocs.yml",
                "-d",
                work / f"plain-{language}",
            )

    ours()
    plain()
    pairs = [(timed(ours, 1)[0], timed(plain, 1)[0]) for _ in range(RUNS)]
    ratio = statistics.median(a / b for a, b in pairs)
    total = statistics.median(a for a, _ in pairs)

    def before_engine() -> None:
        pipeline.forget()
        card = pipeline.scorecard(source, "x")
        pipeline.stage_report(card)

    own = statistics.median(timed(before_engine))
    print(
        f"report in two languages  {ratio:5.2f} × plain mkdocs build per language  (aim 0.85; {total:.2f} s)"
    )
    print(f"  before MkDocs          {100 * own / total:5.1f} % of the whole process   (aim 10)")


def bench_score(work: Path) -> None:
    """Score 10,000 answer files as a whole process."""
    source = next(pipeline.example_folders()["hengchuan-valves"].glob("responses/*/r-04.json"))
    answers = json.loads(source.read_text("utf-8"))
    folder = work / "many" / "responses" / "w"
    folder.mkdir(parents=True)
    (work / "many/assessment.yml").write_text("firm:\n  name: {zh: 甲, en: A}\n", "utf-8")
    for number in range(10_000):
        answers["respondent"] = {"id": f"r-{number:05}", "role": ("EX", "KM", "FN", "HR")[number % 4]}
        (folder / f"r-{number:05}.json").write_text(
            json.dumps(answers, ensure_ascii=False, indent=1), "utf-8"
        )
    seconds = timed(lambda: call(*KAM, "score", work / "many", "--json"), 5)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    median = statistics.median(seconds)
    print(f"kam score, 10,000 files  {median:5.2f} s with reading them  (aim 2; peak {peak:.0f} MB, aim 300)")


def bench_import(work: Path) -> None:
    """Take in 10,000 respondents from one workbook, score them and build the report, as whole processes."""
    import python_calamine  # noqa: PLC0415
    import xlsxwriter  # noqa: PLC0415

    practices = [practice.id for practice in pipeline.read_instrument().practices]
    table = work / "many.xlsx"
    book = xlsxwriter.Workbook(str(table))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "role", *practices])
    for number in range(1, 10_001):
        ratings = [1 + (number * step) % 5 for step in range(1, len(practices) + 1)]
        sheet.write_row(number, 0, [number, ("EX", "KM", "FN", "HR")[number % 4], *ratings])
    book.close()
    folder = work / "import"
    (folder / "responses").mkdir(parents=True)
    (folder / "assessment.yml").write_text("firm:\n  name: {zh: 甲, en: A}\n", "utf-8")
    call(*KAM, "import", "--guess", table)
    library = statistics.median(
        timed(
            lambda: python_calamine.CalamineWorkbook.from_path(str(table)).get_sheet_by_index(0).to_python(),
            3,
        )
    )
    reading = statistics.median(timed(lambda: read_table(table, "x"), 3))
    importing = timed(lambda: call(*KAM, "import", table, "--into", folder), 1)[0]
    again = timed(lambda: call(*KAM, "import", table, "--into", folder), 1)[0]
    building = timed(lambda: call(*KAM, "build", folder, "-o", work / "site"), 1)[0]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"10,000 rows of one XLSX  {importing:5.1f} s imported;")
    print(f"  reading the sheet {reading:5.2f} s, of that the spreadsheet library {library:.2f} s")
    print(f"  {again:5.1f} s the same again; {building:.1f} s scored and built; peak {peak:.0f} MB")


def bench_start() -> None:
    bare = timed(lambda: call(sys.executable, "-c", "pass"), 15)
    full = timed(lambda: call(*KAM, "--help"), 15)
    print(
        f"kam --help               {1000 * statistics.median(full):5.0f} ms   "
        f"(aim 150; {statistics.median(full) / statistics.median(bare):.1f} × bare Python)"
    )


def bench_weight(work: Path) -> None:
    """Add up what the overview loads, as it lies on disk and as a server would send it."""
    import re  # noqa: PLC0415

    page = work / "ours/zh/index.html"
    files = {page}
    for link in re.findall(r'(?:src|href)="([^"#]+)"', page.read_text("utf-8")):
        path = (page.parent / link).resolve()
        if path.suffix in {".css", ".js", ".svg", ".png"} and path.is_file():
            files.add(path)
    raw = sum(path.stat().st_size for path in files)
    sent = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in files)
    size = f"{sent / 1024:5.0f} KB compressed, {raw / 1024:.0f} KB raw"
    print(f"overview page            {size}, {len(files)} files")


def bench_questionnaire(work: Path) -> None:
    """Answer one practice after another on a phone-class CPU (six times slower), and weigh the scripts."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    scripts = {name: (ROOT / f"templates/questionnaire/{name}.js").stat().st_size for name in SCRIPTS}
    file = work / "questionnaire.html"
    file.write_text(
        collection.questionnaire_page(pipeline.example_folders()["hengchuan-valves"], "x"), "utf-8"
    )
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(file.as_uri())
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
        page.locator("[name=role]").first.check()
        took = page.evaluate(
            """async () => { const took = [];
            for (const q of document.querySelectorAll(".q")) {
              location.hash = q.closest(".step").id;
              await new Promise(done => setTimeout(done, 60));
              const start = performance.now();
              q.querySelectorAll("input")[2].click();
              document.body.offsetHeight;
              took.push(performance.now() - start);
            } return took; }"""
        )
        browser.close()
    print(
        f"answer one practice      {statistics.median(took):5.0f} ms, slowest {max(took):.0f} ms, "
        "at a sixth of the speed  (aim 50)"
    )
    size, script = file.stat().st_size / 1024, scripts["page"] / 1024
    every = sum(scripts.values()) / 1024
    print(f"questionnaire            {size:5.0f} KB, of it script {script:.0f} KB  (aim 300, 25)")
    print(f"  self-assessment        {every:5.0f} KB of script")


def bench_pages(work: Path) -> None:
    """Have Lighthouse judge the first page, a dense one and a reference page, as a published site."""
    import lighthouse  # noqa: PLC0415

    program = lighthouse.install(ROOT / ".cache/lighthouse")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None or chromium is None:
        print("Lighthouse               not measured: it needs npm and Chromium")
        return
    with lighthouse.served(work / "ours") as address:
        for name in ("index", "manager"):
            for phone in (False, True):
                found = lighthouse.judge(program, chromium, f"{address}/zh/{name}.html", work, phone=phone)
                scores = "/".join(map(str, found["scores"]))
                device = "phone, slow network" if phone else "desktop"
                print(
                    f"Lighthouse {name:13} {scores}, {device}: largest paint {found['paint']:.1f} s, "
                    f"shift {found['shift']:.2f}, {found['bytes'] / 1024:.0f} KB  "
                    "(aim 100/100/100/100, 1 s, 0, 250)"
                )


def bench_pdf(work: Path) -> None:
    """Make the report of one language as PDF, as a whole process."""
    source, out = pipeline.example_folders()["hengchuan-valves"], work / "report.pdf"
    for name, options in (("report", []), ("board", ["--board"])):
        command = partial(call, *KAM, "pdf", source, "--language", "zh", "-o", out, *options)
        seconds = statistics.median(timed(command, 3))
        print(f"kam pdf, {name:15} {seconds:5.2f} s, {out.stat().st_size / 1024:.0f} KB  (aim 2)")


with tempfile.TemporaryDirectory() as temporary:
    bench_score(Path(temporary))
    bench_import(Path(temporary))
    bench_report(Path(temporary))
    bench_start()
    bench_weight(Path(temporary))
    bench_pdf(Path(temporary))
    bench_pages(Path(temporary))
    bench_questionnaire(Path(temporary))
