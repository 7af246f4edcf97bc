# SPDX-License-Identifier: EUPL-1.2
"""A real mailbox for tests: Dovecot on loopback, unprivileged, in a folder of its own.

Dovecot 2.3 and 2.4 want two configurations. Tokens are checked by Dovecot itself against a key that
lies in the folder (the tests sign them), so no token service is asked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import imaplib
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

USER, PASSWORD = "forum@lansforum.example", "hemligt-losen"
KEY = b"a key of thirty-two bytes or more!"
DOVECOT = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else "")
OPENSSL = shutil.which("openssl") or ""

COMMON = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = {ssl}
auth_mechanisms = plain login xoauth2 oauthbearer
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
"""

VERSION_2_3 = """
state_dir = {folder}/state
mail_location = maildir:{folder}/mail
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
{certificate_2_3}
service stats {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
"""

VERSION_2_4 = """
dovecot_config_version = {version}
dovecot_storage_version = {version}
state_dir = {folder}/state
mail_driver = maildir
mail_path = {folder}/mail
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
first_valid_gid = 1
auth_allow_cleartext = yes
{certificate_2_4}
passdb passwd-file {{
  passwd_file_path = {folder}/users
}}
oauth2 {{
  introspection_mode = local
  username_attribute = email
  oauth2_local_validation {{
    dict fs {{
      fs posix {{
        prefix = {folder}/keys/
      }}
    }}
  }}
}}
passdb oauth2 {{
  mechanisms_filter = xoauth2 oauthbearer
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/home
  }}
}}
"""

OAUTH_2_3 = """
introspection_mode = local
username_attribute = email
local_validation_key_dict = fs:posix:prefix={folder}/keys/
"""


class DovecotFailed(Exception):
    """It did not start; the log says why."""


class ImapServer:
    """A running Dovecot with one mailbox."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        # Not pytest's own folder: unprivileged processes cannot pass its parents, and the path of a
        # socket must be short.
        self.folder = Path(tempfile.mkdtemp(prefix="imap-"))
        self.port, self.tls_port = _free_port(), _free_port()
        self.has_tls = bool(OPENSSL)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def certificate(self) -> Path:
        """The server's own certificate, which nobody else has signed."""
        return self.folder / "cert.pem"

    def __enter__(self) -> ImapServer:
        self._write_configuration()
        self.start()
        return self

    def __exit__(self, *gone: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start it and wait until it answers. Raises ``DovecotFailed``."""
        own = _unprivileged()
        as_other = {"user": own.pw_uid, "group": own.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        self._process = subprocess.Popen(
            [DOVECOT, "-F", "-c", str(self.folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=(self.folder / "errors").open("wb"),
            cwd=self.folder, **as_other,
        )  # fmt: skip
        for _ in range(150):
            try:
                imaplib.IMAP4(self.host, self.port, timeout=5).logout()
                return
            except (OSError, imaplib.IMAP4.error):
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
        log = self.folder / "log"
        said = (self.folder / "errors").read_text() + (log.read_text() if log.exists() else "")
        self.stop()
        raise DovecotFailed(said[-2000:])

    def stop(self) -> None:
        """Take it down; the letters stay."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)
            self._process = None

    def put(self, letter: bytes, folder: str = "INBOX") -> None:
        """Deliver a letter; ``folder`` is written as IMAP writes it, and made where it is not there."""
        with imaplib.IMAP4(self.host, self.port, timeout=20) as client:
            client.login(USER, PASSWORD)
            client.create(folder)
            client.append(folder, "", "", letter)

    def flags(self) -> list[bytes]:
        """What the mailbox's other readers see of the letters."""
        with imaplib.IMAP4(self.host, self.port, timeout=20) as client:
            client.login(USER, PASSWORD)
            client.select("INBOX", readonly=True)
            return [part for part in client.fetch("1:*", "(FLAGS)")[1] if isinstance(part, bytes)]

    def _write_configuration(self) -> None:
        version = subprocess.run(
            [DOVECOT, "--version"], capture_output=True, text=True, check=True
        ).stdout.split()[0]
        own = _unprivileged()
        certificate, key = self.certificate, self.folder / "key.pem"
        tls = self.has_tls and _make_certificate(certificate, key)
        self.has_tls = tls
        values: dict[str, Any] = {
            "folder": self.folder, "user": own.pw_name, "group": _group_of(own), "uid": own.pw_uid,
            "gid": own.pw_gid, "port": self.port, "tls_port": self.tls_port if tls else 0,
            "ssl": "yes" if tls else "no", "version": re.match(r"[\d.]+", version)[0],  # type: ignore[index]
            "certificate_2_3": f"ssl_cert = <{certificate}\nssl_key = <{key}" if tls else "",
            "certificate_2_4": f"ssl_server_cert_file = {certificate}\nssl_server_key_file = {key}" if tls else "",
        }  # fmt: skip
        old = version.startswith(("2.2", "2.3"))
        order = COMMON + VERSION_2_3 if old else VERSION_2_4.replace("state_dir", COMMON + "\nstate_dir", 1)
        files = {
            "dovecot.conf": order.format(**values),
            "oauth2.conf": OAUTH_2_3.format(**values),
            "users": f"{USER}:{{PLAIN}}{PASSWORD}::::::\n",
            "keys/default/HS256/default": base64.b64encode(KEY).decode("ascii"),
        }
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.lstrip(), "utf-8")
        for name in ("run", "state", "mail", "home"):
            (self.folder / name).mkdir(exist_ok=True)
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, own.pw_uid, own.pw_gid)


def signed_token(email: str = USER, *, lasts: int = 3600, key: bytes = KEY) -> str:
    """A token as an organisation's login service would sign it (JWT, HS256)."""
    now = int(time.time())
    parts = [
        {"alg": "HS256", "typ": "JWT"},
        {"sub": email, "email": email, "iat": now - 10, "nbf": now - 10, "exp": now + lasts},
    ]
    said = b".".join(_base64url(json.dumps(part).encode()) for part in parts)
    return (said + b"." + _base64url(hmac.new(key, said, hashlib.sha256).digest())).decode("ascii")


def _base64url(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged() -> pwd.struct_passwd:
    """Who the server runs as: oneself, or for root somebody with no rights."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def _group_of(person: pwd.struct_passwd) -> str:
    import grp

    return grp.getgrgid(person.pw_gid).gr_name


def _make_certificate(certificate: Path, key: Path) -> bool:
    done = subprocess.run(
        [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode == 0
