# SPDX-License-Identifier: EUPL-1.2
"""A letter as blocks, written as plain text and as HTML from one source, so that neither says less.

>>> written = write(Letter("Prov", (Paragraph("Hej!"), Button("Svara", "https://lansforum.example/x/"))))
>>> "https://lansforum.example/x/" in written.text and "https://lansforum.example/x/" in written.html
True
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string


@dataclass(frozen=True)
class Heading:
    """A heading inside the letter."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True)
class Quote:
    """Somebody's own words; ``by`` says whose and when."""

    text: str
    by: str = ""
    kind: str = "quote"


@dataclass(frozen=True)
class Items:
    """A list of short lines."""

    items: tuple[str, ...]
    kind: str = "items"


@dataclass(frozen=True)
class Button:
    """A way on: a link that opens a page. Only a button on that page changes anything."""

    label: str
    url: str
    plain: bool = False
    kind: str = "button"


@dataclass(frozen=True)
class Small:
    """What has to be said but is not the message."""

    text: str
    kind: str = "small"


Block = Heading | Paragraph | Quote | Items | Button | Small


@dataclass(frozen=True)
class Letter:
    """What a mail says. ``forum`` stands on top and ``why`` at the bottom (why the reader gets it)."""

    subject: str
    blocks: tuple[Block, ...]
    forum: str = ""
    why: str = ""


@dataclass(frozen=True)
class Written:
    """A letter's two editions."""

    subject: str
    text: str
    html: str


def write(letter: Letter) -> Written:
    """The letter as plain text and as HTML."""
    parts = [words for block in letter.blocks if (words := _as_text(block))]
    plain = render_to_string("mail/base.txt", {"letter": letter, "parts": parts})
    html = render_to_string("mail/base.html", {"letter": letter})
    return Written(letter.subject, plain.strip() + "\n", html.strip() + "\n")


def _as_text(block: Block) -> str:
    """A block as plain text. Lines are not broken: the reader's own window knows its width."""
    match block:
        case Heading(text):
            return f"{text}\n{'-' * len(text)}"
        case Quote(text, by):
            quoted = "\n".join(f"> {line}".rstrip() for line in text.splitlines() or [""])
            return f"{by}:\n{quoted}" if by else quoted
        case Items(items):
            return "\n".join("- " + "\n  ".join(item.splitlines()) for item in items)
        case Button(label, url):
            return f"{label}:\n{url}"
        case Paragraph(text) | Small(text):
            return text
