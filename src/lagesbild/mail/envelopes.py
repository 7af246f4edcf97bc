# SPDX-License-Identifier: EUPL-1.2
"""A row of the outbox as a mail: the headers, the two editions, the files."""

from __future__ import annotations

from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives

from lagesbild.mail.attachments import Attachment
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.rules import plus_address


def build(row: OutgoingMail) -> EmailMultiAlternatives:
    """The mail as it leaves.

    Raises ``FileNotFoundError`` or ``ValueError`` where a file of it is gone or altered.
    """
    headers = {"Message-ID": row.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        from_email=formataddr((row.from_name, row.from_address)),
        to=[formataddr((row.to_name, row.to_address))],
        reply_to=[plus_address(row.from_address, row.reply_token)] if row.reply_token else None,
        headers=headers,
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    for kept in row.attachments:
        file = Attachment.fetch(kept)
        if file.alternative:
            message.attach_alternative(file.content.decode("utf-8"), file.content_type)
        message.attach(file.filename, file.content, file.content_type.split(";", maxsplit=1)[0])
    return message


def as_eml(row: OutgoingMail) -> bytes:
    """The mail as a file that a mail program opens as a draft, ready to be sent by hand."""
    message = build(row)
    message.extra_headers.pop("Auto-Submitted", None)
    message.extra_headers["X-Unsent"] = "1"
    return message.message().as_bytes(linesep="\r\n")
