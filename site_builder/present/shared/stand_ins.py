"""The text of a step for a firm that lacks a post: whoever stands in is named wherever the post was."""

import re
from collections.abc import Mapping

from site_builder.language.words import words
from site_builder.model.instrument import Instrument
from site_builder.model.knowledge import Step

Texts = Mapping[str, str]


def with_stand_ins(step: Step, instrument: Instrument, stand_ins: Mapping[str, Texts]) -> Step:
    """Return a step in which every text names whoever stands in.

    Args:
        step: the step as it is written.
        instrument: where posts are named.
        stand_ins: who stands in, in every language, by the id of the post.

    """

    def _text(texts: Texts) -> dict[str, str]:
        found = dict(texts)
        for language, text in found.items():
            for post, name in stand_ins.items():
                was = instrument.post_by_id[post].name[language]
                text = replaced(text, was, name[language], language)  # noqa: PLW2901 - one post after the other
            found[language] = text
        return found

    changed = {
        key: _text(getattr(step, key)) for key in ("title", "proof", "indicator", "failure", "prerequisite")
    }
    return step.model_copy(update={**changed, "moves": tuple(_text(move) for move in step.moves)})


def replaced(text: str, post: str, name: str, language: str) -> str:
    """Return a text in which a post has another name; where that then stands twice in a row, once.

    Args:
        text: what is written.
        post: the name of the post.
        name: the name of whoever stands in.
        language: the code of the language.

    """
    say = words(language, "report")
    article = say("stand_ins.article")
    bare = [other for other in say("stand_ins.bare").split("|") if other]
    with_article = name if not article or name.startswith(tuple(bare)) else f"{article}{name}"

    def _name(found: re.Match[str]) -> str:
        is_first = found[0][:1].isupper() and not post[:1].isupper()
        return with_article[:1].upper() + with_article[1:] if is_first else with_article

    edge = r"\b" if article else ""
    text = re.sub(rf"{edge}(?:{_any_case(article)})?{_any_case(post)}{edge}", _name, text)
    again = _any_case(with_article)
    return re.sub(rf"({again})(?:{say('stand_ins.and')}){again}", r"\1", text)


def _any_case(text: str) -> str:
    """Return a pattern for a text that may begin with a capital letter; empty for none."""
    first = text[:1]
    return f"[{re.escape(first.lower() + first.upper())}]{re.escape(text[1:])}" if text else ""
