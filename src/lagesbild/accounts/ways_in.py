# SPDX-License-Identifier: EUPL-1.2
"""Who tries to log in and from where, for the counter of failed tries."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The machine that asks; behind a proxy the last one that the proxy names.

    Only what the proxy itself added is believed: earlier entries are written by whoever asks.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.INSTALLATION.https else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def login_name(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """The address that is tried, written in one way."""
    tried = (credentials or {}).get("username") or request.POST.get("email", "")
    return tried.strip().lower()
