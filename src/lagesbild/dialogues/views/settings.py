# SPDX-License-Identifier: EUPL-1.2
"""The dialogue's settings: what it asks, when it meets, when it rests, who coordinates it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lagesbild.accounts.models import Role
from lagesbild.accounts.queries import coordinators_on
from lagesbild.components.shapes import Link
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.forms_settings import PersonForm, QuietForm, SettingsForm
from lagesbild.dialogues.messages_rounds import sentence
from lagesbild.dialogues.models_settings import QuietPeriod
from lagesbild.dialogues.operations_settings import (
    add_quiet_period,
    change_settings,
    end_coordinator,
    give_coordinator,
    remove_quiet_period,
)
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import Period
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id

PAGES = [
    ("settings", "Dialogen"),
    ("members", "Medlemmar"),
    ("addresses", "Klistra in adresser"),
    ("quiet", "Tysta perioder"),
    ("coordinators", "Samordnare"),
]


def coordinators_desk(request: HttpRequest, slug: str) -> DialogueDesk:
    """The desk of somebody who may change settings; others find nothing, or are told why not."""
    desk = DialogueDesk.of(request, slug)
    desk.insist_on_coordinator()
    return desk


def settings_render(
    request: HttpRequest,
    desk: DialogueDesk,
    page: str,
    template: str,
    context: dict[str, Any],
    *,
    bad: bool = False,
) -> HttpResponse:
    """A settings page with its way to the others."""
    tabs = [Link(label=label, url=desk.url(name), current=name == page) for name, label in PAGES]
    return render(
        request, f"dialogues/{template}", {"desk": desk, "tabs": tabs, **context}, status=422 if bad else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What the dialogue is called, asks, and when it meets."""
    desk = coordinators_desk(request, slug)
    form = SettingsForm(request.POST) if request.method == "POST" else SettingsForm.of(desk.dialogue)
    if request.method == "POST" and form.is_valid():
        changed = change_settings(
            dialogue=desk.dialogue,
            values=form.cleaned_data,
            rhythm=form.cleaned_data["rhythm"],
            by=desk.person,
            at=now(),
        )
        add_toast(request, "Inställningarna är sparade." if changed else "Inget hade ändrats.")
        return redirect(desk.url("settings"))
    context = {"form": form, "rhythm": desk.dialogue.rhythm}
    return settings_render(request, desk, "settings", "settings_page.html", context, bad=bool(form.errors))


# Quiet periods ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def quiet_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The days when no mail leaves; added and taken away."""
    desk = coordinators_desk(request, slug)
    form = QuietForm(request.POST if request.method == "POST" and "ta-bort" not in request.POST else None)
    refused = ""
    if request.method == "POST":
        try:
            done = _change_quiet(request, desk, form)
        except Refused as no:
            refused, done = sentence(no.refusal), False
        if done:
            return redirect(desk.url("quiet"))
    periods = [(p, _days(p), p.ends_before <= today()) for p in desk.dialogue.quiet_periods.all()]
    context = {"form": form, "periods": periods, "refused": refused}
    bad = bool(form.errors or refused)
    return settings_render(request, desk, "quiet", "quiet_page.html", context, bad=bad)


def _change_quiet(request: HttpRequest, desk: DialogueDesk, form: QuietForm) -> bool:
    if "ta-bort" in request.POST:
        pk = row_id(request.POST["ta-bort"])
        period = desk.dialogue.quiet_periods.filter(pk=pk).first() if pk else None
        if period is not None:
            remove_quiet_period(period=period, by=desk.person, at=now())
            add_toast(request, f"{period.name} är borttagen. Mejl går ut som vanligt de dagarna.")
        return True
    if not form.is_valid():
        return False
    values = form.cleaned_data
    period = add_quiet_period(
        dialogue=desk.dialogue,
        name=values["name"],
        starts_on=values["starts_on"],
        ends_before=values["ends_before"],
        by=desk.person,
        at=now(),
    )
    add_toast(
        request,
        f"Dialogen vilar {_days(period)}. Det som skulle ha skickats kommer första arbetsdagen efter.",
    )
    return True


def _days(period: QuietPeriod) -> str:
    last = Period(period.starts_on, period.ends_before).last_day
    return swedish.period(period.starts_on, last, year=today().year)


# Coordinators -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def coordinators_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Who coordinates the dialogue: given and ended."""
    desk = coordinators_desk(request, slug)
    form = PersonForm(request.POST if request.method == "POST" and "avsluta" not in request.POST else None)
    refused = ""
    if request.method == "POST":
        try:
            done = _change_coordinators(request, desk, form)
        except Refused as no:
            refused, done = sentence(no.refusal), ""
        if done:
            return redirect(done)
    roles = list(coordinators_on(dialogue_id=desk.dialogue.pk, day=today()))
    ended = Role.objects.filter(
        dialogue=desk.dialogue, kind=Role.Kind.COORDINATOR, ends_before__lte=today()
    ).select_related("person")
    context = {
        "form": form,
        "refused": refused,
        "rows": [(role, _since(role), role.person_id == desk.person.pk) for role in roles],
        "ended": [(r, swedish.day_short(r.ends_before, year=today().year)) for r in ended if r.ends_before],
    }
    bad = bool(form.errors or refused)
    return settings_render(request, desk, "coordinators", "coordinators_page.html", context, bad=bad)


def _change_coordinators(request: HttpRequest, desk: DialogueDesk, form: PersonForm) -> str:
    """Do what was pressed; where to go then, "" where the page is shown again."""
    if "avsluta" in request.POST:
        pk = row_id(request.POST["avsluta"])
        role = (
            coordinators_on(dialogue_id=desk.dialogue.pk, day=today()).filter(pk=pk).first() if pk else None
        )
        if role is None:
            return desk.url("coordinators")
        end_coordinator(role=role, by=desk.person, at=now())
        add_toast(
            request,
            f"{role.person} är inte längre samordnare. Omgångar, anteckningar och utgående mejl ligger kvar.",
        )
        return "/" if role.person_id == desk.person.pk else desk.url("coordinators")
    if not form.is_valid():
        return ""
    values = form.cleaned_data
    role = give_coordinator(
        dialogue=desk.dialogue, email=values["email"], name=values["name"], by=desk.person, at=now()
    )
    add_toast(request, f"{role.person} är samordnare och ser allt som du ser. Inget mejl har skickats.")
    return desk.url("coordinators")


def _since(role: Role) -> str:
    return swedish.day_short(role.starts_on, year=today().year)
