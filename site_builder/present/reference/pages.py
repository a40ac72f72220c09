"""The pages of the reference site that the instrument gives: problems, practices, method, examples."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from site_builder.language.words import Words, words
from site_builder.model.content import Content, Written
from site_builder.model.findings import Insight
from site_builder.model.instrument import Instrument
from site_builder.model.page import Contents, Edition, Page, Site, WordText
from site_builder.model.scorecard import Scorecard
from site_builder.present.questionnaire import self_assessment
from site_builder.present.reference.citations import LinkTargets, finish_page
from site_builder.present.reference.examples import examples_view
from site_builder.present.reference.glossary import glossary_view
from site_builder.present.reference.links import Link, relative_path
from site_builder.present.reference.method import reference_method_view
from site_builder.present.reference.practice import ReferencePracticeView, reference_practice_view
from site_builder.present.reference.problem import ProblemView, problem_view
from site_builder.present.reference.sources import sources_view
from site_builder.present.reference.style import style_view
from site_builder.present.reference.templates import templates_view


def reference(
    instrument: Instrument,
    content: Content,
    examples: Mapping[str, Scorecard],
    shown: tuple[Scorecard, Insight],
    url: str | None = None,
) -> Site:
    """Return the reference site.

    Args:
        instrument: what is explained.
        content: what is written.
        examples: the example assessments, by the folder their report lies in.
        shown: the example whose components the style page shows.
        url: where the site will be published; None where that is not known.

    """
    files: dict[str, str | WordText] = {}
    for language, edition in content.editions.items():
        for name, text in edition.templates.items():
            files[f"downloads/{name}.{language}.md"] = text
            files[f"downloads/{name}.{language}.docx"] = WordText(text)
    editions = tuple(
        _Reference(instrument, content, language, examples, shown).edition()
        for language in instrument.languages
    )
    return Site(editions=editions, files=files, url=url)


class _Reference:
    """The pages of one language."""

    def __init__(
        self,
        instrument: Instrument,
        content: Content,
        language: str,
        examples: Mapping[str, Scorecard],
        shown: tuple[Scorecard, Insight],
    ) -> None:
        self.shown = shown
        self.instrument, self.content, self.language = instrument, content, language
        self.written, self.examples = content.editions[language], examples
        self.say = words(language, "report", "reference", "questionnaire")
        self.order = tuple(self._in_order())

    def edition(self) -> Edition:
        """Return this language of the site, its pages not yet made."""
        return Edition(
            language=self.language,
            words=self.say,
            site_name=self.say("site.subtitle"),
            owner="",
            make=self._contents,
        )

    def _contents(self) -> Contents:
        """Return the pages, each with the day on which it was last changed."""
        pages = tuple(
            replace(page, updated=page.updated or self.instrument.updated)
            for page in (self._page(name, section) for name, section in self.order)
        )
        return Contents(pages=pages)

    def _in_order(self) -> Iterator[tuple[str, str | None]]:
        """Yield the pages' names with the title of their section, in the order of the navigation."""
        for entry in self.content.nav:
            if isinstance(entry, str):
                yield entry, None
                continue
            for key, names in entry.items():
                section = self.say(f"reference.sections.{key}")
                for name in names:
                    if name == "practices/*":
                        yield from ((f"practices/{p.id}", section) for p in self.instrument.practices)
                    else:
                        yield name, section

    def _page(self, name: str, section: str | None) -> Page:
        folder, _, id_ = name.rpartition("/")
        if name in self.written.pages:
            return self._written_page(name, self.written.pages[name], section)
        if name == "assess/index":
            return _assess_page(self.instrument, self.say)
        if folder == "problems":
            return _generated_page(
                self.say, name, self._title(name), self._problem(name, id_), self.say("reference.problems")
            )
        if folder == "practices":
            return _generated_page(
                self.say, name, self._title(name), self._practice(name, id_), self.say("reference.practices")
            )
        return _generated_page(self.say, name, self._title(name), self._view(name), section)

    def _problem(self, name: str, id_: str) -> ProblemView:
        dimension = self.instrument.dimension_by_id[id_]
        text = self.written.problems[id_]
        return problem_view(self.instrument, dimension, text, self._after(name), self.say)

    def _practice(self, name: str, id_: str) -> ReferencePracticeView:
        practice = self.instrument.practice_by_id[id_]
        text = self.written.practices[id_]
        return reference_practice_view(self.instrument, practice, text, self._after(name), self.say)

    def _view(self, name: str) -> object:
        """Return the view of a page that exists once and is made from the instrument."""
        if name == "method":
            return reference_method_view(self.instrument, self.examples, self.say)
        if name == "style":
            return style_view(*self.shown, self.language)
        if name == "sources":
            return sources_view(self.instrument, self.say)
        if name == "glossary":
            return glossary_view(self.content.terms, self.instrument.languages, self.say)
        if name == "templates":
            return templates_view(self.instrument, self.written, self.language)
        return examples_view(self.examples, self.language)

    def _written_page(self, name: str, page: Written, section: str | None) -> Page:
        titles = {other: self._title(other) for other, _ in self.order}
        text = finish_page(
            page, name, LinkTargets(self.instrument, self.content.terms, titles), self.language
        )
        return Page(
            name=name,
            title=page.title,
            description=page.description,
            view=text,
            section=section,
            hide=page.hide or ("navigation", "toc"),
            boost=page.boost,
            updated=page.updated,
        )

    def _title(self, name: str) -> str:
        folder, _, id_ = name.rpartition("/")
        if name in self.written.pages:
            return self.written.pages[name].title
        if folder == "problems":
            dimension = self.instrument.dimension_by_id[id_]
            return f"{dimension.code} {dimension.name[self.language]}"
        if folder == "practices":
            practice = self.instrument.practice_by_id[id_]
            return f"{practice.code} {practice.name[self.language]}"
        if name == "assess/index":
            return self.say("questionnaire.self_firm")
        return self.say(f"reference.{name}")

    def _after(self, name: str) -> Link:
        """Return the link to the page after this one."""
        names = [other for other, _ in self.order]
        last = f"problems/{self.instrument.dimensions[-1].id}"
        other = "assess/index" if name == last else names[names.index(name) + 1]
        return Link(text=self._title(other), href=f"{relative_path(name, other)}.html")


def _generated_page(say: Words, name: str, title: str, view: object, section: str | None = None) -> Page:
    """Return a generated page; its template is named after its folder, or after itself."""
    template = {"problems": "problem", "practices": "practice"}.get(name.split("/", maxsplit=1)[0], name)
    return Page(
        name=name,
        title=title,
        description=say("reference.description", page=title),
        template=f"reference/{template}.html",
        view=view,
        section=section,
        hide=("navigation", "toc") if section is None or name == "style" else ("toc",),
    )


def _assess_page(instrument: Instrument, say: Words) -> Page:
    view = self_assessment(instrument, say.language)
    return Page(name="assess/index", title=say("questionnaire.self_firm"), view=view, is_whole=True)
