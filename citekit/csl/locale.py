"""Terms, localized dates and options, with the fallback chain (specification, "Locale" and "Terms").

A Locale is the outcome of the whole chain for one language and one style: later sources override earlier ones
unit by unit, so that a look-up is one dictionary access and, where the form is missing, one fallback of forms.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from citekit.csl.errors import LocaleError
from citekit.csl.vocabulary import PRIMARY_DIALECTS
from citekit.csl.xmltree import Element

FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
"""Where a form that is not defined falls back to ("Terms")."""

DEFAULT_LANGUAGE = "en-US"

_SAME_TERM = {"sub verbo": "sub-verbo", "unpublished": "unpublished"}


@dataclass(frozen=True, slots=True)
class Term:
    """A localized string: its singular and plural, its gender, and for ordinals how it matches."""

    single: str
    multiple: str
    gender: str = ""
    match: str = ""


@dataclass(slots=True)
class Locale:
    """Everything localizable, after fallback: terms by (name, form, gender-form), dates by form, options."""

    language: str
    terms: dict[tuple[str, str, str], Term] = field(default_factory=dict)
    dates: dict[str, Element] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)

    def term(self, name: str, form: str = "long", plural: bool = False, gender: str = "") -> str | None:
        """Give a term's text, or None where it is defined in no form."""
        found = self.find(name, form, gender)
        return None if found is None else (found.multiple if plural else found.single).replace("'", "\u2019")

    def find(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """Give a term after the fallback of forms: verb-short to verb, symbol to short, those to long ("Terms")."""
        name = _SAME_TERM.get(name, name)
        step: str | None = form
        while step is not None:
            found = self.terms.get((name, step, gender))
            if found is None and gender:
                found = self.terms.get((name, step, ""))
            if found is not None:
                return found
            step = FORM_FALLBACK.get(step)
        return None

    def gender(self, name: str) -> str:
        """Give the gender of a noun, which stands on the long form of its term ("Gender-specific Ordinals")."""
        found = self.terms.get((name, "long", ""))
        return found.gender if found else ""

    def option(self, name: str) -> bool:
        """Say whether a localized option is "true"."""
        return self.options.get(name) == "true"

    def overlay(self, source: Element) -> None:
        """Let a `cs:locale` element (of a file or of a style) override what came before."""
        self._overlay_terms([term for block in source.all("terms") for term in block.all("term")])
        for date in source.all("date"):
            self.dates[date.get("form", "text")] = date
        for options in source.all("style-options"):
            self.options.update(options.attributes)

    def _overlay_terms(self, elements: Iterable[Element]) -> None:
        new = dict(item for element in elements for item in _read_term(element))
        if any(_is_ordinal(name) for name, _, _ in new):
            # Redefining any ordinal term replaces all that were defined before ("Ordinal Suffixes").
            self.terms = {key: term for key, term in self.terms.items() if not _is_ordinal(key[0])}
        self.terms.update(new)


def _is_ordinal(name: str) -> bool:
    return name == "ordinal" or name.startswith("ordinal-")


def _read_term(element: Element) -> list[tuple[tuple[str, str, str], Term]]:
    name = element.get("name")
    name = _SAME_TERM.get(name, name)
    single, multiple = element.child("single"), element.child("multiple")
    text = element.text if single is None and multiple is None else ""
    if "\n" in text and not text.strip():
        text = ""
    term = Term(
        single.text if single is not None else text,
        multiple.text if multiple is not None else text,
        element.get("gender"),
        element.get("match"),
    )
    return [((name, element.get("form") or "long", element.get("gender-form")), term)]


def full_code(language: str) -> str:
    """Give the locale code of a language: `de` is its primary dialect `de-DE`, `en_us` is `en-US`."""
    parts = language.replace("_", "-").split("-")
    if len(parts) == 1:
        return PRIMARY_DIALECTS.get(parts[0].lower(), parts[0].lower())
    return "-".join([parts[0].lower(), *(part.upper() if len(part) == 2 else part.title() for part in parts[1:])])


def fallback_languages(language: str) -> list[str]:
    """Give the locale files for a language, the most general first: en-US, the primary dialect, the dialect."""
    code = full_code(language)
    primary = PRIMARY_DIALECTS.get(code.partition("-")[0], code)
    return list(dict.fromkeys([DEFAULT_LANGUAGE, primary, code]))


def build_locale(language: str, in_style: Iterable[Element], read: Callable[[str], Element | None]) -> Locale:
    """Give the locale of a style for a language, after "Locale Fallback".

    `read` gives the root of a locale file by its code, or None where there is none. Raises LocaleError when not
    even en-US can be had.
    """
    code = full_code(language)
    roots = [root for root in map(read, fallback_languages(code)) if root is not None]
    if not roots:
        raise LocaleError("there is no locale file, not even for en-US")
    locale = Locale(code)
    for root in roots:
        locale.overlay(root)
    overrides = list(in_style)
    for wanted in ("", code.partition("-")[0], code):
        for element in overrides:
            if _override_language(element) == wanted:
                locale.overlay(element)
    return locale


def _override_language(element: Element) -> str:
    language = element.get("lang")
    return full_code(language) if "-" in language or "_" in language else language
