# SPDX-License-Identifier: EUPL-1.2
"""One report by a link, without an account: the token in the address is the key, and opens nothing else.

No session is started and nobody is logged in; opening changes nothing, since mail scanners and link
previews open every address before a person does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.accounts.queries import person_of
from lagesbild.lib.clock import now, today
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.links import desk_by_link
from lagesbild.reporting.messages import LINK_OF_ANOTHER, LINK_OF_NO_USE
from lagesbild.reporting.people import speaks_for
from lagesbild.reporting.views import autosave, writing

View = Callable[[HttpRequest, WritingDesk], HttpResponse]


def _opened_by(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Give the view the report that the token opens; a token of no use is told so."""

    @wraps(view)
    def open_or_tell(request: HttpRequest, token: str) -> HttpResponse:
        desk = desk_by_link(token, at=now())
        if desk is None:
            return render(request, "reporting/link_of_no_use_page.html", {"text": LINK_OF_NO_USE}, status=410)
        if _is_in_other_hands(request, desk):
            context = {"text": LINK_OF_ANOTHER}
            return render(request, "reporting/link_of_no_use_page.html", context, status=403)
        return view(request, desk)

    return open_or_tell


def _is_in_other_hands(request: HttpRequest, desk: WritingDesk) -> bool:
    """Whether somebody is logged in who does not speak for the member: a coordinator hands out links, and
    reads no draft by them."""
    if not request.user.is_authenticated:
        return False
    person = person_of(request.user)
    if person is None:
        return True
    return person != desk.person and not speaks_for(person, desk.dialogue, desk.organisation, day=today())


# Public on purpose, all four: the token is the key.
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_opened_by
def report_page(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """The member's form, and its receipt."""
    return writing.writing_page(request, desk)


# Public on purpose: the token is the key.
@login_not_required
@require_POST
@_opened_by
def save(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """Keep the draft as it stands in the window."""
    return autosave.save(request, desk)


# Public on purpose: the token is the key.
@login_not_required
@require_POST
@_opened_by
def read(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """What the reader makes of the text in the window; nothing is stored."""
    return autosave.read(request, desk)


# Public on purpose: the token is the key.
@login_not_required
@never_cache
@require_safe
@_opened_by
def own_text(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """The member's own text as a file."""
    return autosave.own_text(desk)
