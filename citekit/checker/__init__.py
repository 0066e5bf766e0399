"""check() and audit(): the rules run over a project; what reading found and what they find, chosen and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from citekit import documents, encoding_problems, exchange, formats, loader, projectfiles, references, styles
from citekit.checker import kinds
from citekit.checker.baseline import Accepted, Baseline, Fingerprints, hide
from citekit.checker.choosing import Choice, Paths, codes_of, fits, instead, severities_of
from citekit.checker.ignoring import ignores
from citekit.checker.kinds import OUTPUT_NOT_WRITTEN as OUTPUT_NOT_WRITTEN
from citekit.checker.kinds import PLUGIN_NOT_LOADED, RULE_CRASHED
from citekit.checker.kinds import TEMPLATE_ERROR as TEMPLATE_ERROR
from citekit.diagnostic import Diagnostic, Problem, Severity, UsageError
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Broken, DocumentFormat, Format, Rule, Style, discover
from citekit.projectfiles.problems import WRONG_SETTING
from citekit.rules import RULES
from citekit.source import Span, nowhere
from citekit.telling import Told


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is not shown, and why."""

    finding: Diagnostic
    by: str
    """What hides it: configuration, comment or baseline."""
    reason: str = ""
    """As the ignore gives it; empty for one of the baseline."""
    span: Span | None = None
    """Where the ignore stands."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What the rules found: what is to be shown, what is not, and what was accepted and is found no more."""

    found: tuple[Diagnostic, ...]
    """Sorted by place."""
    suppressed: tuple[Suppressed, ...] = ()
    stale: tuple[Accepted, ...] = ()


def check(project: Project, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Diagnostic]:
    """All findings about a project that are not ignored, those of reading included, sorted by place: see `audit`."""
    return list(audit(project, select=select, ignore=ignore).found)


def audit(
    project: Project, *, select: Sequence[str] = (), ignore: Sequence[str] = (), baseline: Baseline | None = None
) -> Audit:
    """All findings about a project, those of reading included; those that are ignored or were accepted apart.

    `select` and `ignore` hold codes ("CIT103"), their beginnings ("CIT") or names ("misspelt-author") and add to what
    the project's configuration says. Without `select` everything is wanted; what both name is ignored. That a file
    could not be read at all is always told.

    Raises UsageError when a word of `select` or `ignore` fits nothing; in the configuration that is a finding.
    """
    rules = _rules()
    known = _catalogue(rules)
    for word in (*select, *ignore):
        if not fits(word, known):
            raise UsageError(say('there is no finding "{word}"', word=word), hint=instead(word, known))
    choice = _choice(project, select, ignore, known)
    kept, left = _without_ignored(project, _found(project, rules, known, choice), choice, known)
    severities = severities_of(project.config.profile.severities, known)
    kept = sorted((_as_severe(one, severities) for one in kept), key=lambda one: one.order)
    if baseline is None:
        return Audit(tuple(kept), left)
    new, old, stale = hide(kept, baseline, Fingerprints(project, choice.paths.of))
    looked_for = tuple(one for one in stale if choice.runs(one.code))
    shown = sorted([*new, *baseline.diagnostics], key=lambda one: one.order)
    return Audit(tuple(shown), (*left, *(Suppressed(one, "baseline") for one in old)), looked_for)


def _choice(project: Project, select: Sequence[str], ignore: Sequence[str], known: Sequence[Problem]) -> Choice:
    config, profile = project.config, project.config.profile
    wanted = codes_of((*select, *config.select) or profile.select, known) or ("",)
    unwanted = codes_of((*ignore, *config.ignore, *profile.ignore), known)
    files = ((one, codes_of(one.select, known), codes_of(one.ignore, known)) for one in config.file_rules)
    return Choice(wanted, unwanted, tuple(files), Paths(project.root))


def _found(project: Project, rules: Iterable[Rule], known: Sequence[Problem], choice: Choice) -> list[Diagnostic]:
    found = [one for one in project.diagnostics if one.unreadable or one.code.startswith(choice.wanted)]
    for rule in rules:
        if choice.runs(rule.problem.code):
            found += _run(rule, project)
    # What went wrong with citekit itself is told whatever was selected.
    found += (*_not_loaded(project), *_unknown_words(project, known))
    return [one for one in found if choice.keeps(one)]


def _without_ignored(
    project: Project, found: Iterable[Diagnostic], choice: Choice, known: Sequence[Problem]
) -> tuple[list[Diagnostic], tuple[Suppressed, ...]]:
    """The findings that nobody ignores, with what is wrong with the ignores; and those that somebody does."""
    asked = ignores(project, known, choice.paths)
    kept: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    for one in found:
        if left := asked.left(one):
            suppressed.append(Suppressed(one, left.by, left.reason, left.span))
        else:
            kept.append(one)
    # Where something was not read, or a rule stopped, what would have been found is not known.
    sure = not any(one.unreadable or one.code == RULE_CRASHED.code for one in kept)
    own = (*asked.faulty, *(asked.unused(choice) if sure else ()))
    return [*kept, *(one for one in own if choice.runs(one.code) and choice.keeps(one))], tuple(suppressed)


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
        kinds.PROBLEMS,
        encoding_problems.PROBLEMS,
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
                    say(
                        "the plugin {name} of citekit.{group} could not be loaded: {why}",
                        name=broken.name,
                        group=group,
                        why=broken.why,
                    ),
                    hint=say("update the package that brings it, or uninstall it"),
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
            say(
                "the rule {name} ({code}) stopped at a fault of its own: {fault}: {error}",
                name=name,
                code=code,
                fault=type(error).__name__,
                error=error,
            ),
            hint=say("tell its author which file made it stop; --ignore {code} leaves it out", code=code),
        )
        told.append(crashed)
    return told.all()


def _project_place(project: Project) -> Span:
    """Where to put what concerns no file: citekit.toml, or the folder."""
    return nowhere(project.config.path or project.root.as_posix())


def _unknown_words(project: Project, known: Sequence[Problem]) -> Iterator[Diagnostic]:
    """What the configuration and its profile name that there is not."""
    config = project.config
    listed = ((name, word) for name in ("select", "ignore") for word in getattr(config, name))
    places = [(name, word, config.places.get(word) or _project_place(project)) for name, word in listed]
    for setting, word, place in (*places, *((one.setting, one.text, one.span) for one in config.words)):
        if not fits(word, known):
            message = say('{setting} names "{word}", but there is no such finding', setting=setting, word=word)
            yield WRONG_SETTING.at(place, message, hint=instead(word, known))
