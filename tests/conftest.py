# SPDX-License-Identifier: EUPL-1.2
"""What every test gets: a data folder of its own, a real database, no network, people in roles.

The environment is set before Django's settings are read, so this file sets it while it is imported
and ``pyproject.toml`` names no settings module.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    import time_machine
    from django.test import Client

    from lagesbild.accounts.models import Person
    from lagesbild.dialogues.loading import Loaded
    from lagesbild.dialogues.models import Dialogue
    from lagesbild.organisations.models import Organisation

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
#: Real texts that lie beside the project where its makers work, and nowhere else.
SHARED = PROJECT.parent / "shared"

_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if _worker:
    DATA = Path(os.environ["LAGESBILD_DATA"]) / _worker  # inside the folder of the process that sweeps up
    DATA.mkdir()
else:
    DATA = Path(tempfile.mkdtemp(prefix="lagesbild-test-"))
    atexit.register(shutil.rmtree, DATA, ignore_errors=True)
(DATA / "static").mkdir()  # whitenoise warns where there is none, and warnings are errors
os.environ["LAGESBILD_DATA"] = str(DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "lagesbild.settings"
os.environ.setdefault("DJANGO_LIVE_TEST_SERVER_ADDRESS", "127.0.0.1")

# No time limits: a slow machine is no fault of the code.
_ALWAYS = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
hypothesis_settings.register_profile("suite", max_examples=50, **_ALWAYS)  # type: ignore[arg-type]
hypothesis_settings.register_profile("campaign", max_examples=5000, **_ALWAYS)  # type: ignore[arg-type]
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

#: Which lane a folder's tests run in (`make test`); every other folder is in the lane `database`,
#: which runs on SQLite and again on PostgreSQL.
LANES = {
    "textreader": "pure",
    "surveystats": "pure",
    "intake": "pure",
    "sample_county": "pure",
    "repository": "pure",
    "cli": "commands",
    "locks": "locks",
    "browser": "browser",
}

#: A moment that tests may call now; what the fixtures make was made then.
NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings now that the environment is right; pytest-django sets up what it finds read.

    The variable is taken away again, or a worker process would read the settings before this file.
    """
    from django.conf import settings

    if settings.INSTALLATION.data != DATA:
        raise pytest.UsageError(
            "The settings were read too early: unset DJANGO_SETTINGS_MODULE and start again."
        )
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test the mark of its lane."""
    for item in items:
        if item.path.is_relative_to(TESTS):
            folder = item.path.relative_to(TESTS).parts[0]
            item.add_marker(getattr(pytest.mark, LANES.get(folder, "database")))


# The database -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Keep the test database in a file: one in memory has neither WAL nor locks."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    test = database.setdefault("TEST", {})
    if database["ENGINE"].endswith("sqlite3"):
        test["NAME"] = str(DATA / "test.sqlite3")  # the folder is the worker's own
    elif _worker:
        test["NAME"] = f"test_{database['NAME']}_{_worker}"


@pytest.fixture(autouse=True)
def _indicator_definitions(request: pytest.FixtureRequest) -> None:
    """Sync the definitions for every test that uses the database, as an installation does.

    Not once a session: a test with transactions of its own empties every table when it is done.
    """
    asks = {"db", "transactional_db", "live_server", "_django_db_helper"} & set(request.fixturenames)
    if not asks and request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("_django_db_helper")
    from lagesbild.indicators.models import Indicator
    from lagesbild.indicators.operations import sync_definitions

    if not Indicator.objects.exists():
        sync_definitions(at=NOON)


@pytest.fixture(autouse=True)
def _nothing_on_hand() -> None:
    """Forget what an earlier test kept: a rolled back test's numbers come again."""
    from django.core.cache import cache

    cache.clear()


# The clock --------------------------------------------------------------------------------------


@pytest.fixture
def stand_at(time_machine: time_machine.TimeMachineFixture) -> Callable[[datetime | date], None]:
    """Freeze the clock: ``stand_at(date(2026, 2, 10))`` is noon in Sweden, a datetime is itself."""
    from lagesbild.lib.periods import STOCKHOLM

    def stand(moment: datetime | date) -> None:
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day, 12, tzinfo=STOCKHOLM)
        time_machine.move_to(moment, tick=False)

    return stand


# People -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Somebody:
    """A person who can log in, with a client that already has."""

    person: Person
    user: Any
    client: Client


@pytest.fixture
def make_somebody(db: None) -> Callable[..., Somebody]:
    """Makes people: ``make_somebody("anna@prov.example", "coordinator", dialogue=dialogue)``."""
    from django.test import Client

    from lagesbild.accounts.operations import ensure_person, ensure_user, give_role

    def make(email: str, kind: str | None = None, **of: Any) -> Somebody:
        person = ensure_person(email=email, name=email.split("@", maxsplit=1)[0].title(), by=None, at=NOON)
        user = ensure_user(person=person, at=NOON)
        if kind is not None:
            give_role(person=person, kind=kind, starts_on=LONG_AGO, by=None, at=NOON, **of)
        client = Client()
        client.force_login(user)
        return Somebody(person, user, client)

    return make


