"""The plain call that jobs are compared with: one decoder, default threads, the file as it is."""

from pathlib import Path

from faster_whisper import WhisperModel, download_model

from activities.engines.models import locate


class PlainCall:
    """The model that the stack uses, without the stack."""

    def __init__(self, model: str, models: Path) -> None:
        weights = locate(model, models, download_model)
        self.model = WhisperModel(str(weights), device="cpu", compute_type="int8")

    def __call__(self, recording: Path) -> str:
        segments, _ = self.model.transcribe(str(recording), beam_size=5, language="en")
        return " ".join(segment.text.strip() for segment in segments)
