# SPDX-License-Identifier: EUPL-1.2
"""The original files, addressed by their content: written once, fsynced before any row commits."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


def sha256_of(content: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def path_of(folder: Path, digest: str) -> Path:
    """Where the file with this digest lies."""
    return folder / digest[:2] / digest


def keep(folder: Path, content: bytes) -> str:
    """Store bytes under their digest and return it; storing the same bytes again does nothing.

    Raises ``OSError`` where the disk refuses; a half-written file is never seen under its name.
    """
    digest = sha256_of(content)
    path = path_of(folder, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _fsync_folder(path.parent)
    return digest


def _fsync_folder(folder: Path) -> None:
    """Make the new name itself durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fetch(folder: Path, digest: str) -> bytes:
    """The bytes stored under a digest.

    Raises ``FileNotFoundError`` where nothing is, ``ValueError`` where the file has been altered.
    """
    content = path_of(folder, digest).read_bytes()
    if sha256_of(content) != digest:
        raise ValueError(f"stored file {digest[:12]} does not match its digest")
    return content