@pytest.fixture
def dialogue(db: None) -> Dialogue:
    """A dialogue without rounds, with one group and one member, Företagarringen."""
    from lagesbild.dialogues.operations import create_dialogue, ensure_group, ensure_member
    from lagesbild.organisations.operations import ensure_organisation

    made = create_dialogue(slug="prov", name="Näringslivsdialogen Provlän", by=None, at=NOON)
    group = ensure_group(dialogue=made, name="Näringslivsorganisationer", by=None, at=NOON)
    organisation = ensure_organisation(
        name="Företagarringen Provlän",
        kind="business_association",
        aliases=["Företagarringen"],
        by=None,
        at=NOON,
    )
    ensure_member(dialogue=made, organisation=organisation, group=group, joined_on=LONG_AGO, by=None, at=NOON)
    return made


@pytest.fixture
def organisation(dialogue: Dialogue) -> Organisation:
    """The member that ``reporter`` reports for."""
    from lagesbild.organisations.models import Organisation

    return Organisation.objects.get(name="Företagarringen Provlän")


@pytest.fixture
def coordinator(dialogue: Dialogue, make_somebody: Callable[..., Somebody]) -> Somebody:
    """The coordinator of ``dialogue``."""
    return make_somebody("samordnare@prov.example", "coordinator", dialogue=dialogue)


@pytest.fixture
def reporter(organisation: Organisation, make_somebody: Callable[..., Somebody]) -> Somebody:
    """A reporter for ``organisation``."""
    return make_somebody("rapportor@prov.example", "reporter", organisation=organisation)


@pytest.fixture
def reader(dialogue: Dialogue, make_somebody: Callable[..., Somebody]) -> Somebody:
    """One who may read what the group of ``dialogue`` reads."""
    return make_somebody("lasare@prov.example", "reader", dialogue=dialogue)


@pytest.fixture
def stranger(dialogue: Dialogue, make_somebody: Callable[..., Somebody]) -> Somebody:
    """The coordinator of another dialogue, with no part in ``dialogue``."""
    from lagesbild.dialogues.operations import create_dialogue

    other = create_dialogue(slug="annan", name="Näringslivsdialogen Annanlän", by=None, at=NOON)
    return make_somebody("samordnare@annan.example", "coordinator", dialogue=other)


@pytest.fixture
def visitor() -> Client:
    """One who has not logged in."""
    from django.test import Client

    return Client()


# Texts ------------------------------------------------------------------------------------------

#: Minutes of a county that does not exist, with one of most things.
MINUTES = """\
Minnesanteckningar Näringslivsdialog Provlän
2026-06-08

Näringslivsorganisationer

Företagarringen
Läget är lugnt men flera medlemmar är oroliga för elpriset. Orderingången har minskat med 15 %.
Vi har frågat 40 företag: 210 personer är korttidspermitterade och 12 är varslade.
Företagarringen skickar en sammanställning senast den 26 juni.

Region Provlän
Utlysningen Grön omställning öppnar den 15 juni och stänger den 30 september. 4 mkr återstår.
Vem följer upp bredbandet i fjällbyarna?

Kommunerna
Kommunerna rapporterar att 8 personer har nyanställts. Ca 5 mkr är sökt i stöd.

Nästa möte
Nästa möte är den 31 augusti.
"""


@pytest.fixture
def loaded(dialogue: Dialogue) -> Loaded:
    """``MINUTES`` in ``dialogue``: a round on 8 June 2026, reports and undecided facts."""
    return load_minutes(dialogue, MINUTES, "2026-06-08.txt")


@pytest.fixture
def accepted(dialogue: Dialogue) -> Loaded:
    """As ``loaded``, with everything that the text claims accepted."""
    return load_minutes(dialogue, MINUTES, "2026-06-08.txt", accept_all=True)


def load_minutes(dialogue: Dialogue, text: str, filename: str, *, accept_all: bool = False) -> Loaded:
    """Load minutes as ``lagesbild load-minutes`` does."""
    from lagesbild.dialogues.loading import load_plan, plan_minutes
    from lagesbild.dialogues.queries import member_organisations
    from lagesbild.intake import take_in
    from lagesbild.organisations.queries import known_organisations

    content = text.encode("utf-8")
    took = take_in(content, filename)
    known = known_organisations(member_organisations(dialogue))
    plan = plan_minutes(took, filename, known=known, dialogue=dialogue)
    return load_plan(
        dialogue=dialogue, plan=plan, intake=took, content=content, accept_all=accept_all, by=None, at=NOON
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts; skips, and says so, where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the real texts (../shared) are not on this machine")
    return SHARED
