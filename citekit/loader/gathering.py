"""Gathering what was read into a project: each file by its kind, then all of them linked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from citekit import documents, formats, inheritance, linker, prose
from citekit.diagnostic import Diagnostic
from citekit.encoding import decode, prepare
from citekit.library import with_keys
from citekit.loader import carrying, following
from citekit.loader.files import OUTSIDE, UNKNOWN_KIND, Named, Shelf, real, show
from citekit.loader.kinds import Kind, kind_of
from citekit.messages import say
from citekit.model import Claim, Config, Document, Library, Project, ReadingList
from citekit.plugin import DocumentFormat
from citekit.projectfiles import claims as claims_files
from citekit.projectfiles import config as configuration
from citekit.projectfiles import reading_list as reading_lists
from citekit.projectfiles.claims import ClaimsFile
from citekit.projectfiles.problems import WRONG_CLAIM_VALUE
from citekit.source import STANDARD_SHOWN, ByteSource, TextSource, nowhere

Progress = Callable[[int, int], None]
"""Told how many characters of how many were searched for citations."""


def unseen(done: int, total: int) -> None:
    """Shows no progress."""


@dataclass(slots=True)
class Gathering:
    """The files read so far, by kind, and what is wrong with them."""

    shelf: Shelf = field(default_factory=Shelf)
    named: list[str] = field(default_factory=list)
    """Every path that was named, read or not."""
    libraries: list[Library] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    claims_files: list[ClaimsFile] = field(default_factory=list)
    reading_lists: list[ReadingList] = field(default_factory=list)
    library_given: bool = False
    """A library was named, read or not: the documents' own do not count then."""
    homes: dict[str, str] = field(default_factory=dict)
    """For each document that another takes in, the folder of the one with which that began."""
    only: str = ""
    """The document that claims without one are about: the one that was named, when it was just one."""
    named_libraries: list[str] = field(default_factory=list)
    """The paths of the libraries that were named, read or not."""
    progress: Progress = unseen

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with the files."""
        return self.shelf.diagnostics

    def _take(self, named: Named) -> bytes | None:
        self.named.append(named.shown)
        return self.shelf.take(named, documents.by_path(named.shown).read_bytes is not None)

    def _text(self, named: Named, data: bytes) -> TextSource:
        decoded = decode(data, named.shown)
        self.diagnostics.extend(decoded.diagnostics)
        return TextSource(named.shown, decoded.text)

    # ---------------------------------------------------------------------------------------------- by kind

    def library(self, named: Named) -> None:
        """Reads a bibliography."""
        self.library_given = True
        if named.shown not in self.named_libraries:
            self.named_libraries.append(named.shown)
        if (data := self._take(named)) is not None:
            self._library(named, data)

    def standard_library(self, data: bytes) -> None:
        """Reads a bibliography that standard input gave."""
        self.named.append(STANDARD_SHOWN)
        self._library(Named(STANDARD_SHOWN), data)

    def standard_document(self, data: bytes) -> None:
        """Reads a document that standard input gave: its name tells no kind, so it is plain text."""
        self.named.append(STANDARD_SHOWN)
        self._document(Named(STANDARD_SHOWN), data)

    def claims(self, named: Named) -> None:
        """Reads a claims file."""
        if (data := self._take(named)) is not None:
            self._claims(named, data)

    def reading_list(self, named: Named) -> None:
        """Reads a reading list."""
        if (data := self._take(named)) is not None:
            self._reading_list(named, data)

    def document(self, named: Named) -> None:
        """Reads a document."""
        if (data := self._take(named)) is not None:
            self._document(named, data)

    def any(self, named: Named) -> None:
        """Reads a file of whatever kind it shows to be."""
        if (data := self._take(named)) is None:
            return
        kinds = {
            Kind.LIBRARY: self._library,
            Kind.CLAIMS: self._claims,
            Kind.READING_LIST: self._reading_list,
            Kind.CONFIG: self._config,
            Kind.DOCUMENT: self._document,
        }
        kinds[kind_of(named.shown, data)](named, data)

    def _library(self, named: Named, data: bytes) -> None:
        self.library_given = True
        if named.shown not in self.named_libraries:
            self.named_libraries.append(named.shown)
        source, found = prepare(data, named.shown)
        format = formats.by_path(named.shown, data) or formats.FORMATS[0]
        library = formats.read_after(format, source, self.libraries)
        self.libraries.append(library)
        self.diagnostics.extend([*with_keys(library, found), *library.diagnostics])

    def _claims(self, named: Named, data: bytes) -> None:
        number = 1 + sum(len(file.claims) for file in self.claims_files)
        base = PurePath(named.shown).parent.as_posix()
        file = claims_files.read(self._text(named, data), base, number)
        self.claims_files.append(file)
        self.diagnostics.extend(file.diagnostics)

    def _reading_list(self, named: Named, data: bytes) -> None:
        found = reading_lists.read(self._text(named, data))
        self.reading_lists.append(found)
        self.diagnostics.extend(found.diagnostics)

    def _config(self, named: Named, data: bytes) -> None:
        # Named among plain files it governs nothing, but its faults are worth hearing.
        self.diagnostics.extend(configuration.examine(self._text(named, data)).diagnostics)

    def _document(self, named: Named, data: bytes, unnamed: DocumentFormat | None = None, within: str = "") -> None:
        """Reads a document; `unnamed` is the format of one whose name does not tell it, when that is known."""
        format = documents.by_path(named.shown)
        if unnamed is not None and format.name == "plain":
            format = unnamed
        elif PurePath(named.shown).suffix.lower() not in format.suffixes:
            message = say("{shown} was read as plain text", shown=named.shown)
            hint = say("give it the ending of what it is: .md, .tex, .docx, .txt, .bib, .toml")
            self.diagnostics.append(UNKNOWN_KIND.at(nowhere(named.shown), message, hint=hint))
        document = self._read(format, named, data)
        document = replace(document, within=within) if within else document
        self.documents.append(document)
        self.diagnostics.extend(document.diagnostics)

    def _read(self, format: DocumentFormat, named: Named, data: bytes) -> Document:
        if format.read_bytes is not None:
            return format.read_bytes(ByteSource(named.shown, data, "latin-1"))
        assert format.read is not None, f"the document format {format.name} reads nothing"
        return format.read(self._text(named, data))

    # ----------------------------------------------------------------------------------------------- linked

    def complete(self, root: Path) -> None:
        """Reads what the files name themselves: the documents of claims, the libraries of documents."""
        self.only = self.documents[0].path if len(self.documents) == 1 else ""
        for file in self.claims_files:
            for shown, asked in file.documents.items():
                if self._strays(shown, file.path, root):
                    message = say("{shown} lies outside the project", shown=shown)
                    hint = say("name that document on the command line or in citekit.toml, if it is meant")
                    self.diagnostics.append(WRONG_CLAIM_VALUE.at(asked or nowhere(file.path), message, hint=hint))
                else:
                    self.document(Named(shown, asked))
        self._follow(root)
        self.claims_files.extend(claims_files.marked(document) for document in self.documents if document.claims)
        self.diagnostics.extend(claims_files.repeated(self.claims_files))
        if not self.library_given:
            for named in list(self._own_libraries()):
                self.library(named)
        if not self.library_given:
            for named in following.settled(self.documents, root):
                self.library(named)

    def _follow(self, root: Path) -> None:
        """Reads the files that the documents take in, and those that these take in."""
        for document in self.documents:  # which grow in number as they are read
            if len(self.homes) > following.MOST:
                return
            format = documents.named(document.format)
            home = self.homes.get(document.path, PurePath(document.path).parent.as_posix())
            folders = following.folders(document, format, home, root)
            for include in document.includes:
                named = following.named(format, include, folders, root)
                if following.strays(named.shown, (root, home)):
                    message = say("{name} leads out of the project and was not read", name=include.name)
                    hint = say("name it on the command line or in citekit.toml, if it is meant")
                    self.diagnostics.append(OUTSIDE.at(include.span, message, hint=hint, unreadable=True))
                elif not include.optional or Path(named.shown).is_file():
                    self.homes.setdefault(named.shown, home)
                    self._take_in(named, format, document.path)
        self.documents = list(following.with_definitions(self.documents, self.homes))

    def _take_in(self, named: Named, format: DocumentFormat, within: str) -> None:
        if (data := self._take(named)) is not None:
            self._document(named, data, format, within)

    def _strays(self, shown: str, claims: str, root: Path) -> bool:
        """A claims file alone may not lead citekit out of the project and of its own folder; a person may."""
        if shown in {document.path for document in self.documents}:
            return False
        return not any(real(Path(shown)).is_relative_to(real(home)) for home in (root, Path(claims).parent))

    def _own_libraries(self) -> Iterator[Named]:
        for document in self.documents:
            folder = Path(document.path).parent
            if documents.named(document.format).includes_from_root:
                folder = Path(self.homes.get(document.path, folder))
            at = 0
            for name in document.bibliography:
                # They come in the order of the text, so each is looked for from the one before it on.
                at = document.text.find(name, max(at, 0))
                asked = document.source.span(at, at + len(name)) if at >= 0 else None
                yield Named(_with_ending(show(folder, name)), asked)

    def project(self, root: Path, config: Config) -> Project:
        """All that was read, linked."""
        carried = not (self.libraries or self.library_given)
        if not carried:
            self.documents = carrying.join(self.documents, self.libraries)
        else:
            self.documents, self.libraries = carrying.carry(self.documents)
        self.libraries = list(inheritance.resolve(self.libraries))
        documents = tuple(self._with_citations(config.language))
        claims = tuple(self._settle(claim) for file in self.claims_files for claim in file.claims)
        links = linker.link(self.libraries, documents, claims, self.reading_lists, carried=carried)
        return Project(
            root=root,
            config=config,
            libraries=tuple(self.libraries),
            documents=documents,
            claims=claims,
            reading_lists=tuple(self.reading_lists),
            attributions=links.attributions,
            listed=links.listed,
            anchors=links.anchors,
            diagnostics=tuple(self.diagnostics),
        )

    def _with_citations(self, language: str) -> Iterator[Document]:
        """The documents with the citations that their running text makes in words."""
        # The names of a large library take long to read: not when there is no text to look for them in.
        libraries = self.libraries if self.documents else ()
        lexicon = prose.lexicon(entry for library in libraries for entry in library.entries)
        total, done = sum(len(document.prose) for document in self.documents), 0
        for document in self.documents:
            self.progress(done, total)
            yield prose.read(replace(document, language=document.language or language), lexicon)
            done += len(document.prose)
        self.progress(total, total)

    def _settle(self, claim: Claim) -> Claim:
        """The claim with its document by the path under which it was read."""
        document = self.shelf.first_name(claim.document) if claim.document else self.only
        if not document:
            message = say("the claim does not say which document it is about")
            hint = say('add document = "article.md" at the top of the file')
            self.diagnostics.append(WRONG_CLAIM_VALUE.at(claim.span, message, hint=hint, subject=claim.id))
        return claim if document == claim.document else replace(claim, document=document)


def _with_ending(path: str) -> str:
    """The path of a library that a document names: LaTeX leaves out its ending."""
    exact, ended = Path(path), Path(f"{path}.bib")
    return ended.as_posix() if not exact.exists() and (ended.exists() or not exact.suffix) else path
