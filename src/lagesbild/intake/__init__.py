# SPDX-License-Identifier: EUPL-1.2
"""Intake: a document comes in, one canonical text with its maps comes out.

Pure: no Django, no clock, no network. `take_in` for files, `take_in_text` for paste,
`places_on_pages` to mark a span of the text on the pages of its PDF.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from lagesbild.intake.canonical import canonical, checked
from lagesbild.intake.docx import read_docx
from lagesbild.intake.html import read_html
from lagesbild.intake.kinds import ENDINGS, ending, kind_of
from lagesbild.intake.mail import read_eml, read_msg
from lagesbild.intake.model import (
    Attachment,
    Heading,
    Intake,
    Link,
    Note,
    Page,
    Run,
)
from lagesbild.intake.pdf import read_pdf
from lagesbild.intake.pdf.marking import PlaceOnPage, places_on_pages
from lagesbild.intake.plain import read_plain
from lagesbild.intake.refusal import MESSAGES, IntakeRefused, size_in_words

__all__ = [
    "DEFAULT_LIMIT",
    "MESSAGES",
    "Attachment",
    "Heading",
    "Intake",
    "IntakeRefused",
    "Link",
    "Note",
    "Page",
    "PlaceOnPage",
    "Run",
    "places_on_pages",
    "take_in",
    "take_in_text",
]

DEFAULT_LIMIT = 25 * 1024 * 1024

_READERS: dict[str, Callable[[bytes, str], Intake]] = {
    "txt": read_plain,
    "pdf": read_pdf,
    "docx": read_docx,
    "eml": read_eml,
    "msg": read_msg,
    "html": read_html,
}
_KIND_IN_WORDS = {
    "txt": "vanlig text",
    "pdf": "en PDF",
    "docx": "ett Word-dokument",
    "eml": "ett e-brev",
    "msg": "ett e-brev från Outlook",
    "html": "en webbsida",
}


def take_in(content: bytes, filename: str, *, limit: int = DEFAULT_LIMIT) -> Intake:
    """Read a file. `limit` is the largest size in bytes.

    The content decides what the file is; a note says so when the name said otherwise.
    Raises IntakeRefused, and nothing else, for whatever cannot be read.

    >>> take_in("5 varsel\\r\\n".encode(), "rapport.txt").text
    '5 varsel\\n'
    """
    if not content:
        raise IntakeRefused("empty_file")
    if len(content) > limit:
        raise IntakeRefused("too_large", size=size_in_words(len(content)), limit=size_in_words(limit))
    kind = kind_of(content, filename)
    intake = _READERS[kind](content, hashlib.sha256(content).hexdigest())
    named = ENDINGS.get(ending(filename))
    if named == kind or not ending(filename):
        return intake
    words = f"Filen heter {ending(filename)} men är {_KIND_IN_WORDS[kind]}, och lästes som det."
    note = Note("other_kind_than_name", words)
    return replace(intake, notes=(note, *intake.notes))


def take_in_text(text: str) -> Intake:
    """Take in pasted text; it becomes the canonical text and is hashed as UTF-8.

    Raises IntakeRefused when it is empty, only spaces, or far too long.

    >>> take_in_text("a\\rb").text
    'a\\nb'
    """
    if not text:
        raise IntakeRefused("only_spaces")
    clean = checked(canonical(text))
    # What was pasted is hashed, so that the same paste is known again; half a UTF-16
    # pair has no UTF-8 form, and is hashed by the bytes it would have had.
    original = text.encode("utf-8", errors="surrogatepass")
    return Intake(kind="paste", text=clean, sha256=hashlib.sha256(original).hexdigest())
