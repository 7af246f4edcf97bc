# SPDX-License-Identifier: EUPL-1.2
"""Who may come in without showing anything: only in a demonstration, only on its own machine."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from lagesbild.lib.refusal import Refusal

#: A proxy on the same machine would make the whole world look like the machine itself.
SENT_ON = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
)
SENT_ON_PREFIX = "HTTP_X_FORWARDED"
#: What the machine is called by itself; under any other name it has been reached from elsewhere.
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


def is_own_machine(meta: Mapping[str, object]) -> bool:
    """Whether a request comes straight from the machine that the site runs on.

    >>> is_own_machine({"REMOTE_ADDR": "127.0.0.1"}), is_own_machine({"REMOTE_ADDR": "192.0.2.7"})
    (True, False)
    """
    if any(header in SENT_ON or header.startswith(SENT_ON_PREFIX) for header in meta):
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
    name, _ = split_domain_port(request.get_host())
    own = name in OWN_NAMES and is_own_machine(request.META)
    return None if own else Refusal("not_loopback")
