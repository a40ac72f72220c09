"""Texts of forms, moments and spans are read as services write them."""

import pytest

from site_builder.load.plain_text import (
    filled_in,
    folded,
    letter_in_front,
    moment_of,
    seconds_of,
    without_number,
)


def test_texts_of_forms_are_brought_into_one_shape() -> None:
    assert folded("Ｆoo， bar。") == folded("foo,BAR")
    assert without_number("12、公司怎么定？") == "公司怎么定?"
    assert without_number("Q3. How") == "How"
    assert letter_in_front("B．由领导点名") == ("B", "由领导点名")
    assert letter_in_front("A leader says so") == (None, "A leader says so")
    assert filled_in("不适用〖没有〗") == ("不适用", "没有")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/6/3 9:12:05", "2026-06-03T09:12:05"),
        ("2026-06-03", "2026-06-03T00:00:00"),
        ("2026年6月3日 下午3:05", "2026-06-03T15:05:00"),
        ("6/3/26 10:02:01", "2026-06-03T10:02:01"),
        ("23/6/2026", "2026-06-23T00:00:00"),
        ("2026/06/03 2:05:01 PM GMT+8", "2026-06-03T14:05:01"),
        ("46176", "2026-06-03T00:00:00"),
        ("2026-06-03T02:10:30Z", "2026-06-03T02:10:30"),
        ("2026-13-41", None),
        ("soon", None),
        ("", None),
    ],
)
def test_moments_are_read_as_services_write_them(text: str, day: str | None) -> None:
    found = moment_of(text)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("text", "seconds"), [("312秒", 312), ("5分12秒", 312), ("480.25", 480), ("3分钟", 180), ("long", None)]
)
def test_spans_are_read_as_services_write_them(text: str, seconds: int | None) -> None:
    assert seconds_of(text) == seconds
