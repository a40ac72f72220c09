"""The order of the stages, and nothing else: what commands call. The large reference site stands apart."""

from site_builder.pipeline.deliveries import hand_over
from site_builder.pipeline.handover import (
    pack,
    pdf_name,
    telling_branding,
    typeset_report,
)
from site_builder.pipeline.report import (
    anonymous,
    build_report,
    check_report,
    example_folders,
    examples,
    forget,
    insight_of,
    read_assessment,
    read_instrument,
    result,
    scorecard,
    sentences_of,
    site_of,
    stage_report,
    stale_words,
)

__all__ = [
    "anonymous",
    "build_report",
    "check_report",
    "example_folders",
    "examples",
    "forget",
    "hand_over",
    "insight_of",
    "pack",
    "pdf_name",
    "read_assessment",
    "read_instrument",
    "result",
    "scorecard",
    "sentences_of",
    "site_of",
    "stage_report",
    "stale_words",
    "telling_branding",
    "typeset_report",
]
