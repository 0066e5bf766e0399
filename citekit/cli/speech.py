"""The language of messages: `--lang`, else what the environment says; see `citekit.messages.catalogues`."""

from __future__ import annotations

import os

import click

from citekit.diagnostic import UsageError
from citekit.messages import Message
from citekit.messages.catalogues import catalogue, fitting, languages, preferred

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.messages import Catalogue

_CHOSEN = "citekit.language"


def _choose(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Keeps the language for all that this run says. Raises UsageError for one that has no catalogue."""
    if value is None:
        return
    language = fitting(value)
    if language is None:
        raise UsageError(f"there are no messages in {value!r}; the languages are {', '.join(languages())}")
    ctx.meta[_CHOSEN] = language


option = click.option(
    "--lang",
    metavar="LANGUAGE",
    callback=_choose,
    expose_value=False,
    help="The language of messages, such as id. Default: as LANGUAGE, LC_ALL, LC_MESSAGES or LANG says.",
)
"""Gives a command `--lang`."""


def language() -> str:
    """The language that was asked for."""
    context = click.get_current_context(silent=True)
    return (context and context.meta.get(_CHOSEN)) or preferred(os.environ)


def chosen() -> Catalogue | None:
    """The catalogue of that language; None for English."""
    return catalogue(language())


def spoken(text: str) -> str:
    """A text as it is said in that language; what is no message stays as it is."""
    if not isinstance(text, Message):
        return text
    found = chosen()
    return text.said(found) if found else text
