#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# What the tests want beside Python: a PostgreSQL server, a Chromium and a mailbox (Dovecot). Installs what is missing
# where this machine allows it, else says what will be skipped and how to get it. Never fails: the
# lanes that can run shall run.
set -u

has_postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}
has_playwright_chromium() {
    local program
    program=$(.venv/bin/python - 2>/dev/null <<'PYTHON'
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
PYTHON
    ) && test -x "$program"
}
has_dovecot() { command -v dovecot >/dev/null || test -x /usr/sbin/dovecot; }
can_install() { test "$(id -u)" = 0 && command -v apt-get >/dev/null; }

missing=()
has_postgres || missing+=(postgresql)
has_chromium || has_playwright_chromium || missing+=(chromium)
has_dovecot || missing+=(dovecot-imapd)
test ${#missing[@]} = 0 && exit 0

if can_install; then
    echo "Installing with apt-get: ${missing[*]} ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null || echo "apt-get update failed; trying with the lists that are here."
    for package in "${missing[@]}"; do
        # One at a time: where one is not to be had, the other still is.
        apt-get install -y -qq --no-install-recommends "$package" </dev/null >/dev/null ||
            echo "apt-get could not install $package."
    done
fi

if ! has_chromium && ! has_playwright_chromium; then
    echo "Fetching Playwright's own Chromium ..."
    .venv/bin/playwright install chromium </dev/null || echo "Playwright could not fetch a Chromium."
fi

has_postgres || echo "SKIPPED: the PostgreSQL lane. Get it with: apt-get install postgresql (as root), or set DATABASE_URL."
has_dovecot || echo "SKIPPED: the tests of a real mailbox. Get them with: apt-get install dovecot-imapd (as root)."
has_chromium || has_playwright_chromium ||
    echo "SKIPPED: the browser lane. Get it with: apt-get install chromium (as root), or .venv/bin/playwright install --with-deps chromium."
exit 0
