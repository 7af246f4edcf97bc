# SPDX-License-Identifier: EUPL-1.2
"""What is turned away, with which code, and that every message helps."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from fpdf import FPDF
from intake_documents import mail, pdf, word

import lagesbild.intake as intake_package
from lagesbild.intake import MESSAGES, IntakeRefused, take_in, take_in_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(content: bytes, filename: str, **options: int) -> str:
    with pytest.raises(IntakeRefused) as refused:
        take_in(content, filename, **options)
    return refused.value.code


def archive(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def office(kind: str, folder: str) -> bytes:
    """The least that makes a zip an Office file of some kind."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
        file.writestr(f"{folder}/main.xml", "<x/>")
    return buffer.getvalue()


def ole_with_stream(name: str) -> bytes:
    """A compound file of three sectors whose only stream bears `name`."""
    header = OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (512 - 8)

    def entry(title: str, kind: int, child: int) -> bytes:
        letters = (title + "\0").encode("utf-16-le")
        place = struct.pack("<HBBIII", len(letters), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        rest = b"\0" * 36 + struct.pack("<IQ", 0xFFFFFFFE, 0)
        return letters.ljust(64, b"\0") + place + rest

    entries = entry("Root Entry", 5, 1) + entry(name, 2, 0xFFFFFFFF)
    return header + table + entries.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("code", "content", "filename"),
    [
        ("empty_file", b"", "rapport.txt"),
        ("only_spaces", b" \r\n\t\xc2\xa0\n", "rapport.txt"),
        ("only_spaces", b"\xef\xbb\xbf", "rapport.txt"),
        ("unknown_type", bytes(range(256)) * 4, "rapport.txt"),
        ("unknown_type", b"%!PS-Adobe-3.0", "rapport.pdf"),
        ("unknown_type", b"<?xml version='1.0'?><data/>", "data.xml"),
        ("image", b"\x89PNG\r\n\x1a\n....", "skannad.pdf"),
        ("image", b"\xff\xd8\xff\xe0..JFIF", "bild.jpg"),
        ("image", b"<svg xmlns='http://www.w3.org/2000/svg'><text>tolv</text></svg>", "bild.svg"),
        ("rich_text", rb"{\rtf1 tolv varsel}", "rapport.rtf"),
        ("archive", archive(rapport="tolv varsel"), "rapport.zip"),
        ("archive", b"7z\xbc\xaf\x27\x1c....", "rapport.7z"),
        ("opendocument", archive(mimetype="application/vnd.oasis.opendocument.text"), "r.odt"),
        ("spreadsheet", office("application/vnd...spreadsheetml.sheet.main+xml", "xl"), "a.xlsx"),
        ("presentation", office("application/vnd...presentationml.main+xml", "ppt"), "a.pptx"),
        ("old_word", ole_with_stream("WordDocument"), "rapport.doc"),
        ("spreadsheet", ole_with_stream("Workbook"), "rapport.xls"),
        ("presentation", ole_with_stream("PowerPoint Document"), "rapport.ppt"),
        ("encrypted", ole_with_stream("EncryptedPackage"), "rapport.docx"),
        ("unknown_type", ole_with_stream("Okänd"), "rapport.msg"),
        ("corrupt", OLE + b"trasig", "rapport.msg"),
        ("corrupt", b"PK\x03\x04trasig", "rapport.docx"),
        ("corrupt", b"\x00\x01\x02\x03\x04\x05\x06", "rapport.pdf"),
        ("corrupt", b"%PDF-1.7\ntrasig", "rapport.pdf"),
        ("corrupt", office("application/vnd...wordprocessingml.main+xml", "word"), "a.docx"),
        ("no_text", b"<html><body><nav>Meny</nav></body></html>", "sida.html"),
        ("no_text", mail(" \n"), "brev.eml"),
        ("no_text", word(lambda document: None), "rapport.docx"),
    ],
    # Not the bytes: a zip file holds the second it was made in, and two processes must name tests alike.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_bad_file_has_its_own_code(code: str, content: bytes, filename: str) -> None:
    assert code_of(content, filename) == code


def test_a_right_name_does_not_help_a_wrong_file() -> None:
    assert code_of(b"\x89PNG\r\n\x1a\n....", "minnesanteckningar.docx") == "image"


@pytest.mark.parametrize("start", ["Filen börjar med %PDF-1.7", "RIFF-planen", "MZ är en kommun"])
def test_a_text_that_begins_like_a_file_of_another_kind_is_a_text(start: str) -> None:
    assert take_in(start.encode(), "rapport.txt").text == start


def test_a_pdf_with_a_password_is_refused_as_locked() -> None:
    def lock(document: FPDF) -> None:
        document.set_encryption(owner_password="ägare", user_password="lösen")
        document.cell(0, 6, "Tolv varsel")

    assert code_of(pdf(lock), "rapport.pdf") == "encrypted"


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    def protect(document: FPDF) -> None:
        document.set_encryption(owner_password="ägare")
        document.cell(0, 6, "Tolv varsel")

    assert take_in(pdf(protect), "rapport.pdf").text == "Tolv varsel"


def test_a_scanned_pdf_is_refused_as_pictures() -> None:
    def draw(document: FPDF) -> None:
        document.rect(20, 20, 100, 100, style="F")

    assert code_of(pdf(draw), "skannad.pdf") == "scanned"


def test_an_empty_pdf_is_refused_as_without_text() -> None:
    assert code_of(pdf(lambda document: None), "tom.pdf") == "no_text"


def test_the_limit_is_the_callers_and_both_sizes_are_told() -> None:
    assert take_in(b"a" * 100, "a.txt", limit=100).text == "a" * 100
    with pytest.raises(IntakeRefused) as refused:
        take_in(b"a" * 3_000_000, "a.txt", limit=2 * 1024 * 1024)
    assert refused.value.code == "too_large"
    assert "2,9 MB" in refused.value.message
    assert "2 MB" in refused.value.message


@pytest.mark.parametrize("text", ["", " ", "\n\u200b\ufeff\u00a0\n"])
def test_a_paste_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(IntakeRefused) as refused:
        take_in_text(text)
    assert refused.value.code == "only_spaces"


def test_every_message_says_what_is_safe_and_is_more_than_one_sentence() -> None:
    for code, message in MESSAGES.items():
        before, _, after = message.partition("{safe}")
        assert before.strip().endswith("."), code
        assert after.strip().endswith("."), code


def test_no_code_is_raised_without_a_message_and_no_message_lies_unused() -> None:
    source = Path(intake_package.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    for name in MESSAGES:
        assert code.count(f'"{name}"') >= 2, f"{name} is never raised"


def test_the_package_needs_nothing_of_django_nor_a_clock() -> None:
    source = Path(intake_package.__file__).parent
    for path in source.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        for word_ in ("import django", "from django", "import time", ".now(", "import socket"):
            assert word_ not in code, f"{path.name}: {word_}"
