# SPDX-License-Identifier: EUPL-1.2
"""Makes the documents that the intake reads back, each with a program of its own kind."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from email.message import EmailMessage

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF

PARAGRAPH = "Läget i länet är stabilt och orderingången ökar något från månad till månad. "


class ReportPdf(FPDF):
    """A report with a page header and a counted page footer."""

    running_head = "Näringslivsdialog Sjölän"

    def header(self) -> None:
        self.set_font("helvetica", size=9)
        self.cell(0, 8, self.running_head, new_x="LMARGIN", new_y="NEXT")
        self.ln(4)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=9)
        self.cell(0, 8, f"Sida {self.page_no()} av {{nb}}", align="C")


def pdf(write: Callable[[FPDF], None], kind: type[FPDF] = FPDF) -> bytes:
    """A PDF that `write` fills, on a first page in 12 points."""
    document = kind()
    document.add_page()
    document.set_font("helvetica", size=12)
    write(document)
    return bytes(document.output())


def pdf_of_lines(*lines: str, kind: type[FPDF] = FPDF) -> bytes:
    """A PDF with exactly these lines, at an ordinary distance from each other."""

    def write(document: FPDF) -> None:
        for line in lines:
            document.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")

    return pdf(write, kind)


def word(write: Callable[[Document], None]) -> bytes:
    document = docx.Document()
    write(document)
    return saved(document)


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraph_xml(inner: str) -> object:
    """A Word paragraph for what python-docx cannot write: changes, fields, text boxes."""
    return parse_xml(f"<w:p {nsdecls('w', 'r')}>{inner}</w:p>")


def run_xml(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def mail(
    text: str | None = None,
    *,
    html: str | None = None,
    subject: str = "Lägesrapport",
    attachments: Iterable[tuple[bytes, str, str]] = (),
    **headers: str,
) -> bytes:
    """A mail; `attachments` are (content, type, file name)."""
    message = EmailMessage()
    message["From"] = "Åsa Öst <asa@prov.example>"
    message["To"] = "dialog@prov.example"
    message["Subject"] = subject
    message["Date"] = "Tue, 16 Jun 2020 10:12:00 +0200"
    message["Message-ID"] = "<rapport-1@prov.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    for content, content_type, filename in attachments:
        main, _, sub = content_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=filename)
    return message.as_bytes()
