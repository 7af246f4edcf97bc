# SPDX-License-Identifier: EUPL-1.2
"""What the picture page costs: beside an empty logged-in page, and as rounds pile up.

    python benchmarks/web.py [--few 10] [--many 60]

Pages are asked for through Django's own client in this process, on SQLite in a temporary folder, so
that neither network nor server is measured. A picture is kept until something is written: the first
visit after a write makes it anew, which is printed beside. Times are medians of CPU time; read the ratios.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

LAST_ROUND = date(2026, 6, 8)
NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
MEMBERS = (
    "Region Provlän",
    "Länsstyrelsen",
    "Almi",
    "Företagarna",
    "Handelskammaren",
    "LRF",
    "Arbetsförmedlingen",
    "Kommunerna",
)
EMPTY_PAGE = "{% extends 'components/base.html' %}{% block content %}<h1>Tom sida</h1>{% endblock %}"
TIMES = 40
urlpatterns: list[Any] = []  # this module is the site's ROOT_URLCONF while it measures


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="What the picture page costs, as ratios.")
    asked.add_argument("--few", type=int, default=10, help="rounds in the small dialogue")
    asked.add_argument("--many", type=int, default=60, help="rounds in the large one")
    sizes = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="lagesbild-bench-") as data:
        os.environ |= {"LAGESBILD_DATA": data, "DJANGO_SETTINGS_MODULE": "lagesbild.settings"}
        os.environ.pop("DATABASE_URL", None)
        (Path(data) / "static").mkdir()
        measure(sizes.few, sizes.many)


def measure(few: int, many: int) -> None:
    """Fill two dialogues, ask for their pictures and for an empty page in turn."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment
    from django.urls import include, path

    django.setup()
    setup_test_environment()
    settings.ROOT_URLCONF = __name__
    urlpatterns.extend([path("tom/", show_empty), path("", include("lagesbild.urls"))])
    call_command("migrate", interactive=False, verbosity=0)
    print(f"Loading {few} and {many} rounds of {len(MEMBERS)} members ...", file=sys.stderr)
    clients = {rounds: fill(f"prov-{rounds}", rounds) for rounds in (few, many)}
    asks: dict[str, Callable[[], Any]] = {
        "an empty page": lambda: clients[few].get("/tom/"),
        f"the picture, {few} rounds": lambda: clients[few].get(f"/d/prov-{few}/"),
        f"the picture, {many} rounds": lambda: clients[many].get(f"/d/prov-{many}/"),
        f"made anew, {few} rounds": lambda: forget() or clients[few].get(f"/d/prov-{few}/"),
        f"made anew, {many} rounds": lambda: forget() or clients[many].get(f"/d/prov-{many}/"),
    }
    costs = {name: cost_of(ask) for name, ask in asks.items()}
    empty, small, large, *_ = costs.values()
    for name, seconds in costs.items():
        print(f"{name:<28} {seconds * 1000:7.1f} ms")
    print(f"picture / empty page         {small / empty:7.2f}  (wished: at most 3)")
    print(f"{many} rounds / {few} rounds         {large / small:7.2f}  (wished: at most 1.2)")


def fill(slug: str, rounds: int) -> Any:
    """A dialogue with rounds every other week, all accepted, and a logged-in reader's client."""
    from django.test import Client

    from lagesbild.accounts.operations import ensure_person, ensure_user, give_role
    from lagesbild.dialogues.loading import load_plan, plan_minutes
    from lagesbild.dialogues.operations import create_dialogue
    from lagesbild.indicators.operations import sync_definitions
    from lagesbild.intake import take_in_text

    sync_definitions(at=NOON)
    dialogue = create_dialogue(slug=slug, name=f"Näringslivsdialogen {slug}", by=None, at=NOON)
    for number in range(rounds):
        held_on = LAST_ROUND - timedelta(weeks=2 * number)
        took = take_in_text(minutes_of(held_on, number))
        plan = plan_minutes(took, f"{held_on}.txt", dialogue=dialogue)
        load_plan(dialogue=dialogue, plan=plan, intake=took, content=None, accept_all=True, by=None, at=NOON)
    person = ensure_person(email=f"lasare@{slug}.example", by=None, at=NOON)
    give_role(person=person, kind="reader", dialogue=dialogue, starts_on=date(2020, 1, 1), by=None, at=NOON)
    client = Client()
    client.force_login(ensure_user(person=person, at=NOON))
    return client


def minutes_of(held_on: date, number: int) -> str:
    """Minutes with figures that change from round to round."""
    parts = [f"Minnesanteckningar Näringslivsdialog Provlän\n{held_on}\n"]
    for place, member in enumerate(MEMBERS):
        seed = number * 7 + place * 3
        due = held_on + timedelta(days=20)
        parts.append(
            f"{member}\nOrderingången har minskat med {seed % 30 + 1} %. {seed % 200 + 3} personer är varslade och "
            f"{seed % 40 + 2} har nyanställts. Flera medlemmar är oroliga för elpriset. "
            f"{member} skickar en sammanställning senast den {due.day}/{due.month}.\n"
        )
    return "\n".join(parts)


def show_empty(request: Any) -> Any:
    """The empty page of this site: the same middleware, session, user and base page, nothing in it."""
    from django.http import HttpResponse
    from django.template import engines

    return HttpResponse(engines["django"].from_string(EMPTY_PAGE).render({}, request))


def forget() -> None:
    """Drop what is kept, as the first write after a visit does."""
    from django.core.cache import cache

    cache.clear()


def cost_of(ask: Callable[[], Any]) -> float:
    """Median CPU seconds of an answer, after two that warm up."""
    for _ in range(2):
        answer = ask()
        assert answer.status_code == 200, answer.status_code
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        ask()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
