# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild publish``: a round's minutes or picture as a file, and as the edition that others read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

Run = Callable[..., Any]


def publish(run: Run, data: Path, form: str, out: Path, *more: str) -> Any:
    return run(
        "publish", "--dialogue", "prov", "--round", "2026-06-08", "--format", form, "--out", out, *more, data=data
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "what"), [("html", "minutes"), ("docx", "picture"), ("pdf", "minutes"), ("txt", "picture")]
)
def test_a_file_is_written_and_says_so_on_standard_error(
    run: Run, installation: Path, tmp_path: Path, form: str, what: str
) -> None:
    out = tmp_path / f"ut.{form}"
    done = publish(run, installation, form, out, "--what", what)
    assert (done.status, done.out) == (0, ""), done.err
    assert "kB" in done.err
    assert out.stat().st_size > 300


def test_the_group_reads_its_edition_and_outsiders_only_what_is_opened(
    run: Run, installation: Path, tmp_path: Path
) -> None:
    publish(run, installation, "txt", tmp_path / "grupp.txt", "--edition", "group")
    publish(run, installation, "txt", tmp_path / "alla.txt", "--edition", "public")
    assert "12 personer är varslade" in (tmp_path / "grupp.txt").read_text("utf-8")
    assert "varslade" not in (tmp_path / "alla.txt").read_text("utf-8")


def test_the_forums_own_word_template_is_used(run: Run, installation: Path, tmp_path: Path) -> None:
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "Region Provlän"
    own.save(str(tmp_path / "mall.docx"))
    out = tmp_path / "ut.docx"
    assert publish(run, installation, "docx", out, "--template", str(tmp_path / "mall.docx")).status == 0
    made = docx.Document(io.BytesIO(out.read_bytes()))
    assert made.sections[0].header.paragraphs[0].text == "Region Provlän"
    (tmp_path / "fel.docx").write_text("inte Word")
    done = publish(run, installation, "docx", out, "--template", str(tmp_path / "fel.docx"))
    assert done.status == 1
    assert "Mallen" in done.err


def test_a_named_coordinator_makes_it_the_edition_that_others_read(
    run: Run, installation: Path, tmp_path: Path
) -> None:
    run("invite", "eva@prov.example", "--dialogue", "prov", "--role", "coordinator", data=installation)
    out = tmp_path / "ut.txt"
    done = publish(run, installation, "txt", out, "--release", "--by", "eva@prov.example")
    assert done.status == 0, done.err
    assert "gruppen läser det nu" in done.err
    done = publish(
        run, installation, "txt", out, "--edition", "public", "--release", "--by", "eva@prov.example"
    )
    assert done.status == 1
    assert "Inget har publicerats" in done.err


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        (["--release"], 2, "--by"),
        (["--release", "--by", "nils@prov.example"], 1, "Ingen här har adressen"),
        (["--edition", "alla"], 2, "--edition"),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    run: Run, installation: Path, tmp_path: Path, more: list[str], status: int, says: str
) -> None:
    done = publish(run, installation, "txt", tmp_path / "ut.txt", *more)
    assert (done.status, says in done.err) == (status, True), done.err
    assert not (tmp_path / "ut.txt").exists()


@pytest.mark.parametrize(("form", "status"), [("pptx", 1), ("odt", 2)])
def test_formats_that_are_not_made_are_refused_with_those_that_are(
    run: Run, installation: Path, tmp_path: Path, form: str, status: int
) -> None:
    done = publish(run, installation, form, tmp_path / "ut")
    assert done.status == status
    assert "docx" in done.err


def test_an_unknown_round_is_refused_with_the_latest(run: Run, installation: Path, tmp_path: Path) -> None:
    done = run("publish", "--dialogue", "prov", "--round", "2025-01-01", "--format", "txt", "--out", tmp_path / "x", data=installation)  # fmt: skip
    assert done.status == 1
    assert "2026-06-08" in done.err


def test_a_file_that_cannot_be_written_is_said(run: Run, installation: Path, tmp_path: Path) -> None:
    done = publish(run, installation, "txt", tmp_path / "finns" / "inte" / "ut.txt")
    assert done.status == 1
    assert "Inget har skrivits" in done.err
