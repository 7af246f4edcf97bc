# SPDX-License-Identifier: EUPL-1.2
"""One file a kind of fact; each has ``find(document) -> list[Fact]``."""
