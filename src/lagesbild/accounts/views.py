# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model, login, update_session_auth_hash
from django.contrib.auth import logout as end_session
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lagesbild.accounts.forms import ChangePasswordForm, LoginForm, PasswordForm
from lagesbild.accounts.messages import LINK_OF_NO_USE, TOO_MANY_TRIES, sentence
from lagesbild.accounts.models import Role
from lagesbild.accounts.operations import set_password, use_login_link
from lagesbild.accounts.permissions import refusal_to_offer_personas
from lagesbild.accounts.queries import person_of, roles_with_login, usable_link
from lagesbild.components.toasts import add_toast
from lagesbild.lib.clock import now, today

BACKEND = "django.contrib.auth.backends.ModelBackend"
#: In the session of one who came by a link: the present password need not be known to set a new one.
CAME_BY_LINK = "came_by_link"
ROLE_ORDER = {Role.Kind.COORDINATOR.value: 0, Role.Kind.REPORTER.value: 1, Role.Kind.READER.value: 2}


@dataclass(frozen=True)
class Persona:
    """Somebody in the demonstration that one can be with one press."""

    pk: int
    name: str
    role: str
    of: str
    order: int

    @property
    def is_reporter(self) -> bool:
        """One reports *for* an organisation and takes part *in* a dialogue."""
        return self.order == ROLE_ORDER[Role.Kind.REPORTER]


def safe_target(request: HttpRequest, wanted: str, default: str = "/") -> str:
    """Where to go afterwards: an address of this site, else the default."""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else default


# Public on purpose: it is the way in.
@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login_page(request: HttpRequest) -> HttpResponse:
    """E-mail and password; in a demonstration also its people, one press each."""
    form = LoginForm(request.POST if request.method == "POST" else None, request=request)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        login(request, form.user, backend=BACKEND)
        request.session.pop(CAME_BY_LINK, None)
        return HttpResponseRedirect(safe_target(request, wanted))
    if not form.is_bound:
        form.initial["next"] = wanted
    return _login_page(request, form, wanted, status=422 if form.errors else 200)


def told_to_wait(request: HttpRequest, response: HttpResponse | None, credentials: object) -> HttpResponse:
    """What one who has tried too often meets; called by the counter of failed logins."""
    wanted = request.POST.get("next", "")
    form = LoginForm(initial={"next": wanted, "email": request.POST.get("email", "")}, request=request)
    return _login_page(request, form, wanted, status=429, refused=TOO_MANY_TRIES)


def _login_page(
    request: HttpRequest, form: LoginForm, wanted: str, *, status: int, refused: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "refused": refused or " ".join(str(one) for one in form.non_field_errors()),
        "personas": personas() if refusal_to_offer_personas(request) is None else [],
        "wanted": wanted,
        "already": person_of(request.user),
    }
    return render(request, "accounts/login_page.html", context, status=status)


def personas() -> list[Persona]:
    """The demonstration's people by their first role: the coordinator, then reporters, then readers."""
    found: dict[int, Persona] = {}
    for role in roles_with_login(today()):
        found.setdefault(role.person_id, _persona(role))
    return sorted(found.values(), key=lambda p: (p.order, p.name))


def _persona(role: Role) -> Persona:
    of = role.organisation or role.dialogue
    return Persona(role.person_id, str(role.person), role.get_kind_display(), str(of), ROLE_ORDER[role.kind])


# Public on purpose: whoever runs the demonstration on their own machine may try any of its roles.
@login_not_required
@require_POST
def persona(request: HttpRequest) -> HttpResponse:
    """Be one of the demonstration's people."""
    refusal = refusal_to_offer_personas(request)
    if refusal is not None:
        raise Http404(sentence(refusal))
    wanted = request.POST.get("persona", "")
    chosen = next((p for p in personas() if str(p.pk) == wanted), None)
    if chosen is None:
        raise Http404("no such persona")
    login(request, get_user_model().objects.get(person=chosen.pk), backend=BACKEND)
    return HttpResponseRedirect(safe_target(request, request.POST.get("next", "")))


# Public on purpose: the token is the key. Opening shows a button and uses nothing up, since mail
# scanners and link previews open every address before a person does.
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: a button logs in, then a password may be set."""
    link = usable_link(token, at=now())
    if link is None:
        return _link_of_no_use(request)
    if request.method != "POST":
        return render(request, "accounts/login_link_page.html", {"person": link.person})
    try:
        person = use_login_link(link=link, at=now())
    except ValueError:  # pressed twice at the same moment: the other press went in
        return _link_of_no_use(request)
    login(request, person.user, backend=BACKEND)
    request.session[CAME_BY_LINK] = True
    target = safe_target(request, link.target)
    return redirect(f"{reverse('accounts:password')}?{urlencode({'next': target})}")


def _link_of_no_use(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_of_no_use_page.html", {"text": LINK_OF_NO_USE}, status=410)


@never_cache
@sensitive_post_parameters("new_password", "old_password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Set a password; after a link it can be skipped."""
    user: Any = request.user
    person = person_of(user)
    if person is None:
        raise Http404("no person behind this user")
    knows_none = request.session.get(CAME_BY_LINK) or not user.has_usable_password()
    kind = PasswordForm if knows_none else ChangePasswordForm
    form = kind(request.POST if request.method == "POST" else None, user=user)
    target = safe_target(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid():
        set_password(person=person, password=form.cleaned_data["new_password"], at=now())
        user.refresh_from_db()
        update_session_auth_hash(request, user)
        request.session.pop(CAME_BY_LINK, None)
        add_toast(request, f"Lösenordet är sparat. Nästa gång loggar du in med {person.email}.")
        return HttpResponseRedirect(target)
    context = {"form": form, "target": target, "person": person, "is_first": knows_none}
    return render(request, "accounts/password_page.html", context, status=422 if form.errors else 200)


# Public on purpose: logging out twice is no fault.
@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end_session(request)
    return redirect("accounts:login")
