# SPDX-License-Identifier: EUPL-1.2
"""Web pages, and the HTML of mail, as text.

lxml parses: it is here already for Word files, keeps going on broken pages, and never
fetches anything. nh3 would clean markup, but what is wanted is no markup at all.
The walk keeps its own stack, since a hostile page can nest deeper than Python recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from lagesbild.intake.canonical import canonical, checked, decode
from lagesbild.intake.composer import Composer, Mark
from lagesbild.intake.html_parts import (
    BIG_BLOCKS,
    HEADINGS,
    SMALL_BLOCKS,
    Element,
    is_layout_table,
    is_left_out,
    is_main,
    is_quote,
    main_part,
    tag_of,
)
from lagesbild.intake.model import Heading, Intake, Link, Note
from lagesbild.intake.refusal import IntakeRefused

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_SPACES = re.compile(r"[ \t\n\f]+")


@dataclass(frozen=True)
class HtmlText:
    """A page as text: `quotes` are ranges of quoted mail, `left_out` says that menus,
    headers or footers with text in them were passed over."""

    text: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    quotes: tuple[tuple[int, int], ...]
    left_out: bool


def read_html(content: bytes, sha256: str) -> Intake:
    """The text of a web page. Raises IntakeRefused when it has none."""
    page = html_text(decode_html(content))
    notes: tuple[Note, ...] = ()
    if page.left_out:
        sentence = "Menyer, sidhuvud, sidfot och liknande på webbsidan lästes inte."
        notes = (Note("page_furniture_left_out", sentence),)
    return Intake(
        kind="html",
        text=checked(page.text, blank="no_text"),
        sha256=sha256,
        headings=page.headings,
        links=page.links,
        notes=notes,
    )


def decode_html(content: bytes) -> str:
    """Characters of a page: byte order mark, UTF-8, the page's own charset, cp1252."""
    declared = _CHARSET.search(content[:4096])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            try:
                return content.decode(declared[1].decode("ascii"), errors="replace")
            except LookupError:
                pass
    return decode(content)


