"""Makes torchaudio importable where its extension does not fit the installed torch: CUDA build, CPU torch.

The extension is optional for what is used here, resampling and mel filter banks: those are plain Python.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def ensure() -> None:
    """Import torchaudio, without its extension if that cannot be loaded. Raises ImportError."""
    try:
        import_module("torchaudio")
    except OSError:  # the extension is there and wants libraries that are not
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchaudio"]:
            del sys.modules[name]
        sys.modules["torchaudio._extension"] = _extension()
        import_module("torchaudio")


def _extension() -> ModuleType:
    def refuse(function: Any) -> Any:
        def refused(*args: Any, **kwargs: Any) -> Any:
            raise RuntimeError(
                f"{function.__name__} needs torchaudio's extension, which does not fit this torch"
            )

        return refused

    without = ModuleType("torchaudio._extension")
    vars(without).update(
        _IS_TORCHAUDIO_EXT_AVAILABLE=False,
        _IS_ALIGN_AVAILABLE=False,
        _check_cuda_version=lambda: None,
        fail_if_no_align=refuse,
    )
    return without
