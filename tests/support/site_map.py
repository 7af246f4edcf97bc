# SPDX-License-Identifier: EUPL-1.2
"""The site as one finds it from outside: every address, what the tables hold, whether a door opened."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

#: Every address by its full name, and who gets through.
DOORS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "rights" / "doors.toml").read_text("utf-8")
)


def routes(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site by its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        else:
            yield ":".join((*spaces, entry.name or str(entry.pattern))), entry


@dataclass(frozen=True)
class House:
    """A dialogue with something behind every door, and somebody in every role."""

    clients: dict[str, Client]
    values: dict[str, Any]

    def path(self, name: str, pattern: URLPattern, **other: Any) -> str:
        """The address of a door, with the numbers of what is there, or with ``other`` ones."""
        names = pattern.pattern.converters
        return reverse(name, kwargs={key: {**self.values, **other}[key] for key in names})


def is_let_in(response: Any) -> bool:
    """Whether an answer is more than the login page, a no, or nothing there."""
    to_login = response.status_code == 302 and response["Location"].startswith("/logga-in/?next=")
    return not to_login and response.status_code not in (403, 404, 405)


def everything(*, sessions: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """All that the tables hold, those of logins too; sessions only where they are asked for."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model.__name__ != "Session" or sessions
    }


def plain(response: Any) -> str:
    """The page without its form token, which is new each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
