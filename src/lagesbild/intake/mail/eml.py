# SPDX-License-Identifier: EUPL-1.2
"""Mail as it travels (.eml), by the standard library, tolerant of what senders do wrong.

The older policy of `email` is used on purpose: the newer one raises on some broken
headers, and here a letter with a broken header must still be read.
"""

from __future__ import annotations

import email
import email.header
import email.message
import email.utils
from datetime import UTC, datetime
from email.errors import HeaderParseError

from lagesbild.intake.canonical import canonical, decode, is_blank
from lagesbild.intake.html import decode_html
from lagesbild.intake.mail.filenames import safe_filename
from lagesbild.intake.mail.letter import BodyPart, Letter, html_part, plain_part, to_intake
from lagesbild.intake.model import Attachment, Intake
from lagesbild.intake.refusal import IntakeRefused

_DEEPEST = 20
_MOST_PARTS = 1000
_LATIN_1 = frozenset("iso-8859-1 iso8859-1 latin-1 latin1 l1 us-ascii ascii".split())
_LOCKED_TYPES = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))


def read_eml(content: bytes, sha256: str) -> Intake:
    """A mail file. Raises IntakeRefused: mail_too_deep, encrypted, no_text."""
    try:
        message = email.message_from_bytes(content)
        _check_depth(message)
        letter = _letter(message)
    except RecursionError as error:
        raise IntakeRefused("mail_too_deep") from error
    return to_intake(letter, "eml", sha256)


def _check_depth(message: email.message.Message) -> None:
    parts, stack = 0, [(message, 0)]
    while stack:
        part, depth = stack.pop()
        parts += 1
        if depth > _DEEPEST or parts > _MOST_PARTS:
            raise IntakeRefused("mail_too_deep")
        if part.is_multipart():
            stack.extend((child, depth + 1) for child in _children(part))


def _children(part: email.message.Message) -> list[email.message.Message]:
    payload = part.get_payload()
    return [p for p in payload if isinstance(p, email.message.Message)] if isinstance(payload, list) else []


def _letter(message: email.message.Message) -> Letter:
    if message.get_content_type() in _LOCKED_TYPES:
        raise IntakeRefused("encrypted")
    letter = Letter()
    read_headers(message, letter)
    _collect(message, letter)
    return letter


def read_headers(message: email.message.Message, letter: Letter) -> None:
    """Fill in who, when and what about from the headers."""
    letter.message_id = header(message, "Message-ID") or None
    letter.subject = header(message, "Subject") or None
    letter.sender, letter.sender_name = address(_raw_header(message, "From"))
    letter.sent_at = _moment(header(message, "Date"))
    automatic = header(message, "Auto-Submitted").lower()
    precedence = header(message, "Precedence").lower()
    letter.auto_submitted = (
        (automatic != "" and not automatic.startswith("no"))
        or precedence in ("auto_reply", "auto-reply", "junk")
        or any(_raw_header(message, name) for name in ("X-Autoreply", "X-Autorespond"))
        or _raw_header(message, "Return-Path").strip() == "<>"
        or message.get_content_type() == "multipart/report"
    )


def _raw_header(message: email.message.Message, name: str) -> str:
    """The header as it came; bytes that are no ASCII are decoded by the canonical rule."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            raw = str(value).encode("utf-8", errors="surrogateescape")
            return decode(raw) if raw else ""
    return ""


def header(message: email.message.Message, name: str) -> str:
    """A header as a person reads it: encoded words decoded, on one line."""
    return _readable(_raw_header(message, name))


def _readable(raw: str) -> str:
    try:
        pieces = email.header.decode_header(raw)
        words = "".join(
            _decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces
        )
    except (ValueError, HeaderParseError):
        words = raw
    return " ".join(canonical(words).split())


def address(raw: str) -> tuple[str | None, str | None]:
    """(address, name) of a From header; None for what it does not hold."""
    name, found = email.utils.parseaddr(" ".join(raw.split()))
    readable = _readable(name) or None
    return (found if "@" in found else None), readable


def _moment(written: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(written)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _collect(part: email.message.Message, letter: Letter) -> None:
    """Sort a part, and the parts in it, into text and attachments."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        _collect_alternative(part, letter)
    elif kind in _LOCKED_TYPES:
        raise IntakeRefused("encrypted")
    elif kind.startswith("multipart/"):
        for child in _children(part):
            _collect(child, letter)
    elif kind in ("text/plain", "text/html") and not _is_attachment(part):
        letter.parts.append(_body(part))
    else:
        _attach(part, letter)