def html_text(source: str, *, mail: bool = False) -> HtmlText:
    """Text, headings and links of an HTML page.

    A mail has no menus, so with `mail` everything visible is kept, and quoted history
    is told apart by its markup. Raises IntakeRefused when it nests too deep to be read
    to its end (2,048 levels): half a page would be worse than none.
    """
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(canonical(source).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return HtmlText("", (), (), (), False)
    if any("depth" in entry.message for entry in parser.error_log):
        raise IntakeRefused("corrupt")
    walk = _Walk(mail)
    walk.run(root if mail else main_part(root))
    composer = walk.composer
    left_out = walk.left_out or (not mail and _something_outside(root, composer.length))
    return HtmlText(composer.text, composer.headings, composer.links, tuple(walk.quotes), left_out)


def _something_outside(root: Element, kept: int) -> bool:
    """Whether `main_part` chose a part of the page and text lies outside it."""
    chosen = main_part(root)
    if chosen is root or tag_of(chosen) == "body" or not kept:
        return False
    whole = sum(len(words.strip()) for words in _visible(root))
    return whole > sum(len(words.strip()) for words in _visible(chosen))


def _visible(root: Element) -> Iterator[str]:
    for element in root.iter():
        if tag_of(element) not in ("script", "style", "title", "head"):
            yield element.text or ""
        if element is not root:
            yield element.tail or ""


class _Walk:
    """One pass over the tree that writes the text."""

    def __init__(self, mail: bool) -> None:
        self.composer = Composer()
        self.mail = mail
        self.left_out = False
        self.quotes: list[tuple[int, int]] = []
        self._lead = ""
        self._space = False
        self._tabs = 0
        self._cells = 0
        self._pre = 0
        self._lists: list[int | None] = []
        self._marks: dict[Element, Mark] = {}

    def run(self, root: Element) -> None:
        # Each with whether it is entered or left, and whether it lies in the main part.
        stack = [(root, True, is_main(root))]
        while stack:
            element, entering, inside = stack.pop()
            if not entering:
                self._leave(element)
                if element is not root:
                    self._write(element.tail)
            elif element is not root and self._skip(element, inside):
                self._write(element.tail)
            else:
                self._enter(element)
                self._write(element.text)
                stack.append((element, False, inside))
                inside = inside or is_main(element)
                stack.extend((child, True, inside) for child in reversed(element))

    def _skip(self, element: Element, inside: bool) -> bool:
        reason = is_left_out(element, mail=self.mail, inside_main=inside)
        if reason == "furniture" and any(words.strip() for words in element.itertext()):
            self.left_out = True
        return reason is not None

    def _gap(self, lines: int) -> None:
        if self._cells:
            self._space = True
        else:
            self.composer.gap(lines)

    def _write(self, words: str | None) -> None:
        if not words:
            return
        if self._pre and not self._cells:
            self._put(words)
            return
        words = _SPACES.sub(" ", words)
        if words.startswith(" "):
            self._space = True
        if body := words.strip(" "):
            self._put(body)
            self._space = words.endswith(" ")

    def _put(self, words: str) -> None:
        lead = "\t" * self._tabs + self._lead
        if not lead and self._space and not self.composer.at_line_start:
            lead = " "
        self._tabs, self._lead, self._space = 0, "", False
        self.composer.write(words, lead=lead)

    def _enter(self, element: Element) -> None:
        tag = tag_of(element)
        if tag == "br":
            self._space = False
            if self._cells:
                self._space = True
            else:
                self.composer.line_break()
        elif tag in ("td", "th"):
            self._enter_cell(element)
        elif tag == "li":
            self._enter_item(element)
        elif tag in BIG_BLOCKS:
            self._gap(1 if self._lists else 2)
        elif tag in SMALL_BLOCKS:
            self._gap(1)
        if tag in ("ul", "ol"):
            self._lists.append(_number(element.get("start"), 1) if tag == "ol" else None)
        if tag == "pre":
            self._pre += 1
        is_link = tag == "a" and bool(element.get("href"))
        if tag in HEADINGS or is_link or (self.mail and is_quote(element)):
            self._marks[element] = self.composer.open()

    def _enter_cell(self, element: Element) -> None:
        if is_layout_table(element):
            self._gap(1)
            return
        if element.getprevious() is not None:
            self._tabs += 1
            self._space = False
        self._cells += 1

    def _enter_item(self, element: Element) -> None:
        self._gap(1)
        depth = max(len(self._lists) - 1, 0)
        count = self._lists[-1] if self._lists else None
        if count is None:
            self._lead = "  " * depth + "- "
        else:
            count = _number(element.get("value"), count)
            self._lead = "  " * depth + f"{count}. "
            self._lists[-1] = count + 1

    def _leave(self, element: Element) -> None:
        tag = tag_of(element)
        if (mark := self._marks.pop(element, None)) is not None:
            self._remember(element, tag, *self.composer.close(mark))
        if tag in ("td", "th") and not is_layout_table(element):
            self._cells -= 1
            self._space = False
        elif tag == "tr":
            self._tabs = 0
            self._gap(1)
        elif tag == "li":
            self._lead = ""
            self._gap(1)
        elif tag in BIG_BLOCKS:
            outermost = not self._lists or (tag in ("ul", "ol") and len(self._lists) == 1)
            self._gap(2 if outermost else 1)
        elif tag in SMALL_BLOCKS:
            self._gap(1)
        if tag in ("ul", "ol"):
            self._lists.pop()
        if tag == "pre":
            self._pre -= 1

    def _remember(self, element: Element, tag: str, start: int, end: int) -> None:
        if tag in HEADINGS:
            self.composer.heading(start, end, HEADINGS[tag])
        elif tag == "a":
            self.composer.link(start, end, element.get("href") or "")
        elif start < end:
            self.quotes.append((start, end))


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"-?\d{1,6}", written) else otherwise
