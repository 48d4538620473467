"""`dalston listen`: a microphone, or a file at the pace of speech, in; what is said, as it is said, out."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from api.command.failure import Exit, Failure
from api.command.settings import CommandSettings, Data, data_folder
from api.command.terminal import err, out

RATE = 16_000  # samples a second
FRAME = 1600  # samples sent at once


def listen(
    recording: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A recording, sent as if it were spoken now.")
    ] = None,
    microphone: Annotated[bool, typer.Option("--microphone", help="Listen to the microphone.")] = False,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="CODE", help="E.g. en; none: find out.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", metavar="NAME", help="See `dalston engines`.")
    ] = None,
    keyterm: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="A name or term to expect. May be repeated.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Write the transcript there as JSON.")
    ] = None,
    data: Data = None,
) -> None:
    """Transcribe live speech: finals to standard output, what may still change on the terminal.

    Uses the server at DALSTON_URL, else the stack that runs here, else starts one. Ctrl-C ends the session;
    what has been said is finished.

    Examples:

        dalston listen --microphone

        dalston listen talk.wav --language en --save talk.json
    """
    from api.command.local import server_for

    if (recording is None) == (not microphone):
        raise Failure("give a FILE or --microphone", Exit.USAGE)
    query = {"language": language, "model": model, "keyterms": json.dumps(keyterm) if keyterm else None}
    asked = urlencode({name: value for name, value in query.items() if value})
    with server_for(data_folder(data), model, err.print, live=True) as (url, _stack):
        source = spoken(recording.expanduser()) if recording else heard()
        end = asyncio.run(converse(url, asked, source))
    if save:
        save.expanduser().write_text(json.dumps(end, ensure_ascii=False, indent=2) + "\n")


async def converse(url: str, query: str, source: AsyncIterator[bytes]) -> dict[str, Any]:
    """The session's last word. Raises Failure."""
    from websockets.asyncio.client import ClientConnection, connect
    from websockets.exceptions import InvalidHandshake

    key = CommandSettings().api_key.get_secret_value()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    address = f"{url.replace('http', 'ws', 1)}/v1/audio/transcriptions/stream?{query}"

    async def send(socket: ClientConnection) -> None:
        try:
            with suppress(KeyboardInterrupt, asyncio.CancelledError):
                async for frame in source:
                    await socket.send(frame)
        except Failure as error:
            failed.append(error)
            await socket.close()
            return
        await socket.send('{"type": "end"}')

    sending: asyncio.Task[None] | None = None
    failed: list[Failure] = []  # of the source
    try:
        async with connect(address, additional_headers=headers, max_size=None, proxy=None) as socket:
            loop = asyncio.get_running_loop()
            with suppress(NotImplementedError):
                import signal

                loop.add_signal_handler(signal.SIGINT, lambda: sending and sending.cancel())
            async for message in socket:
                event = json.loads(message)
                if event["type"] == "session.begin":
                    sending = asyncio.create_task(send(socket))
                elif show(event):
                    return dict(event)
    except (OSError, InvalidHandshake) as error:
        raise Failure(f"cannot reach {url}: {error}", Exit.UNREACHABLE) from error
    if failed:
        raise failed[0]
    raise Failure("the server ended the session without a word", Exit.FAILED)


def show(event: dict[str, Any]) -> bool:
    """Whether it was the last. Raises Failure."""
    interim = err.is_terminal
    match event["type"]:
        case "transcript.partial" if interim:
            width = max(10, err.width - 1)
            err.file.write(f"\r\x1b[K{event['text'][-width:]}")
            err.file.flush()
        case "transcript.final" if event["text"]:
            if interim:
                err.file.write("\r\x1b[K")
                err.file.flush()
            out.print(event["text"], markup=False, highlight=False, soft_wrap=True)
        case "warning":
            err.print(f"({event['message']})", markup=False)
        case "error" if not event["recoverable"]:
            status = (
                Exit.UNREACHABLE if event["code"] in ("no_capacity", "engine_unavailable") else Exit.REFUSED
            )
            raise Failure(event["message"], status)
        case "session.end":
            return True
    return False


async def spoken(recording: Path) -> AsyncIterator[bytes]:
    """The file's audio, 16-bit mono, a tenth of a second every tenth of a second."""
    import av
    from av.error import FFmpegError

    loop = asyncio.get_running_loop()
    try:
        with av.open(str(recording)) as container:
            resampler = av.AudioResampler("s16", "mono", RATE)
            held, due = b"", loop.time()
            for packet in chain(container.decode(audio=0), [None]):
                held += b"".join(frame.to_ndarray().tobytes() for frame in resampler.resample(packet))
                while len(held) >= 2 * FRAME or (packet is None and held):
                    yield held[: 2 * FRAME]
                    held, due = held[2 * FRAME :], due + FRAME / RATE
                    await asyncio.sleep(due - loop.time())
    except (FFmpegError, OSError, IndexError) as error:
        raise Failure(f"cannot read {recording}: {error}", Exit.USAGE) from error


async def heard() -> AsyncIterator[bytes]:
    """The microphone. Raises Failure."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:  # OSError: PortAudio itself is not there
        raise Failure(
            "the microphone needs pip install 'dalston[listen]' and PortAudio", Exit.USAGE
        ) from error
    loop, frames = asyncio.get_running_loop(), asyncio.Queue[bytes]()

    def take(data: Any, *_: object) -> None:
        loop.call_soon_threadsafe(frames.put_nowait, bytes(data))

    try:
        with sounddevice.RawInputStream(RATE, FRAME, channels=1, dtype="int16", callback=take):
            err.print("listening; Ctrl-C ends")
            while True:
                yield await frames.get()
    except sounddevice.PortAudioError as error:
        raise Failure(f"no microphone: {error}", Exit.USAGE) from error
