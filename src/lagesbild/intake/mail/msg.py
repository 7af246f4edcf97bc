# SPDX-License-Identifier: EUPL-1.2
"""Mail saved from Outlook (.msg), by python-oxmsg."""

from __future__ import annotations

import email
import io
from datetime import UTC

import oxmsg
from oxmsg.domain import constants as properties

from lagesbild.intake.canonical import canonical, is_blank
from lagesbild.intake.html import decode_html
from lagesbild.intake.mail.eml import address, read_headers
from lagesbild.intake.mail.filenames import safe_filename
from lagesbild.intake.mail.letter import Letter, html_part, plain_part, to_intake
from lagesbild.intake.model import Attachment, Intake
from lagesbild.intake.refusal import IntakeRefused

_INTERNET_MESSAGE_ID = 0x1035


def read_msg(content: bytes, sha256: str) -> Intake:
    """An Outlook letter. Raises IntakeRefused: corrupt, no_text."""
    try:
        letter = _letter(oxmsg.Message.load(io.BytesIO(content)))
    except IntakeRefused:
        raise
    except Exception as error:  # oxmsg and olefile raise whatever broken tables lead to
        raise IntakeRefused("corrupt") from error
    return to_intake(letter, "msg", sha256)


def _letter(message: oxmsg.Message) -> Letter:
    letter = Letter()
    written = message.properties.str_prop_value(properties.PID_TRANSPORT_MESSAGE_HEADERS)
    read_headers(email.message_from_string(written or ""), letter)
    letter.subject = letter.subject or canonical(message.subject).strip() or None
    if letter.sender is None:
        letter.sender, letter.sender_name = _sender(message)
    if letter.message_id is None:
        found = message.properties.str_prop_value(_INTERNET_MESSAGE_ID)
        letter.message_id = canonical(found).strip() or None if found else None
    if letter.sent_at is None and (sent := message.sent_date):
        letter.sent_at = sent if sent.tzinfo else sent.replace(tzinfo=UTC)
    _add_body(message, letter)
    for attachment in message.attachments:
        _attach(attachment, letter)
    return letter


def _sender(message: oxmsg.Message) -> tuple[str | None, str | None]:
    """Inside an organisation Outlook keeps a directory path as address; then the SMTP one."""
    found, name = address(message.sender or "")
    if found is None:
        smtp = message.properties.str_prop_value(properties.PID_SENDER_SMTP_ADDRESS) or ""
        found = smtp.strip() if "@" in smtp else None
    return found, name


def _add_body(message: oxmsg.Message, letter: Letter) -> None:
    plain = message.body
    if plain and not is_blank(plain):
        letter.parts.append(plain_part(plain))
        return
    content = message.properties.binary_prop_value(properties.PID_HTML)
    if content:
        letter.parts.append(html_part(decode_html(content)))
    elif written := message.properties.str_prop_value(properties.PID_BODY_HTML):
        letter.parts.append(html_part(written))


def _attach(attachment: oxmsg.attachment.Attachment, letter: Letter) -> None:
    content = attachment.file_bytes
    if content is None:  # a letter inside the letter, or only a path to a file
        letter.left_out += 1
        return
    kind = canonical(attachment.mime_type or "application/octet-stream")
    inline = attachment.properties.str_prop_value(_CONTENT_ID)
    letter.attachments.append(
        Attachment(
            safe_filename(attachment.file_name, kind, len(letter.attachments) + 1),
            kind,
            content,
            inline=bool(inline) and kind.startswith("image/"),
        )
    )


_CONTENT_ID = 0x3712
