# SPDX-License-Identifier: EUPL-1.2
"""Groups and members in order, the people of one member, and a pasted row of addresses."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lagesbild.accounts.models import Person
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues import contacts, operations_members
from lagesbild.dialogues.address_row import read_row
from lagesbild.dialogues.forms_settings import LastDayForm, MemberForm, OpenedForm, PersonForm
from lagesbild.dialogues.messages_rounds import sentence
from lagesbild.dialogues.models import Group, Membership
from lagesbild.dialogues.models_settings import Contact
from lagesbild.dialogues.operations import ensure_group, ensure_member
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.dialogues.views.settings import coordinators_desk, settings_render
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import Period
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.organisations.operations import ensure_organisation
from lagesbild.organisations.rules import guess_kind

# All members ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MemberLine:
    """A member in the list: who it is reached through, and until when it belongs."""

    member: Membership
    people: str
    until: str


@require_http_methods(["GET", "HEAD", "POST"])
def members_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Groups and members in the order of the minutes; moved, renamed and added."""
    desk = coordinators_desk(request, slug)
    act = request.POST.get("gor", "") if request.method == "POST" else ""
    form = MemberForm(request.POST if act == "lagg-till" else None, initial={"joined_on": today()})
    refused = ""
    if request.method == "POST":
        try:
            if _change_members(request, desk, act, form):
                return redirect(desk.url("members"))
        except Refused as no:
            refused = sentence(no.refusal)
    lines = _lines(desk)
    context = {
        "form": form,
        "refused": refused,
        "groups": [(g, lines.get(g.pk, [])) for g in desk.dialogue.groups.all()],
        "without": sum(1 for found in lines.values() for line in found if not line.people and not line.until),
    }
    bad = bool(form.errors or refused) or request.method == "POST"
    return settings_render(request, desk, "members", "members_page.html", context, bad=bad)


def _lines(desk: DialogueDesk) -> dict[int, list[MemberLine]]:
    people = contacts.reached_through(desk.dialogue, day=today())
    lines: dict[int, list[MemberLine]] = {}
    for m in desk.dialogue.memberships.select_related("organisation", "group"):
        reached = swedish.listed([str(p) for p in people.get(m.organisation_id, contacts.NOBODY).everybody])
        last = Period(m.joined_on, m.left_before).last_day
        until = swedish.day_short(last, year=today().year) if last else ""
        lines.setdefault(m.group_id, []).append(MemberLine(m, reached, until))
    return lines


def _change_members(request: HttpRequest, desk: DialogueDesk, act: str, form: MemberForm) -> bool:
    """Do what was pressed; whether it was done."""
    if act == "lagg-till":
        return form.is_valid() and _add_member(request, desk, form)
    verb, _, pk = act.partition(":")
    group = desk.dialogue.groups.filter(pk=row_id(pk) or 0).first() if verb.startswith("grupp") else None
    member = (
        desk.dialogue.memberships.filter(pk=row_id(pk) or 0).first() if verb.startswith("medlem") else None
    )
    by, at = desk.person, now()
    if group is not None:
        _change_group(request, group, verb, by)
    elif member is not None and verb in ("medlem-upp", "medlem-ned"):
        operations_members.move_member(member=member, up=verb == "medlem-upp", by=by, at=at)
    else:
        return False
    return True


def _change_group(request: HttpRequest, group: Group, verb: str, by: Person) -> None:
    at = now()
    if verb in ("grupp-upp", "grupp-ned"):
        operations_members.move_group(group=group, up=verb == "grupp-upp", by=by, at=at)
    elif verb == "grupp-namn":
        name = " ".join(request.POST.get("name", "").split())[:160]
        if not name:
            raise Refused("group_without_name")
        operations_members.rename_group(group=group, name=name, by=by, at=at)
        add_toast(request, f"Gruppen heter nu {name}.")
    elif verb == "grupp-bort":
        operations_members.remove_group(group=group, by=by, at=at)
        add_toast(request, f"Gruppen {group.name} är borttagen.")


def _add_member(request: HttpRequest, desk: DialogueDesk, form: MemberForm) -> bool:
    values, by, at = form.cleaned_data, desk.person, now()
    organisation = ensure_organisation(name=values["name"], kind=guess_kind(values["name"]), by=by, at=at)
    group = ensure_group(dialogue=desk.dialogue, name=" ".join(values["group"].split()), by=by, at=at)
    ensure_member(
        dialogue=desk.dialogue,
        organisation=organisation,
        group=group,
        joined_on=values["joined_on"],
        by=by,
        at=at,
    )
    add_toast(request, f"{organisation.name} är med från {swedish.day_short(values['joined_on'])}.")
    return True


