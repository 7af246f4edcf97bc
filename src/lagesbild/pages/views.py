# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest, HttpResponse



def start_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def picture_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def publish_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def short_edition(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def edition_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")


def health(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("")
