# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest, HttpResponse



def login_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def login_link(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def logout(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def persona(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")
