# SPDX-License-Identifier: EUPL-1.2
"""What a file is, told by its content; the name only decides between kinds of text.

A known kind behind a wrong name is taken for what it is and the person is told. Text
under a name for text stays text, whatever it looks like: a report may begin with "Från:".
"""

from __future__ import annotations

import io
import re
import zipfile

import olefile

from lagesbild.intake.canonical import decode
from lagesbild.intake.refusal import IntakeRefused

ENDINGS = {
    "txt": "txt",
    "text": "txt",
    "md": "txt",
    "pdf": "pdf",
    "docx": "docx",
    "docm": "docx",
    "dotx": "docx",
    "eml": "eml",
    "msg": "msg",
    "htm": "html",
    "html": "html",
    "xhtml": "html",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM....\0\0|II\*\0|MM\0\*", re.S), "image"),
    (re.compile(rb"RIFF....WEBP|....ftyp(heic|heix|mif1|avif)", re.S), "image"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a|BZh\d|\xfd7zXZ\0"), "archive"),
    (re.compile(rb"\{\\rtf"), "rich_text"),
    (re.compile(rb"%!PS-|\x7fELF|MZ.\0|....ftyp", re.S), "unknown_type"),
)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_SVG = re.compile(r"(?:<!doctype\s+svg[^>]*>\s*)?<svg[\s>]", re.I)
_XML = re.compile(r"<!doctype\s|<!entity\s", re.I)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?")
_MAIL_HEADERS = frozenset(
    (
        "from to cc subject date message-id mime-version received return-path delivered-to content-type "
        "reply-to x-mailer dkim-signature in-reply-to references sender"
    ).split()
)
_SURE_MAIL_HEADERS = frozenset("message-id mime-version received return-path delivered-to".split())
_ZIP_KINDS = (
    ("wordprocessingml", "docx"),
    ("application/vnd.ms-word.document.macroenabled.main", "docx"),
    ("application/vnd.ms-word.template.macroenabledtemplate.main", "docx"),
    ("spreadsheetml", "spreadsheet"),
    ("ms-excel", "spreadsheet"),
    ("presentationml", "presentation"),
    ("ms-powerpoint", "presentation"),
)
_START = 4096


def ending(filename: str) -> str:
    """The part of a name after its last dot, in lower case, "" when there is none.

    >>> ending("Rapport.maj.PDF"), ending("rapport")
    ('pdf', '')
    """
    name = re.split(r"[\\/]", filename)[-1]
    return name.rpartition(".")[2].lower() if "." in name else ""


def kind_of(content: bytes, filename: str) -> str:
    """One of txt, pdf, docx, eml, msg, html. Raises IntakeRefused for everything else."""
    if _is_pdf(content):
        return "pdf"
    if content.startswith(_OLE):
        return _ole_kind(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(content)
    for pattern, code in _SIGNATURES:
        if pattern.match(content):
            raise IntakeRefused(code)
    return _text_kind(content, ENDINGS.get(ending(filename)))


def _is_pdf(content: bytes) -> bool:
    """The mark may stand a little way in, but a text that mentions it is no PDF."""
    at = content[:1024].find(b"%PDF-")
    before = content[: max(at, 0)]
    return at >= 0 and (not before.strip() or not _looks_like_text(decode(before)))


def _ole_kind(content: bytes) -> str:
    """The old container of Microsoft: mail, old Office files, and locked new ones."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = {path[0].lower() for path in ole.listdir(streams=True, storages=True)}
    except Exception as error:  # olefile raises whatever a broken table leads it to
        raise IntakeRefused("corrupt") from error
    if "encryptedpackage" in names:
        raise IntakeRefused("encrypted")
    if "__properties_version1.0" in names:
        return "msg"
    if "worddocument" in names:
        raise IntakeRefused("old_word")
    if names & {"workbook", "book"}:
        raise IntakeRefused("spreadsheet")
    if "powerpoint document" in names:
        raise IntakeRefused("presentation")
    raise IntakeRefused("unknown_type")


def _zip_kind(content: bytes) -> str:
    """New Office files say in [Content_Types].xml what they are, OpenDocument in mimetype."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            types = _beginning(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else ""
            mimetype = _beginning(archive, "mimetype") if "mimetype" in names else ""
    except Exception as error:  # zipfile raises many kinds on broken archives
        raise IntakeRefused("corrupt") from error
    if "opendocument" in mimetype:
        raise IntakeRefused("opendocument")
    if not types:
        raise IntakeRefused("archive")
    found = [(types.find(mark), kind) for mark, kind in _ZIP_KINDS if mark in types]
    # A text may embed a sheet, so the part that gives the folder its name decides.
    for folder, kind in (("word/", "docx"), ("xl/", "spreadsheet"), ("ppt/", "presentation")):
        if any(name.startswith(folder) for name in names) and any(kind == k for _, k in found):
            return _accepted(kind)
    return _accepted(min(found)[1] if found else "archive")


def _accepted(kind: str) -> str:
    if kind != "docx":
        raise IntakeRefused(kind)
    return kind


def _beginning(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(200_000).decode("utf-8", errors="replace").lower()


def _text_kind(content: bytes, named: str | None) -> str:
    start = decode(content[:_START] if len(content) <= _START else _whole_characters(content[:_START]))
    if not _looks_like_text(start):
        if named in ("pdf", "docx", "msg"):
            raise IntakeRefused("corrupt")
        raise IntakeRefused("unknown_type")
    if named == "txt":
        return "txt"
    root = _after_prolog(start)
    if _SVG.match(root):
        raise IntakeRefused("image")
    if _HTML.match(root) or (named == "html" and "<" in start):
        return "html"
    if _XML.match(root) or start.lstrip()[:5].lower() == "<?xml":
        raise IntakeRefused("unknown_type")
    if _is_mail(start, named):
        return "eml"
    return "txt"


def _after_prolog(start: str) -> str:
    """What follows the XML declaration and the comments that may stand before a root."""
    rest = start.lstrip("\ufeff \t\r\n")
    while (opening := rest[:4]) in ("<?xm", "<!--"):
        closing = "?>" if opening == "<?xm" else "-->"
        rest = rest.partition(closing)[2].lstrip()
    return rest


def _whole_characters(content: bytes) -> bytes:
    """Without a UTF-8 or UTF-16 character that the cut went through."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content:
        return content[: len(content) // 2 * 2]
    end = len(content)
    while end > len(content) - 4 and content[end - 1] & 0xC0 == 0x80:
        end -= 1
    return content[: end - 1] if content[end - 1] & 0xC0 == 0xC0 else content


def _looks_like_text(start: str) -> bool:
    """Control characters are rare in text (a NUL or a form feed happens)."""
    odd = sum(1 for char in start if char < " " and char not in "\t\n\r\f\v\x1b")
    return odd <= 0.05 * len(start) or odd <= 2


def _is_mail(start: str, named: str | None) -> bool:
    headers = set()
    for line in start.lstrip("\ufeff").replace("\r\n", "\n").split("\n"):
        if line.startswith((" ", "\t", "From ")):
            continue
        match = _HEADER.match(line)
        if not match:
            break
        headers.add(match[1].lower())
    known = headers & _MAIL_HEADERS
    if named == "eml":
        return bool(known)
    return len(known) >= 3 and bool(known & _SURE_MAIL_HEADERS) and "from" in known
