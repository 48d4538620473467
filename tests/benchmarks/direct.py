"""The plain call that jobs are compared with: one decoder, default threads, the file as it is."""

from pathlib import Path

from faster_whisper import WhisperModel

from activities.engines.weights import weights


class PlainCall:
    """The model that the stack uses, without the stack."""

    def __init__(self, model: str, models: Path) -> None:
        self.model = WhisperModel(str(weights(model, models)), device="cpu", compute_type="int8")

    def __call__(self, recording: Path) -> str:
        segments, _ = self.model.transcribe(str(recording), beam_size=5, language="en")
        return " ".join(segment.text.strip() for segment in segments)
