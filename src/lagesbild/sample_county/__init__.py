# SPDX-License-Identifier: EUPL-1.2
"""The sample county: an invented Swedish county, as data the demo loads.

No code lives here. ``county.toml`` says who takes part, ``rounds/<date>/`` holds
one report a member with a ``round.toml`` that says how each came in,
``minutes/`` holds two older minutes for the first run, and ``key.toml`` says
what a right reading of the texts must give. README.md explains the layout.
"""
