"""Every test has an ID of its own: of those that share one, pytest-xdist runs one and does not say so."""

from collections import Counter

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.parent and not item.nodeid.endswith(item.name):
            # schemathesis 4.32 puts the operation into the name, of which pytest 9.2 makes no ID any more.
            item._id = item.parent.id.child(item.name)
    shared = [id for id, times in Counter(item.nodeid for item in items).items() if times > 1]
    if shared:
        raise pytest.UsageError(f"Several tests have one ID: {', '.join(shared[:5])}")
