"""docker-compose.yml is valid, and its parts fit together."""

import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import yaml

from api.command import temporal_server
from api.namespace import RETENTION
from tests.compose import ROOT, SECRETS, Missing, parsed, services, temporal_switches, variables

LISTENING = {"postgres": 5432, "temporal": 7233, "s3": 8333}  # and what of others is connected to


def test_it_is_what_the_compose_specification_allows() -> None:
    argv = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    found = subprocess.run(
        [*argv, "docker-compose.yml"], cwd=ROOT, capture_output=True, text=True, timeout=100
    )
    assert found.returncode == 0, found.stdout


def test_every_variable_is_in_the_example_with_the_text_that_is_taken_instead() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    for name, texts in variables().items():
        shown = re.search(rf"^(?:# )?{name}=(.*)$", example, re.MULTILINE)
        assert shown, name
        if not name.startswith(("DALSTON_", "REALTIME_MEMORY")):
            assert texts <= {f":-{shown[1]}", ":?set it in .env"}, name


def test_the_example_names_no_variable_that_nobody_reads() -> None:
    example = (ROOT / ".env.example").read_text("utf-8").partition("# --- docker-compose.yml")[2]
    named = set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]*)=", example, re.MULTILINE))
    assert named - {"COMPOSE_PROFILES"} == {name for name in variables() if not name.startswith("DALSTON_")}


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_nothing_starts_without_its_secrets(name: str) -> None:
    with pytest.raises(Missing, match=name):
        services(**{name: ""})


def test_no_secret_stands_in_the_file() -> None:
    written = [
        found for what in parsed()["services"].values() for found in what.get("environment", {}).items()
    ]
    secret = [(name, value) for name, value in written if re.search("PASSWORD|PWD|SECRET|_KEY|TOKEN", name)]
    assert len(secret) > 10
    assert [
        name for name, value in secret if value and not re.fullmatch(r"\$\{[A-Z_0-9]+:\?.*\}", value)
    ] == []


def test_whatever_keeps_running_has_its_limits() -> None:
    for service in services().values():
        if service.what["restart"] == "unless-stopped":
            limits = service.what["deploy"]["resources"]["limits"]
            assert limits["memory"] and limits["pids"]  # noqa: PT018


def test_images_of_others_have_a_version() -> None:
    tags = {one.what["image"].rpartition(":")[2] for one in services().values() if not one.is_ours}
    assert all(re.fullmatch(r"v?\d+\.\d+(\.\d+)?(-bookworm)?", tag) for tag in tags)


def test_ports_are_published_to_this_machine_only() -> None:
    published = [port for one in services().values() for port in one.what.get("ports", [])]
    assert len(published) > 3
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_files_that_are_mounted_are_there() -> None:
    mounted = [volume for one in services().values() for volume in one.what.get("volumes", [])]
    sources = {volume.partition(":")[0] for volume in mounted}
    named = {source for source in sources if not source.startswith(".")}
    assert named == set(parsed()["volumes"])
    assert [source for source in sources - named if not (ROOT / source).exists()] == []


def addresses() -> Iterator[tuple[str, str, int]]:
    """Who connects where."""
    for service in services().values():
        for value in service.environment.values():
            if value == "postgres":
                yield service.name, value, 5432
            elif found := re.fullmatch(r"(?:\w+://)?(?:\w+@)?([a-z][\w-]*):(\d+)(?:/.*)?", value):
                yield service.name, found[1], int(found[2])


def test_processes_connect_to_services_of_the_file_at_the_ports_that_those_have() -> None:
    found = {(host, port) for _, host, port in addresses()}
    assert found == set(LISTENING.items())


def test_a_service_waits_for_what_it_connects_to() -> None:
    for name, host, _ in addresses():
        assert host in needed(name), (name, host)


def needed(name: str) -> set[str]:
    """All that stands before a service."""
    waited = services()[name].what.get("depends_on", {})
    return set(waited).union(*(needed(one) for one in waited))


def test_what_is_waited_for_can_be_waited_for() -> None:
    found = services()
    for service in found.values():
        for name, how in service.what.get("depends_on", {}).items():
            once = found[name].what["restart"].startswith("on-failure")
            assert how["condition"] == ("service_completed_successfully" if once else "service_healthy")
            assert once or "healthcheck" in found[name].what


def test_temporal_gets_the_switches_that_dalston_up_gives_it() -> None:
    assert temporal_server.DYNAMIC.items() <= temporal_switches().items()


def test_histories_are_kept_as_long_as_the_api_wants() -> None:
    hours = RETENTION.total_seconds() / 3600
    assert f"--retention {hours:.0f}h" in services()["temporal-namespace"].argv[-1]


def test_the_links_to_temporals_interface_lead_to_where_it_is() -> None:
    found = services()
    url = urlsplit(found["api"].environment["DALSTON_TEMPORAL_UI_URL"])
    assert found["temporal-ui"].what["ports"][0].startswith(f"{url.hostname}:{url.port}:")


def test_grafana_finds_prometheus_and_the_dashboards() -> None:
    mounts = {to: here for here, to in (one.split(":")[:2] for one in services()["grafana"].what["volumes"])}
    folder = ROOT / mounts["/etc/grafana/provisioning"]
    (source,) = yaml.safe_load((folder / "datasources/prometheus.yml").read_text("utf-8"))["datasources"]
    url = urlsplit(source["url"])
    assert services()["prometheus"].what["ports"][0].endswith(f":{url.port}")
    assert url.hostname == "prometheus"
    (provider,) = yaml.safe_load((folder / "dashboards/dalston.yml").read_text("utf-8"))["providers"]
    assert list((ROOT / mounts[provider["options"]["path"]]).glob("*.json"))
