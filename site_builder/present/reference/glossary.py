"""The glossary: every term in both languages, and what it means."""

from collections.abc import Iterable, Sequence

from site_builder.language.words import Words
from site_builder.model.content import Term


def glossary_view(
    terms: Iterable[Term], languages: Sequence[str], say: Words
) -> tuple[tuple[str, str, str, str], ...]:
    """Return id, name, name in the other languages and meaning of every term, in the order of the alphabet.

    Args:
        terms: what is explained.
        languages: all of the site's.
        say: the words of this language.

    """
    language = say.language
    others = [other for other in languages if other != language]
    return tuple(
        (term.id, term.name(language), say.join([term.name(o) for o in others]), term.about[language])
        for term in sorted(terms, key=lambda term: term.name(language).casefold())
    )
