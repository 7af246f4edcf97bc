# SPDX-License-Identifier: EUPL-1.2
"""Asking for a login link by mail."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lagesbild.lib.clock import now
from lagesbild.mail.login_links import send_login_link
from lagesbild.mail.queries import has_mail_server


class AskForLinkForm(forms.Form):
    """Where the link is to be sent."""

    email = forms.EmailField(
        label="E-postadress",
        error_messages={
            "required": "Skriv din e-postadress.",
            "invalid": "Skriv hela adressen, till exempel anna@regionen.example.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


# Public on purpose: it is a way in. Whether somebody has the address is not told.
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_link_page(request: HttpRequest) -> HttpResponse:
    """A form, and the same answer whoever asks."""
    form = AskForLinkForm(request.POST if request.method == "POST" else None)
    sends, asked = has_mail_server(), False
    if sends and form.is_bound and form.is_valid():
        send_login_link(email=form.cleaned_data["email"], at=now())
        asked = True
    context = {"form": form, "asked": asked, "sends": sends}
    return render(request, "pages/ask_for_link_page.html", context, status=422 if form.errors else 200)
