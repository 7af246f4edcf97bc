# SPDX-License-Identifier: EUPL-1.2
"""The mail servers of an installation: written in its folder, overruled by the environment, secrets apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild.env import read_installation


def written(folder: Path, text: str) -> Path:
    (folder / "installation.toml").write_text(text, "utf-8")
    return folder


def test_an_installation_without_a_word_of_mail_sends_none(tmp_path: Path) -> None:
    assert read_installation(tmp_path).mail.smtp_host == ""


def test_settings_and_secret_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "smtp.password").write_text("hemligt\n", "utf-8")
    folder = written(
        tmp_path,
        'site = "https://lagesbild.lansforum.example/"\n[mail]\nsmtp_host = "mejl.lansforum.example"\n'
        'smtp_port = 465\nsmtp_security = "tls"\nsmtp_password_file = "smtp.password"\n',
    )
    found = read_installation(folder)
    assert found.site == "https://lagesbild.lansforum.example"
    assert (found.mail.smtp_host, found.mail.smtp_port) == ("mejl.lansforum.example", 465)
    assert found.mail.smtp_password == "hemligt"
    assert "hemligt" not in repr(found), "a log never shows it"


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_SMTP_HOST", "annan.lansforum.example")
    monkeypatch.setenv("LAGESBILD_SMTP_PORT", "2525")
    monkeypatch.setenv("LAGESBILD_SMTP_PASSWORD", "ur-miljon")
    found = read_installation(written(tmp_path, '[mail]\nsmtp_host = "mejl.lansforum.example"\n')).mail
    assert (found.smtp_host, found.smtp_port, found.smtp_password) == (
        "annan.lansforum.example",
        2525,
        "ur-miljon",
    )


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('smtp_password = "hemligt"', "smtp_password_file"),
        ('smtp_hots = "x"', "smtp_hots"),
        ('imap_security = "kanske"', "imap_security"),
        ('smtp_port = "femhundra"', "femhundra"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_name(tmp_path: Path, line: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        read_installation(written(tmp_path, f"[mail]\n{line}\n"))


def test_a_secret_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"smtp_password_file.*finns-inte"):
        read_installation(written(tmp_path, '[mail]\nsmtp_password_file = "finns-inte"\n'))
