"""The Helm chart, rendered as Helm does it."""

from pathlib import Path
from typing import Any

import helm_python
import yaml

ROOT = Path(__file__).parent.parent
CHART = ROOT / "docs" / "kubernetes" / "dalston"
Thing = dict[str, Any]

EVERYTHING: Thing = {
    "image": {"registry": "registry.example.org/speech/", "pullSecrets": ["registry"]},
    "temporal": {
        "address": "speech.a1b2.tmprl.cloud:7233",
        "namespace": "speech.a1b2",
        "tls": {
            "enabled": True,
            "existingSecret": "temporal-tls",
            "ownAuthority": True,
            "serverName": "speech.a1b2.tmprl.cloud",
        },
        "uiUrl": "https://cloud.temporal.io",
    },
    "storage": {"endpoint": "http://seaweedfs:8333", "region": "eu-central-1"},
    "secrets": {
        "temporal": "dalston-temporal",
        "sealing": "dalston-sealing",
        "models": "dalston-models",
        "llm": "dalston-llm",
    },
    "settings": {
        "DALSTON_OFFLINE": True,
        "DALSTON_S3_ATTEMPTS": 3,
        "DALSTON_MAX_UPLOAD_BYTES": 3_000_000_000,
    },
    "serviceAccount": {"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/speech"}},
    "models": {"existingClaim": "models"},
    "api": {
        "settings": {"DALSTON_AUDIT_DAYS": 90},
        "ingress": {"enabled": True, "className": "nginx", "tlsSecret": "speech-tls"},
    },
    "realtime": {
        "device": "gpu",
        "variant": "gpu",
        "nodeSelector": {"gpu": "h100"},
        "runtimeClassName": "nvidia",
    },
    "workers": {
        "cpu": {"scaling": {"enabled": True}},
        "gpu": {"enabled": True, "scaling": {"enabled": True}},
        "whisperx": {"enabled": True, "scaling": {"enabled": True}},
    },
    "networkPolicy": {
        "apiFrom": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ingress-nginx"}}}],
        "metricsFrom": [
            {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}
        ],
    },
    "podMonitor": {"enabled": True, "labels": {"release": "prometheus"}},
}


def rendered(values: Thing | None = None, name: str = "speech") -> list[Thing]:
    """Every object that is made. Raises HelmError: not what values.schema.json allows."""
    with helm_python.Chart.load(str(CHART)) as chart:
        chart.validate_schema(chart.merge_values(values or {}))
        files = chart.render(values or {}, name=name, namespace="speech")
    manifests = [text for path, text in files.items() if path.endswith(".yaml")]
    return [found for text in manifests for found in yaml.safe_load_all(text) if found]


def of_kind(things: list[Thing], kind: str) -> dict[str, Thing]:
    """By name, without that of the release."""
    return {
        thing["metadata"]["name"].removeprefix("speech-dalston-"): thing
        for thing in things
        if thing["kind"] == kind
    }


def container(thing: Thing) -> Thing:
    (only,) = thing["spec"]["template"]["spec"]["containers"]
    found: Thing = only
    return found


def environment(thing: Thing) -> dict[str, str]:
    return {one["name"]: one.get("value", "") for one in container(thing).get("env", [])}


def pods(things: list[Thing]) -> list[Thing]:
    """Specifications of all pods."""
    return [
        thing["spec"] if thing["kind"] == "Pod" else thing["spec"]["template"]["spec"]
        for thing in things
        if thing["kind"] in ("Deployment", "Job", "Pod")
    ]
