"""Sentences for people, in English and able to be said in another language.

A `Message` is the English sentence, and so works wherever a text does. It keeps the template and the values it was
made from: a catalogue of another language (see `citekit.messages.catalogues`) gives the template, the values go in as
they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Catalogue(Protocol):
        """What gettext's translations can do."""

        def gettext(self, message: str, /) -> str:
            """The template in the catalogue's language; the same when it has none."""

        def ngettext(self, one: str, many: str, count: int, /) -> str:
            """That of the two templates, in the catalogue's language, which goes with the number."""


class Message(str):
    """An English sentence that knows how it was made."""

    __slots__ = ("many", "template", "values")
    template: str
    many: str
    """The template for other numbers than one; empty where there is but one template."""
    values: Mapping[str, Any]

    def said(self, catalogue: Catalogue) -> Message:
        """The message in the language of a catalogue; values that are messages are said in it too."""
        values = {name: said(value, catalogue) for name, value in self.values.items()}
        if self.many:
            found = catalogue.ngettext(self.template, self.many, self.values["count"])
        else:
            found = catalogue.gettext(self.template)
        return _made(found.format(**values), self.template, self.many, self.values)


def _made(text: str, template: str, many: str, values: Mapping[str, Any]) -> Message:
    message = Message(text)
    message.template, message.many, message.values = template, many, values
    return message


def say(template: str, many: str = "", /, **values: Any) -> Message:
    """The message of a template of `str.format` and its values; `many` is for any `count` but one.

    Templates stand at the call as plain literals: that is where catalogues are made from.

    >>> say("{name} is not in the library", name="Holsti")
    'Holsti is not in the library'
    >>> say("{count} entry", "{count} entries", count=2)
    '2 entries'
    """
    chosen = many if many and values["count"] != 1 else template
    return _made(chosen.format(**values), template, many, values)


def together(parts: Sequence[str], between: str = ", ") -> Message:
    """Texts and messages in a row, which stay messages: the sign between them has no braces and is no word.

    >>> together([say("no year"), "Holsti"], "; ")
    'no year; Holsti'
    """
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return say(between.join(f"{{{name}}}" for name in values), **values)


def english(text: str) -> str:
    """A text as it was before it was said in another language.

    >>> english(say("{count} entry", "{count} entries", count=2))
    '2 entries'
    """
    if not isinstance(text, Message):
        return text
    values = {name: english(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return say(text.template, text.many, **values)


def said(value: Any, catalogue: Catalogue) -> Any:
    """A value in the language of a catalogue: a message is translated, anything else stays."""
    return value.said(catalogue) if isinstance(value, Message) else value
