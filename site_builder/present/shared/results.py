"""What the steps of a plan have brought: the score then, what the plan expected, the score now."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from site_builder.language import numbers
from site_builder.model.progress import Tracked
from site_builder.model.waves import Change, EarlierWave
from site_builder.present.shared.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one practice whose step is done; `is_reached` is None where it cannot be told."""

    name: str
    href: str
    step: str
    before: str
    expected: str
    after: str
    verdict: str
    is_reached: bool | None


def results_of(reader: Reader) -> Iterator[Result]:
    """Yield what came of each practice with a step done before the answers were given, in their order.

    Of several steps of a practice the last one counts. An earlier score is one that may stand beside today's.
    What the plan expected is the level that the step leads to, or the earlier score where that was higher.
    """
    assessment = reader.scorecard.assessment
    last: dict[str, Tracked] = {}
    for step in assessment.progress.steps if assessment.progress else ():
        if step.is_done and assessment.has_measured(step):
            best = last.get(step.practice)
            last[step.practice] = step if best is None or step.to > best.to else best
    order = [practice.id for practice in reader.instrument.practices]
    for practice in sorted(last, key=order.index):
        yield _result(reader, last[practice])


def _result(reader: Reader, step: Tracked) -> Result:
    say, change, reason = reader.words, *_then(reader, step)
    claimed = reader.scorecard.practices[step.practice].claimed
    expected = max(Fraction(step.to), change.before) if change else Fraction(step.to)
    finished = step.finished.isoformat().replace("-", "\u2011") if step.finished else ""  # it does not break
    done = say("progress.step_done" if finished else "progress.step_done_undated", to=step.to, day=finished)
    before = reader.score(change.before) if change else say("progress.not_told")
    after = reader.score(claimed.value, step.practice) if claimed else say("chart.not_rated")
    values = {"expected": reader.score(expected), "before": before, "after": after}
    verdict, is_reached = _verdict(reader, claimed.value if claimed else None, expected, change, reason)
    name = reader.coded_name(step.practice)
    return Result(
        name=name,
        href=reader.href(step.practice),
        step=done,
        **values,
        verdict=verdict,
        is_reached=is_reached,
    )


def _then(reader: Reader, step: Tracked) -> tuple[Change | None, str]:
    """Return the change of a practice since its step was planned; None with the reason why it is not told."""
    card = reader.scorecard
    own = step.wave if step.wave != card.assessment.wave else None
    wave: EarlierWave | None = next(
        (w for w in card.earlier if w.wave == own or (own is None and not w.reason)), None
    )
    if wave is None:
        return None, reader.words("progress.no_wave")
    if wave.reason:
        return None, reader.words(f"waves.reasons.{wave.reason}", k=card.k)
    change = next((found for found in wave.practices if found.id == step.practice), None)
    return change, "" if change else reader.words("progress.not_comparable", k=card.k)


def _verdict(
    reader: Reader, now: Fraction | None, expected: Fraction, change: Change | None, reason: str
) -> tuple[str, bool | None]:
    """Return how to take a score beside what was expected, and whether it came up to it."""
    say = reader.words
    if now is None:
        return say("progress.verdicts.not_rated"), None
    is_reached = now >= expected
    if is_reached:
        text = say("progress.verdicts.reached")
    else:
        text = say("progress.verdicts.short", size=numbers.difference(expected - now))
    if reason:
        text += say("language.space") + reason
    elif change and change.yardstick is not None and abs(float(change.difference)) <= change.yardstick:
        text += say("language.space") + say("progress.verdicts.noise")
    return text, is_reached
