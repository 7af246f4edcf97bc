# SPDX-License-Identifier: EUPL-1.2
"""Which parts of a web page are its text: main part, furniture, quoted mail, tables."""

from __future__ import annotations

import re
from typing import Literal

from lxml.html import HtmlElement

Element = HtmlElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BIG_BLOCKS = frozenset(
    (
        "p ul ol dl table blockquote pre section article main header footer aside figure address form "
        "fieldset details hr"
    ).split()
) | frozenset(HEADINGS)
SMALL_BLOCKS = frozenset(
    "div li tr dt dd figcaption summary legend caption thead tbody tfoot center body option".split()
)
_NEVER_TEXT = frozenset(
    (
        "head script style noscript template svg math iframe object embed canvas audio video map button "
        "input select textarea datalist meta link title base"
    ).split()
)
_FURNITURE_TAGS = frozenset("nav footer aside dialog menu".split())
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo search dialog alertdialog complementary menu menubar".split()
)
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookie(?:banner|bar|consent|notice)|consent|gdpr|breadcrumbs?"
    r"|skip(?:-?(?:link|nav|to-content))?|nav(?:bar|igation)?|menu|sidebar|social|share|sharing"
    r"|site-?header|site-?footer|page-?footer|sr-only|visually-hidden)(?:$|[\s_-])",
    re.I,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NEVER_FURNITURE = frozenset("html body main article h1 h2 h3 p table tr td th li".split())


def tag_of(element: Element) -> str:
    """The tag in lower case, "" for what is no element (an entity, say)."""
    tag = element.tag
    return tag.lower() if isinstance(tag, str) else ""


def is_left_out(
    element: Element, *, mail: bool, inside_main: bool
) -> Literal["never_text", "furniture"] | None:
    """Why an element's content is not read, or None when it is.

    `inside_main` tells that it lies in the page's main part or an article, where a
    header is the article's own.
    """
    tag = tag_of(element)
    if not tag or tag in _NEVER_TEXT or _is_hidden(element):
        return "never_text"
    if mail or tag in _NEVER_FURNITURE:
        return None
    if tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return "furniture"
    if tag == "header" and not inside_main:
        return "furniture"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _FURNITURE_NAME.search(names) and element.find(".//h1") is None:
        holds_main = element.find(".//main") is not None or element.find(".//article") is not None
        return None if holds_main else "furniture"
    return None


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def is_main(element: Element) -> bool:
    """Whether the page marks this element as its own text."""
    return tag_of(element) in ("main", "article") or element.get("role") == "main"


def main_part(root: Element) -> Element:
    """The element that holds the page's own text: main, else the one article, else body."""
    for found in (root.iter("main"), root.iterfind(".//*[@role='main']")):
        for element in found:
            if "".join(element.itertext()).strip():
                return element
    articles = [a for a in root.iter("article") if "".join(a.itertext()).strip()]
    if len(articles) == 1:
        return articles[0]
    body = root.find("body")
    return root if body is None else body


def is_quote(element: Element) -> bool:
    """Whether mail programs mark this element as the letter that is answered."""
    if tag_of(element) != "blockquote":
        return False
    return element.get("type") == "cite" or "gmail_quote" in (element.get("class") or "")


def is_layout_table(cell: Element) -> bool:
    """Whether a cell belongs to a table that only places things on the page.

    Such a table says so by its role, holds another table, or has a single column.
    """
    table = next(cell.iterancestors("table"), None)
    if table is None or table.get("role") in ("presentation", "none"):
        return True
    known = _LAYOUT_ATTRIBUTE in table.attrib
    if not known:
        wide = any(len(row) > 1 for row in table.iter("tr"))
        big = any(next(table.iter(tag), None) is not None for tag in ("h1", "h2", "h3", "ul", "ol"))
        nested = next(table.iterfind(".//table"), None) is not None
        table.set(_LAYOUT_ATTRIBUTE, "" if wide and not nested and not big else "layout")
    return table.get(_LAYOUT_ATTRIBUTE) == "layout"


# Written on the table itself, so that the question is asked once a table.
_LAYOUT_ATTRIBUTE = "data-lagesbild-layout"
