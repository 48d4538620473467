"""Work for an engine in; its result out, from as much memory as there is."""

from collections.abc import Callable
from typing import Any, TypeVar

from activities.engines import OutOfMemory
from activities.engines.loaded import LoadedEngines
from activities.metrics import OUT_OF_MEMORY, known

T = TypeVar("T")

# What CUDA, cuBLAS, CTranslate2, PyTorch, onnxruntime and C++ say.
SAYINGS = ("out of memory", "cublas_status_alloc_failed", "failed to allocate memory", "bad allocation")


def fitted(engines: LoadedEngines, engine: str, model: str | None, work: Callable[[Any], T]) -> T:
    """`work` is given the engine, loaded with less each time that memory runs out. Raises OutOfMemory."""
    while True:
        step = engines.step(engine, model)
        try:
            return work(engines.get(engine, model))
        except Exception as error:  # each library has a kind of its own
            if not ran_out(error):
                raise
        # Out here the error is gone, whose frames hold the engine that is to be freed.
        OUT_OF_MEMORY.labels(engine, known(engine, model), engines.device).inc()
        if not engines.lower(engine, model, step):
            name = f"{engine}:{model}" if model else engine
            raise OutOfMemory(f"{name} does not fit into the memory of the {engines.device.upper()}")


def ran_out(error: BaseException | None) -> bool:
    """Whether it, or what it was raised from, says that memory ran out."""
    while error is not None:
        if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
            return True
        said = str(error).lower()
        of_a_library = isinstance(error, RuntimeError) or type(error).__module__.startswith("onnxruntime")
        if of_a_library and any(saying in said for saying in SAYINGS):
            return True
        error = error.__cause__
    return False


def described(engines: LoadedEngines, engine: str, model: str | None) -> str | None:
    """With what an engine was loaded for want of memory, for people: "batch 1, compute int8"."""
    less = engines.with_less(engine, model)
    return ", ".join(f"{name} {value}" for name, value in less.items()) or None
