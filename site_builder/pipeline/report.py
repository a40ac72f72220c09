"""The order of the stages, and nothing else."""

import calendar
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from site_builder.advise.analyse import analyse
from site_builder.advise.diagnose import diagnose
from site_builder.advise.money import weigh
from site_builder.advise.programme import steer
from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.advise.route import cheapest_route
from site_builder.deliver.result import export
from site_builder.deliver.result_insight import (
    export_advice,
    export_findings,
    export_progress,
    export_roadmap,
    export_route,
)
from site_builder.deliver.result_money import export_money, export_programme
from site_builder.deliver.site import draft, render
from site_builder.language.words import words
from site_builder.load.assessment import load_assessment
from site_builder.load.instrument import load_instrument
from site_builder.model.analysis import Audience
from site_builder.model.assessment import Assessment
from site_builder.model.commentary import Commentary
from site_builder.model.findings import Insight
from site_builder.model.instrument import Instrument
from site_builder.model.page import Site, Staged
from site_builder.model.problems import gathered
from site_builder.model.progress import Tracked
from site_builder.model.resources import find
from site_builder.model.scorecard import Scorecard
from site_builder.pipeline.deliveries import hand_over
from site_builder.pipeline.moves import check_moves
from site_builder.present.report.pages import present, replaceable_sentences
from site_builder.present.shared.commentary import StaleScore, stale_scores
from site_builder.present.shared.reader import Reader
from site_builder.protect.public import public_edition
from site_builder.protect.rule import protect
from site_builder.publish.swap import check_output, publish
from site_builder.score import compare_waves, score, sensitivity
from site_builder.validate.assessment import validate_assessment
from site_builder.validate.instrument import validate_instrument
from site_builder.validate.progress import count_progress

FALLBACK = date(2026, 1, 1)
"""The day of an assessment that names none."""


@cache
def read_instrument(folder: Path | None = None) -> Instrument:
    """Return the instrument of a folder, or the shipped one."""
    folder = folder or find("assessment")
    return validate_instrument(load_instrument(folder, folder.name))


def read_assessment(path: Path, shown: str) -> Assessment:
    """Return an assessment folder or a single answers file, checked; `shown` is what messages call it."""
    instrument = read_instrument()
    unnamed = {language: words(language, "report")("site.unnamed") for language in instrument.languages}
    found = validate_assessment(load_assessment(path, shown), instrument, unnamed)
    return count_progress(found, lambda step: {code: _reported(step, code) for code in instrument.languages})


def _reported(step: Tracked, language: str) -> str:
    """Return the reason why a step that progress calls done counts as such."""
    say = words(language, "report")
    if step.finished is None:
        return say("progress.counted")
    return say("progress.counted_on", day=step.finished.isoformat())


def scorecard(path: Path, shown: str, audience: Audience = "client") -> Scorecard:
    """Return the scores that an audience may be told."""
    card = score(read_assessment(path, shown), read_instrument())
    check_moves(card, shown)
    return protect(replace(card, sensitivity=sensitivity(card), earlier=compare_waves(card)), audience)


def stage_report(card: Scorecard, audience: Audience = "client") -> Staged:
    """Return the tree of a report."""
    return render(site_of(card, audience))


def site_of(card: Scorecard, audience: Audience = "client") -> Site:
    """Return the pages of a report, not yet rendered."""
    if audience == "public":
        bare = anonymous(card)
        return present(bare, insight_of(bare), None, audience)
    insight = insight_of(card)
    return present(card, insight, result(card, insight, audience), audience)


def anonymous(card: Scorecard) -> Scorecard:
    """Return what strangers may know of a firm: no name, and levels for figures."""
    names = {language: words(language, "report")("site.some_firm") for language in card.instrument.languages}
    return public_edition(card, names)


