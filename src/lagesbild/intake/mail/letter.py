# SPDX-License-Identifier: EUPL-1.2
"""Puts a letter together: what the sender wrote, apart from the history below it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime

from lagesbild.intake.canonical import canonical, checked, is_blank
from lagesbild.intake.html import html_text
from lagesbild.intake.mail.quoted import Span, is_forward, quoted_spans
from lagesbild.intake.model import Attachment, Heading, Intake, Link, Note, Page
from lagesbild.intake.refusal import IntakeRefused

_AUTO_SUBJECT = re.compile(r"\s*(?:autosvar|automatiskt svar|frånvaro|out of office|automatic reply)\b", re.I)


@dataclass(frozen=True)
class BodyPart:
    """A piece of a letter's text, with its maps and the quotes that its markup shows."""

    text: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    quotes: tuple[Span, ...] = ()


@dataclass
class Letter:
    """A mail as either format gives it."""

    parts: list[BodyPart] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    message_id: str | None = None
    sender: str | None = None
    sender_name: str | None = None
    subject: str | None = None
    sent_at: datetime | None = None
    auto_submitted: bool = False
    left_out: int = 0


def plain_part(text: str) -> BodyPart:
    return BodyPart(canonical(text))


def html_part(source: str) -> BodyPart:
    page = html_text(source, mail=True)
    return BodyPart(page.text, page.headings, page.links, page.quotes)


def is_automatic_subject(subject: str | None) -> bool:
    return bool(_AUTO_SUBJECT.match(subject or ""))


def to_intake(letter: Letter, kind: str, sha256: str) -> Intake:
    """The letter's own text with quoted history cut off, kept in `quoted_text`.

    A forwarded letter, and one with nothing but a quote, is kept whole: there the
    history is the message. With a file attached and no word of its own, the file is.
    Raises IntakeRefused (no_text) when there is neither text nor attachment.
    """
    parts = [part for part in letter.parts if not is_blank(part.text)]
    cuts = [_cut(part) for part in parts]
    own = [part for part, _ in cuts]
    wordless = all(is_blank(part.text) for part in own)
    files = any(not attachment.inline for attachment in letter.attachments)
    whole = is_forward(letter.subject) or (wordless and not files)
    quoted = [] if whole else [words for _, words in cuts if words]
    text, headings, links, pages = _joined(parts if whole else own)
    if not text and not letter.attachments:
        raise IntakeRefused("no_text")
    return Intake(
        kind=kind,
        text=checked(text) if text else "",
        sha256=sha256,
        pages=pages,
        headings=headings,
        links=links,
        attachments=tuple(letter.attachments),
        quoted_text="\n".join(quoted),
        notes=tuple(_notes(letter, bool(quoted), whole and any(w for _, w in cuts), bool(text))),
        message_id=letter.message_id,
        sender=letter.sender,
        sender_name=letter.sender_name,
        subject=letter.subject,
        sent_at=letter.sent_at,
        auto_submitted=letter.auto_submitted or is_automatic_subject(letter.subject),
    )


def _cut(part: BodyPart) -> tuple[BodyPart, str]:
    """The part without its quotes, and the quotes."""
    spans = quoted_spans(part.text, part.quotes)
    if not spans:
        return part, ""
    shift = _Shift(part.text, spans)
    headings = (
        Heading(*moved, heading.level)
        for heading in part.headings
        if (moved := shift.moved(heading.start, heading.end))
    )
    links = (Link(*moved, link.url) for link in part.links if (moved := shift.moved(link.start, link.end)))
    own = BodyPart(shift.text, tuple(headings), tuple(links))
    return own, "".join(part.text[start:end] for start, end in spans)


class _Shift:
    """Text with ranges taken out, and where the rest moved. Blank ends go as well."""

    def __init__(self, text: str, spans: list[Span]) -> None:
        kept: list[Span] = []
        at = 0
        for start, end in [*spans, (len(text), len(text))]:
            if at < start:
                kept.append((at, start))
            at = end
        joined = "".join(text[start:end] for start, end in kept)
        self.text = joined.rstrip()
        self._kept = kept
        self._starts = [start for start, _ in kept]
        self._new: list[int] = []
        length = 0
        for start, end in kept:
            self._new.append(length)
            length += end - start

    def moved(self, start: int, end: int) -> Span | None:
        """The new place of [start, end), None when it is not whole in the kept text."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or end > self._kept[at][1]:
            return None
        new = self._new[at] + start - self._kept[at][0]
        return (new, new + end - start) if new + end - start <= len(self.text) else None


def _joined(
    parts: list[BodyPart],
) -> tuple[str, tuple[Heading, ...], tuple[Link, ...], tuple[Page, ...]]:
    text = ""
    headings: list[Heading] = []
    links: list[Link] = []
    pages: list[Page] = []
    for part in parts:
        if is_blank(part.text):
            continue
        if text:
            text = text.rstrip("\n") + "\n\n"
        base = len(text)
        text += part.text
        headings.extend(Heading(base + h.start, base + h.end, h.level) for h in part.headings)
        links.extend(Link(base + k.start, base + k.end, k.url) for k in part.links)
        pages.append(Page(len(pages) + 1, base, base + len(part.text.rstrip("\n"))))
    return text, tuple(headings), tuple(links), tuple(pages)


def _notes(letter: Letter, cut: bool, forwarded: bool, has_text: bool) -> list[Note]:
    notes = []
    if cut:
        sentence = "Tidigare brev som var citerade i svaret lades åt sidan och finns kvar att läsa."
        notes.append(Note("quoted_history_set_aside", sentence))
    if forwarded:
        sentence = "Brevet är vidarebefordrat, så texten i det tidigare brevet är med."
        notes.append(Note("forwarded_kept_whole", sentence))
    if not has_text:
        notes.append(Note("only_attachments", "Brevet har ingen egen text, bara bilagor."))
    if letter.left_out:
        sentence = "Ett bifogat brev gick inte att läsa. Spara det för sig och lämna in det."
        notes.append(Note("attached_letter_left_out", sentence))
    return notes
