# SPDX-License-Identifier: EUPL-1.2
"""The menu of every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """What the base page needs: the menu and whose county it is."""
    return {"nav": []}
