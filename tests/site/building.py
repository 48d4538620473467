"""Pages in, a web site out: what docs/ holds and what the code says of itself, checked as one."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.site import api_page, command_page, engines_page, links, metrics_page, settings_page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CONFIG = "zensical.toml"
REFERENCE = {
    "api": api_page.page,
    "commands": command_page.page,
    "settings": settings_page.page,
    "metrics": metrics_page.page,
    "engines": engines_page.page,
}
ELSEWHERE = {  # what pages link to outside of docs/, and where the site has it
    "../tests/audio/ATTRIBUTION.md": "recordings.md",
    "../SECURITY.md": "security-reports.md",
    "../tests/audio/expected.tsv": "expected.tsv",
    "../.env.example": "env.example",
    "../workers/temporal/dynamicconfig.yaml": "dynamicconfig.yaml",
}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class SiteBroken(Exception):
    """Zensical's own words."""


def build(
    out: Path,
    docs: Path = DOCS,
    reference: Mapping[str, Callable[[], str]] = REFERENCE,
    elsewhere: Mapping[str, str] = ELSEWHERE,
) -> int:
    """Write the site to a folder; returns how many pages it has. Raises SiteBroken."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        stage(project, docs, reference, elsewhere)
        argv = [str(Path(sys.executable).with_name("zensical")), "build", "--strict", "--clean"]
        done = subprocess.run(argv, cwd=project, capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise SiteBroken(COLOURS.sub("", done.stdout + done.stderr).partition("Traceback")[0])
        if broken := links.broken(project / "site"):
            raise SiteBroken("these lead nowhere:\n" + "\n".join(broken))
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(project / "site", out)
    return len(list(out.rglob("*.html")))


def stage(
    project: Path, docs: Path, reference: Mapping[str, Callable[[], str]], elsewhere: Mapping[str, str]
) -> None:
    """The tree that Zensical reads: the pages, those made from code, and what they lead to."""
    pages = project / "docs"
    shutil.copy(docs / CONFIG, project / CONFIG)
    shutil.copytree(docs, pages, ignore=shutil.ignore_patterns(CONFIG))
    for name, page in reference.items():
        made = pages / "reference" / f"{name}.md"
        made.parent.mkdir(exist_ok=True)
        made.write_text(page(), "utf-8")
    for link, name in elsewhere.items():
        shutil.copy((docs / link).resolve(), pages / name)
    for path in pages.glob("*.md"):
        text = path.read_text("utf-8").replace("](docs/", "](")
        for link, name in elsewhere.items():
            text = text.replace(f"]({link})", f"]({name})")
        path.write_text(text, "utf-8")
