# SPDX-License-Identifier: EUPL-1.2
"""The full address of a page, as it is written in a mail."""

from __future__ import annotations

from django.conf import settings


def absolute(path: str) -> str:
    """The page's address on this installation's own site (``site`` in ``installation.toml``)."""
    return f"{settings.INSTALLATION.site}{path}"
