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
import venv
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from helpers import scored
from people import ordinary_firm

from site_builder import pipeline
from site_builder.load.tables import read_table
from site_builder.pipeline import collection
from site_builder.protect.rule import protect
from site_builder.publish.engine import build_project
from site_builder.publish.swap import write_stage

RUNS = 7
BASE = "1711b33"
"""The state of the program that reports are compared with."""
ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ("page", "score", "result")
KAM = [sys.executable, "-m", "site_builder"]
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "KAM_LANG": "en"}
QUIET.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled


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


def base() -> list[object] | None:
    """Return how the program is run as it was at BASE, with the packages it had; None where git lacks it."""
    tree, env = ROOT / ".cache/base", ROOT / ".cache/base-env"
    if not tree.is_dir():
        made = ["git", "-C", ROOT, "worktree", "add", "--detach", tree, BASE]
        if subprocess.run([str(c) for c in made], capture_output=True, check=False).returncode:
            return None
    if not (env / "done").is_file():
        venv.create(env, with_pip=True, clear=True)
        options = ("--quiet", "--disable-pip-version-check", "--require-hashes")
        locked = tree / "requirements.txt"
        install = [env / "bin/python", "-m", "pip", "install", *options, "-r", locked]
        subprocess.run([str(c) for c in install], check=True)
        (env / "done").touch()
    return [env / "bin/python", "-m", "site_builder"]


def bench_report(work: Path) -> None:
    """Compare the whole process with itself at BASE, and a second report in one process, in turns.

    Both build the example as it was at BASE, which knows nothing of what examples have learned since.
    """
    before = base()
    source = (ROOT / ".cache/base" if before else ROOT) / "assessment/examples/hengchuan-valves"

    def ours() -> None:
        call(*KAM, "build", source, "-o", work / "ours")

    def again() -> None:
        pipeline.build_report(source, "x", work / "again", None, lambda _: None)

    ours()
    again()
    if before is None:
        print(
            f"report                   {statistics.median(timed(ours)):5.2f} s  (no {BASE} to compare with)"
        )
        return

    def theirs() -> None:
        call(*before, "build", source, "-o", work / "theirs", cwd=ROOT / ".cache/base")

    theirs()
    rows = [(timed(ours, 1)[0], timed(again, 1)[0], timed(theirs, 1)[0]) for _ in range(RUNS)]
    whole, second = (statistics.median(row[n] / row[2] for row in rows) for n in (0, 1))
    seconds = [statistics.median(column) for column in zip(*rows, strict=True)]
    print(f"report in two languages  {whole:5.2f} × {BASE}, whole process  (aim 0.50; {seconds[0]:.2f} s)")
    print(f"  a second one           {second:5.2f} × {BASE}, in one process  (aim 0.35; {seconds[1]:.2f} s)")


def bench_stages(work: Path) -> None:
    """Measure the stages of one report in a warm process, without a second process."""
    source = pipeline.example_folders()["hengchuan-valves"]
    card = pipeline.scorecard(source, "x")
    staged = pipeline.stage_report(card)
    write_stage(staged, work / "stage")
    scoring = statistics.median(timed(lambda: pipeline.scorecard(source, "x")))
    staging = statistics.median(timed(lambda: pipeline.stage_report(card)))

    def publishing() -> None:
        for language in staged.projects:
            build_project(work / "stage" / language, work / "built" / language, 0)

    engine = statistics.median(timed(publishing))
    print(
        f"  of that                {scoring:.2f} s scored, {staging:.2f} s staged, {engine:.2f} s published"
    )


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
    code = (
        "import json, pathlib, sys\nfor p in sorted(pathlib.Path(sys.argv[1]).iterdir()): json.load(open(p))"
    )

    def bare() -> None:
        call(sys.executable, "-c", code, folder)

    def ours() -> None:
        call(*KAM, "score", work / "many", "--json")

    pairs = [(timed(ours, 1)[0], timed(bare, 1)[0]) for _ in range(5)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    ratio, median = (statistics.median(found) for found in ([a / b for a, b in pairs], [a for a, _ in pairs]))
    print(f"kam score, 10,000 files  {ratio:5.2f} × opening and json.load alone  (aim 4; {median:.2f} s)")
    print(f"  peak                   {peak:5.0f} MB  (aim 300)")


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
    """Compare `kam --help` with Python that does nothing, in turns."""
    pairs = [
        (timed(lambda: call(*KAM, "--help"), 1)[0], timed(lambda: call(sys.executable, "-c", "pass"), 1)[0])
        for _ in range(15)
    ]
    ratio, full = statistics.median(a / b for a, b in pairs), statistics.median(a for a, _ in pairs)
    print(f"kam --help               {ratio:5.1f} × bare Python  (aim 10; {1000 * full:.0f} ms)")


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


def bench_told() -> None:
    """Count what an anonymous report of an ordinary firm keeps, over two hundred of them."""
    counts: Counter[str] = Counter()
    for seed in range(200):
        raw = scored(*ordinary_firm(seed), confidentiality="anonymous")
        card = protect(raw)
        counts["levels"] += card.level.level == raw.level.level
        for id_, practice in card.practices.items():
            counts["all"] += raw.practices[id_].claimed is not None
            counts["decimals"] += bool(practice.claimed and practice.claimed.within is None)
            counts["roles"] += bool(practice.roles)
            counts["spread"] += practice.distribution is not None
    shares = {key: 100 * counts[key] / counts["all"] for key in ("decimals", "roles", "spread")}
    print(
        f"told to two decimals     {shares['decimals']:5.1f} % of {counts['all']} practices of 200 firms, "
        f"roles {shares['roles']:.0f} %, distributions {shares['spread']:.0f} %; "
        f"the same level in {counts['levels']}  (aim 93, 50, -; 200)"
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
    bench_stages(Path(temporary))
    bench_start()
    bench_told()
    bench_weight(Path(temporary))
    bench_pdf(Path(temporary))
    bench_pages(Path(temporary))
    bench_questionnaire(Path(temporary))
