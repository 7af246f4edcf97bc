# SPDX-License-Identifier: EUPL-1.2
"""Opens the zip that a Word file is, carefully: sizes are judged before anything unpacks.

Nothing outside the file is ever followed. Word files have no document type; one that
has is refused, since the only use of it there is to smuggle in outside content.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from lagesbild.intake.refusal import IntakeRefused

MAX_ENTRIES = 10_000
MAX_PART = 200 * 1024 * 1024
MAX_TOTAL = 500 * 1024 * 1024
MAX_RATIO = 250  # honest XML packs 10 to 60 times; long tables somewhat more
_RATIO_COUNTS_FROM = 5 * 1024 * 1024

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
Xml = etree._Element


class Package:
    """The parts of an Office file. Raises IntakeRefused: corrupt, encrypted, zip_bomb."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except Exception as error:  # zipfile raises many kinds on broken archives
            raise IntakeRefused("corrupt") from error
        entries = self._zip.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        _refuse_bomb(entries)
        if any(entry.flag_bits & 1 for entry in entries):
            raise IntakeRefused("encrypted")

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def xml(self, name: str) -> Xml:
        """The root of an XML part. Raises IntakeRefused: corrupt, outside_entity, zip_bomb."""
        content = self._bytes(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            # A parser that stumbles over a document type stumbles over what it must not do.
            smuggled = b"<!DOCTYPE" in content or b"<!ENTITY" in content
            raise IntakeRefused("outside_entity" if smuggled else "corrupt") from error
        if root.getroottree().docinfo.doctype:
            raise IntakeRefused("outside_entity")
        return root

    def optional_xml(self, name: str | None) -> Xml | None:
        """The root of a part that may be absent. A broken one counts as absent: it holds
        styles, numbers or notes, and the text is worth having without them."""
        if name is None or name not in self:
            return None
        try:
            return self.xml(name)
        except IntakeRefused as refused:
            if refused.code == "corrupt":
                return None
            raise

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(self._entries[name]) as part:
                content = part.read(MAX_PART + 1)
        except (KeyError, OSError, EOFError, RuntimeError, ValueError) as error:
            raise IntakeRefused("corrupt") from error
        except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            raise IntakeRefused("corrupt") from error
        if len(content) > MAX_PART:
            raise IntakeRefused("zip_bomb")
        return content

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """What a part refers to: id → (kind, target, whether it is outside the file)."""
        folder, name = posixpath.split(part)
        root = self.optional_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for relation in () if root is None else root.iter(_RELATIONSHIP):
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            target = relation.get("Target") or ""
            outside = relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id") or ""] = (kind, target, outside)
        return found


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    """By the sizes that the archive declares; reading stops there too if they lie."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL:
        raise IntakeRefused("zip_bomb")
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > MAX_PART or (entry.file_size > _RATIO_COUNTS_FROM and ratio > MAX_RATIO):
            raise IntakeRefused("zip_bomb")
