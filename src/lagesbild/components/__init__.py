# SPDX-License-Identifier: EUPL-1.2
"""Base page and building blocks: what every page is made of, without a rule of the forum in it."""
