# SPDX-License-Identifier: EUPL-1.2
"""PDF: lines out of PDFium, running lines left out, the rest joined to paragraphs."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from lagesbild.intake.canonical import REPLACEMENT, checked
from lagesbild.intake.composer import Composer
from lagesbild.intake.model import Intake, Link, Note
from lagesbild.intake.pdf.headings import mark_headings
from lagesbild.intake.pdf.joining import compose
from lagesbild.intake.pdf.lines import Line, PageLines
from lagesbild.intake.pdf.reading import read_content
from lagesbild.intake.pdf.running import running_lines
from lagesbild.intake.refusal import IntakeRefused

_MOST_UNREADABLE = 0.3


def read_pdf(content: bytes, sha256: str) -> Intake:
    """The text of a PDF with its pages, headings and hyperlinks.

    Raises IntakeRefused: encrypted, corrupt, too many pages, scanned, unreadable text.
    """
    found = read_content(content)
    _refuse_without_text(found.pages)
    running = running_lines(found.pages)
    pages = [_without(page, running.get(page.number, [])) for page in found.pages]
    if not any(page.lines for page in pages):  # a page of nothing but its number
        pages, running = found.pages, {}
    mark_headings(pages, found.outline)
    composer = Composer()
    placed = compose(pages, composer)
    return Intake(
        kind="pdf",
        text=checked(composer.text, blank="no_text"),
        sha256=sha256,
        pages=placed,
        headings=composer.headings,
        links=_merged(composer.links, composer.text),
        notes=tuple(_notes(found.pages, running)),
    )


def _without(page: PageLines, left_out: list[Line]) -> PageLines:
    kept = [line for line in page.lines if line not in left_out]
    return replace(page, lines=kept)


def _refuse_without_text(pages: list[PageLines]) -> None:
    words = "".join(line.text for page in pages for line in page.lines)
    if not words.strip():
        raise IntakeRefused("scanned" if any(page.pictures for page in pages) else "no_text")
    letters = [char for char in words if not char.isspace()]
    unreadable = sum(
        1 for char in letters if char == REPLACEMENT or unicodedata.category(char) in ("Co", "Cc", "Cn")
    )
    if unreadable > _MOST_UNREADABLE * len(letters):
        raise IntakeRefused("unreadable_text")


def _merged(links: tuple[Link, ...], text: str) -> tuple[Link, ...]:
    """One link for the parts that a hyperlink has on several lines."""
    merged: list[Link] = []
    for link in links:
        before = merged[-1] if merged else None
        if before and before.url == link.url and not text[before.end : link.start].strip(" \n"):
            merged[-1] = Link(before.start, max(before.end, link.end), link.url)
        else:
            merged.append(link)
    return tuple(merged)


def _notes(pages: list[PageLines], running: dict[int, list[Line]]) -> list[Note]:
    notes = []
    if running:
        count = len(running)
        where = "1 sida" if count == 1 else f"{count} sidor"
        detail = tuple(dict.fromkeys(line.text for lines in running.values() for line in lines))
        sentence = f"Sidhuvud, sidfot eller sidnummer togs bort på {where}."
        notes.append(Note("running_lines_left_out", sentence, detail))
    empty = [str(page.number) for page in pages if page.pictures]
    if empty:
        sentence = (
            f"Några sidor visar bara bilder, och text i bilder går inte att läsa: sida {', '.join(empty)}."
        )
        notes.append(Note("pages_without_text", sentence, tuple(empty)))
    return notes
