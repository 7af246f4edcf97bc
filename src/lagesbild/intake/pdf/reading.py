# SPDX-License-Identifier: EUPL-1.2
"""Takes lines, hyperlinks and bookmarks out of a PDF with PDFium.

PDFium gives characters in the order of the page's content, which is reading order for
PDFs written by word processors, columns included. It is not safe for threads, so all
use of it goes through one lock.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from lagesbild.intake.canonical import REPLACEMENT
from lagesbild.intake.pdf.lines import Line, OutlineEntry, PageLines, UriRange, union
from lagesbild.intake.pdf.rows import RAISED, mark_rows
from lagesbild.intake.pdf.sheet import PDFIUM_HYPHEN, Sheet, opened
from lagesbild.intake.refusal import IntakeRefused

MAX_PAGES = 2000
PDFIUM_LOCK = threading.RLock()

# A line ends at a line end, and where PDFium has run two lines together at a hyphen.
_LINE = re.compile(f"[^\r\n{PDFIUM_HYPHEN}]*{PDFIUM_HYPHEN}?")
_BULLET_OR_NUMBER = re.compile(r"[•◦▪‣·*–-]|\(?\w{1,4}[.)]|§")
_DIGIT = re.compile(r"\d")
_MAX_LINKS = 5000
_MAX_OUTLINE = 2000


@dataclass(frozen=True)
class PdfContent:
    pages: list[PageLines]
    outline: list[OutlineEntry]


def open_pdf(content: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF; the caller holds PDFIUM_LOCK. Raises IntakeRefused: encrypted, corrupt."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise IntakeRefused("encrypted" if locked else "corrupt") from error
    if len(document) > MAX_PAGES:
        pages = len(document)
        document.close()
        raise IntakeRefused("too_many_pages", pages=str(pages), limit=str(MAX_PAGES))
    return document


def read_content(content: bytes) -> PdfContent:
    """All pages' lines and the bookmarks. Raises IntakeRefused: encrypted, corrupt,
    too many pages."""
    with PDFIUM_LOCK:
        document = open_pdf(content)
        try:
            pages = [_read_page(document, index) for index in range(len(document))]
            return PdfContent(pages, _outline(document))
        except pypdfium2.PdfiumError as error:
            raise IntakeRefused("corrupt") from error
        finally:
            document.close()


def _read_page(document: pypdfium2.PdfDocument, index: int) -> PageLines:
    with opened(document, index) as sheet:
        lines = list(_lines(sheet))
        mark_rows(lines)
        _add_links(document, sheet, lines)
        pictures = not lines and pdfium.FPDFPage_CountObjects(sheet.page) > 0
        return PageLines(index + 1, sheet.width, sheet.height, lines, pictures)


def _lines(sheet: Sheet) -> Iterator[Line]:
    for match in _LINE.finditer(sheet.characters()):
        units = match[0].strip(" ")
        if not units:
            continue
        start = match.start() + match[0].index(units)
        end = start + len(units) - 1
        box = union([sheet.char_box(start), sheet.char_box(end)])
        height = box[3] - box[1]
        units = _mark_columns(sheet, units, start, height)
        units = _mark_superscripts(sheet, units, start, height)
        text = _as_characters(units.replace(PDFIUM_HYPHEN, "-"))
        yield Line(text, start, box, bold=sheet.is_bold(start) and sheet.is_bold(end))


def _as_characters(units: str) -> str:
    """UTF-16 units to code points; a unit without its other half becomes U+FFFD."""
    whole = units.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
    return whole.replace("\0", REPLACEMENT)


def _mark_columns(sheet: Sheet, units: str, start: int, height: float) -> str:
    """Turn the spaces between the cells of a table row into tabs, one for one.

    Otherwise "123" and "456" in two cells would read as 123 456. PDFium generates a
    space where the page has a gap; a wide gap is a cell's border, and between two
    digits a narrower one is enough. A bullet's gap stays a space.
    """
    found = list(units)
    for at in range(1, len(units) - 1):
        if units[at] != " ":
            continue
        digits = units[at - 1].isdigit() and units[at + 1].isdigit()
        generated = sheet.is_generated(start + at)
        if not generated and not digits:
            continue
        gap = sheet.char_box(start + at + 1)[0] - sheet.char_box(start + at - 1)[2]
        wide = gap > height * (0.35 if digits and generated else 0.8)
        if wide and not _BULLET_OR_NUMBER.fullmatch(units[:at]):
            found[at] = "\t"
    return "".join(found)


def _mark_superscripts(sheet: Sheet, units: str, start: int, height: float) -> str:
    """Turn raised digits into superscript digits, one for one.

    PDFium keeps those of some writers within the line; `rows` has the others.
    """
    if not _DIGIT.search(units):
        return units
    first, last = sheet.baseline(start), sheet.baseline(start + len(units) - 1)
    if abs(first - last) > 0.6 * height:  # the line runs upwards
        return units
    baseline = min(first, last)

    def raised(match: re.Match[str]) -> str:
        bottom = sheet.ink_bottom(start + match.start())
        return match[0].translate(RAISED) if bottom > baseline + 0.18 * height else match[0]

    return _DIGIT.sub(raised, units)


def _add_links(document: pypdfium2.PdfDocument, sheet: Sheet, lines: list[Line]) -> None:
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    rect = pdfium.FS_RECTF()
    for _ in range(_MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(sheet.page, position, link):
            return
        uri = _uri(document, link)
        if not uri or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        left, bottom, right, top = sheet.box_as_shown(rect.left, rect.bottom, rect.right, rect.top)
        for line in lines:
            if bottom <= (line.box[1] + line.box[3]) / 2 <= top:
                _add_uri(sheet, line, left, right, uri)


def _uri(document: pypdfium2.PdfDocument, link: object) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 0 < length < 10_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", errors="replace")


def _add_uri(sheet: Sheet, line: Line, left: float, right: float, uri: str) -> None:
    if line.right < left or line.left > right:
        return
    inside, unit = [], line.char_index
    for at, char in enumerate(line.text):
        box = sheet.char_box(unit)
        unit += 2 if ord(char) > 0xFFFF else 1
        if not char.isspace() and left <= (box[0] + box[2]) / 2 <= right:
            inside.append(at)
    if inside:
        line.uris.append(UriRange(inside[0], inside[-1] + 1, uri))


def _outline(document: pypdfium2.PdfDocument) -> list[OutlineEntry]:
    entries: list[OutlineEntry] = []
    try:
        for bookmark in document.get_toc():
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            if page is None or not 0 <= page < len(document):
                continue
            mode, view = target.get_view()
            # Of a turned page this is only near; it chooses between lines of the same words.
            top = view[1] if mode == pdfium.PDFDEST_VIEW_XYZ and len(view) > 1 else None
            title = " ".join(bookmark.get_title().replace("\0", "").split())
            entries.append(OutlineEntry(title, bookmark.level + 1, page, top))
            if len(entries) >= _MAX_OUTLINE:
                break
    except (pypdfium2.PdfiumError, ValueError, RecursionError):
        pass  # a broken outline costs the headings, not the text
    return entries
