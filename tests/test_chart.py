"""The Helm chart makes objects that Kubernetes takes, and what they say is so in the code."""

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import helm_python
import kubernetes_validate
import pytest
import yaml
from pydantic_settings import BaseSettings

from activities.engines import catalogue
from activities.engines.loaded import LoadedEngines
from api.settings import ApiSettings
from realtime.settings import RealtimeSettings
from tests import dockerfiles
from tests.chart import (
    CHART,
    EVERYTHING,
    ROOT,
    Thing,
    container,
    environment,
    of_kind,
    pods,
    rendered,
)
from workers.queues import engine_queues
from workers.settings import WorkerSettings

OLDEST, NEWEST = "1.27", "1.37"  # of Kubernetes
OTHERS = ("ScaledObject", "TriggerAuthentication", "PodMonitor")  # kinds that operators bring
# Of KEDA's Temporal trigger, since 2.17.
TRIGGER = {"endpoint", "namespace", "taskQueue", "queueTypes", "targetQueueSize", "tlsServerName"}
DEPLOYMENTS = ("api", "realtime", "worker-cpu", "worker-gpu", "worker-whisperx")


@pytest.fixture(scope="module", params=[{}, EVERYTHING], ids=["as it comes", "everything"])
def things(request: pytest.FixtureRequest) -> list[Thing]:
    return rendered(request.param)


@pytest.fixture(scope="module")
def everything() -> list[Thing]:
    return rendered(EVERYTHING)


def test_helm_has_nothing_to_say_about_it() -> None:
    found = [one for one in helm_python.lint(str(CHART))["messages"] if "icon is recommended" not in str(one)]
    assert found == []


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_kubernetes_knows_every_object_and_field(things: list[Thing], version: str) -> None:
    for thing in things:
        if thing["kind"] not in OTHERS:
            kubernetes_validate.validate(thing, version, strict=True)


def test_the_chart_wants_the_oldest_kubernetes_that_it_is_checked_against() -> None:
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text("utf-8"))
    assert chart["kubeVersion"] == f">={OLDEST}.0-0"


def test_names_are_one_of_a_kind(things: list[Thing]) -> None:
    named = [(thing["kind"], thing["metadata"]["name"]) for thing in things]
    assert len(named) == len(set(named))


def test_every_pod_may_do_little(things: list[Thing]) -> None:
    for pod in pods(things):
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] == 10001
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        for one in pod["containers"]:
            allowed = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True}
            assert one["securityContext"] == {**allowed, "capabilities": {"drop": ["ALL"]}}
            assert one["resources"]["limits"]["memory"]


def test_no_secret_stands_in_an_object(everything: list[Thing]) -> None:
    assert of_kind(everything, "Secret") == {}
    for pod in pods(everything):
        for one in pod["containers"]:
            named = {variable["name"] for variable in one.get("env", [])}
            assert not {name for name in named if re.search("PASSWORD|SECRET|API_KEY|TOKEN|DATABASE$", name)}


