"""The documentation is a web site whose links lead somewhere, and its reference has what the code has."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from activities.engines import catalogue
from api.command.__main__ import app as command
from tests.site import links
from tests.site.building import CONFIG, DOCS, ELSEWHERE, REFERENCE, SiteBroken, build
from tests.site.metrics_page import found
from tests.test_docs import ALL_VARIABLES, command_lines, routes


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `make docs` does, which fails on any warning and any link that leads nowhere."""
    folder = tmp_path_factory.mktemp("site") / "site"
    assert build(folder) > 40
    return folder


def test_metrics_that_are_found_out_when_somebody_asks_are_listed_too() -> None:
    _, labels = found()["dalston_queue_waiting"]
    assert labels == ["stage", "engine", "device"]
    assert {"dalston_gpu_memory_used_bytes", "dalston_live_sockets", "dalston_jobs_accepted_total"} <= set(
        found()
    )


def named(item: Any) -> Iterator[str]:
    """Every page that the navigation has."""
    if isinstance(item, str):
        yield item
    else:
        for inner in item.values() if isinstance(item, dict) else item:
            yield from named(inner)


def test_every_page_can_be_reached_and_every_name_leads_to_a_page() -> None:
    nav = list(named(tomllib.loads((DOCS / CONFIG).read_text("utf-8"))["project"]["nav"]))
    pages = {str(path.relative_to(DOCS)) for path in (*DOCS.glob("*.md"), DOCS / "decisions" / "index.md")}
    made = {f"reference/{name}.md" for name in REFERENCE} | set(ELSEWHERE.values())
    assert pages - set(nav) == set()
    assert set(nav) - pages - made == set()
    assert len(nav) == len(set(nav))


def test_every_decision_is_in_their_list() -> None:
    listed = (DOCS / "decisions" / "index.md").read_text("utf-8")
    decisions = [path.name for path in (DOCS / "decisions").glob("0*.md")]
    assert [name for name in decisions if f"]({name})" not in listed] == []


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("api", routes()),
        ("commands", command_lines(command)),
        ("settings", ALL_VARIABLES),
        ("metrics", list(found())),
        ("engines", sorted(catalogue.BUILT_IN)),
    ],
)
def test_the_reference_has_all_of_it(site: Path, page: str, names: list[str]) -> None:
    text = re.sub(r"<[^>]+>", "", (site / "reference" / f"{page}.html").read_text("utf-8"))
    assert [name for name in names if name not in text] == []


def test_the_site_asks_no_other_host_for_anything(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = re.findall(
            r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"?(https?:[^\" >]+)", page.read_text()
        )
        assert [url for url in loaded if "rel=canonical" not in url] == [], page


@pytest.mark.parametrize("link", ["nothing.md", "api.md#no-such-anchor", "../outside.md", "images/none.png"])
def test_a_link_that_leads_nowhere_fails_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    config = (
        'nav = [{ "Home" = "index.md" }, { "API" = "api.md" }]\nsite_name = "x"\nuse_directory_urls = false\n'
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# Home\n\n{'!' if '.png' in link else ''}[x]({link})\n")
    (tmp_path / "docs" / "api.md").write_text("# API\n")
    (tmp_path / "docs" / CONFIG).write_text(f"[project]\n{config}")
    with pytest.raises(SiteBroken):
        build(tmp_path / "out", tmp_path / "docs", {}, {})
    assert not (tmp_path / "out").exists()


def test_links_of_a_site_are_followed_to_their_anchors(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html#there">1</a><a href="b.html#gone">2</a><img src="c.png">'
    )
    (tmp_path / "b.html").write_text('<h2 id="there">There</h2><a href="https://example.com">3</a>')
    assert links.broken(tmp_path) == ["a.html: b.html#gone", "a.html: c.png"]
