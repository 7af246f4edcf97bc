# SPDX-License-Identifier: EUPL-1.2
"""Walks the body of a Word document and writes its text.

Tracked changes are read as accepted: insertions and the new place of moved text stay,
deletions and the old place go. Hidden text and comments are left out. A footnote stands
in brackets on a line of its own after the paragraph that refers to it: its sentence
stays whole, and the note stays near it. Text boxes come after the paragraph they hang in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lagesbild.intake.composer import Composer, Mark
from lagesbild.intake.docx.package import Xml
from lagesbild.intake.docx.styles import (
    Numbering,
    Styles,
    W,
    is_on,
    outline_level,
    value,
)
from lagesbild.intake.refusal import IntakeRefused

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_HYPERLINK_FIELD = re.compile(r'\s*HYPERLINK\s+(?:\\\w\s+)*"?([^"\s]+)"?', re.I)
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
    W + "sym": "•",
}
_GONE = frozenset((W + "del", W + "moveFrom"))
_CHANGES = frozenset((W + "ins", W + "moveTo")) | _GONE
_DEEPEST = 60
_LONGEST_BOLD_LINE = 90
_LONGEST_CELL = 100
_MOST_FIELDS = 50


@dataclass
class Notes:
    """What was met on the way that a person should know of."""

    changes: int = 0
    hidden: int = 0
    contents: bool = False
    counts: Counter[str] = field(default_factory=Counter)


class Walk:
    """One pass over a document. `footnotes` and `endnotes` hold their elements by id."""

    def __init__(
        self,
        *,
        styles: Styles,
        numbering: Numbering,
        urls: dict[str, str],
        footnotes: dict[str, Xml],
        endnotes: dict[str, Xml],
    ) -> None:
        self.composer = Composer()
        self.notes = Notes()
        self.bold_lines: list[tuple[int, int]] = []
        self._styles = styles
        self._numbering = numbering
        self._urls = urls
        self._note_texts = {"footnote": footnotes, "endnote": endnotes}
        self._due: list[tuple[str, int, Xml]] = []
        self._boxes: list[Xml] = []
        self._fields: list[_Field] = []
        self._joined = False
        self._lead = ""
        self._cells = 0
        self._depth = 0
        self._in_note = False

    # Blocks

    def body(self, parent: Xml) -> None:
        """Write the paragraphs and tables inside an element."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise IntakeRefused("corrupt")
        for child in parent:
            self._block(child)
        self._depth -= 1

    def _block(self, element: Xml) -> None:
        tag = element.tag
        if tag == W + "p":
            self._paragraph(element)
        elif tag == W + "tbl":
            self._table(element)
        elif tag in _GONE:
            self.notes.changes += 1
        elif tag == _MC + "AlternateContent":
            self.body(_chosen(element))
        elif tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"):
            if tag == W + "ins":
                self.notes.changes += 1
            self.body(element)

    def _paragraph(self, element: Xml) -> None:
        settings = element.find(W + "pPr")
        style = value(settings, "pStyle")
        if self._styles.is_contents(style):
            self.notes.contents = True
            return
        level = outline_level(settings)
        if level is None:
            level = self._styles.level(style)
        # The code of a field ends within its paragraph; one that does not would swallow text.
        self._fields = [field_ for field_ in self._fields if field_.mark is not None]
        item = self._item(settings, style) if not self._joined else None
        if not self._joined:
            self._gap(1 if item is not None and not level else 2)
        self._lead = item or ""
        mark = self.composer.open()
        self._inline(element)
        start, end = self.composer.close(mark)
        self._lead = ""
        # A deleted paragraph mark: accepted, the paragraph runs on in the next.
        self._joined = settings is not None and settings.find(f"{W}rPr/{W}del") is not None
        if self._joined:
            self.notes.changes += 1
            return
        if settings is not None and settings.find(f"{W}rPr/{W}ins") is not None:
            self.notes.changes += 1
        if level and not self._cells:
            self.composer.heading(start, end, level)
        elif item is None and not self._cells and _is_bold_line(element):
            self.bold_lines.append((start, end))
        if not self._cells:
            self._write_due()
        self._gap(1 if item is not None else 2)

    def _item(self, settings: Xml | None, style: str | None) -> str | None:
        """What stands before a list item, None where the paragraph is none."""
        list_id, level = value(settings, "numPr/numId"), value(settings, "numPr/ilvl")
        from_style = self._styles.numbering(style)
        if list_id is None:
            list_id = from_style[0]
        if list_id is None or list_id == "0":
            return None
        depth = int(level) if level and re.fullmatch(r"\d", level) else from_style[1] or 0
        return self._numbering.lead(list_id, depth)

    def _gap(self, lines: int) -> None:
        if not self._cells:
            self.composer.gap(lines)

    def _write_due(self) -> None:
        """Text boxes and notes that the paragraph or table just written referred to."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.body(box)
        if self._in_note:
            return
        due, self._due = self._due, []
        self._in_note = True
        for kind, number, note in due:
            word = "Fotnot" if kind == "footnote" else "Slutnot"
            self._gap(1)
            self.composer.write(f"[{word} {number}: ")
            self._cells += 1
            self._lead = ""
            self._cell(note)
            self._lead = ""
            self._cells -= 1
            self.composer.write("]")
            self._gap(2)
        self._in_note = False

    def _table(self, element: Xml) -> None:
        self._gap(2)
        for row in element.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl"), None) is not element:
                continue
            if row.find(f"{W}trPr/{W}del") is not None:
                self.notes.changes += 1
                continue
            self._row(row)
        self._gap(2)
        self._write_due()

    def _row(self, row: Xml) -> None:
        """The cells on one line with a tab between. A lone cell is a box on the page, and
        cells of several paragraphs only place text side by side: those keep their lines."""
        cells = [
            cell
            for cell in row.iter(W + "tc")
            if next(cell.iterancestors(W + "tr"), None) is row and cell.find(f"{W}tcPr/{W}cellDel") is None
        ]
        if len(cells) == 1 or any(_is_running_text(cell) for cell in cells):
            for cell in cells:
                self._gap(2)
                self.body(cell)
            return
        self._gap(1)
        texts = 0
        for at, cell in enumerate(cells):
            texts += at > 0
            self._lead = "\t" * texts
            self._cells += 1
            before = self.composer.length
            self._cell(cell)
            self._cells -= 1
            if self.composer.length > before:
                texts = 0
        self._lead = ""
        self._gap(1)

    def _cell(self, cell: Xml) -> None:
        """The text of a table's cell or of a note on one line, nested tables included."""
        first = True
        lead = self._lead
        for paragraph in cell.iter(W + "p"):
            if next(paragraph.iterancestors(W + "txbxContent"), None) is not None:
                continue
            before = self.composer.length
            self._lead = lead if first else " "
            self._inline(paragraph)
            first = first and self.composer.length == before
        self._lead = lead if first else ""

    # Within a paragraph

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._cells:
            text = text.replace("\n", " ").replace("\t", " ")
        elif text == "\n" and self.composer.at_line_start:
            return
        lead, self._lead = self._lead, ""
        self.composer.write(text, lead=lead)

    def _inline(self, parent: Xml) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise IntakeRefused("corrupt")
        for child in parent:
            self._piece(child)
        self._depth -= 1

    def _piece(self, element: Xml) -> None:
        tag = element.tag
        if tag in _CHANGES:
            self.notes.changes += 1
        if tag in _GONE or not isinstance(tag, str):
            return
        if tag == W + "r":
            self._run(element)
        elif tag == W + "hyperlink":
            mark = self.composer.open()
            self._inline(element)
            self._link(mark, self._urls.get(element.get(_R + "id") or "", ""))
        elif tag == W + "fldSimple":
            field_ = _Field(instruction=element.get(W + "instr") or "", mark=self.composer.open())
            self._inline(element)
            self._link(field_.mark, field_.url)
        elif tag == _MC + "AlternateContent":
            self._inline(_chosen(element))
        elif tag == _MATH + "t":
            self._write(element.text or "")
        elif tag not in (W + "pPr", W + "sdtPr", W + "rPr"):
            self._inline(element)

    def _run(self, run: Xml) -> None:
        if is_on(run, "rPr/vanish"):
            self.notes.hidden += any(True for _ in run.iter(W + "t"))
            return
        for child in run:
            self._run_part(child)

    def _run_part(self, element: Xml) -> None:
        tag = element.tag
        if tag == W + "t":
            if not self._inside_instruction():
                self._write(element.text or "")
        elif tag in _CHARACTERS:
            if not (tag == W + "br" and element.get(W + "type") in ("page", "column")):
                self._write(_CHARACTERS[tag])
            elif not self._cells:
                self.composer.gap(1)
        elif tag == W + "fldChar":
            self._field_character(element.get(W + "fldCharType") or "")
        elif tag == W + "instrText":
            if self._fields:
                self._fields[-1].instruction += element.text or ""
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            self._note_reference(tag, element.get(W + "id") or "")
        elif isinstance(tag, str):
            self._drawing(element)

    def _drawing(self, element: Xml) -> None:
        """A picture or an embedded thing: only the text boxes in it hold text."""
        if element.tag == _MC + "AlternateContent":
            element = _chosen(element)
        self._boxes.extend(_outermost_boxes(element))

    def _note_reference(self, tag: str, note_id: str) -> None:
        kind = "footnote" if tag == W + "footnoteReference" else "endnote"
        note = self._note_texts[kind].get(note_id)
        if note is not None and not self._in_note:
            self.notes.counts[kind] += 1
            self._due.append((kind, self.notes.counts[kind], note))

    def _field_character(self, kind: str) -> None:
        if kind == "begin" and len(self._fields) < _MOST_FIELDS:
            self._fields.append(_Field())
        elif kind == "separate" and self._fields and self._fields[-1].mark is None:
            self._fields[-1].mark = self.composer.open()
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self._link(ended.mark, ended.url)

    def _inside_instruction(self) -> bool:
        """Between "begin" and "separate" of a field stands its code, not its text."""
        return any(field_.mark is None for field_ in self._fields)

    def _link(self, mark: Mark | None, url: str) -> None:
        if mark is not None:
            start, end = self.composer.close(mark)
            if url:
                self.composer.link(start, end, url)