# One member -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def member_page(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """The people of one member, when it belongs, and what it may see of earlier rounds."""
    desk = coordinators_desk(request, slug)
    member = desk.dialogue.memberships.select_related("organisation", "group").filter(pk=member_id).first()
    if member is None:
        raise Http404
    member.dialogue = desk.dialogue
    act = request.POST.get("gor", "") if request.method == "POST" else ""
    forms: dict[str, Form] = {
        "lagg-till": PersonForm(request.POST if act == "lagg-till" else None),
        "avsluta": LastDayForm(request.POST if act == "avsluta" else None, initial={"last_day": today()}),
        "oppna": OpenedForm(
            request.POST if act == "oppna" else None, initial={"sees_from": member.sees_from}
        ),
    }
    refused = ""
    if request.method == "POST":
        try:
            if _change_member(request, desk, member, act, forms):
                return redirect(desk.url_of_member(member.pk))
        except Refused as no:
            refused = sentence(no.refusal)
    rows = member.contacts.filter(ends_before__isnull=True).select_related("person")
    last = Period(member.joined_on, member.left_before).last_day
    context = {
        "member": member,
        "contacts": rows,
        "reporters": [] if rows else contacts.reporters_for(member.organisation_id, day=today()),
        "person_form": forms["lagg-till"],
        "end_form": forms["avsluta"],
        "open_form": forms["oppna"],
        "joined": swedish.day_short(member.joined_on),
        "left": swedish.day_short(last) if last else "",
        "groups": desk.dialogue.groups.all(),
        "refused": refused,
    }
    return settings_render(
        request, desk, "members", "member_page.html", context, bad=request.method == "POST"
    )


def _change_member(
    request: HttpRequest,
    desk: DialogueDesk,
    member: Membership,
    act: str,
    forms: dict[str, Form],
) -> bool:
    """Do what was pressed; whether it was done."""
    by, at = desk.person, now()
    if act in forms:
        form = forms[act]
        if not form.is_valid():
            return False
        values = form.cleaned_data
        if act == "lagg-till":
            part = "substitute" if request.POST.get("part") == "substitute" else "ordinary"
            operations_members.add_contact(
                member=member, email=values["email"], name=values["name"], part=part, by=by, at=at
            )
            add_toast(request, f"{values['name'] or values['email']} är tillagd. Inget mejl har skickats.")
        elif act == "avsluta":
            operations_members.end_membership(member=member, last_day=values["last_day"], by=by, at=at)
        else:
            operations_members.open_earlier_rounds(member=member, sees_from=values["sees_from"], by=by, at=at)
        return True
    if act == "ateruppta":
        operations_members.resume_membership(member=member, by=by, at=at)
        return True
    if act == "grupp":
        group = desk.dialogue.groups.filter(pk=row_id(request.POST.get("group")) or 0).first()
        if group is not None:
            operations_members.place_member(member=member, group=group, by=by, at=at)
        return group is not None
    return _change_contact(member, act, by)


def _change_contact(member: Membership, act: str, by: Person) -> bool:
    verb, _, pk = act.partition(":")
    contact = (
        member.contacts.filter(pk=row_id(pk) or 0, ends_before__isnull=True)
        .select_related("membership", "person")
        .first()
    )
    if contact is None:
        return False
    if verb == "bort":
        operations_members.end_contact(contact=contact, by=by, at=now())
    elif verb in ("ordinarie", "ersattare"):
        part = Contact.Part.ORDINARY if verb == "ordinarie" else Contact.Part.SUBSTITUTE
        operations_members.add_contact(member=member, email=contact.person.email, part=part, by=by, at=now())
    else:
        return False
    return True


# A pasted row -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def addresses_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Paste the row of an old invitation; see whom each speaks for; add them; undo."""
    desk = coordinators_desk(request, slug)
    if request.method == "POST" and request.GET.get("gor") == "ta-tillbaka":
        return _take_back(request, desk)
    row = request.POST.get("row", "")
    people = contacts.proposals(desk.dialogue, read_row(row), day=today()) if row.strip() else []
    if request.method == "POST" and request.POST.get("gor") == "lagg-till":
        return _add_pasted(request, desk, people)
    asked = request.method == "POST"
    members = contacts.current_members(desk.dialogue, day=today())
    context = {
        "row": row[:20_000],
        "people": [p for p in people if p.email],
        "broken": [p.as_written for p in people if not p.email],
        "members": members,
        "unsure": sum(1 for p in people if p.email and not p.known_as and p.member_id is None),
        "nothing": asked and not people,
    }
    bad = asked and not people
    return settings_render(request, desk, "addresses", "addresses_page.html", context, bad=bad)


def _add_pasted(request: HttpRequest, desk: DialogueDesk, people: list[contacts.Proposed]) -> HttpResponse:
    members = {m.pk: m for m in contacts.current_members(desk.dialogue, day=today())}
    rows = []
    for person in people:
        chosen = members.get(row_id(request.POST.get(f"for-{person.email}")) or 0)
        if chosen is not None and person.email:
            rows.append((chosen, person.email, person.name))
    batch = operations_members.add_pasted_contacts(rows=rows, by=desk.person, at=now())
    said = swedish.counted(len(rows), "person är tillagd", "personer är tillagda")
    undo = f"{desk.url('addresses')}?gor=ta-tillbaka&vilka={batch}" if rows else ""
    add_toast(request, f"{said}. Inget mejl har skickats.", undo_url=undo)
    return redirect(desk.url("members"))


def _take_back(request: HttpRequest, desk: DialogueDesk) -> HttpResponse:
    try:
        batch = UUID(request.GET.get("vilka", ""))
    except ValueError as error:
        raise Http404 from error
    count = operations_members.take_back_pasted(dialogue=desk.dialogue, batch=batch, by=desk.person, at=now())
    add_toast(request, f"{swedish.counted(count, 'person är borttagen', 'personer är borttagna')} igen.")
    return redirect(desk.url("addresses"))
