"""audio-prepare with the harmful decoder, and little to do harm with."""

from activities.decoding.limits import Limits
from activities.decoding.processes import Processes
from activities.engines.prepare.audio_prepare.engine import AudioPrepare

PROCESSES = Processes("tests.harmful.decoder:open_upload")
LIMITS = Limits(cpu_seconds=2, memory=200 << 20)


class HarmfulPrepare(AudioPrepare):
    def __init__(self, longest: float) -> None:
        super().__init__(longest, limits=LIMITS, processes=PROCESSES)
