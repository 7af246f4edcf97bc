# SPDX-License-Identifier: EUPL-1.2
"""What one tries who means harm: odd ids, forged headers, bodies without end, words that are code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern
from site_map import DOORS, House, everything, is_let_in, plain

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
HUGE = "9" * 30
#: Digits to Python, none to a database; and more of them than an int takes.
ODD = ("²", "٣", HUGE, "9" * 5000, "-1", "\x00", "1 OR 1=1")

# Odd ids and values -----------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ODD)
def test_odd_ids_are_found_nowhere_and_break_nothing(house: House, odd: str) -> None:
    client, turn = house.clients["coordinator"], f"/d/prov/omgangar/{house.values['address']}/"
    report = f"{turn}granska/{house.values['report_id']}/"
    before = everything()
    for path, fields in {
        turn: {"gor": "fraga-igen", "rapport": odd},
        f"{turn}rapportera/": {"kvitto": odd, "medlem": odd},
        report: {
            "uppgift": odd,
            "nyss": odd,
            "mening": odd,
            "fran": odd,
            "till": odd,
            "rader": odd,
            "version": odd,
        },
        "/": {"som": odd, "alla": odd},
        "/d/prov/omgangar/": {"sida": odd},
        "/d/prov/borja/": {"steg": odd, "visa": odd},
        "/logga-in/": {"next": odd},
    }.items():
        assert client.get(path, fields).status_code < 500, path
        assert client.post(f"{path}?{urlencode(fields)}").status_code < 500, path
    for path, fields in {
        "/d/prov/borja/punkter/": {"punkt": odd},
        f"{turn}rapportera/": {"organisation": odd, "gor": "inget-nytt"},
        f"{report}synlighet/": {"mening": odd, "niva": odd},
        f"{report}lagg-till/": {"mening": odd, "fran": odd, "till": odd, "slag": odd, "ord": odd},
        f"{report}godta-alla/?angra={urlencode({'x': odd})[2:]}": {},
        "/prova/": {"persona": odd},
    }.items():
        assert client.post(path, fields).status_code < 500, path
    assert everything() == before


@pytest.mark.parametrize("number", ["0", HUGE])
def test_ids_that_no_table_can_have_are_not_there(
    house: House, site_routes: dict[str, URLPattern], number: str
) -> None:
    for name, route in site_routes.items():
        for key in {"report_id", "fact_id", "edition_id", "member_id", "pk"} & set(route.pattern.converters):
            path = house.path(name, route, **{key: int(number)})
            client = house.clients["coordinator"]
            assert client.get(path).status_code in (404, 405), path
            assert client.post(path).status_code in (302, 404, 405), path


# Another dialogue's things under one's own address ----------------------------------------------


def test_a_coordinator_reaches_nothing_of_another_dialogue_through_its_own(
    house: House, site_routes: dict[str, URLPattern]
) -> None:
    """The other dialogue has a round on the same day, so that everything but the id is right."""
    from lagesbild.dialogues.models import Dialogue
    from lagesbild.dialogues.operations import ensure_round

    other = Dialogue.objects.get(slug="annan")
    ensure_round(dialogue=other, held_on=date(2026, 6, 8), by=None, at=NOON)
    before, client = everything(), house.clients["stranger"]
    for name, route in site_routes.items():
        if {"report_id", "fact_id", "edition_id", "member_id", "pk"} & set(route.pattern.converters):
            path = house.path(name, route, slug="annan")
            for answer in (client.get(path), client.post(path, {"gor": "accept", "svar": "ta-med"})):
                assert not is_let_in(answer), (name, answer.status_code)
    client.post("/d/annan/borja/punkter/", {"punkt": house.values["fact_id"]})
    assert everything() == before


def test_a_fact_of_another_report_is_not_decided_about_through_ones_own_address(house: House) -> None:
    """All reports of loaded minutes stand in one text; the address says which of them."""
    from lagesbild.dialogues.models import Report
    from lagesbild.sources.models import Fact

    report = Report.objects.get(pk=house.values["report_id"])
    assert report.section is not None
    others = Fact.objects.filter(version=report.submissions.get().version, start__gte=report.section.end)
    turn = f"/d/prov/omgangar/{house.values['address']}/granska/{report.pk}/"
    version = {"version": str(report.submissions.get().version_id)}
    before = everything()
    for fact in others[:5]:
        for act in ("accept", "reject", "reopen", "undo", "change"):
            house.clients["coordinator"].post(f"{turn}uppgift/{fact.pk}/", {"gor": act, **version})
    assert others.exists()
    assert everything() == before


# Looking changes nothing ------------------------------------------------------------------------


def test_mail_scanners_that_open_every_address_three_times_change_nothing(
    house: House, site_routes: dict[str, URLPattern]
) -> None:
    """Also with what a button would send written into the address, and with other methods that only ask."""
    pressed = urlencode({
        "gor": "accept", "niva": "public", "mening": "1", "svar": "ta-med", "punkt": house.values["fact_id"],
        "sett": "x", "angra": "1", "persona": "1", "organisation": "1", "rapport": house.values["report_id"],
        "new_password": "ett nytt långt lösenord", "held_on": "2026-06-20", "text": "9 personer är varslade.",
    })  # fmt: skip
    before = everything()
    for role in ("visitor", "reporter", "coordinator"):
        for name, route in site_routes.items():
            path = house.path(name, route)
            for query in ("", f"?{pressed}", "?gor=ta-bort"):
                for method in ("get", "head", "options"):
                    answer = getattr(house.clients[role], method)(path + query)
                    assert answer.status_code < 500, (name, query, method)
    assert everything() == before


# Headers ----------------------------------------------------------------------------------------


def test_every_answer_forbids_frames_foreign_scripts_and_keeping(
    house: House, site_routes: dict[str, URLPattern]
) -> None:
    for role in ("visitor", "coordinator"):
        for path in [*(house.path(name, route) for name, route in site_routes.items()), "/finns-inte/"]:
            answer = house.clients[role].get(path)
            policy = answer["Content-Security-Policy"]
            for rule in (
                "frame-ancestors 'none'",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
            ):
                assert rule in policy, path
            assert "unsafe" not in policy
            assert answer["X-Frame-Options"] == "DENY"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Referrer-Policy"] == "same-origin"
            assert "no-store" in answer["Cache-Control"], path
            assert "private" in answer["Cache-Control"], path


def test_another_host_name_is_not_served(visitor: Client, db: None) -> None:
    answer = visitor.get("/", headers={"Host": "ond.example"})
    assert answer.status_code == 400
    assert "ond.example" not in answer.content.decode()


@pytest.mark.parametrize("wanted", [
    "https://ond.example/", "//ond.example", "/\\ond.example", "///ond.example", "javascript:alert(1)",
    "http:ond.example", "\thttps://ond.example", "https:/\\ond.example", "\x00//ond.example", "data:text/html,x",
])  # fmt: skip
def test_no_way_in_leads_away_from_the_site(coordinator: Any, wanted: str) -> None:
    coordinator.user.set_password("tre lugna hästar i snö")
    coordinator.user.save()
    said = {"email": coordinator.person.email, "password": "tre lugna hästar i snö", "next": wanted}
    answer = Client().post(f"/logga-in/?{urlencode({'next': wanted})}", said)
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert answer["Location"] == "/"
    page = Client()
    page.force_login(coordinator.user)
    assert 'href="/"' in page.get("/losenord/", {"next": wanted}).content.decode()


# Sessions ---------------------------------------------------------------------------------------


def test_a_planted_session_is_not_the_one_that_is_logged_in(coordinator: Any) -> None:
    coordinator.user.set_password("tre lugna hästar i snö")
    coordinator.user.save()
    client = Client()
    client.cookies["sessionid"] = "planterad0planterad0planterad0pl"
    said = {"email": coordinator.person.email, "password": "tre lugna hästar i snö"}
    assert client.post("/logga-in/", said).status_code == 302
    cookie = client.cookies["sessionid"]
    assert cookie.value != "planterad0planterad0planterad0pl"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_role_that_ends_ends_for_one_who_is_logged_in(house: House, stand_at: Callable[..., None]) -> None:
    from lagesbild.accounts.models import Role

    client = house.clients["coordinator"]
    assert client.get("/d/prov/").status_code == 200
    Role.objects.update(ends_before=date(2026, 6, 15))
    assert client.get("/d/prov/").status_code == 404
    assert client.post("/d/prov/publicera/").status_code == 404


def test_an_account_that_is_closed_is_out_at_once(coordinator: Any) -> None:
    coordinator.user.is_active = False
    coordinator.user.save()
    assert coordinator.client.get("/d/prov/")["Location"].startswith("/logga-in/")


# The demonstration's door -----------------------------------------------------------------------


@pytest.fixture
def in_demo(settings: Any, coordinator: Any) -> None:
    from dataclasses import replace

    settings.INSTALLATION = replace(settings.INSTALLATION, is_demo=True)
    settings.ALLOWED_HOSTS = ["*"]


@pytest.mark.parametrize(("lets_in", "meta"), [
    (True, {}),
    (True, {"REMOTE_ADDR": "::1"}),
    (True, {"REMOTE_ADDR": "::ffff:127.0.0.1"}),
    (False, {"REMOTE_ADDR": "192.0.2.7"}),
    (False, {"REMOTE_ADDR": ""}),
    (False, {"REMOTE_ADDR": "127.0.0.1.ond.example"}),
    (False, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}),
    (False, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}),
    (False, {"HTTP_X_FORWARDED_FOR": ""}),
    (False, {"HTTP_X_FORWARDED_HOST": "ond.example"}),
    (False, {"HTTP_X_FORWARDED_PROTO": "https"}),
    (False, {"HTTP_FORWARDED": "for=192.0.2.7"}),
    (False, {"HTTP_X_REAL_IP": "192.0.2.7"}),
    (False, {"HTTP_CF_CONNECTING_IP": "192.0.2.7"}),
    (False, {"HTTP_VIA": "1.1 proxy"}),
    (False, {"SERVER_NAME": "lagesbild.example"}),
    (False, {"HTTP_HOST": "lagesbild.example"}),
])  # fmt: skip
def test_personas_are_let_in_from_the_machine_itself_alone(
    in_demo: None, coordinator: Any, lets_in: bool, meta: dict[str, str]
) -> None:
    client = Client(**{"SERVER_NAME": "127.0.0.1", **meta})
    page = client.get("/logga-in/")
    assert (coordinator.person.name in page.content.decode()) == lets_in
    answer = client.post("/prova/", {"persona": coordinator.person.pk})
    assert answer.status_code == (302 if lets_in else 404)


# What is sent in --------------------------------------------------------------------------------


def test_a_body_without_end_is_turned_away_unread(house: House) -> None:
    from lagesbild.accounts.middleware import MEMBERS_BODY, VISITORS_BODY

    for role, most in (("visitor", VISITORS_BODY), ("coordinator", MEMBERS_BODY)):
        answer = house.clients[role].post(
            "/logga-in/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(most + 1)
        )
        assert answer.status_code == 413, role
        assert "Inget har sparats" in answer.content.decode()


def test_a_report_that_is_too_large_is_never_read(
    house: House, organisation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lagesbild.reporting import forms

    monkeypatch.setattr(forms, "DEFAULT_LIMIT", 1000)
    monkeypatch.setattr(forms, "take_in", None)  # reading it would break
    before = everything()
    answer = house.clients["reporter"].post(
        f"/d/prov/omgangar/{house.values['address']}/rapportera/",
        {"organisation": organisation.pk, "file": SimpleUploadedFile("stor.txt", b"a" * 1001)},
    )
    assert answer.status_code == 422
    assert "gränsen är" in answer.content.decode()
    assert everything() == before


def test_others_texts_cannot_be_guessed(
    house: House, dialogue: Any, organisation: Any, make_somebody: Callable[..., Any]
) -> None:
    """Sending exactly what another member has sent tells nothing of it."""
    from lagesbild.dialogues.operations import ensure_member
    from lagesbild.organisations.operations import ensure_organisation

    chamber = ensure_organisation(name="Kammaren Provlän", kind="business_association", by=None, at=NOON)
    ensure_member(
        dialogue=dialogue,
        organisation=chamber,
        group=dialogue.groups.first(),
        joined_on=date(2020, 1, 1),
        by=None,
        at=NOON,
    )
    guesser = make_somebody("gissar@prov.example", "reporter", organisation=chamber).client
    path, text = (
        f"/d/prov/omgangar/{house.values['address']}/rapportera/",
        "Vi varslar 31 personer i augusti.",
    )
    assert (
        house.clients["reporter"].post(path, {"organisation": organisation.pk, "text": text}).status_code
        == 302
    )
    answer = guesser.post(path, {"organisation": chamber.pk, "text": text})
    assert answer.status_code == 302
    assert "kvitto" in answer["Location"]


class Live(HTMLParser):
    """Finds what a browser would run: script elements without a file, handlers, addresses that are code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("img", "iframe", "object", "embed", "svg-x", "base") or (
            tag == "script" and "src" not in said
        ):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            code = (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))
            if name.startswith(("on", "hx-on")) or name in ("style", "srcdoc") or code:
                self.found.append(f"{tag} {name}={value}")


