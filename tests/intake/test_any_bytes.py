# SPDX-License-Identifier: EUPL-1.2
"""Whatever comes in: an intake whose every place fits its text, or a refusal."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import msgforge
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from intake_documents import PARAGRAPH, ReportPdf, mail, pdf, word

from lagesbild.intake import MESSAGES, Intake, IntakeRefused, take_in

NAMES = [
    "rapport.txt",
    "rapport.pdf",
    "rapport.docx",
    "brev.eml",
    "brev.msg",
    "sida.html",
    "rapport",
]


def taken_or_refused(content: bytes, filename: str) -> Intake | None:
    """The intake after a check of its promises, None when it was refused."""
    try:
        intake = take_in(content, filename)
    except IntakeRefused as error:
        refused = error
    else:
        return checked(intake)
    assert refused.code in MESSAGES
    assert "{" not in refused.message
    return None


def checked(intake: Intake) -> Intake:
    assert "\r" not in intake.text
    assert "\0" not in intake.text
    intake.text.encode("utf-8")
    for places in (intake.pages, intake.headings, intake.links):
        for place in places:
            assert 0 <= place.start <= place.end <= len(intake.text)
    for heading in intake.headings:
        words = intake.text[heading.start : heading.end]
        assert words.strip() == words != ""
    return intake


def _document(document: Document) -> None:
    document.add_heading("Kommunerna", 1)
    document.add_paragraph("Tolv varsel i maj.")
    document.add_table(2, 2).cell(0, 1).text = "12"


WHOLE: dict[str, Callable[[], bytes]] = {
    "rapport.pdf": lambda: pdf(lambda d: d.multi_cell(0, 6, PARAGRAPH * 5), ReportPdf),
    "rapport.docx": lambda: word(_document),
    "brev.eml": lambda: mail("Tolv", html="<p>Tolv</p>", attachments=[(b"x", "a/b", "c")]),
    "brev.msg": lambda: msgforge.Message(subject="Läget", text_body="Tolv varsel").as_bytes(),
    "sida.html": lambda: b"<!doctype html><html><body><h1>L\xc3\xa4get</h1><p>Tolv</p></body></html>",
}


@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes_under_any_name(content: bytes, filename: str) -> None:
    taken_or_refused(content, filename)


@given(
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
    | st.sampled_from([b"From: a@b.example\n", b"<html>", b"<?xml ", b"\xff\xfe", b"\xef\xbb\xbf"]),
    st.binary(max_size=300),
)
def test_any_bytes_behind_a_right_beginning(start: bytes, rest: bytes) -> None:
    taken_or_refused(start + rest, "rapport")


@pytest.mark.parametrize("filename", WHOLE)
def test_whole_files_are_taken(filename: str) -> None:
    assert taken_or_refused(WHOLE[filename](), filename) is not None


@pytest.mark.parametrize("filename", WHOLE)
def test_damaged_files_are_taken_or_refused(filename: str) -> None:
    whole = WHOLE[filename]()

    @given(
        st.integers(0, len(whole) - 1),
        st.binary(max_size=12),
        st.integers(0, 40),
        st.booleans(),
    )
    def damage(at: int, put_in: bytes, taken_out: int, cut: bool) -> None:
        rest = b"" if cut else whole[at + taken_out :]
        taken_or_refused(whole[:at] + put_in + rest, filename)

    damage()


TAGS = "p div h1 table tr td ul li pre main nav"
HTML_PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS.split(" ")]
    + [f"</{tag}>" for tag in TAGS.split(" ")]
    + ["<a href='https://x.example'>", "</a>", "<blockquote type=cite>", "</blockquote>"]
    + ["<br>", "tolv", " å ", "&amp;", "&#0;", "\r\n"]
)


@given(st.lists(HTML_PIECES, max_size=30))
def test_tags_in_any_order(pieces: list[str]) -> None:
    page = "<html><body>" + "".join(pieces)
    taken_or_refused(page.encode(), "sida.html")
    content = b"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n" + page.encode()
    taken_or_refused(content, "brev.eml")


WORD_PIECES = st.recursive(
    st.sampled_from(
        [
            "<w:t>tolv </w:t>",
            "<w:tab/>",
            "<w:br/>",
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:fldChar w:fldCharType="separate"/>',
            '<w:fldChar w:fldCharType="end"/>',
            '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>',
            '<w:footnoteReference w:id="1"/>',
        ]
    ),
    lambda inner: st.tuples(
        st.sampled_from(["p", "r", "tbl", "tr", "tc", "ins", "del", "sdt", "txbxContent"]),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"),
    max_leaves=20,
)


@given(st.lists(WORD_PIECES, max_size=6))
def test_word_elements_in_any_order(pieces: list[str]) -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("[Content_Types].xml", "<x>wordprocessingml</x>")
        body = f"<w:document {names}><w:body>{''.join(pieces)}</w:body></w:document>"
        file.writestr("word/document.xml", body)
    taken_or_refused(buffer.getvalue(), "rapport.docx")


HEADER_NAMES = st.sampled_from(
    "Content-Type Content-Disposition Content-Transfer-Encoding From Date Subject Message-ID".split()
)
HEADER_PIECES = st.sampled_from(
    "text/plain text/html multipart/mixed multipart/alternative message/rfc822 attachment inline".split()
    + "; ;boundary=b ;charset= ;charset*0*=utf-8'' ;charset*1=x ;filename*0*= ;filename*1*= ''".split()
    + 'utf-8 %C3%A5 %zz " \\ = * ;format=flowed ;name= base64 quoted-printable x-uuencode 7bit'.split()
    + "=?utf-8?q?=C3=A5?= =?x?b?!!!?= =?utf-8?b?w6U?= <a@b.example> a@ @b ,, ( ) 32 Jun 2020 -0000 25:61".split()
    + [" ", "\n ", "\x00", "å", "\udcff"]
)


@given(
    st.lists(st.tuples(HEADER_NAMES, st.lists(HEADER_PIECES, max_size=6)), max_size=8),
    st.lists(st.sampled_from(["--b\n", "--b--\n", "\n", "tolv\n", "begin 6 x\n"]), max_size=8),
)
def test_mail_headers_of_any_pieces(headers: list[tuple[str, list[str]]], body: list[str]) -> None:
    lines = [f"{name}: {''.join(pieces)}\n" for name, pieces in headers]
    parts = "".join(body).replace("--b\n", "--b\n" + "".join(lines[-2:]) + "\n")
    content = "From: a@b.example\n" + "".join(lines) + "\n" + parts
    taken_or_refused(content.encode("utf-8", errors="surrogateescape"), "brev.eml")
