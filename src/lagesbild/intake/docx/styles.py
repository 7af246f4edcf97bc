# SPDX-License-Identifier: EUPL-1.2
"""What a Word file's styles and numbering say of a paragraph: heading, list, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lagesbild.intake.docx.package import Xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Files saved as "Strict Open XML" say the same under another name.
_STRICT = "http://purl.oclc.org/ooxml/"
_HEADING_NAME = re.compile(r"(?:heading|rubrik) ?([1-9])", re.I)
_CONTENTS_NAME = re.compile(
    r"(?:toc|innehåll|innehll) ?[1-9]|(?:toc heading|innehållsförteckningsrubrik)", re.I
)
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def is_strict(root: Xml) -> bool:
    """Whether the part is written in the strict variant, which needs `to_transitional`."""
    return isinstance(root.tag, str) and root.tag.startswith("{" + _STRICT)


def to_transitional(root: Xml) -> None:
    """Rename the elements and attributes of a strict part to those that Word mostly writes."""
    names = {
        _STRICT + "wordprocessingml/main": W[1:-1],
        _STRICT + "officeDocument/relationships": (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        ),
    }
    for element in root.iter("*"):
        element.tag = _renamed(str(element.tag), names)
        for name, value in list(element.attrib.items()):
            new = _renamed(str(name), names)
            if new != name:
                del element.attrib[name]
                element.set(new, value)


def _renamed(name: str, names: dict[str, str]) -> str:
    space, _, local = name.rpartition("}")
    return f"{{{names[space[1:]]}}}{local}" if space[1:] in names else name


def value(element: Xml | None, path: str) -> str | None:
    """The w:val of the element at a path of local names, "" when it has none."""
    if element is None:
        return None
    found = element.find("/".join(W + name for name in path.split("/")))
    return None if found is None else found.get(W + "val", "")


def is_on(element: Xml | None, path: str) -> bool:
    """A switch such as w:vanish: there, and not turned off."""
    return value(element, path) not in (None, "0", "false", "off")


@dataclass(frozen=True)
class _Style:
    based_on: str | None
    level: int | None
    list_id: str | None
    list_level: int | None
    contents: bool


@dataclass
class Styles:
    """Paragraph styles by id, heirs asking their forebears."""

    _styles: dict[str, _Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Xml | None) -> Styles:
        styles = cls()
        for style in () if root is None else root.iter(W + "style"):
            settings = style.find(W + "pPr")
            styles._styles[style.get(W + "styleId") or ""] = _Style(
                value(style, "basedOn"),
                _named_level(value(style, "name") or "") or outline_level(settings),
                value(settings, "numPr/numId"),
                _integer(value(settings, "numPr/ilvl")),
                _CONTENTS_NAME.fullmatch(value(style, "name") or "") is not None,
            )
        return styles

    def _line(self, style_id: str | None) -> list[_Style]:
        line: list[_Style] = []
        while style_id in self._styles and len(line) < 20:
            line.append(self._styles[style_id])
            style_id = line[-1].based_on
        return line

    def level(self, style_id: str | None) -> int | None:
        """The heading level that the style gives, or None. An unknown style may tell by
        its name: programs that write no styles part still write w:pStyle "Heading1"."""
        for style in self._line(style_id):
            if style.level is not None:
                return style.level or None
        return None if style_id in self._styles else _named_level(style_id or "")

    def numbering(self, style_id: str | None) -> tuple[str | None, int | None]:
        line = self._line(style_id)
        list_id = next((style.list_id for style in line if style.list_id is not None), None)
        level = next((style.list_level for style in line if style.list_level is not None), None)
        return list_id, level

    def is_contents(self, style_id: str | None) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        found = self._styles.get(style_id or "")
        return found.contents if found else bool(_CONTENTS_NAME.fullmatch(style_id or ""))


def _named_level(name: str) -> int | None:
    if name.lower() in ("title", "rubrik", "titel"):
        return 1
    match = _HEADING_NAME.fullmatch(name)
    return int(match[1]) if match else None


def outline_level(settings: Xml | None) -> int | None:
    """1-9 from w:outlineLvl; 0 where it says that the paragraph is body text."""
    level = _integer(value(settings, "outlineLvl"))
    if level is None:
        return None
    return level + 1 if 0 <= level < 9 else 0


def _integer(written: str | None) -> int | None:
    return int(written) if written and re.fullmatch(r"-?\d{1,9}", written) else None


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str
    start: int


class Numbering:
    """The document's lists. `lead` counts on and gives what stands before an item."""

    def __init__(self, root: Xml | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            self._levels[abstract.get(W + "abstractNumId") or ""] = {
                _integer(level.get(W + "ilvl")) or 0: _Level(
                    value(level, "numFmt") or "decimal",
                    value(level, "lvlText") or "",
                    _start(value(level, "start")),
                )
                for level in abstract.iter(W + "lvl")
            }
        for number in root.iter(W + "num"):
            list_id = number.get(W + "numId") or ""
            self._abstract[list_id] = value(number, "abstractNumId") or ""
            if _integer(value(number, "lvlOverride/startOverride")) is not None:
                # A list that starts over counts on its own.
                own = dict(self._levels.get(self._abstract[list_id], {}))
                self._levels["num:" + list_id] = own
                self._abstract[list_id] = "num:" + list_id

    def lead(self, list_id: str, level: int) -> str:
        """ "- " for a bullet, "2. " or "1.2 " as written for a number, "" for no list."""
        if list_id == "0":
            return ""
        abstract = self._abstract.get(list_id, "")
        levels = self._levels.get(abstract, {})
        found = levels.get(level)
        indent = "  " * min(level, 8)
        if found is None or found.form == "bullet":
            return indent + "- "
        if found.form == "none":
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts.get(level, found.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        words = re.sub(r"%([1-9])", lambda m: self._count(levels, counts, int(m[1]) - 1), found.pattern)
        return f"{indent}{words} " if words.strip() else indent + "- "

    @staticmethod
    def _count(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        form = levels[level].form if level in levels else "decimal"
        start = levels[level].start if level in levels else 1
        return in_form(counts.get(level, start), form)


def _start(written: str | None) -> int:
    start = _integer(written)
    return 1 if start is None else start


def in_form(number: int, form: str) -> str:
    """A list number as Word would write it.

    >>> in_form(4, "lowerRoman"), in_form(28, "upperLetter"), in_form(3, "decimal")
    ('iv', 'BB', '3')
    """
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 780:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        letters = ""
        for size, sign in _ROMAN:
            letters += sign * (number // size)
            number %= size
        return letters.upper() if form == "upperRoman" else letters
    return str(number)
