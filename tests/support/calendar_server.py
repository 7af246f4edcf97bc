# SPDX-License-Identifier: EUPL-1.2
"""A second calendar program: Radicale, a real CalDAV server on loopback with a folder of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from icalendar import Calendar

COLLECTION = "/anna/kalender/"
MAKE = b"""<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:set><D:prop><D:displayname>Kalender</D:displayname></D:prop></D:set></C:mkcalendar>"""


class CalendarServer:
    """Started with ``with``; ``take`` does what a calendar program does with an invitation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def __enter__(self) -> CalendarServer:
        settings = {
            "server": {"hosts": f"127.0.0.1:{self.port}"},
            "auth": {"type": "none"},
            "rights": {"type": "authenticated"},
            "storage": {"filesystem_folder": str(self.folder / "kalendrar")},
        }
        config = self.folder / "radicale.ini"
        config.write_text(
            "\n".join(
                f"[{part}]\n" + "\n".join(f"{k} = {v}" for k, v in said.items())
                for part, said in settings.items()
            ),
            "utf-8",
        )
        self._log = (self.folder / "radicale.log").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(config)], stdout=self._log, stderr=self._log
        )
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        assert self._ask("MKCALENDAR", COLLECTION, MAKE)[0] == 201
        return self

    def __exit__(self, *gone: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()

    def take(self, content: bytes) -> int:
        """Put an invitation, an update or a cancellation in the calendar; the server's status.

        The method belongs to the letter and not to the calendar (RFC 4791, 4.1), so it is left out,
        and the event is kept under its UID.
        """
        calendar = Calendar.from_ical(content)
        del calendar["METHOD"]
        (event,) = calendar.walk("VEVENT")
        return self.put(event["UID"], calendar.to_ical())

    def put(self, name: str, content: bytes) -> int:
        """Keep a file under a name; the server's status."""
        return self._ask("PUT", f"{COLLECTION}{name}.ics", content, "text/calendar; charset=utf-8")[0]

    def events(self) -> list[Calendar]:
        """The events that the calendar holds, as the server gives them out."""
        _, body = self._ask("GET", COLLECTION, b"")
        return list(Calendar.from_ical(body).walk("VEVENT"))

    def _ask(self, method: str, path: str, body: bytes, kind: str = "application/xml") -> tuple[int, bytes]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=body or None,
            method=method,
            headers={"Content-Type": kind, "Authorization": "Basic YW5uYTp4"},
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()
