"""What the figures show together: each finding with what was seen, why it matters, and what to do or ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.model.findings import Finding, Insight
from site_builder.model.page import Sentence
from site_builder.model.roadmap import Roadmap
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.findings import FindingView, finding_views, seen_figures
from site_builder.present.shared.headline import standing_headline
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.report_page import ReportPage, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    findings: tuple[FindingView, ...]
    questions: tuple[FindingView, ...]


def findings_view(reader: Reader, findings: Sequence[Finding], roadmap: Roadmap) -> FindingsView:
    """Return the view of the page on findings; contradictions stand apart, as questions."""
    say = reader.words
    patterns = [finding for finding in findings if finding.kind == "pattern"]
    shown = tuple(finding_views(reader, [f for f in findings if f.kind != "contradiction"], roadmap))
    lead = say("findings.none")
    if patterns:
        pattern = next(p for p in reader.instrument.patterns if p.id == patterns[0].id)
        lead = say("findings.patterns", n=len(patterns), name=reader.text(pattern.name))
    elif shown:
        lead = say("findings.some", n=len(shown))
    order = say("findings.lead_public" if reader.is_public else "findings.lead")
    return FindingsView(
        eyebrow=eyebrow(reader),
        headline=standing_headline(reader),
        lead=lead + say("language.space") + order,
        findings=shown,
        questions=tuple(_question(reader, f) for f in findings if f.kind == "contradiction"),
    )


def _question(reader: Reader, finding: Finding) -> FindingView:
    entry = next(c for c in reader.instrument.contradictions if c.id == finding.id)
    return FindingView(
        id=entry.id,
        title=reader.text(entry.question),
        kind="",
        seen=seen_figures(reader, finding),
        why="",
        move="",
        planned="",
        sources="",
    )


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    yield Sheet(name="findings", view=findings_view(reader, insight.findings, insight.roadmap))


PAGE = ReportPage(order=30, section="diagnosis", is_public=True, sheets=_sheets)
