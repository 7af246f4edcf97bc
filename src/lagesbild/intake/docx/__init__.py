# SPDX-License-Identifier: EUPL-1.2
"""Word files (.docx), read from their XML with lxml.

python-docx shows paragraphs and tables but not tracked changes, footnotes or text boxes,
which a report must not lose; so the parts are read directly.
"""

from __future__ import annotations

from lagesbild.intake.canonical import canonical, checked
from lagesbild.intake.docx.package import Package, Xml
from lagesbild.intake.docx.styles import Numbering, Styles, W, is_strict, to_transitional
from lagesbild.intake.docx.walk import Notes, Walk
from lagesbild.intake.model import Intake, Note
from lagesbild.intake.refusal import IntakeRefused

_OFFICE_DOCUMENT = "officeDocument"


def read_docx(content: bytes, sha256: str) -> Intake:
    """The text of a Word file with its headings and hyperlinks.

    Raises IntakeRefused: corrupt, encrypted, zip_bomb, outside_entity, no_text.
    """
    package = Package(content)
    main = _main_part(package)
    relations = package.relations(main)
    parts = {kind: target for kind, target, outside in relations.values() if not outside}

    def part(kind: str) -> Xml | None:
        root = package.optional_xml(parts.get(kind))
        if root is not None and is_strict(root):
            to_transitional(root)
        return root

    document = package.xml(main)
    if is_strict(document):
        to_transitional(document)
    body = document.find(W + "body")
    if body is None:
        raise IntakeRefused("corrupt")
    walk = Walk(
        styles=Styles.of(part("styles")),
        numbering=Numbering(part("numbering")),
        urls={key: target for key, (_, target, outside) in relations.items() if outside},
        footnotes=_by_id(part("footnotes"), "footnote"),
        endnotes=_by_id(part("endnotes"), "endnote"),
    )
    walk.body(body)
    if not walk.composer.headings and _are_headings(walk.bold_lines, walk.composer.length):
        for start, end in walk.bold_lines:
            walk.composer.heading(start, end, 1)
    furniture = [
        words
        for kind, target, outside in relations.values()
        if kind in ("header", "footer") and not outside
        for words in _plain_words(package.optional_xml(target))
    ]
    comments = part("comments")
    count = 0 if comments is None else sum(1 for _ in comments.iter(W + "comment"))
    return Intake(
        kind="docx",
        text=checked(walk.composer.text, blank="no_text"),
        sha256=sha256,
        headings=walk.composer.headings,
        links=walk.composer.links,
        notes=tuple(_notes(walk.notes, count, furniture)),
    )


def _main_part(package: Package) -> str:
    for kind, target, outside in package.relations("").values():
        if kind == _OFFICE_DOCUMENT and not outside and target in package:
            return target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise IntakeRefused("corrupt")


def _by_id(root: Xml | None, name: str) -> dict[str, Xml]:
    """Notes by id, without the lines that Word keeps among them to separate them."""
    return {
        note.get(W + "id") or "": note
        for note in (() if root is None else root.iter(W + name))
        if note.get(W + "type") in (None, "normal")
    }


def _are_headings(bold_lines: list[tuple[int, int]], length: int) -> bool:
    """Not when so much is bold that it is the text itself."""
    return sum(end - start for start, end in bold_lines) <= 0.3 * length


def _plain_words(root: Xml | None) -> list[str]:
    """The paragraphs of a page header or footer, strict or not, without the blank ones."""
    found = []
    for paragraph in () if root is None else root.iter("{*}p"):
        words = "".join(text.text or "" for text in paragraph.iter("{*}t")).strip()
        if words:
            found.append(canonical(words))
    return found


def _notes(met: Notes, comments: int, furniture: list[str]) -> list[Note]:
    notes = []
    if met.changes:
        sentence = "Spårade ändringar lästes som godkända: tillagd text är med, struken är borta."
        notes.append(Note("changes_accepted", sentence))
    if comments:
        number = "1 kommentar" if comments == 1 else f"{comments} kommentarer"
        notes.append(Note("comments_left_out", f"{number} i marginalen lästes inte."))
    if furniture:
        detail = tuple(dict.fromkeys(furniture))
        sentence = "Sidhuvud och sidfot lästes inte."
        notes.append(Note("page_furniture_left_out", sentence, detail))
    if met.hidden:
        notes.append(Note("hidden_text_left_out", "Text som är dold i dokumentet lästes inte."))
    if met.contents:
        notes.append(Note("contents_left_out", "Innehållsförteckningen lästes inte."))
    if noted := met.counts.total():
        number = "1 fotnot" if noted == 1 else f"{noted} fotnoter"
        sentence = f"{number} står inom hakparentes efter stycket som de hör till."
        notes.append(Note("footnotes_in_place", sentence))
    return notes
