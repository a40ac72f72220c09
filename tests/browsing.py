"""What tests in a real browser share: a visit that notes requests and errors, and axe-core."""

import os
import shutil
import time
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page, Playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
FONTS = Path(__file__).parent / "fonts.conf"
CONTRAST = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colours: all that another scheme can change."""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def launched(playwright: Playwright) -> Browser:
    """Start Chromium with the fonts that CI has, so that pictures taken on any machine can be compared."""
    names: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS), env=names)


class Visit:
    """A page with everything it asked for and everything that went wrong on it."""

    def __init__(self, browser: Browser, **options: object) -> None:
        self.context = browser.new_context(offline=True, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def wait(self, expression: str, timeout: float = 30) -> None:
        """Wait until an expression holds; asked from outside: a page's policy lets no text be run in it."""
        end = time.monotonic() + timeout
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"never held: {expression}"
            time.sleep(0.02)

    @property
    def outside(self) -> list[str]:
        return [url for url in self.asked if not url.startswith(("file:", "data:", "blob:", "about:"))]


def address(path: Path) -> str:
    return path.resolve().as_uri()


def axe(visit: Visit, *rules: str) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA, or some rules alone, on the page as it stands."""
    visit.page.evaluate("scrollTo(0, 0)")  # what lies half under the bar is no smaller for that
    if not visit.page.evaluate("Boolean(window.axe)"):
        visit.page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    # What passes is not listed: naming it took as long as looking at it.
    asked = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": tags}
    options = {"runOnly": asked, "resultTypes": ["violations"]}
    found = visit.page.evaluate("options => axe.run(document, options)", options)
    return [f"{rule['id']} {node['html'][:90]}" for rule in found["violations"] for node in rule["nodes"]]


OVERLAPS = """() => {
  const wrong = [];
  for (const svg of document.querySelectorAll('.kam svg:not(.md-icon), body > svg')) {
    if (!svg.checkVisibility() || svg.closest('.legend')) continue;
    const texts = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()])
      .filter(([t, b]) => b.width);
    const around = svg.closest('.scroll') || svg.parentElement, edge = around.getBoundingClientRect();
    const left = edge.left - around.scrollLeft, room = Math.max(innerWidth, left + around.scrollWidth);
    for (const [t, b] of texts)
      if (b.left < -1 || b.right > room + 2) wrong.push('out: ' + t.textContent);
    for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
      const a = texts[i][1], b = texts[j][1];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 4) wrong.push(`over: ${texts[i][0].textContent} | ${texts[j][0].textContent}`);
    }
  }
  return wrong;
}"""
