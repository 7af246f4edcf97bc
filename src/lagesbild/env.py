# SPDX-License-Identifier: EUPL-1.2
"""Where an installation keeps its things, read from the environment once at start.

``LAGESBILD_DATA`` is the folder with the database file, the uploads, the secret key and
``installation.toml``; ``DATABASE_URL`` points at a shared PostgreSQL instead of the file.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

DATA_VARIABLE = "LAGESBILD_DATA"
DATABASE_VARIABLE = "DATABASE_URL"
SITE_VARIABLE = "LAGESBILD_SITE"
DEFAULT_DATA = "lagesbild-data"


@dataclass(frozen=True)
class MailServers:
    """``[mail]`` in ``installation.toml``; ``LAGESBILD_SMTP_HOST`` and so on in the environment win.

    Secrets stand in the environment, or in a file of their own that ``…_file`` names (beside
    ``installation.toml`` where the name has no folder).
    """

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    imap_host: str = ""
    imap_port: int = 993
    imap_security: str = "tls"
    imap_user: str = ""
    imap_password: str = field(default="", repr=False)
    imap_folder: str = "INBOX"
    #: OAuth2 instead of a password: a command that prints a token, or client credentials.
    oauth_token_command: str = ""
    oauth_token_url: str = ""
    oauth_client_id: str = ""
    oauth_client_secret: str = field(default="", repr=False)
    oauth_scope: str = ""
    #: Sender and ORGANIZER where a dialogue has none of its own.
    function_address: str = ""
    function_name: str = ""


SECRETS = ("smtp_password", "imap_password", "oauth_client_secret")
SECURITY = ("tls", "starttls", "none")


@dataclass(frozen=True)
class Installation:
    """What ``installation.toml`` says of this data folder; empty where there is none."""

    data: Path
    is_demo: bool = False
    pinned_day: date | None = None
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    https: bool = False
    #: Where the site is reached, without a slash at the end; written in mails.
    site: str = "http://127.0.0.1:8000"
    mail: MailServers = MailServers()

    @property
    def blobs(self) -> Path:
        """Folder of the original files, addressed by their content."""
        return self.data / "files"


def data_folder() -> Path:
    """The folder named by the environment, else one beside the working directory."""
    return Path(os.environ.get(DATA_VARIABLE) or DEFAULT_DATA).absolute()


def read_installation(data: Path) -> Installation:
    """What the folder's ``installation.toml`` says.

    Raises ``ValueError`` where the file is no TOML.
    """
    path = data / "installation.toml"
    said = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return Installation(
        data=data,
        is_demo=bool(said.get("demo", False)),
        pinned_day=said.get("pinned_day"),
        hosts=tuple(said.get("hosts", Installation.hosts)),
        https=bool(said.get("https", False)),
        site=str(os.environ.get(SITE_VARIABLE) or said.get("site") or Installation.site).rstrip("/"),
        mail=read_mail(data, said.get("mail", {})),
    )


def read_mail(data: Path, said: dict[str, Any]) -> MailServers:
    """The mail servers that the folder and the environment name.

    Raises ``ValueError`` for a setting that does not exist, or has a value that cannot be.
    """
    known = {part.name: part for part in fields(MailServers)}
    values: dict[str, Any] = {}
    for name, value in said.items():
        secret = name.removesuffix("_file")
        if secret in SECRETS and name != secret:
            values[secret] = _read_secret(data / str(value), name)
        elif name in SECRETS or name not in known:
            raise ValueError(f"[mail] {name}: no such setting (secrets stand in a file: {name}_file)")
        else:
            values[name] = value
    for name in known:
        if f"LAGESBILD_{name.upper()}" in os.environ:
            values[name] = os.environ[f"LAGESBILD_{name.upper()}"]
    for name in ("smtp_port", "imap_port"):
        values[name] = int(values.get(name, getattr(MailServers, name)))
    for name in ("smtp_security", "imap_security"):
        if values.get(name, "tls") not in SECURITY:
            raise ValueError(f"[mail] {name} must be one of {', '.join(SECURITY)}")
    return MailServers(**values)


def _read_secret(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError as fault:
        raise ValueError(f"[mail] {name}: {path} cannot be read ({fault.strerror})") from fault


def write_installation(data: Path, *, is_demo: bool = False, pinned_day: date | None = None) -> None:
    """Mark a new data folder, closed to other users of the machine; keeps what an older file says."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / "static").mkdir(exist_ok=True)  # the server warns where there is none
    path = data / "installation.toml"
    if path.exists():
        return
    lines = [f"demo = {'true' if is_demo else 'false'}"]
    if pinned_day is not None:
        lines.append(f"pinned_day = {pinned_day.isoformat()}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def secret_keys(data: Path) -> list[str]:
    """The signing key and its forerunners, newest first; makes one (0600) in a new folder.

    Returned without being written where the folder does not exist yet: asking for help must not
    create an installation.
    """
    path = data / "secret.key"
    if path.exists():
        return path.read_text("ascii").split()
    key = secrets.token_urlsafe(48)
    if data.is_dir() and os.access(data, os.W_OK):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key + "\n")
    return [key]


def database(data: Path) -> dict[str, Any]:
    """Django's settings for the database: PostgreSQL by URL, else SQLite in the data folder.

    Raises ``ValueError`` for a URL of another kind.
    """
    url = os.environ.get(DATABASE_VARIABLE, "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "lagesbild.sqlite3",
            "OPTIONS": {
                # Writers queue at BEGIN instead of failing half-way; readers never wait (WAL).
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"{DATABASE_VARIABLE} must begin with postgresql://, not {parts.scheme}://")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
