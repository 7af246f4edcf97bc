# SPDX-License-Identifier: EUPL-1.2
"""The styles that a file is set in; a forum's own template keeps its own of the same names."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK, SOFT, ACCENT = RGBColor(0x1C, 0x1C, 0x19), RGBColor(0x55, 0x54, 0x4E), RGBColor(0x0D, 0x4F, 0x5C)
SERIF, SANS = "Georgia", "Calibri"

#: Name: built on, font, size, bold, colour, space before and after in points, indent in centimetres.
PARAGRAPHS: dict[str, tuple[str | None, str, float, bool, RGBColor, float, float, float]] = {
    "Normal": (None, SERIF, 11, False, INK, 0, 6, 0),
    "Title": ("Normal", SERIF, 22, True, INK, 0, 6, 0),
    "Subtitle": ("Normal", SANS, 11, False, SOFT, 0, 10, 0),
    "Heading 1": ("Normal", SANS, 15, True, INK, 18, 4, 0),
    "Heading 2": ("Normal", SANS, 12.5, True, INK, 12, 3, 0),
    "Heading 3": ("Normal", SANS, 11, True, INK, 10, 2, 0),
    "Heading 4": ("Normal", SANS, 10.5, True, SOFT, 8, 2, 0),
    "Forum": ("Normal", SANS, 9.5, False, SOFT, 0, 4, 0),
    "Note": ("Normal", SANS, 9, False, SOFT, 0, 4, 0),
    "Pair": ("Normal", SANS, 10, False, INK, 0, 3, 0),
    "Point": ("Normal", SERIF, 11, False, INK, 2, 6, 0.5),
    "Caption": ("Normal", SANS, 9.5, True, INK, 6, 3, 0),
    "Contents Heading": ("Normal", SANS, 12.5, True, INK, 12, 4, 0),
    "TOC 1": ("Normal", SANS, 10, False, INK, 0, 2, 0),
    "TOC 2": ("Normal", SANS, 10, False, INK, 0, 2, 0.6),
    "TOC 3": ("Normal", SANS, 10, False, INK, 0, 2, 1.2),
    "List Bullet": ("Normal", SERIF, 11, False, INK, 0, 4, 0),
    "List Number": ("Normal", SERIF, 11, False, INK, 0, 4, 0),
}


def ensure_styles(document: Document, *, own: bool) -> None:
    """Set our styles; with ``own`` only those that the template does not have."""
    names = {style.name for style in document.styles}
    for name, looks in PARAGRAPHS.items():
        if name not in names:
            _set(document, document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), looks)
        elif not own:
            _set(document, document.styles[name], looks)
    if "Hyperlink" not in names:
        link: Any = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        link.font.color.rgb, link.font.underline = ACCENT, True
    if "Table Grid" not in names:
        document.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)


def _set(
    document: Document,
    style: Any,
    looks: tuple[str | None, str, float, bool, RGBColor, float, float, float],
) -> None:
    base, font, size, bold, colour, before, after, indent = looks
    if base is not None and not style.name.startswith("List"):
        style.base_style = document.styles[base]
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, colour
    # A theme's fonts would win over the ones named here.
    fonts = style.element.rPr.rFonts
    for name in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if indent:
        style.paragraph_format.left_indent = Cm(indent)
    for spacing in style.element.findall(".//" + qn("w:rPr") + "/" + qn("w:spacing")):
        spacing.getparent().remove(spacing)
    for border in style.element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)
    if style.name == "Point":
        style.element.get_or_add_pPr().append(_line_at_the_left())
    if style.name.startswith("Heading") or style.name == "Contents Heading":
        style.paragraph_format.keep_with_next = True


def _line_at_the_left() -> Any:
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", "55544E")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    return borders
