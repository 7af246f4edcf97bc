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
from lagesbild.intake.pdf.lines import Box, Line, OutlineEntry, PageLines, UriRange
from lagesbild.intake.pdf.rows import RAISED, mark_rows
from lagesbild.intake.refusal import IntakeRefused

MAX_PAGES = 2000
PDFIUM_LOCK = threading.RLock()

# PDFium ends a line with this when it takes the hyphen there for a divided word.
_PDFIUM_HYPHEN = "\ufffe"
_LINE = re.compile(f"[^\r\n{_PDFIUM_HYPHEN}]*{_PDFIUM_HYPHEN}?")
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
    page = document[index]
    textpage = page.get_textpage()
    try:
        characters = characters_of(textpage)
        lines = list(_lines(textpage, characters))
        mark_rows(lines)
        _add_links(document, page, textpage, lines)
        width, height = page.get_size()
        pictures = not lines and pdfium.FPDFPage_CountObjects(page) > 0
        return PageLines(index + 1, width, height, lines, pictures)
    finally:
        textpage.close()
        page.close()


def characters_of(textpage: pypdfium2.PdfTextPage) -> str:
    """The page's characters, one UTF-16 unit each, index for index as PDFium counts them."""
    count = textpage.count_chars()
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer) - 1
    if written != count:  # PDFium left out or put in some: ask for them one by one
        units = [pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count)]
        return "".join(_PDFIUM_HYPHEN if u == 2 else chr(min(u, 0xFFFF)) for u in units)
    return "".join(map(chr, buffer[:count]))


def _lines(textpage: pypdfium2.PdfTextPage, characters: str) -> Iterator[Line]:
    for match in _LINE.finditer(characters):
        start, text = match.start(), match[0]
        trimmed = text.lstrip(" ")
        start += len(text) - len(trimmed)
        units = trimmed.rstrip(" ")
        if not units:
            continue
        first, last = _char_box(textpage, start), _char_box(textpage, start + len(units) - 1)
        box = (
            min(first[0], last[0]),
            min(first[1], last[1]),
            max(first[2], last[2]),
            max(first[3], last[3]),
        )
        height = box[3] - box[1]
        units = _mark_columns(textpage, units, start, height)
        units = _mark_superscripts(textpage, units, start, height)
        text = _as_characters(units.replace(_PDFIUM_HYPHEN, "-"))
        yield Line(text, start, box, bold=_is_bold(textpage, start, start + len(units) - 1))


def _as_characters(units: str) -> str:
    """UTF-16 units to code points; a unit without its other half becomes U+FFFD."""
    whole = units.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
    return whole.replace("\0", REPLACEMENT)


def _char_box(textpage: pypdfium2.PdfTextPage, index: int) -> Box:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, rect):
        return (0.0, 0.0, 0.0, 0.0)
    return (rect.left, rect.bottom, rect.right, rect.top)


def _mark_columns(textpage: pypdfium2.PdfTextPage, units: str, start: int, height: float) -> str:
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
        generated = pdfium.FPDFText_IsGenerated(textpage, start + at) == 1
        if not generated and not digits:
            continue
        gap = _char_box(textpage, start + at + 1)[0] - _char_box(textpage, start + at - 1)[2]
        wide = gap > height * (0.35 if digits and generated else 0.8)
        if wide and not _BULLET_OR_NUMBER.fullmatch(units[:at]):
            found[at] = "\t"
    return "".join(found)


def _mark_superscripts(textpage: pypdfium2.PdfTextPage, units: str, start: int, height: float) -> str:
    """Turn raised digits into superscript digits, one for one.

    PDFium keeps those of some writers within the line; `rows` has the others.
    """
    if not _DIGIT.search(units):
        return units
    first, last = _baseline(textpage, start), _baseline(textpage, start + len(units) - 1)
    if abs(first - last) > 0.6 * height:  # the line runs upwards
        return units
    baseline = min(first, last)

    def raised(match: re.Match[str]) -> str:
        bottom = _tight_bottom(textpage, start + match.start())
        return match[0].translate(RAISED) if bottom > baseline + 0.18 * height else match[0]

    return _DIGIT.sub(raised, units)


def _baseline(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    return y.value


def _tight_bottom(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return bottom.value


def _is_bold(textpage: pypdfium2.PdfTextPage, first: int, last: int) -> bool:
    return _bold_at(textpage, first) and _bold_at(textpage, last)


def _bold_at(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(textpage, index, name, len(name), flags)
    bold_flag = 1 << 18  # "ForceBold" in the font descriptor
    return bool(flags.value & bold_flag) or (
        0 < length <= len(name) and re.search(rb"bold|black|heavy", name.value, re.I) is not None
    )


def _add_links(
    document: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    textpage: pypdfium2.PdfTextPage,
    lines: list[Line],
) -> None:
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    rect = pdfium.FS_RECTF()
    for _ in range(_MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        uri = _uri(document, link)
        if not uri or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        for line in lines:
            if rect.bottom <= (line.box[1] + line.box[3]) / 2 <= rect.top:
                _add_uri(textpage, line, rect.left, rect.right, uri)


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


def _add_uri(textpage: pypdfium2.PdfTextPage, line: Line, left: float, right: float, uri: str) -> None:
    if line.right < left or line.left > right:
        return
    inside, unit = [], line.char_index
    for at, char in enumerate(line.text):
        box = _char_box(textpage, unit)
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
            top = view[1] if mode == pdfium.PDFDEST_VIEW_XYZ and len(view) > 1 else None
            title = " ".join(bookmark.get_title().replace("\0", "").split())
            entries.append(OutlineEntry(title, bookmark.level + 1, page, top))
            if len(entries) >= _MAX_OUTLINE:
                break
    except (pypdfium2.PdfiumError, ValueError, RecursionError):
        pass  # a broken outline costs the headings, not the text
    return entries
