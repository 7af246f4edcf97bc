# SPDX-License-Identifier: EUPL-1.2
"""What the other process does: it is started by the tests with an act and its values.

Says "ready", waits for a line, acts, and prints "done" or the name of what stopped it.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import Any

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


def main(act: str, *values: str) -> None:
    """Carry out one act on the database that the environment names."""
    import django
    from django.conf import settings

    os.environ["DJANGO_SETTINGS_MODULE"] = "lagesbild.settings"
    if database := os.environ.get("LAGESBILD_TEST_DATABASE"):
        settings.DATABASES["default"]["NAME"] = database
    django.setup()
    say("ready")
    sys.stdin.readline()
    try:
        ACTS[act](*values)
    except Exception as fault:
        say(type(fault).__name__)
    else:
        say("done")


def say(word: str) -> None:
    """One word on a line of its own, at once."""
    print(word, flush=True)


def desk_of(fact_id: str) -> tuple[Any, Any]:
    """A fact and the desk of its version."""
    from lagesbild.dialogues.accepting import Desk
    from lagesbild.sources.models import Fact

    desk = Desk.for_version(Fact.objects.select_related("version").get(pk=fact_id).version)
    return desk, desk.fact(int(fact_id))


def accept(fact_id: str) -> None:
    """Accept a fact."""
    from lagesbild.dialogues.accepting import accept_fact

    desk, fact = desk_of(fact_id)
    accept_fact(desk=desk, fact=fact, by=None, at=NOON)


def accept_and_hang(fact_id: str) -> None:
    """Accept a fact and stop before the transaction is over, until told to go on or killed."""
    from django.db import transaction

    with transaction.atomic():
        accept(fact_id)
        say("inside")
        sys.stdin.readline()


def load(slug: str, path: str) -> None:
    """Load minutes."""
    from pathlib import Path

    from lagesbild.dialogues.loading import load_plan, plan_minutes
    from lagesbild.dialogues.models import Dialogue
    from lagesbild.intake import take_in

    dialogue = Dialogue.objects.get(slug=slug)
    content = Path(path).read_bytes()
    took = take_in(content, Path(path).name)
    plan = plan_minutes(took, Path(path).name, dialogue=dialogue)
    load_plan(dialogue=dialogue, plan=plan, intake=took, content=content, by=None, at=NOON)


def load_and_hang(slug: str, path: str) -> None:
    """Load minutes and stop before the transaction is over."""
    from django.db import transaction

    with transaction.atomic():
        load(slug, path)
        say("inside")
        sys.stdin.readline()


def use_link(token: str) -> None:
    """Use a login link up."""
    from lagesbild.accounts.operations import use_login_link
    from lagesbild.accounts.queries import usable_link

    link = usable_link(token, at=NOON)
    assert link is not None
    say("found")
    sys.stdin.readline()
    use_login_link(link=link, at=NOON)


def many_areas(prefix: str, count: str) -> None:
    """Many small writes in a row."""
    from lagesbild.organisations.operations import ensure_organisation

    for number in range(int(count)):
        ensure_organisation(name=f"{prefix} {number}", by=None, at=NOON)


def send_mail(port: str) -> None:
    """Hand due mail to the mail server on a port of this machine."""
    from lagesbild.mail.sending import send_due

    use_mail_server(port)
    send_due(at=NOON)


def work(port: str) -> None:
    """One turn of the worker."""
    from lagesbild.jobs.operations import run_due

    use_mail_server(port)
    run_due(at=NOON)


def use_mail_server(port: str) -> None:
    """Send through a server on this machine."""
    from dataclasses import replace

    from django.conf import settings

    servers = replace(
        settings.INSTALLATION.mail, smtp_host="127.0.0.1", function_address="forum@prov.example"
    )
    settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


ACTS = {
    "accept": accept,
    "accept_and_hang": accept_and_hang,
    "load": load,
    "load_and_hang": load_and_hang,
    "use_link": use_link,
    "many": many_areas,
    "send_mail": send_mail,
    "work": work,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
