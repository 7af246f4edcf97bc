# SPDX-License-Identifier: EUPL-1.2
"""One page as PDFium knows it, with every place given as on the page with its text upright.

PDFium answers in the page's own coordinates. A page may be shown turned, and its lower
left corner may lie anywhere; from here on (0, 0) is the lower left corner as it is read.
Text that the PDF shows lying on its side is turned upright first: PDFium would give
its lines out of order.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from lagesbild.intake.pdf.lines import Box

# What PDFium gives for a hyphen that it takes for the division of a word.
PDFIUM_HYPHEN = "\ufffe"
_ANGLE_SAMPLE = 100  # characters asked for their direction
_FORCE_BOLD = 1 << 18  # in a font descriptor's flags
_BOLD_NAME = re.compile(rb"bold|black|heavy", re.I)


class Sheet:
    """A page and its characters, which are counted in UTF-16 units."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> None:
        self.page = page
        self.textpage = textpage
        self._rotation = page.get_rotation()
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        wide, high = self._right - self._left, self._top - self._bottom
        self.width, self.height = (high, wide) if self._rotation in (90, 270) else (wide, high)

    def _as_shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own coordinates where the turned page shows it."""
        if self._rotation == 90:
            return y - self._bottom, self._right - x
        if self._rotation == 180:
            return self._right - x, self._top - y
        if self._rotation == 270:
            return self._top - y, x - self._left
        return x - self._left, y - self._bottom

    def box_as_shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        one, other = self._as_shown(left, bottom), self._as_shown(right, top)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])

    def characters(self) -> str:
        """All characters, one UTF-16 unit each, index for index as PDFium counts them."""
        count = self.textpage.count_chars()
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self.textpage, 0, count, buffer) - 1
        if written != count:  # PDFium left out or put in some: ask for them one by one
            units = [pdfium.FPDFText_GetUnicode(self.textpage, at) for at in range(count)]
            return "".join(PDFIUM_HYPHEN if unit == 2 else chr(min(unit, 0xFFFF)) for unit in units)
        return "".join(map(chr, buffer[:count]))

    def char_box(self, index: int) -> Box:
        """The place of a character with room for the tallest letter of its font."""
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(self.textpage, index, rect):
            return (0.0, 0.0, 0.0, 0.0)
        return self.box_as_shown(rect.left, rect.bottom, rect.right, rect.top)

    def ink_bottom(self, index: int) -> float:
        """Where the printed part of a character begins, from below."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self.textpage, index, left, right, bottom, top)
        return self.box_as_shown(left.value, bottom.value, right.value, top.value)[1]

    def baseline(self, index: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.textpage, index, x, y)
        return self._as_shown(x.value, y.value)[1]

    def is_generated(self, index: int) -> bool:
        """Whether a space stands for a gap on the page and not for a written space."""
        return bool(pdfium.FPDFText_IsGenerated(self.textpage, index) == 1)

    def is_bold(self, index: int) -> bool:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self.textpage, index, name, len(name), flags)
        named_bold = 0 < length <= len(name) and _BOLD_NAME.search(name.value) is not None
        return named_bold or bool(flags.value & _FORCE_BOLD)


def _upright_rotation(textpage: pypdfium2.PdfTextPage) -> int | None:
    """How the page must be turned for most of its text to run from left to right, None
    when it says nothing of that or runs askew."""
    count = textpage.count_chars()
    sample = range(0, count, max(1, count // _ANGLE_SAMPLE))
    angles = (pdfium.FPDFText_GetCharAngle(textpage, at) for at in sample)
    turns = Counter(round(math.degrees(angle)) % 360 for angle in angles if angle >= 0)
    if not turns:
        return None
    most = turns.most_common(1)[0][0]
    return (360 - most) % 360 if most % 90 == 0 else None


@contextmanager
def opened(document: pypdfium2.PdfDocument, index: int) -> Iterator[Sheet]:
    """The page with this index, from 0, turned so that its text is upright; closed afterwards."""
    page = document[index]
    textpage = page.get_textpage()
    upright = _upright_rotation(textpage)
    if upright is not None and upright != page.get_rotation():
        textpage.close()
        page.set_rotation(upright)  # in memory only
        textpage = page.get_textpage()
    try:
        yield Sheet(page, textpage)
    finally:
        textpage.close()
        page.close()