@pytest.mark.parametrize(
    ("name", "secrets"),
    [
        ("api", {"database", "storage", "temporal", "sealing"}),
        ("realtime", {"storage", "temporal", "sealing", "models"}),
        ("worker-cpu", {"database", "storage", "temporal", "sealing", "models", "llm"}),
        ("worker-gpu", {"storage", "temporal", "sealing", "models", "llm"}),
    ],
)
def test_a_process_gets_the_secrets_that_it_needs(
    everything: list[Thing], name: str, secrets: set[str]
) -> None:
    found = container(of_kind(everything, "Deployment")[name])["envFrom"]
    assert {one["secretRef"]["name"].removeprefix("dalston-") for one in found} == secrets


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_process_understands_its_command_and_environment(
    everything: list[Thing], name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    deployment = of_kind(everything, "Deployment")[name]
    monkeypatch.chdir(tmp_path)
    for variable, value in environment(deployment).items():
        monkeypatch.setenv(variable, value)
    argv = container(deployment)["command"]
    module = argv[argv.index("-m") + 1]
    assert argv[:4] == dockerfiles.command(f"{module}/Dockerfile")
    monkeypatch.setattr(sys, "argv", argv[argv.index("-m") + 1 :])
    found: Any = ApiSettings() if module == "api" else import_module(f"{module}.__main__").arguments()
    settings: BaseSettings = found[0] if isinstance(found, tuple) else found
    known = {f"DALSTON_{field}".upper() for field in type(settings).model_fields}
    given = {one for one in environment(deployment) if one.startswith("DALSTON_")}
    assert {one for one in given - known if not one.startswith(("DALSTON_S3_", "DALSTON_OFFLINE"))} == set()
    assert settings.model_dump()["max_upload_bytes"] == 3_000_000_000
    for engine, model in served(settings):
        assert model is None or model in catalogue.card(engine).models


def served(settings: BaseSettings) -> list[tuple[str, str | None]]:
    if isinstance(settings, WorkerSettings):
        return settings.served
    return [settings.served] if isinstance(settings, RealtimeSettings) else []


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_no_variable_is_set_twice(everything: list[Thing], name: str) -> None:
    named = [one["name"] for one in container(of_kind(everything, "Deployment")[name])["env"]]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_probes_and_ports_are_what_the_image_has(everything: list[Thing], name: str) -> None:
    found = container(of_kind(everything, "Deployment")[name])
    ports = {one["name"]: one["containerPort"] for one in found["ports"]}
    file = "{}/Dockerfile".format(found["command"][3])
    asked = " ".join(dockerfiles.command(file, "HEALTHCHECK"))
    probe = found["livenessProbe"]["httpGet"]
    assert f"127.0.0.1:{ports[probe['port']]}{probe['path']}" in asked
    set_here = {
        int(value)
        for one, value in environment({"spec": of_kind(everything, "Deployment")[name]["spec"]}).items()
        if one.endswith("_PORT")
    }
    assert set_here == set(ports.values())


def test_a_process_is_given_longer_to_stop_than_it_takes(things: list[Thing]) -> None:
    drain = {"workers": WorkerSettings.model_fields["drain_seconds"].default}
    drain["realtime"] = RealtimeSettings.model_fields["realtime_drain_seconds"].default + 5
    for deployment in of_kind(things, "Deployment").values():
        grace = deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
        assert grace > drain.get(container(deployment)["command"][3], 10)


def test_selectors_find_their_own_pods_only(things: list[Thing]) -> None:
    deployments = of_kind(things, "Deployment")
    labels = {name: one["spec"]["template"]["metadata"]["labels"] for name, one in deployments.items()}
    selectors = {name: one["spec"]["selector"]["matchLabels"] for name, one in deployments.items()}
    for kind in ("PodDisruptionBudget", "Service"):
        for name, one in of_kind(things, kind).items():
            spec = one["spec"]["selector"]
            assert spec.get("matchLabels", spec) == selectors[name]
    for name, selector in selectors.items():
        assert [other for other, has in labels.items() if selector.items() <= has.items()] == [name]


def test_every_deployment_has_a_disruption_budget(things: list[Thing]) -> None:
    assert set(of_kind(things, "PodDisruptionBudget")) == set(of_kind(things, "Deployment"))


def test_only_apis_reach_live_sessions(things: list[Thing]) -> None:
    policy = of_kind(things, "NetworkPolicy")["realtime"]["spec"]
    ((rule),) = policy["ingress"]
    (peer,) = rule["from"]
    api = of_kind(things, "Deployment")["api"]["spec"]["selector"]
    realtime = container(of_kind(things, "Deployment")["realtime"])["ports"][0]["containerPort"]
    assert (peer["podSelector"], rule["ports"][0]["port"]) == (api, realtime)


def test_a_scaled_object_leaves_the_number_of_pods_to_keda(everything: list[Thing]) -> None:
    scaled, deployments = of_kind(everything, "ScaledObject"), of_kind(everything, "Deployment")
    assert set(scaled) == {"worker-cpu", "worker-gpu", "worker-whisperx"}
    for name, one in scaled.items():
        assert one["spec"]["scaleTargetRef"]["name"] == deployments[name]["metadata"]["name"]
        assert "replicas" not in deployments[name]["spec"]
        assert 1 <= one["spec"]["minReplicaCount"] <= one["spec"]["maxReplicaCount"]


def test_triggers_say_what_kedas_temporal_scaler_reads(everything: list[Thing]) -> None:
    (auth,) = of_kind(everything, "TriggerAuthentication").values()
    assert {one["parameter"] for one in auth["spec"]["secretTargetRef"]} == {"apiKey", "cert", "key", "ca"}
    triggers = [
        one for found in of_kind(everything, "ScaledObject").values() for one in found["spec"]["triggers"]
    ]
    for trigger in triggers:
        assert trigger["type"] == "temporal"
        assert set(trigger["metadata"]) == TRIGGER
        assert all(isinstance(value, str) for value in trigger["metadata"].values())
        assert trigger["authenticationRef"]["name"] == auth["metadata"]["name"]


@pytest.mark.parametrize("name", ["worker-cpu", "worker-gpu", "worker-whisperx"])
def test_a_worker_is_scaled_by_queues_that_it_serves(
    everything: list[Thing], name: str, tmp_path: Path
) -> None:
    deployment = of_kind(everything, "Deployment")[name]
    argv = container(deployment)["command"]
    engines = environment(deployment)["DALSTON_ENGINES"]
    if name == "worker-cpu":  # what its image has installed is not all that this machine has
        engines = engines.replace("installed", "audio-prepare,phoneme-align,pyannote-4.0,pii-presidio")
    device = argv[argv.index("--device") + 1]
    settings = WorkerSettings.model_validate({"data": tmp_path, "engines": engines, "device": device})
    served = {queue.name for queue in engine_queues(settings, LoadedEngines(tmp_path, device=device))}
    asked = {
        one["metadata"]["taskQueue"] for one in of_kind(everything, "ScaledObject")[name]["spec"]["triggers"]
    }
    assert asked == served


@pytest.mark.parametrize(
    "values",
    [
        {"setings": {}},
        {"settings": {"PATH": "/"}},
        {"settings": {"DALSTON_DATABASE": "postgresql://dalston:secret@db/dalston"}},
        {"workers": {"cpu": {"scaling": {"min": 0}}}},
        {"workers": {"cpu": {"device": "tpu"}}},
        {"storage": {"url": "file:///srv"}},
        {"temporal": {"address": "https://temporal:7233"}},
    ],
    ids=str,
)
def test_values_that_cannot_work_are_refused(values: Thing) -> None:
    with pytest.raises(helm_python.HelmError):
        rendered(values)


@pytest.mark.parametrize(
    "block", re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs/kubernetes.md").read_text("utf-8"), re.M | re.S)
)
def test_the_values_that_the_documentation_shows_can_be_used(block: str) -> None:
    for thing in rendered(yaml.safe_load(block)):
        if thing["kind"] not in OTHERS:
            kubernetes_validate.validate(thing, NEWEST, strict=True)


def test_every_value_is_known_to_the_schema_and_the_other_way_round() -> None:
    schema = yaml.safe_load((CHART / "values.schema.json").read_text("utf-8"))
    values = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
    assert set(schema["properties"]) - {"global"} == set(values)


def test_the_chart_has_the_version_of_the_package() -> None:
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text("utf-8"))
    assert f'version = "{chart["appVersion"]}"' in (ROOT / "pyproject.toml").read_text("utf-8")
