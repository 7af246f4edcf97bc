# SPDX-License-Identifier: EUPL-1.2
"""A token service on loopback: OAuth2 client credentials, as an organisation's login service offers."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl


class TokenService:
    """Gives a token to the client ``lagesbild`` with the secret ``hemlighet``; remembers who asked."""

    def __init__(self, give: Callable[[], str]) -> None:
        asked: list[dict[str, str]] = []
        self.asked = asked

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                said = dict(parse_qsl(self.rfile.read(length).decode()))
                asked.append(said)
                known = (said.get("client_id"), said.get("client_secret")) == ("lagesbild", "hemlighet")
                body = {"access_token": give(), "expires_in": 3600} if known else {"error": "invalid_client"}
                content = json.dumps(body).encode()
                self.send_response(200 if known else 401)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *words: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/token"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> TokenService:
        self._thread.start()
        return self

    def __exit__(self, *gone: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