def check_report(card: Scorecard) -> list[StaleScore]:
    """Make the report's pages without building them; return the scores that the consultant's words miss.

    Raises:
        InputProblems: what the consultant wrote has no place in the report.

    """
    with gathered() as gather:
        with gather():
            stage_report(card)
        if card.assessment.commentary.remarks:  # what is misplaced as a whole would hide what has no section
            with gather():
                stage_report(_placed(card))
    return stale_words(card)


def _placed(card: Scorecard) -> Scorecard:
    """Return a scorecard with those remarks alone whose page the report has."""
    bare = replace(card, assessment=card.assessment.model_copy(update={"commentary": Commentary()}))
    pages = {page.name for edition in site_of(bare).editions for page in edition.pages}
    remarks = tuple(remark for remark in card.assessment.commentary.remarks if remark.page in pages)
    kept = Commentary(remarks=remarks)
    return replace(card, assessment=card.assessment.model_copy(update={"commentary": kept}))


def stale_words(card: Scorecard) -> list[StaleScore]:
    """Return the scores that the consultant's words speak of and that have moved since."""
    return stale_scores(Reader(card, card.assessment.settings.languages[0]))


def sentences_of(card: Scorecard, language: str) -> dict[str, str]:
    """Return the generated sentences of a report that the consultant may replace, by id."""
    return replaceable_sentences(card, insight_of(card), language)


def insight_of(card: Scorecard) -> Insight:
    """Return all that follows from the scores."""
    analysis, advice = analyse(card), recommend(card)
    roadmap = plan(card, advice)
    return Insight(
        analysis=analysis,
        findings=diagnose(card, analysis),
        advice=advice,
        roadmap=roadmap,
        route=cheapest_route(card, roadmap.aim.level if roadmap.aim.raises else None),
        money=weigh(card, roadmap),
        programme=steer(card, roadmap),
    )


def result(card: Scorecard, insight: Insight, audience: Audience = "client") -> dict[str, object]:
    """Return everything that may be told as `kam-result/1`."""
    data = export(card, audience)
    return data | {
        "findings": export_findings(insight.findings),
        "advice": export_advice(insight.advice),
        "roadmap": export_roadmap(insight.roadmap),
        "route": export_route(insight.route),
        "progress": export_progress(card.assessment),
        "money": export_money(insight.money),
        "programme": export_programme(insight.programme),
    }


def build_report(  # noqa: PLR0913 - the command's own options
    path: Path,
    shown: str,
    out: Path,
    epoch: int | None,
    tell: Callable[[str], None],
    *,
    audience: Audience = "client",
    is_first: bool = False,
) -> Scorecard:
    """Build the report site of an assessment, and return its scores.

    Args:
        path: an assessment folder or a single answers file.
        shown: what messages call it.
        out: where the site goes.
        epoch: seconds that stand for the time of the build; None takes the assessment's day.
        tell: is given the name of each part before it is built.
        audience: whom the report is for.
        is_first: no report of this wave has left the house yet.

    Raises:
        InputProblems: the input has mistakes, `out` holds something that is not a site of ours, or the report
            would tell somebody's answer to whoever has an earlier one.

    """
    card = scorecard(path, shown, audience)
    tree = draft(site_of(card, audience))
    check_output(out, path)
    hand_over(card, path, shown, audience, is_first=is_first)
    publish({"": tree}, out, epoch_of(card) if epoch is None else epoch, tell, path)
    return card


def epoch_of(card: Scorecard) -> int:
    """Return the day of an assessment in seconds, so that the same input gives the same bytes on any day."""
    return calendar.timegm((card.assessment.day or FALLBACK).timetuple())


@cache
def examples() -> dict[str, Scorecard]:
    """Return the scores of the example firms, by name."""
    return {name: scorecard(path, f"examples/{name}") for name, path in example_folders().items()}


def example_folders() -> dict[str, Path]:
    """Return where the example assessments lie, by name."""
    return {path.name: path for path in sorted(find("assessment", "examples").iterdir()) if path.is_dir()}


def forget() -> None:
    """Forget what was read of the instrument and the words, after they have changed."""
    read_instrument.cache_clear()
    examples.cache_clear()
    words.cache_clear()
