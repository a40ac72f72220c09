"""The order of the stages, and nothing else: what commands call. The large reference site stands apart."""

from site_builder.pipeline.handover import (
    built_before,
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
    "built_before",
    "check_report",
    "example_folders",
    "examples",
    "forget",
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
