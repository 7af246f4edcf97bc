# SPDX-License-Identifier: EUPL-1.2
"""``load-minutes`` and ``picture``: from a file to the picture, and bad input on the way."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
KEYS = {
    "dialogue", "round", "changes", "deadlines", "promises", "actions", "questions", "measures",
    "concerns", "bright_spots", "news", "next_meeting",
}  # fmt: skip


def sources_in(found: Any) -> list[dict[str, Any]]:
    """Every ``source`` of a picture."""
    if isinstance(found, dict):
        own = [found["source"]] if isinstance(found.get("source"), dict) else []
        return own + [s for value in found.values() for s in sources_in(value)]
    return [s for value in found for s in sources_in(value)] if isinstance(found, list) else []


def test_minutes_make_a_dialogue_and_a_picture(run: Run, minutes: Path, tmp_path: Path) -> None:
    data = tmp_path / "new"
    done = run("load-minutes", minutes, "--dialogue", "prov", "--accept-all", data=data)
    assert done.status == 0, done.err
    assert "skapats" in done.err
    picture = run("picture", "--dialogue", "prov", "--format", "json", data=data).json()
    assert picture.keys() >= KEYS
    assert picture["dialogue"]["slug"] == "prov"
    assert picture["round"]["date"] == "2026-06-08"
    assert picture["next_meeting"]["date"] == "2026-08-31"
    assert {"15 %", "12"} & {line["source"]["text"].strip() for line in picture["changes"] + picture["news"]}


def test_every_line_stands_where_it_says(run: Run, installation: Path) -> None:
    picture = run("picture", "--format", "json", data=installation).json()
    with sqlite3.connect(installation / "lagesbild.sqlite3") as database:
        texts = dict(database.execute("SELECT id, text FROM sources_textversion"))
    found = sources_in(picture)
    assert len(found) >= 5
    for source in found:
        assert texts[source["version"]][source["start"] : source["end"]] == source["text"]
        assert source["url"].startswith("/d/prov/omgangar/2026-06-08/")


def test_the_same_file_twice_is_noticed_and_not_doubled(run: Run, installation: Path, minutes: Path) -> None:
    before = run("picture", "--format", "json", data=installation).json()
    again = run(
        "load-minutes", minutes, "--dialogue", "prov", "--accept-all", "--format", "json", data=installation
    )
    assert again.status == 0
    assert [row["duplicate"] for row in again.json()["loaded"]] == [True]
    assert "redan" in again.err
    assert run("picture", "--format", "json", data=installation).json() == before


def test_minutes_almost_the_same_are_refused_with_the_way_on(
    run: Run, installation: Path, minutes: Path
) -> None:
    minutes.write_text(minutes.read_text("utf-8").replace("12 personer", "13 personer"), "utf-8")
    words = ("load-minutes", minutes, "--dialogue", "prov")
    refused = run(*words, data=installation)
    assert refused.status == 1
    assert "Texten liknar till 99 % det som redan är inläst" in refused.err
    assert "--anyway" in refused.err
    before = run("picture", "--format", "json", data=installation).json()
    assert before["round"]["date"] == "2026-06-08"
    assert run(*words, "--anyway", data=installation).status == 0
    other_day = run(*words, "--date", "2026-06-09", data=installation)
    assert other_day.status == 0, "minutes of another day are other minutes"


def test_windows_line_ends_are_the_same_text(run: Run, installation: Path, minutes: Path) -> None:
    minutes.write_bytes(minutes.read_bytes().replace(b"\n", b"\r\n"))
    again = run("load-minutes", minutes, "--dialogue", "prov", "--format", "json", data=installation)
    assert [row["duplicate"] for row in again.json()["loaded"]] == [True]


def test_a_bad_file_does_not_stop_a_good_one(run: Run, minutes: Path, tmp_path: Path) -> None:
    bad = tmp_path / "2026-05-04.pdf"
    bad.write_bytes(b"%PDF-1.7\nthis is no PDF")
    done = run("load-minutes", bad, minutes, "--dialogue", "prov", "--format", "json", data=tmp_path / "new")
    assert done.status == 1
    assert bad.name in done.err
    assert [row["file"] for row in done.json()["loaded"]] == [minutes.name]


def test_a_file_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    for words in (("read",), ("load-minutes", "--dialogue", "prov")):
        done = run(*words, tmp_path / "saknas.txt", data=tmp_path / "new")
        assert done.status == 1
        assert "saknas.txt" in done.err


def test_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    done = run("load-minutes", tmp_path / "mapp", "--dialogue", "prov", data=tmp_path / "new")
    assert done.status == 1
    assert "mapp" in done.err


def test_minutes_without_a_day_ask_for_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "anteckningar.txt"
    path.write_text("Företagarringen\n12 personer är varslade.\n", "utf-8")
    refused = run("load-minutes", path, "--dialogue", "prov", data=tmp_path / "new")
    assert refused.status == 1
    assert "mötesdag" in refused.err
    given = run("load-minutes", path, "--dialogue", "prov", "--date", "2026-05-04", data=tmp_path / "new")
    assert given.status == 0, given.err


@pytest.mark.parametrize("slug", ["Å", "två ord", "../upp", "-", "a--b", "A"])
def test_a_slug_that_is_no_address_is_wrong_use(run: Run, minutes: Path, tmp_path: Path, slug: str) -> None:
    assert run("load-minutes", minutes, "--dialogue", slug, data=tmp_path / "new").status == 2


def test_the_terminal_says_how_much_waits_for_review(run: Run, minutes: Path, tmp_path: Path) -> None:
    run("load-minutes", minutes, "--dialogue", "prov", data=tmp_path)
    assert "väntar på granskning" in run("picture", data=tmp_path).out
    assert "väntar på granskning" not in run("picture", "--as-known-at", "2030-01-01", data=tmp_path).out


def test_before_the_first_round_the_picture_is_empty_and_whole(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "new"
    assert run("init", "--dialogue", "prov", "--coordinator", "anna@prov.example", data=data).status == 0
    done = run("picture", "--format", "json", data=data)
    assert done.status == 0
    picture = done.json()
    assert picture.keys() >= KEYS
    assert picture["round"]["date"] is None
    assert not any(picture[key] for key in KEYS - {"dialogue", "round"})


def test_a_picture_from_before_anything_was_known_is_empty(run: Run, installation: Path) -> None:
    done = run("picture", "--as-known-at", "2026-06-07", "--format", "json", data=installation)
    assert done.status == 0
    assert not any(done.json()[key] for key in KEYS - {"dialogue", "round"})


def test_nothing_is_claimed_before_it_is_accepted(run: Run, minutes: Path, tmp_path: Path) -> None:
    data = tmp_path / "new"
    run("load-minutes", minutes, "--dialogue", "prov", data=data)
    picture = run("picture", "--format", "json", data=data).json()
    assert not any(picture[key] for key in KEYS - {"dialogue", "round"})


def test_an_empty_folder_is_no_installation(run: Run, tmp_path: Path) -> None:
    for name in ("picture", "serve", "upgrade"):
        done = run(name, data=tmp_path / "new")
        assert done.status == 1
        assert "lagesbild init" in done.err
    assert not (tmp_path / "new").exists()


# Databases in trouble ---------------------------------------------------------------------------


def test_a_locked_database_is_said_and_loses_nothing(run: Run, installation: Path, tmp_path: Path) -> None:
    """Twenty seconds is what a command waits; the test waits with it once."""
    path = tmp_path / "2026-06-09.txt"
    path.write_text("Möte 2026-06-09\n\nFöretagarringen\n7 personer är varslade.\n", "utf-8")
    holder = sqlite3.connect(installation / "lagesbild.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        done = run("load-minutes", path, "--dialogue", "prov", data=installation)
        assert done.status == 1
        assert "upptagen" in done.err
        assert run("picture", "--format", "json", data=installation).status == 0, "readers never wait"
    finally:
        holder.rollback()
        holder.close()
    assert run("load-minutes", path, "--dialogue", "prov", data=installation).status == 0


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(run: Run, installation: Path, minutes: Path) -> None:
    minutes.write_text(minutes.read_text("utf-8").replace("12 personer", "13 personer"), "utf-8")
    for path in (installation / "lagesbild.sqlite3", installation):
        path.chmod(path.stat().st_mode & ~0o222)
    done = run("load-minutes", minutes, "--dialogue", "prov", "--anyway", data=installation)
    installation.chmod(0o755)
    assert done.status == 1
    assert "skriva" in done.err


def test_a_read_only_database_is_said(run: Run, installation: Path, minutes: Path) -> None:
    """SQLite's own refusal, which root meets too: the file is marked as written by a newer format."""
    minutes.write_text(minutes.read_text("utf-8").replace("12 personer", "13 personer"), "utf-8")
    database = installation / "lagesbild.sqlite3"
    with sqlite3.connect(database, isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    content = bytearray(database.read_bytes())
    content[18] = 3  # the write version: higher than SQLite knows, so it opens the file read-only
    database.write_bytes(content)
    done = run("load-minutes", minutes, "--dialogue", "prov", data=installation)
    assert done.status == 1
    assert "skriva" in done.err
    assert "Inget har ändrats" in done.err


def test_a_database_that_is_none_is_said(run: Run, installation: Path) -> None:
    for left in installation.glob("lagesbild.sqlite3*"):
        left.unlink()
    (installation / "lagesbild.sqlite3").write_bytes(b"this is no database at all" * 100)
    done = run("picture", data=installation)
    assert done.status == 1
    assert "Databasen" in done.err


@pytest.mark.parametrize("name", ["picture", "serve"])
def test_pending_migrations_are_refused_with_the_next_step(run: Run, installation: Path, name: str) -> None:
    make_pending(installation)
    done = run(name, data=installation)
    assert done.status == 1
    assert "lagesbild upgrade" in done.err


def test_upgrade_keeps_a_copy_and_then_everything_works(run: Run, installation: Path) -> None:
    make_pending(installation)
    done = run("upgrade", "--format", "json", data=installation)
    assert done.status == 0, done.err
    assert done.json()["migrations"] >= 1
    copy = Path(done.json()["backup"])
    with sqlite3.connect(copy) as database:
        assert database.execute("SELECT count(*) FROM dialogues_dialogue").fetchone() == (1,)
    assert run("picture", data=installation).status == 0
    assert run("upgrade", "--format", "json", data=installation).json()["migrations"] == 0


def make_pending(installation: Path) -> None:
    """Make the database forget its youngest migration, and what that one made."""
    with sqlite3.connect(installation / "lagesbild.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'library'")
        database.execute("DROP TABLE library_link")


# Doctor, init, demo -----------------------------------------------------------------------------


def test_doctor_finds_a_sound_installation_sound(run: Run, installation: Path) -> None:
    done = run("doctor", "--format", "json", data=installation)
    assert done.status == 0
    assert all(check["ok"] for check in done.json()["checks"])


def test_doctor_says_what_is_wrong_and_what_to_do(run: Run, installation: Path) -> None:
    make_pending(installation)
    (installation / "secret.key").chmod(0o644)
    done = run("doctor", "--format", "json", data=installation)
    assert done.status == 1
    wrong = {check["code"]: check["sentence"] for check in done.json()["checks"] if not check["ok"]}
    assert "lagesbild upgrade" in wrong["migrations"]
    assert "chmod 600" in wrong["settings"]


def test_the_secret_key_is_for_its_owner_only(installation: Path) -> None:
    assert (installation / "secret.key").stat().st_mode & 0o077 == 0


def test_a_new_data_folder_is_closed_to_others_on_the_machine(run: Run, tmp_path: Path) -> None:
    run("init", "--dialogue", "prov", "--coordinator", "anna@prov.example", data=tmp_path / "ny")
    assert (tmp_path / "ny").stat().st_mode & 0o077 == 0


def test_init_twice_gives_a_new_link_and_the_same_dialogue(run: Run, tmp_path: Path) -> None:
    words = ("init", "--dialogue", "prov", "--coordinator", "anna@prov.example", "--format", "json")
    first, second = (run(*words, data=tmp_path / "new").json() for _ in range(2))
    assert (first["new"], second["new"]) == (True, False)
    assert first["login_path"] != second["login_path"]


@pytest.mark.parametrize("address", ["anna", "@", "anna@", "@regionen.example"])
def test_init_wants_an_address(run: Run, tmp_path: Path, address: str) -> None:
    done = run("init", "--dialogue", "prov", "--coordinator", address, data=tmp_path / "new")
    assert done.status == 2
    assert not (tmp_path / "new").exists()


def test_demo_refuses_a_real_installation(run: Run, installation: Path) -> None:
    before = (installation / "lagesbild.sqlite3").read_bytes()
    done = run("demo", "--no-serve", "--data", installation)
    assert done.status == 1
    assert "Inget har ändrats" in done.err
    assert (installation / "lagesbild.sqlite3").read_bytes() == before


def test_demo_refuses_a_folder_with_other_things(run: Run, tmp_path: Path) -> None:
    (tmp_path / "foton").mkdir()
    (tmp_path / "foton" / "bild.jpg").write_bytes(b"")
    assert run("demo", "--no-serve", "--data", tmp_path / "foton").status == 1


def test_demo_never_touches_a_shared_database(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--no-serve", "--data", tmp_path / "demo", DATABASE_URL="postgresql:///finns-inte")
    assert done.status == 1
    assert "DATABASE_URL" in done.err
    assert not (tmp_path / "demo").exists()


def test_a_database_url_of_another_kind_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("picture", data=tmp_path / "new", DATABASE_URL="mysql://prov")
    assert done.status == 1
    assert "postgresql://" in done.err


def test_a_member_whose_name_only_this_dialogue_knows_is_known_again(
    run: Run, minutes: Path, tmp_path: Path
) -> None:
    """Later minutes head the passage with the short name, which tells nobody else that it is a body."""
    data = tmp_path / "data"
    first = tmp_path / "2026-05-04.txt"
    first.write_text("Möte 2026-05-04\n\nFöretagarföreningen Provringen\n12 personer är varslade.\n", "utf-8")
    assert run("load-minutes", first, "--dialogue", "prov", data=data).status == 0
    with sqlite3.connect(data / "lagesbild.sqlite3") as database:
        (organisation,) = database.execute(
            "SELECT id FROM organisations_organisation WHERE name LIKE '%Provringen%'"
        ).fetchone()
        database.execute(
            "INSERT INTO organisations_alias (organisation_id, text) VALUES (?, 'provringen')",
            (organisation,),
        )
    again = tmp_path / "2026-06-08.txt"
    again.write_text("Möte 2026-06-08\n\nProvringen\n14 personer är varslade.\n", "utf-8")
    done = run("load-minutes", again, "--dialogue", "prov", "--format", "json", data=data)
    assert [row["reports"] for row in done.json()["loaded"]] == [1]
