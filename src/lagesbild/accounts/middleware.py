# SPDX-License-Identifier: EUPL-1.2
"""What holds for every request and every answer, whatever the view."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lagesbild.accounts.queries import usable_link
from lagesbild.intake import DEFAULT_LIMIT
from lagesbild.lib.clock import now

#: Where a report is sent without an account, its files too.
REPORT_DOOR = re.compile(r"/rapportera/(?P<token>[\w-]+)/")

Answer = Callable[[HttpRequest], HttpResponse]

#: As much as a form may hold for one who is not logged in: an address and a password.
VISITORS_BODY = 64 * 1024
#: Twenty files of old minutes in one form, and what is typed beside them.
MEMBERS_BODY = 20 * DEFAULT_LIMIT + 12 * 1024 * 1024


def limit_bodies(get_response: Answer) -> Answer:
    """Turn away what is far too large by its announced length, before a byte of it is stored.

    Stands after the login is known and acts before any form is read; who is not logged in sends
    nothing but a login.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isascii() and length.isdigit() else 0
        # Who is asking is looked up for large bodies only.
        if size > VISITORS_BODY and (size > MEMBERS_BODY or not _is_known(request)):
            return render(request, "400.html", status=413)
        return get_response(request)

    return answer


def _is_known(request: HttpRequest) -> bool:
    """Logged in, or at the door of a report with a key that opens it."""
    if request.user.is_authenticated:
        return True
    door = REPORT_DOOR.match(request.path)
    return door is not None and usable_link(door["token"], at=now(), purpose="report") is not None


def keep_private(get_response: Answer) -> Answer:
    """Let no answer lie in a cache, nor on a shared computer after logging out, unless its view says so."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return answer
