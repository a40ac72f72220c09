"""What is claimed beside what evidence supports, and what would verify the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.language import numbers
from site_builder.model.analysis import Unverified
from site_builder.model.findings import Insight
from site_builder.model.page import Chart, Sentence
from site_builder.present.shared.drawings.evidence import claim_row, claims_chart, is_above_evidence
from site_builder.present.shared.drawings.figures import level_names
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.report_page import ReportPage, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim that its evidence does not carry."""

    name: str
    href: str
    claimed: str
    verified: str
    grade: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """The practices of a dimension: name, where it is explained, what is proven, and the way to the claim."""

    name: str
    href: str
    rows: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    chart: Chart
    groups: tuple[ClaimGroup, ...]
    rest: str
    level_names: tuple[str, ...]
    claims: tuple[ClaimRow, ...]
    grades: tuple[tuple[str, str], ...]


def evidence_view(reader: Reader) -> EvidenceView:
    """Return the view of the page on claimed and verified scores."""
    card, say, claims = reader.scorecard, reader.words, reader.analysis.unverified
    level, verified = card.level.level, card.verified_level.level if card.verified_level else None
    values = {"n": len(claims), "total": sum(1 for p in card.practices.values() if p.claimed)}
    headline = say("evidence.headline_all")
    if claims and level and verified and verified < level:
        levels = {"level": say.ordinal(level), "verified": say.ordinal(verified)}
        headline = say("evidence.headline_level", **values, **levels)
    elif claims:
        headline = say("evidence.headline", **values)
    index = card.index
    lead = say("evidence.lead_plain")
    if index and index.verified:
        scores = {
            "claimed": reader.score(index.claimed.value),
            "verified": reader.score(index.verified.value),
        }
        lead = say("evidence.lead", **scores)
    return EvidenceView(
        eyebrow=eyebrow(reader),
        headline=headline,
        lead=lead,
        chart=claims_chart(reader),
        groups=tuple(_groups(reader)),
        rest=_rest(reader),
        level_names=level_names(reader),
        claims=tuple(_row(reader, claim) for claim in claims),
        grades=tuple(
            (f"{grade.id} {reader.text(grade.name)}", numbers.decimal(grade.cap))
            for grade in reader.instrument.evidence
        ),
    )


def _groups(reader: Reader) -> Iterator[ClaimGroup]:
    """Yield the dimensions in which a claim lies above its evidence, with the practices that do."""
    for dimension in reader.instrument.dimensions:
        rows = []
        for practice in dimension.practices:
            scored = reader.scorecard.practices[practice.id]
            if is_above_evidence(scored) and scored.verified:
                name = reader.coded_name(practice.id)
                drawing = claim_row(reader, scored, name)
                rows.append(
                    (
                        name,
                        reader.href(practice.id),
                        reader.score(scored.verified.value, practice.id),
                        drawing,
                    )
                )
        if rows:
            yield ClaimGroup(
                name=reader.text(dimension.name), href=reader.href(dimension.id), rows=tuple(rows)
            )


def _rest(reader: Reader) -> str:
    """Return how many practices stand where their evidence is."""
    rated = [p for p in reader.scorecard.practices.values() if p.claimed and p.verified]
    same = sum(1 for scored in rated if not is_above_evidence(scored))
    return reader.words("evidence.rest", n=same) if same else ""


def _row(reader: Reader, claim: Unverified) -> ClaimRow:
    practice = reader.instrument.practice_by_id[claim.practice]
    kinds = {
        "direct": reader.text(practice.evidence.direct),
        "indirect": reader.text(practice.evidence.indirect),
    }
    needed = claim.needed or "none"
    return ClaimRow(
        name=reader.coded_name(practice.id),
        href=reader.href(practice.id),
        claimed=reader.score(claim.claimed, practice.id),
        verified=reader.score(claim.verified),
        grade=claim.grade,
        missing=reader.words(f"evidence.missing.{needed}", **kinds),
    )


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:  # noqa: ARG001 - every page is asked alike
    if reader.scorecard.assessment.evidence is not None:
        yield Sheet(name="evidence", view=evidence_view(reader))


PAGE = ReportPage(order=50, section="diagnosis", sheets=_sheets)
