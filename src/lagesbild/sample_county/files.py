# SPDX-License-Identifier: EUPL-1.2
"""Reports in the forms that members really send: a Word file, a PDF, a mail."""

from __future__ import annotations

import io
import json
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import docx
import typst


def as_docx(text: str) -> bytes:
    """A Word file with a paragraph a line."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(text: str) -> bytes:
    """A tagged PDF with a paragraph a block of lines."""
    blocks = "\n".join(f"#par({_quoted(block)})" for block in text.split("\n\n") if block.strip())
    source = '#set text(lang: "sv", size: 11pt)\n#set page(paper: "a4", margin: 25mm)\n' + blocks
    return bytes(typst.compile(source.encode("utf-8"), format="pdf"))


def _quoted(words: str) -> str:
    """A Typst string; JSON's escapes are the same for what texts hold."""
    return json.dumps(words, ensure_ascii=False)


def as_eml(text: str, *, sender: str, subject: str, sent_at: datetime) -> bytes:
    """A plain mail to the forum's address."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "naringslivsdialogen@regionhallmark.example"
    mail["Subject"] = subject
    mail["Date"] = format_datetime(sent_at)
    mail["Message-ID"] = f"<{sent_at:%Y%m%d%H%M%S}.{sender}>"
    mail.set_content(text)
    return mail.as_bytes()