EVIL = "\"><img src=x onerror=alert(1)><script>alert(1)</script>'{{7*7}}<svg onload=alert(1)>"


def test_words_that_are_code_stay_words_everywhere(
    house: House, dialogue: Any, organisation: Any, coordinator: Any, site_routes: dict[str, URLPattern]
) -> None:
    """In texts, names of files, members, dialogues, people, typed fields: every page of every role is parsed."""
    organisation.name = f"Ringen {EVIL}"
    organisation.save()
    dialogue.name = f"Dialogen {EVIL}"
    dialogue.save()
    dialogue.groups.filter(pk=dialogue.groups.first().pk).update(name=f"Gruppen {EVIL}")
    coordinator.person.name = f"Anna {EVIL}"
    coordinator.person.save()
    client, turn = house.clients["coordinator"], f"/d/prov/omgangar/{house.values['address']}/"
    text = f"Vi är oroliga för {EVIL}. Vi lovar att skicka {EVIL} senast den 26 juni. 12 personer {EVIL} är varslade.\n"
    sent = client.post(f"{turn}rapportera/", {"organisation": organisation.pk, "text": text})
    review = sent["Location"]
    assert client.post(f"{review}godta-alla/", {"version": latest_version(organisation)}).status_code == 302
    from lagesbild.sources.models import Fact

    version = latest_version(organisation)
    for fact in Fact.objects.filter(version=version, kind__in=("promise", "quantity", "assessment")):
        fields = {"gor": "change", "version": version, "owner": EVIL[:60], "of": EVIL, "population": EVIL, "topic": EVIL,
                  "tone": "worried", "value": "12", "nature": "outcome", "reading_as": "level", "unit": "count"}  # fmt: skip
        assert client.post(f"{review}uppgift/{fact.pk}/", fields).status_code in (200, 302)
    client.post(
        "/d/prov/borja/filer/",
        {"filer": [SimpleUploadedFile(f"2026{EVIL}.txt", b"x"), SimpleUploadedFile(f"{EVIL}.txt", b"")]},
    )
    client.post("/d/prov/borja/text/", {"text": f"Anteckningar 2026-03-03\n\n{EVIL}\nVi lovar {EVIL}.\n"})
    pages = 0
    for role in ("visitor", "reader", "reporter", "coordinator"):
        for name, route in site_routes.items():
            if not DOORS[name]["get"]:
                continue
            for query in (
                "",
                "?visa=alla",
                "?steg=punkter",
                "?alla=concerns",
                f"?{urlencode({'som': EVIL, 'next': EVIL})}",
            ):
                for path in (
                    {house.path(name, route), review}
                    if name == "dialogues:review"
                    else {house.path(name, route)}
                ):
                    answer = house.clients[role].get(path + query)
                    page = answer.content.decode()
                    live = Live()
                    # What is sent as plain text no browser reads as a page.
                    if not answer.headers["Content-Type"].startswith("text/plain"):
                        live.feed(page)
                    assert not live.found, (name, role, query)
                    pages += "onerror=alert" in page
    assert pages > 20  # the words were there


