"""`dalston transcribe`: a recording in, its transcript out, whatever that takes."""

import signal
from enum import StrEnum
from functools import partial
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from api.client import Client
from api.command import source
from api.command.meter import showing
from api.command.outcome import Detached, transcript
from api.command.settings import Data, data_folder
from api.command.terminal import Format, Output, write

PATIENCE = 120.0  # seconds for which a server may be away in the middle of a job


class Speakers(StrEnum):
    none = "none"
    diarize = "diarize"
    per_channel = "per_channel"


def transcribe(
    recording: Annotated[
        str, typer.Argument(metavar="FILE|URL|-", help="A recording or video; - reads standard input.")
    ],
    format: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.txt,
    output: Output = None,
    speakers: Annotated[
        Speakers | None, typer.Option(help="Tell speakers apart: by voice, or one a channel.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="CODE", help="E.g. en; none: find out.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", metavar="NAME", help="See `dalston engines`.")
    ] = None,
    prompt: Annotated[str | None, typer.Option(help="What the recording is about, to help spelling.")] = None,
    keyterm: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="A name or term to expect. May be repeated.")
    ] = None,
    num_speakers: Annotated[
        int | None, typer.Option(min=1, max=32, metavar="N", help="How many speak, if you know.")
    ] = None,
    events: Annotated[bool, typer.Option("--events", help="Note laughter, applause, music.")] = False,
    emotions: Annotated[bool, typer.Option("--emotions", help="Say how each segment is said.")] = False,
    cleanup: Annotated[bool, typer.Option("--cleanup", help="Let a language model mend the text.")] = False,
    redact: Annotated[bool, typer.Option("--redact", help="Take personal data out of the text.")] = False,
    redact_audio: Annotated[
        bool, typer.Option("--redact-audio", help="Make a copy of the recording without it.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
    data: Data = None,
) -> None:
    """Transcribe a recording: the transcript to standard output, progress to standard error.

    Uses the server at DALSTON_URL, else the stack that runs here, else starts one and stops it afterwards.
    Ctrl-C asks whether to detach (the job goes on) or to cancel; without a terminal it cancels.

    Examples:

        dalston transcribe talk.mp3

        dalston transcribe call.wav --speakers per_channel --format srt -o call.srt

        ffmpeg -i film.mkv -f wav - | dalston transcribe - --language en
    """
    from api.command.local import server_for

    signal.signal(signal.SIGTERM, leave)
    fields: dict[str, Any] = {"language": language, "model": model, "prompt": prompt, "keyterms": keyterm}
    fields |= {"speaker_detection": speakers and speakers.value, "num_speakers": num_speakers}
    fields |= {"detect_events": events, "detect_emotions": emotions, "llm_cleanup": cleanup}
    fields |= {"redact_pii": redact, "redact_pii_audio": redact_audio}
    fields = {name: value for name, value in fields.items() if value}
    with (
        showing(quiet=quiet) as meter,
        source.opened(recording, meter) as found,
        server_for(data_folder(data), model, meter.say) as (url, stack),
        Client(url, patience=PATIENCE) as client,
    ):
        job = client.submit(found.path, found.name, fields, partial(meter.moved, "uploading"))
        meter.say(f"{job['id']} {found.name}")
        try:
            content = transcript(client, job["id"], format.value, meter)
        except Detached:
            if stack:
                stack.detached = True
                meter.say("the local stack keeps running; `dalston down` stops it")
            raise
        meter.stop()
        # Before the local stack is stopped: nobody should wait for that.
        write(content, output)


def leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """SIGTERM ends the command in order: a local stack that it started is stopped. The job goes on."""
    raise SystemExit(128 + signal.SIGTERM)
