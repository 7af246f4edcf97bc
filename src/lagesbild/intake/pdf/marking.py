# SPDX-License-Identifier: EUPL-1.2
"""From a span of the text back to its places on the pages of the PDF."""

from __future__ import annotations

from dataclasses import dataclass

from lagesbild.intake.model import Intake, Run
from lagesbild.intake.pdf.lines import Box, union
from lagesbild.intake.pdf.reading import PDFIUM_LOCK, open_pdf
from lagesbild.intake.pdf.sheet import Sheet, opened


@dataclass(frozen=True)
class PlaceOnPage:
    """A rectangle on a page: (left, bottom, right, top) in points from the lower left corner
    of the page with its text upright."""

    page: int
    box: Box


def places_on_pages(content: bytes, intake: Intake, start: int, end: int) -> list[PlaceOnPage]:
    """Where `intake.text[start:end]` stands in the PDF `content`, a rectangle a line.

    Empty when the span holds nothing that is printed. Raises ValueError when the span
    does not fit the text, IntakeRefused when `content` is no longer that PDF.
    """
    if not 0 <= start <= end <= len(intake.text):
        raise ValueError(f"[{start}, {end}) does not fit the text")
    places = []
    with PDFIUM_LOCK:
        document = open_pdf(content)
        try:
            for page in intake.pages:
                runs = [run for run in page.runs if run.start < end and start < run.end]
                if not runs or page.number > len(document):
                    continue
                with opened(document, page.number - 1) as sheet:
                    for run in runs:
                        inside = max(start, run.start), min(end, run.end)
                        first, count = char_range(intake.text, run, *inside)
                        if boxes := _printed(sheet, first, count):
                            places.append(PlaceOnPage(page.number, union(boxes)))
        finally:
            document.close()
    return places


def char_range(text: str, run: Run, start: int, end: int) -> tuple[int, int]:
    """PDFium's (first index, count) for the span [start, end) of a run.

    PDFium counts UTF-16 units: a character beyond U+FFFF is two.
    """
    return run.char_index + _units(text[run.start : start]), _units(text[start:end])


def _units(text: str) -> int:
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def _printed(sheet: Sheet, first: int, count: int) -> list[Box]:
    boxes = (sheet.char_box(index) for index in range(first, first + count))
    return [box for box in boxes if box[2] > box[0]]