def latest_version(organisation: Any) -> int:
    """The id of the member's newest text."""
    from lagesbild.dialogues.models import Submission

    found: int = (
        Submission.objects.filter(report__organisation=organisation)
        .order_by("-pk")
        .values_list("version", flat=True)[0]
    )
    return found


def test_a_name_held_back_again_in_the_next_text_is_held_back_where_the_first_is_quoted(
    dialogue: Any, organisation: Any, coordinator: Any, stand_at: Callable[..., None]
) -> None:
    from lagesbild.dialogues import accepting, reviewing
    from lagesbild.dialogues.models import Report
    from lagesbild.dialogues.operations import ensure_round, receive_report
    from lagesbild.dialogues.picture import build_picture, standing_at
    from lagesbild.intake import take_in_text
    from lagesbild.lib.audience import PUBLIC

    dialogue.default_level = "public"
    dialogue.save()
    by, meeting = coordinator.person, date(2026, 6, 15)
    stand_at(NOON)
    turn = ensure_round(dialogue=dialogue, held_on=meeting, by=by, at=NOON)

    def send(text: str, day: int) -> Any:
        sent_at = NOON.replace(day=day)
        return receive_report(
            turn=turn, organisation=organisation, intake=take_in_text(text), content=None, filename="",
            channel=Report.Channel.PASTE, sent_at=sent_at, by=by, at=sent_at,
        ).version  # fmt: skip

    def shown() -> str:
        standing = standing_at(dialogue, today=meeting)
        return repr(build_picture(dialogue, audience=PUBLIC, standing=standing))

    said = "12 personer är varslade hos Greta Hemligsson vid bruket.\n"
    first = send(said, 12)
    reviewing.reject(fact=first.facts.get(kind="person"), by=by, at=NOON)
    accepting.accept_fact(
        desk=accepting.Desk.for_version(first), fact=first.facts.get(quote="12"), by=by, at=NOON
    )
    assert "Hemligsson" in shown()
    second = send(said + "Läget är gott.\n", 13)
    reviewing.reopen(fact=second.facts.get(kind="person"), by=by, at=NOON)
    assert "personer är varslade hos" in shown()
    assert "Hemligsson" not in shown()


# Doors that do not tell -------------------------------------------------------------------------


def test_errors_tell_nothing_of_the_program(house: House) -> None:
    for path in ("/finns-inte/", "/d/annan/", "/logga-in/ingen-nyckel/", "/static/../lagesbild.sqlite3"):
        for role in ("visitor", "reporter"):
            page = plain(house.clients[role].get(path, follow=True))
            for word in (
                "Traceback",
                "lagesbild.dialogues",
                "views.",
                "Django",
                "sqlite",
                "urlpatterns",
                "Annanlän",
            ):
                assert word not in page, (path, word)
