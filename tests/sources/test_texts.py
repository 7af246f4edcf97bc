# SPDX-License-Identifier: EUPL-1.2
"""What comes in is kept as it came; its text never changes and its offsets never move."""

from __future__ import annotations

from pathlib import Path

import pytest
from forum import SENT, Forum
from hypothesis import given
from hypothesis import strategies as st
from scripted_reader import Script

from lagesbild.intake import IntakeRefused, take_in, take_in_text
from lagesbild.lib import blobs
from lagesbild.lib.audience import RANK, Level, strictest
from lagesbild.sources.models import TextVersion
from lagesbild.sources.operations import text_sha256
from lagesbild.sources.rules import carry_held_back, level_of

ODD = "Läget a\u030a å \u00ad\u200f🙂 \ufffd\n\nVi har 12 varsel.\n"


def test_a_text_is_kept_character_by_character(forum: Forum, script: Script) -> None:
    script.says("12", "quantity", value=12, unit="count", of="varsel")
    version = forum.send(ODD).version
    version.refresh_from_db()
    assert version.text == ODD
    fact = version.facts.get()
    assert ODD[fact.start : fact.end] == fact.quote == "12"
    assert version.sha256 == text_sha256(ODD)


def test_what_the_canonical_rule_changes_is_changed_before_offsets_are_counted(
    forum: Forum, script: Script
) -> None:
    content = b"\xef\xbb\xbfEn rad\r\ntv\xc3\xa5\rtre\x00 12 varsel"
    script.says("12", "quantity", value=12, unit="count", of="varsel")
    intake = take_in(content, "rapport.txt")
    assert intake.text == "En rad\ntvå\ntre\ufffd 12 varsel"
    version = forum.send(intake.text, content=content).version
    assert version.text[version.facts.get().start :] == "12 varsel"
    assert blobs.fetch(_folder(), version.source.blob_sha256) == content


def _folder() -> Path:
    from django.conf import settings

    return settings.INSTALLATION.blobs


def test_an_empty_text_is_refused_and_nothing_kept(forum: Forum, script: Script) -> None:
    with pytest.raises(IntakeRefused):
        take_in_text(" \n ")
    assert not TextVersion.objects.exists()


def test_a_version_tells_when_it_was_known_and_made(forum: Forum, script: Script) -> None:
    version = forum.send("Läget är lugnt.").version
    assert (version.number, version.previous, version.known_from, version.created_at) == (1, None, SENT, SENT)


@pytest.mark.parametrize("field", ["sha256", "number", "known_from", "page_map"])
def test_no_part_of_a_version_that_others_rely_on_can_be_changed(
    forum: Forum, script: Script, field: str
) -> None:
    version = forum.send("Läget är lugnt.").version
    with pytest.raises(ValueError, match="immutable"):
        version.save(update_fields=[field])


# Original files -----------------------------------------------------------------------------------


@given(st.binary(max_size=200))
def test_any_bytes_are_given_back_as_they_came(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("files")
    digest = blobs.keep(folder, content)
    assert blobs.keep(folder, content) == digest
    assert blobs.fetch(folder, digest) == content
    assert [p for p in folder.rglob("*") if p.is_file()] == [blobs.path_of(folder, digest)]


def test_a_file_that_was_tampered_with_is_not_given_out(tmp_path: Path) -> None:
    digest = blobs.keep(tmp_path, b"as it came")
    blobs.path_of(tmp_path, digest).write_bytes(b"as it went")
    with pytest.raises(ValueError, match="does not match"):
        blobs.fetch(tmp_path, digest)


def test_a_file_that_is_not_there_is_missed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        blobs.fetch(tmp_path, "0" * 64)


def test_a_disk_that_refuses_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(blobs.os, "fsync", refuse)
    with pytest.raises(OSError, match="disk full"):
        blobs.keep(tmp_path, b"content")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


# Levels -------------------------------------------------------------------------------------------

SPANS = st.tuples(st.integers(0, 20), st.integers(1, 10)).map(lambda s: (s[0], s[0] + s[1]))
LEVELS = st.sampled_from([level.value for level in Level])
RANGES = st.lists(st.tuples(SPANS, LEVELS).map(lambda r: (*r[0], r[1])), max_size=5)


@given(SPANS, RANGES, LEVELS)
def test_a_span_is_never_read_by_more_than_any_range_on_it_allows(
    span: tuple[int, int], ranges: list[tuple[int, int, str]], base: str
) -> None:
    level = level_of(span, ranges, base)
    touching = [r for r in ranges if r[0] < span[1] and span[0] < r[1]]
    assert all(RANK[level] >= RANK[Level(r[2])] for r in touching)
    if not touching:
        assert level == base
    if not any(start <= span[0] and span[1] <= end for start, end, _ in ranges):
        assert RANK[level] >= RANK[Level(base)]


@given(SPANS, RANGES, LEVELS)
def test_a_part_is_read_by_at_least_those_who_read_the_whole(
    span: tuple[int, int], ranges: list[tuple[int, int, str]], base: str
) -> None:
    """No letter of a fact that an audience may read is masked for it."""
    whole = level_of(span, ranges, base)
    for place in range(*span):
        letter = level_of((place, place + 1), ranges, base)
        assert strictest(whole, letter) == whole


@pytest.mark.parametrize(
    ("ranges", "base", "level"),
    [
        ([], "public", "public"),
        ([(0, 3, "coordinator")], "public", "coordinator"),  # touches
        ([(10, 20, "coordinator")], "public", "public"),  # beside
        ([(0, 10, "public")], "group", "public"),  # covers: opened wider
        ([(0, 5, "public")], "group", "group"),  # opens only a part
        ([(0, 10, "public"), (3, 4, "coordinator")], "group", "coordinator"),
    ],
)
def test_a_fact_takes_the_strictest_range_it_touches(
    ranges: list[tuple[int, int, str]], base: str, level: str
) -> None:
    assert level_of((2, 8), ranges, base) == level


# What was held back stays so ----------------------------------------------------------------------

WORDS = st.sampled_from(["varsel", "12", "å", "🙂", "order"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(lambda w: " ".join(w) + "."), max_size=6).map(
    " ".join
)


def sentences(text: str) -> list[tuple[int, int]]:
    import re

    return [m.span() for m in re.finditer(r"[^\s.][^.\n]*\.?", text)]


@given(TEXTS, TEXTS, st.data())
def test_for_any_edit_a_sentence_that_was_held_back_is_nowhere_open(
    old: str, new: str, data: st.DataObject
) -> None:
    here = sentences(old)
    if not here:
        return
    start, end = data.draw(st.sampled_from(here))
    held = carry_held_back(old, here, new, sentences(new), (start, end))
    assert all(0 <= a < b <= len(new) for a, b in held)
    said = old[start:end]
    if [old[a:b] for a, b in here].count(said) > 1:
        return  # the other one stood open
    for a, b in sentences(new):
        if new[a:b] == said:
            assert any(x <= a and b <= y for x, y in held)
