"""check(): the rules run over a project; what reading found and what they find, chosen and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain

from citekit import documents, encoding, exchange, formats, loader, projectfiles, references, styles
from citekit.diagnostic import Diagnostic, Problem, Severity, UsageError, problem
from citekit.model import Project
from citekit.plugin import Broken, DocumentFormat, Format, Rule, Style, discover
from citekit.projectfiles.problems import WRONG_SETTING
from citekit.rules import RULES
from citekit.source import Span, nowhere
from citekit.telling import Told

TEMPLATE_ERROR = problem(
    "TPL001",
    "template-error",
    Severity.ERROR,
    """
    A template cannot be rendered.

    ## Why it matters
    The page that it makes is not written, and the one of the last time stays as it was. The finding stands at the
    line of the template that is wrong: its grammar, a name that there is not, or something that templates may not
    do, such as reading a file outside the project.

    ## What to do
    Put that line right, then build again. `citekit render` shows the result of one template without writing it.
    """,
)

OUTPUT_NOT_WRITTEN = problem(
    "TPL002",
    "output-not-written",
    Severity.ERROR,
    """
    A page could not be written.

    ## Why it matters
    The file holds what an earlier build wrote, or nothing. The finding says why: a folder that may not be written
    to, a full disk, a folder that has the name of the file. Nothing is ever half written.

    ## What to do
    Put right what the finding names, or give the output another `file` in `citekit.toml`, then build again.
    """,
)

PLUGIN_NOT_LOADED = problem(
    "PLG001",
    "plugin-not-loaded",
    Severity.WARNING,
    """
    A package that adds formats, rules or styles to citekit could not be loaded.

    ## Why it matters
    What it brings is not there: its rules did not run, so a clean report says less than it seems to.

    ## What to do
    Update the package that the finding names, or uninstall it.
    """,
)

RULE_CRASHED = problem(
    "PLG002",
    "rule-crashed",
    Severity.ERROR,
    """
    A rule stopped at a fault of its own.

    ## Why it matters
    What it would have found after that is not in the report; all other rules ran to their end. The fault is the
    rule's, not that of your files.

    ## What to do
    Tell the rule's author which file made it stop. Until it is put right, `--ignore` with the rule's code leaves the
    rule out.
    """,
)

PROBLEMS = (TEMPLATE_ERROR, OUTPUT_NOT_WRITTEN, PLUGIN_NOT_LOADED, RULE_CRASHED)
"""The kinds of findings that no reader and no rule makes."""


def check(project: Project, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Diagnostic]:
    """All findings about a project, those of reading included, sorted by place.

    `select` and `ignore` hold codes ("CIT103"), their beginnings ("CIT") or names ("misspelt-author") and add to what
    the project's configuration says. Without `select` everything is wanted; what both name is ignored. That a file
    could not be read at all is always told.

    Raises UsageError when a word of `select` or `ignore` fits nothing; in the configuration that is a finding.
    """
    rules = _rules()
    known = _catalogue(rules)
    for word in (*select, *ignore):
        if not _fits(word, known):
            raise UsageError(f'there is no finding "{word}"', hint=_instead(word, known))
    config, profile = project.config, project.config.profile
    wanted = _codes((*select, *config.select) or profile.select, known) or ("",)
    unwanted = _codes((*ignore, *config.ignore, *profile.ignore), known)
    found = [one for one in project.diagnostics if one.unreadable or one.code.startswith(wanted)]
    for rule in rules:
        if rule.problem.code.startswith(wanted) and not rule.problem.code.startswith(unwanted):
            found += _run(rule, project)
    # What went wrong with citekit itself is told whatever was selected.
    found += (*_not_loaded(project), *_unknown_words(project, known))
    kept = (one for one in found if one.unreadable or not one.code.startswith(unwanted))
    severities = {code: severity for word, severity in profile.severities.items() for code in _codes([word], known)}
    return sorted((_as_severe(one, severities) for one in kept), key=lambda one: one.order)


def _as_severe(found: Diagnostic, severities: Mapping[str, Severity]) -> Diagnostic:
    """A finding as the profile takes it."""
    severity = severities.get(found.code)
    return found if severity is None or found.unreadable else replace(found, severity=severity)


def problems() -> tuple[Problem, ...]:
    """Every kind of finding that citekit can print, those of plugins included, in code order."""
    return _catalogue(_rules())


def _catalogue(rules: Iterable[Rule]) -> tuple[Problem, ...]:
    lists = (
        (rule.problem for rule in rules),
        PROBLEMS,
        encoding.PROBLEMS,
        exchange.PROBLEMS,
        loader.PROBLEMS,
        projectfiles.PROBLEMS,
        references.PROBLEMS,
        styles.PROBLEMS,
        *(format.problems for format in formats.FORMATS),
        documents.problems(),
    )
    by_code: dict[str, Problem] = {}
    for found in chain(*lists):
        by_code.setdefault(found.code, found)
    return tuple(by_code[code] for code in sorted(by_code))


# --------------------------------------------------------------------------------------------- rules and plugins


def _rules() -> tuple[Rule, ...]:
    """The rules of citekit, then those of plugins."""
    return (*RULES, *(found for found in discover("rules") if isinstance(found, Rule)))


_PLUGINS = {"formats": Format, "documents": DocumentFormat, "rules": Rule, "styles": Style}


def _not_loaded(project: Project) -> Iterator[Diagnostic]:
    """The plugins of every kind that gave nothing."""
    for group, kind in _PLUGINS.items():
        for found in discover(group):
            if not isinstance(found, kind):
                broken = found if isinstance(found, Broken) else Broken(repr(found)[:60], f"it is no {kind.__name__}")
                yield PLUGIN_NOT_LOADED.at(
                    _project_place(project),
                    f"the plugin {broken.name} of citekit.{group} could not be loaded: {broken.why}",
                    hint="update the package that brings it, or uninstall it",
                )


def _run(rule: Rule, project: Project) -> list[Diagnostic]:
    """What a rule finds. A fault of the rule's own costs the rest of its findings and nothing else."""
    told = Told()
    try:
        for found in rule.find(project):
            if not isinstance(found, Diagnostic):
                raise TypeError(f"it gave {type(found).__name__} for a finding")
            told.append(found)
    except Exception as error:
        code, name = rule.problem.code, rule.problem.name
        crashed = RULE_CRASHED.at(
            _project_place(project),
            f"the rule {name} ({code}) stopped at a fault of its own: {type(error).__name__}: {error}",
            hint=f"tell its author which file made it stop; --ignore {code} leaves it out",
        )
        told.append(crashed)
    return told.all()


