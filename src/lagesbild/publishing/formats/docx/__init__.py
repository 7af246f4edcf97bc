# SPDX-License-Identifier: EUPL-1.2
"""Word: real heading styles, a table of contents, lists and tables that Word and LibreOffice know as such."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from lagesbild.publishing.edition import Block, Bullets, Edition, Pairs, Paragraph, Points, Run, Table
from lagesbild.publishing.exporter import Exporter, Setting, UnfitTemplate
from lagesbild.publishing.formats.docx.parts import (
    add_bookmark,
    add_contents,
    add_link,
    mark_head_row,
    number_from_one,
    set_language,
    set_page_foot,
)
from lagesbild.publishing.formats.docx.styles import ensure_styles

ENOUGH_FOR_CONTENTS = 8


class Docx:
    """A Word file to go on writing in."""

    identifier = "docx"
    name = "Word"
    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def render(self, edition: Edition, setting: Setting) -> bytes:
        """The edition in the forum's own template, or in our styles.

        Raises ``UnfitTemplate`` for a template that is no Word file.
        """
        document = _opened(setting.template)
        ensure_styles(document, own=setting.template is not None)
        set_language(document, edition.language)
        _properties(document, edition, setting)
        set_page_foot(document, edition.forum or edition.title)
        _write(document, edition)
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()


def _opened(template: bytes | None) -> Document:
    if template is None:
        document = docx.Document()
        page = document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(26)
        page.top_margin = page.bottom_margin = Mm(24)
        return document
    try:
        document = docx.Document(io.BytesIO(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise UnfitTemplate(str(fault)) from fault
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):  # the page's size, head and foot stay
            body.remove(child)
    return document


def _properties(document: Document, edition: Edition, setting: Setting) -> None:
    core = document.core_properties
    core.title = " ".join(filter(None, (edition.title, edition.day)))[:255]
    core.author = core.last_modified_by = (edition.author or "Lägesbild")[:255]
    core.subject = edition.forum[:255]
    core.language = edition.language
    core.comments, core.keywords = "", ""
    core.created = core.modified = setting.made_at.replace(tzinfo=None)


class _Sheet:
    """A document to write in, with its styles at hand: looking one up by name costs more than a paragraph."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._ids = {style.name: style.style_id for style in document.styles}

    def line(self, words: str = "", style: str | None = None) -> Line:
        """A new paragraph at the end."""
        made = self.document.add_paragraph(words)
        if style is not None:
            made._p.style = self._ids[style]
        return made


def _write(document: Document, edition: Edition) -> None:
    sheet = _Sheet(document)
    if edition.forum:
        sheet.line(edition.forum, "Forum")
    sheet.line(edition.title, "Title")
    if edition.mark:
        sheet.line(style="Forum").add_run(edition.mark).bold = True
    if edition.lead:
        sheet.line(edition.lead, "Subtitle")
    if edition.pairs:
        _pairs(sheet, edition.pairs)
    listed = [(n, p) for n, p in enumerate(edition.parts) if p.anchor]
    if len(listed) >= ENOUGH_FOR_CONTENTS:
        add_contents(document, "Innehåll", [(p.heading, p.level - 1, f"del_{n}") for n, p in listed])
    for number, part in enumerate(edition.parts):
        heading = sheet.line(part.heading, f"Heading {min(max(part.level - 1, 1), 4)}")
        if part.anchor:
            add_bookmark(heading, f"del_{number}", number)
        if part.note:
            sheet.line(part.note, "Note")
        for block in part.blocks:
            _block(sheet, block)
    for line in edition.closing:
        sheet.line(line, "Note")


def _block(sheet: _Sheet, block: Block) -> None:
    if isinstance(block, Paragraph):
        _filled(sheet.line(), block)
    elif isinstance(block, Bullets):
        made = [sheet.line(style="List Number" if block.ordered else "List Bullet") for _ in block.items]
        for line, item in zip(made, block.items, strict=True):
            _filled(line, item)
        if block.ordered and made:
            number_from_one(sheet.document, made)
    elif isinstance(block, Points):
        for point in block.items:
            line = sheet.line(style="Point")
            line.add_run(f"{point.label} ").bold = True
            _runs(line, point.runs)
            if point.detail:
                line.add_run().add_break()
                line.add_run(point.detail).font.size = Pt(9)
    elif isinstance(block, Pairs):
        _pairs(sheet, block.rows)
    else:
        _table(sheet, block)


def _filled(line: Line, paragraph: Paragraph) -> None:
    _runs(line, paragraph.runs)
    if paragraph.note:
        line.add_run(f" ({paragraph.note})").font.size = Pt(9)


def _runs(line: Line, runs: tuple[Run, ...]) -> None:
    for run in runs:
        if run.url:
            add_link(line, run.text, run.url)
        else:
            line.add_run(run.text).italic = True if run.held else None


def _pairs(sheet: _Sheet, rows: tuple[tuple[str, str], ...]) -> None:
    # A paragraph a pair, not a table without a head: that is what a screen reader can follow.
    for term, text in rows:
        line = sheet.line(style="Pair")
        line.add_run(f"{term}: ").bold = True
        line.add_run(text)


def _table(sheet: _Sheet, table: Table) -> None:
    if table.caption:
        sheet.line(table.caption, "Caption")
    made = sheet.document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    for cell, words in zip(made.rows[0].cells, table.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    mark_head_row(made.rows[0])
    for row in table.rows:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = words
    sheet.line()


EXPORTER: Exporter = Docx()
