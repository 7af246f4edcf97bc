# SPDX-License-Identifier: EUPL-1.2
"""What Word has and python-docx lacks: contents, bookmarks, links, languages, page numbers."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def _made(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def set_language(document: Document, language: str) -> None:
    """Say the language of all text, so that spelling and screen readers use it."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    places = [
        s.element.get_or_add_rPr()
        for s in document.styles
        if s.type == WD_STYLE_TYPE.PARAGRAPH and s.name == "Normal"
    ]
    if defaults is not None:
        places += defaults.iter(qn("w:rPr"))
    for properties in places:
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(_made("lang", val=language, eastAsia=language, bidi="ar-SA"))


def _field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    begin = paragraph.add_run()
    begin._r.append(_made("fldChar", fldCharType="begin"))
    code = _made("instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    paragraph.add_run()._r.append(_made("fldChar", fldCharType="separate"))
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(_made("fldChar", fldCharType="end"))


def set_page_foot(document: Document, words: str) -> None:
    """Forum and page number at the foot; a template's own foot is left alone."""
    foot = document.sections[0].footer
    line = foot.paragraphs[0] if foot.paragraphs else foot.add_paragraph()
    if "".join(line.text.split()) or len(foot.paragraphs) > 1 or foot.tables:
        return
    line.add_run(f"{words}\t\t")
    _field(line, "PAGE", "1")
    line.add_run(" (")
    _field(line, "NUMPAGES", "1")
    line.add_run(")")


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that the table of contents can lead to."""
    start = _made("bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(_made("bookmarkEnd", id=str(number)))


def add_contents(document: Document, title: str, headings: Sequence[tuple[str, int, str]]) -> None:
    """A table of contents that stands filled in at once and that Word can bring up to date.

    ``headings`` are (words, level from 1, bookmark).
    """
    ids = {style.name: style.style_id for style in document.styles}
    document.add_paragraph(title)._p.style = ids["Contents Heading"]
    for number, (words, level, bookmark) in enumerate(headings):
        line = document.add_paragraph()
        line._p.style = ids[f"TOC {min(level, 3)}"]
        if number == 0:
            line.add_run()._r.append(_made("fldChar", fldCharType="begin"))
            code = _made("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = ' TOC \\o "1-3" \\h \\z \\u '
            line.add_run()._r.append(code)
            line.add_run()._r.append(_made("fldChar", fldCharType="separate"))
        link = _made("hyperlink", anchor=bookmark, history="1")
        _move_into(line, line.add_run(words), link)
        if number == len(headings) - 1:
            line.add_run()._r.append(_made("fldChar", fldCharType="end"))


def add_link(paragraph: Paragraph, words: str, url: str) -> None:
    """Words that lead to an address."""
    key = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = _made("hyperlink", history="1")
    link.set(qn("r:id"), key)
    _move_into(paragraph, paragraph.add_run(words, style="Hyperlink"), link)


def _move_into(paragraph: Paragraph, run: Run, link: Any) -> None:
    """A run becomes what a link shows."""
    link.append(run._r)
    paragraph._p.append(link)


def mark_head_row(row: _Row) -> None:
    """Say that a row is the table's head, repeated on every page."""
    row._tr.get_or_add_trPr().append(_made("tblHeader", val="true"))


def number_from_one(document: Document, lines: Sequence[Paragraph]) -> None:
    """Let a numbered list begin at one, whatever lists stand before it."""
    style: Any = document.styles["List Number"].element.find(".//" + qn("w:numId"))
    if style is None:
        return
    numbering: Any = document.part.numbering_part.element
    origin = next(
        (n for n in numbering.findall(qn("w:num")) if n.get(qn("w:numId")) == style.get(qn("w:val"))), None
    )
    if origin is None:
        return
    fresh = copy.deepcopy(origin)
    number = max(int(n.get(qn("w:numId"))) for n in numbering.findall(qn("w:num"))) + 1
    fresh.set(qn("w:numId"), str(number))
    override = _made("lvlOverride", ilvl="0")
    override.append(_made("startOverride", val="1"))
    fresh.append(override)
    numbering.append(fresh)
    for line in lines:
        own: Any = line._p.get_or_add_pPr()
        properties = own.get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number
