"""The console's types are those of /openapi.json as it is now."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WEB = ROOT / "web"


def installed() -> bool:
    return (WEB / "node_modules" / "openapi-typescript").is_dir()


@pytest.mark.skipif(
    not installed() and not os.environ.get("CI"),
    reason="what the console is built with is not installed: make console",
)
def test_the_consoles_types_are_those_of_the_api(tmp_path: Path) -> None:
    made = tmp_path / "schema.d.ts"
    run = subprocess.run(
        [WEB / "npm", "run", "--silent", "types", "--", made],
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    stale = made.read_text() != (WEB / "src" / "api" / "schema.d.ts").read_text()
    assert not stale, "the API changed: cd web && npm run types"
