# SPDX-License-Identifier: EUPL-1.2
"""GET /hjalp/byggstenar/"""

import re

from django.test import Client
from django.urls import reverse


def test_it_is_shown_without_a_login(db):
    response = Client().get(reverse("components:building_blocks"))
    assert response.status_code == 200
    html = response.content.decode()
    assert '<html lang="sv">' in html
    assert html.count('data-scheme="') == 2
    assert 'href="#innehall"' in html
    assert '<main id="innehall"' in html


def test_it_writes_nothing(db):
    assert Client().post(reverse("components:building_blocks")).status_code == 405


def test_the_two_sheets_share_no_id(db):
    html = Client().get(reverse("components:building_blocks")).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_it_is_small(db):
    assert len(Client().get(reverse("components:building_blocks")).content) < 100_000