def _collect_alternative(part: email.message.Message, letter: Letter) -> None:
    """The plain text where there is one with words in it, else the HTML; what lies
    beside them (a calendar file, pictures) is attached."""
    choices = []
    for child in _children(part):
        choice = Letter()
        _collect(child, choice)
        letter.attachments.extend(choice.attachments)
        if any(not is_blank(body.text) for body in choice.parts):
            plain = child.get_content_type() == "text/plain"
            choices.append((not plain, choice))
    if choices:
        letter.parts.extend(min(choices, key=lambda choice: choice[0])[1].parts)


def _is_attachment(part: email.message.Message) -> bool:
    attached = part.get_content_disposition() == "attachment" or part.is_multipart()
    return attached or bool(_filename(part))


def _body(part: email.message.Message) -> BodyPart:
    content = _payload(part)
    charset = _charset(part)
    if part.get_content_type() == "text/html":
        return html_part(_decoded(content, charset) if charset else decode_html(content))
    text = canonical(_decoded(content, charset))
    if _parameter(part, "format").lower() == "flowed":
        text = unflowed(text, delete_space=_parameter(part, "delsp").lower() == "yes")
    return plain_part(text)


def _payload(part: email.message.Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: email.message.Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError, ValueError):
        return None


def _parameter(part: email.message.Message, name: str) -> str:
    value = part.get_param(name)
    return value if isinstance(value, str) else ""


def _decoded(content: bytes, charset: str | None) -> str:
    """Bytes in the charset that the letter names, where that works; else by the canonical
    rule. Programs that say Latin-1 mean cp1252."""
    if charset and charset.lower() not in _LATIN_1:
        try:
            return content.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            return decode(content)
    return decode(content)


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Join the lines that a mail program broke for the journey (RFC 3676).

    >>> unflowed("Vi ser \\nfler varsel.\\nNy rad")
    'Vi ser fler varsel.\\nNy rad'
    """
    joined: list[str] = []
    goes_on, depth_before = False, ""
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = line[: len(line) - len(bare)]
        bare = bare[1:] if bare.startswith(" ") else bare  # space-stuffing
        if goes_on and depth == depth_before:
            joined[-1] += bare
        else:
            joined.append(f"{depth} {bare}" if depth else bare)
        depth_before = depth
        goes_on = bare.endswith(" ") and bare != "-- "
        if goes_on and delete_space:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _filename(part: email.message.Message) -> str:
    try:
        return _readable(part.get_filename() or "")
    except (LookupError, UnicodeError, ValueError, TypeError):
        return ""


def _attach(part: email.message.Message, letter: Letter) -> None:
    kind = part.get_content_type()
    name = _filename(part)
    if part.is_multipart():
        inner = _children(part)
        content = inner[0].as_bytes() if inner else b""
        name = name or (header(inner[0], "Subject") if inner else "")
        name = name if name.lower().endswith(".eml") else f"{name or 'brev'}.eml"
    else:
        content = _payload(part)
    inline = part.get_content_disposition() == "inline" or bool(part.get("Content-ID"))
    letter.attachments.append(
        Attachment(
            safe_filename(name, kind, len(letter.attachments) + 1),
            kind,
            content,
            inline=inline and kind.startswith("image/"),
        )
    )
