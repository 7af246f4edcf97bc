# SPDX-License-Identifier: EUPL-1.2
"""A word about what was just done, with a way back where there is one."""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def add_toast(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Show ``text`` on the next page; with ``undo_url`` a button "Ångra" posts there.

    Undo belongs on the thing itself where it still stands on the page; a toast is for acts
    whose place is gone.
    """
    messages.success(request, text, extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def undo_url_of(extra_tags: str) -> str:
    """The address that `add_toast` put in a message, or "" when there is none."""
    return extra_tags.removeprefix(UNDO) if extra_tags.startswith(UNDO) else ""
