# SPDX-License-Identifier: EUPL-1.2
"""The page of building blocks in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PATH = "/hjalp/byggstenar/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: Callable[..., Page], axe: Callable[..., None], scheme: str) -> None:
    page = new_page(scheme=scheme)
    page.goto(PATH)
    axe(page)


def test_it_fits_a_phone(phone: Page, fits: Callable[[Page], None]) -> None:
    phone.goto(PATH)
    fits(phone)


def test_it_is_whole_without_script(page_without_script: Page) -> None:
    page_without_script.goto(PATH)
    assert page_without_script.locator("main").get_by_role("heading").first.is_visible()