@dataclass
class _Field:
    """A field such as HYPERLINK or PAGE: its code, and where its result began."""

    instruction: str = ""
    mark: Mark | None = None

    @property
    def url(self) -> str:
        match = _HYPERLINK_FIELD.match(self.instruction)
        return match[1] if match else ""


def _is_running_text(cell: Xml) -> bool:
    """Whether a cell holds several paragraphs of more than a few words."""
    lengths = [sum(len(text.text or "") for text in p.iter(W + "t")) for p in cell.iter(W + "p")]
    written = [length for length in lengths if length]
    return len(written) > 1 and sum(written) > _LONGEST_CELL


def _is_bold_line(paragraph: Xml) -> bool:
    """A short paragraph in bold throughout that ends as no sentence does: where the
    writer used no heading styles, such lines are the headings."""
    runs = [run for run in paragraph.iter(W + "r") if run.find(W + "t") is not None]
    words = "".join(text.text or "" for run in runs for text in run.iter(W + "t")).strip()
    if not 0 < len(words) <= _LONGEST_BOLD_LINE or words.endswith((".", ",", ";", ":", "!", "?")):
        return False
    return all(is_on(run, "rPr/b") for run in runs)


def _chosen(alternatives: Xml) -> Xml:
    """Word writes a drawing twice, new and old; only one may be read."""
    for name in ("Choice", "Fallback"):
        found = alternatives.find(_MC + name)
        if found is not None:
            return found
    return alternatives.makeelement(_MC + "Fallback", {}, None)


def _outermost_boxes(element: Xml) -> list[Xml]:
    """The text boxes in a drawing, without those inside them and without second copies."""
    boxes = []
    for box in element.iter(W + "txbxContent"):
        inside = any(above in boxes for above in box.iterancestors(W + "txbxContent"))
        copy = any(True for _ in box.iterancestors(_MC + "Fallback"))
        if not inside and not copy:
            boxes.append(box)
    return boxes
