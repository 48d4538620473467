"""What ElevenLabs calls speakers."""

from activities.transcript import Transcript


def names(transcript: Transcript) -> dict[str, str]:
    """By id: speaker_0, speaker_1, …, by channel where each has one."""
    return {
        one.id: f"speaker_{number if one.channel is None else one.channel}"
        for number, one in enumerate(transcript.speakers)
    }
