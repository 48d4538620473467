"""`dalston transcribe`: a recording in, its transcript out, whatever that takes."""

import signal
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from api.client import Client, Job
from api.command import source
from api.command.board import board
from api.command.failure import Exit, Failure
from api.command.folder import Wanted, recordings, run_folder
from api.command.meter import Meter, showing
from api.command.outcome import Detached, transcript
from api.command.server import client_of
from api.command.settings import Data, data_folder
from api.command.terminal import Format, Output, write

PATIENCE = 120.0  # seconds for which a server may be away in the middle of a job


class Speakers(StrEnum):
    none = "none"
    diarize = "diarize"
    per_channel = "per_channel"


def transcribe(
    recording: Annotated[
        str, typer.Argument(metavar="FILE|URL|FOLDER|-", help="A recording or video, or a folder of them.")
    ],
    format: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.txt,
    output: Output = None,
    speakers: Annotated[
        Speakers | None, typer.Option(help="Tell speakers apart: by voice, or one a channel.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="CODE", help="E.g. en; none: find out.")
    ] = None,
    each_language: Annotated[
        bool, typer.Option("--each-language", help="Find the language out again at every pause.")
    ] = False,
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
    download: Annotated[
        bool, typer.Option("--download", help="Fetch an https URL from here, not from the server.")
    ] = False,
    folder_out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where the transcripts of a folder go.")
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Look into the folder's folders too.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=100, metavar="N", help="How many of a folder at once.")
    ] = 4,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
    data: Data = None,
) -> None:
    """Transcribe a recording: the transcript to standard output, progress to standard error.

    Uses the server at DALSTON_URL, else the stack that runs here, else starts one and stops it afterwards.
    Ctrl-C asks whether to detach (the job goes on) or to cancel; without a terminal it cancels.

    Examples:

        dalston transcribe talk.mp3

        dalston transcribe call.wav --speakers per_channel --format srt -o call.srt

        dalston transcribe recordings/ --out transcripts/ --format srt

        ffmpeg -i film.mkv -f wav - | dalston transcribe - --language en
    """
    from api.command.local import server_for

    signal.signal(signal.SIGTERM, leave)
    fields: dict[str, Any] = {"language": language, "model": model, "prompt": prompt, "keyterms": keyterm}
    fields["detect_language"] = "segment" if each_language else None
    fields |= {"speaker_detection": speakers and speakers.value, "num_speakers": num_speakers}
    fields |= {"detect_events": events, "detect_emotions": emotions, "llm_cleanup": cleanup}
    fields |= {"redact_pii": redact, "redact_pii_audio": redact_audio}
    fields = {name: value for name, value in fields.items() if value}
    if (where := Path(recording).expanduser()).is_dir():
        wanted = Wanted(fields, format.value, jobs)
        transcribe_folder(where, folder_out, wanted, model, data, recursive=recursive, quiet=quiet)
        return
    if folder_out or recursive:
        raise Failure("--out and --recursive are for folders", Exit.USAGE)
    with (
        showing(quiet=quiet) as meter,
        source.opened(recording, meter, here=download) as found,
        server_for(data_folder(data), model, meter.say) as (url, stack),
        client_of(url, patience=PATIENCE) as client,
    ):
        job = submitted(client, found, fields, meter)
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


def transcribe_folder(
    where: Path,
    out: Path | None,
    wanted: Wanted,
    model: str | None,
    data: Path | None,
    *,
    recursive: bool,
    quiet: bool,
) -> None:
    from api.command.local import server_for

    if out is None:
        raise Failure(f"{where} is a folder; --out DIR says where its transcripts go", Exit.USAGE)
    names = recordings(where, out, recursive=recursive)
    with (
        showing(quiet=quiet) as meter,
        server_for(data_folder(data), model, meter.say) as (url, _stack),
        client_of(url, patience=PATIENCE) as client,
    ):
        meter.stop()
        run_folder(client, where, out.expanduser(), names, wanted, board(len(names), quiet=quiet))


def submitted(client: Client, found: source.Source, fields: dict[str, Any], meter: Meter) -> Job:
    if found.path is None:
        return client.submit_url(found.url or "", fields)
    return client.submit(found.path, found.name, fields, partial(meter.moved, "uploading"))


def leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """SIGTERM ends the command in order: a local stack that it started is stopped. The job goes on."""
    raise SystemExit(128 + signal.SIGTERM)
