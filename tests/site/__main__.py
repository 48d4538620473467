"""`python -m tests.site`: the documentation as a web site, below build/site. Fails on any warning."""

import argparse
import sys
from pathlib import Path

from tests.site.building import SiteBroken, build

ROOT = Path(__file__).parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site", help="folder of the site")
    arguments = parser.parse_args()
    try:
        pages = build(arguments.out)
    except SiteBroken as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{pages} pages: {arguments.out / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
