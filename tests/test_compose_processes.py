"""What docker-compose.yml tells our processes is what they understand."""

import sys
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from pydantic_settings import BaseSettings

from activities.engines import catalogue
from activities.engines.refine.llm_cleanup.settings import LlmSettings
from activities.settings import SharedSettings
from activities.stores.s3_settings import S3Settings
from api.settings import ApiSettings
from realtime.settings import RealtimeSettings
from tests import dockerfiles
from tests.compose import ROOT, Service, services
from workers.settings import WorkerSettings
from workflows.encryption_keys import TemporalSettings

OURS = ("api", "worker-cpu", "worker-gpu", "whisperx", "realtime", "realtime-gpu")
SETTINGS: dict[str, tuple[type[BaseSettings], ...]] = {
    "api": (ApiSettings, S3Settings, TemporalSettings),
    "workers": (WorkerSettings, S3Settings, LlmSettings, TemporalSettings),
    "realtime": (RealtimeSettings, S3Settings, TemporalSettings),
}
# Decided by where things are in an image; what only a process with the index needs.
BY_THE_IMAGE = {"DALSTON_MODELS_DIR", "DALSTON_DEVICE", "DALSTON_REALTIME_DEVICE", "DALSTON_REALTIME_ADDRESS"}
OF_THE_INDEX = {name for name in SharedSettings.model_fields if name.startswith("database")}
NOT_SETTINGS = {"DALSTON_OFFLINE"}


def module(service: Service) -> str:
    return service.argv[service.argv.index("-m") + 1]


def names_of(*classes: type[BaseSettings]) -> set[str]:
    """Environment variables."""
    fields = [(one.model_config.get("env_prefix", ""), name) for one in classes for name in one.model_fields]
    return {f"{prefix}{name}".upper() for prefix, name in fields}


def hosts_index(service: Service) -> bool:
    return module(service) != "realtime" and "--no-workflows" not in service.argv


@pytest.mark.parametrize("name", OURS)
def test_a_process_gets_every_setting_that_it_reads(name: str) -> None:
    service = services()[name]
    wanted = names_of(*SETTINGS[module(service)]) - BY_THE_IMAGE
    if not hosts_index(service):
        wanted -= {f"DALSTON_{one}".upper() for one in OF_THE_INDEX}
    assert wanted - set(service.what["environment"]) == set()


@pytest.mark.parametrize("name", OURS)
def test_a_process_gets_no_setting_that_it_does_not_know(name: str) -> None:
    service = services()[name]
    given = {one for one in service.what["environment"] if one.startswith("DALSTON_")}
    assert given - names_of(*SETTINGS[module(service)]) - NOT_SETTINGS == set()


@pytest.mark.parametrize("name", OURS)
def test_a_process_understands_its_command_and_settings(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    service = services()[name]
    monkeypatch.chdir(tmp_path)
    for variable, value in service.environment.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "argv", service.argv[service.argv.index("-m") + 1 :])
    if name == "api":
        assert ApiSettings().objection is None
        assert ApiSettings().keys_on
        return
    found = import_module(f"{module(service)}.__main__").arguments()
    if isinstance(found, RealtimeSettings):
        served, device = [found.served], found.realtime_device
    else:
        served, device = found[0].served, found[0].device
    for engine, model in served:
        card = catalogue.card(engine)
        assert device in card.devices
        assert model is None or model in card.models


@pytest.mark.parametrize("name", OURS)
def test_the_command_and_ports_of_a_process_are_its_images(name: str) -> None:
    service = services()[name]
    file = service.what["build"]["dockerfile"]
    assert service.argv[:4] == dockerfiles.command(file)
    image = {
        name: value for name, value in dockerfiles.environment(file).items() if name.startswith("DALSTON_")
    }
    assert {name: service.environment.get(name) for name in image} == image


@pytest.mark.parametrize("name", OURS)
def test_an_image_is_built_with_arguments_that_its_dockerfile_has(name: str) -> None:
    build = services()[name].what["build"]
    known = dockerfiles.arguments(build["dockerfile"])
    given = build.get("args", {})
    assert set(given) <= set(known)
    assert set(given.get("EXTRAS", known["EXTRAS"]).split(",")) <= dockerfiles.extras()
    assert (ROOT / given.get("REQUIREMENTS", "pyproject.toml")).is_file()


@pytest.mark.parametrize("name", OURS)
def test_a_process_may_do_little(name: str) -> None:
    what = services()[name].what
    assert (what["read_only"], what["cap_drop"]) == (True, ["ALL"])
    assert "no-new-privileges:true" in what["security_opt"]
    assert not what.get("privileged")
    writable = [volume.partition(":")[2] for volume in what.get("volumes", [])]
    assert writable in ([], ["/var/lib/dalston/models"])


@pytest.mark.parametrize("name", OURS)
def test_a_process_is_given_longer_to_stop_than_it_takes(name: str) -> None:
    drain = {"workers": WorkerSettings.model_fields["drain_seconds"].default}
    drain["realtime"] = RealtimeSettings.model_fields["realtime_drain_seconds"].default + 5
    service = services()[name]
    grace = int(service.what["stop_grace_period"].removesuffix("s"))
    assert grace > drain.get(module(service), 10)


def test_only_the_gpus_services_want_a_gpu() -> None:
    wanting = {
        name
        for name, one in services().items()
        if "reservations" in one.what.get("deploy", {}).get("resources", {})
    }
    assert wanting == {name for name, one in services().items() if "gpu" in one.argv}


def test_each_profile_has_workers_for_the_whole_pipeline_and_for_live_speech() -> None:
    for profile in ("cpu", "gpu"):
        running = [one for one in services().values() if profile in one.what.get("profiles", [profile])]
        ours = [one for one in running if one.is_ours]
        assert {module(one) for one in ours} == {"api", "workers", "realtime"}
        assert any(hosts_index(one) for one in ours if module(one) == "workers")


def test_prometheus_asks_services_at_the_ports_of_their_metrics() -> None:
    found = services()
    jobs = yaml.safe_load((ROOT / "docs/observability/prometheus.yml").read_text("utf-8"))["scrape_configs"]
    asked = [
        (name, one["port"]) for job in jobs for one in job.get("dns_sd_configs", []) for name in one["names"]
    ]
    assert {name for name, _ in asked} == {*OURS, "temporal"}
    for name, port in asked:
        environment = found[name].environment
        listening = environment.get("PROMETHEUS_ENDPOINT", "").rpartition(":")[2]
        ports = {value for variable, value in environment.items() if variable.endswith("METRICS_PORT")}
        assert str(port) in ports | {listening}, name
