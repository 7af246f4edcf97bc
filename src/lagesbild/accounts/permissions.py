# SPDX-License-Identifier: EUPL-1.2
"""Who may come in without showing anything: only in a demonstration, only on its own machine."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from lagesbild.lib.refusal import Refusal

#: A proxy on the same machine would make the whole world look like the machine itself.
SENT_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def is_own_machine(meta: Mapping[str, object]) -> bool:
    """Whether a request comes straight from the machine that the site runs on.

    >>> is_own_machine({"REMOTE_ADDR": "127.0.0.1"}), is_own_machine({"REMOTE_ADDR": "192.0.2.7"})
    (True, False)
    """
    if any(meta.get(header) for header in SENT_ON):
        return False
    try:
        address = ipaddress.ip_address(str(meta.get("REMOTE_ADDR", "")))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def refusal_to_offer_personas(request: HttpRequest) -> Refusal | None:
    """Personas log in anybody, so they exist in a demonstration folder and on loopback only."""
    if not settings.INSTALLATION.is_demo:
        return Refusal("no_demo")
    return None if is_own_machine(request.META) else Refusal("not_loopback")