def _project_place(project: Project) -> Span:
    """Where to put what concerns no file: citekit.toml, or the folder."""
    return nowhere(project.config.path or project.root.as_posix())


# ------------------------------------------------------------------------------------------------ select, ignore


def _fits(word: str, known: Iterable[Problem]) -> bool:
    return bool(word) and any(p.code.startswith(word.upper()) or p.name == word.lower() for p in known)


def _codes(words: Iterable[str], known: Iterable[Problem]) -> tuple[str, ...]:
    """What the codes begin with that these words stand for."""
    codes = {one.name: one.code for one in known}
    return tuple(codes.get(word.lower(), word.upper()) for word in words if _fits(word, known))


def _instead(word: str, known: Iterable[Problem]) -> str:
    names = [text for one in known for text in (one.code, one.name)]
    near = get_close_matches(word.upper(), names, n=1) or get_close_matches(word.lower(), names, n=1)
    return f"did you mean {near[0]}?" if near else "citekit explain lists the codes and names of all findings"


def _unknown_words(project: Project, known: Sequence[Problem]) -> Iterator[Diagnostic]:
    """What the configuration selects or ignores that there is not."""
    for setting, words in (("select", project.config.select), ("ignore", project.config.ignore)):
        for word in words:
            if not _fits(word, known):
                message = f'{setting} names "{word}", but there is no such finding'
                place = project.config.places.get(word) or _project_place(project)
                yield WRONG_SETTING.at(place, message, hint=_instead(word, known))
