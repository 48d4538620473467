import { createParser, type EventSourceMessage } from "eventsource-parser";
import { useEffect, useEffectEvent } from "react";
import { send } from "./client";
import { ApiError, errorOf } from "./errors";

const AGAIN = 2_000; // milliseconds before a broken stream is taken up, unless the server says otherwise

/**
 * Server-sent events with our token, taken up again where they broke off. Returns after the event
 * `done` or when `signal` aborts. Raises ApiError when the server refuses.
 */
export async function follow(
  path: string,
  heard: (event: EventSourceMessage) => void,
  signal: AbortSignal,
): Promise<void> {
  let last: string | undefined;
  let pause = AGAIN;
  let done = false;
  const parser = createParser({
    onEvent(event) {
      last = event.id ?? last;
      done ||= event.event === "done";
      heard(event);
    },
    onRetry(milliseconds) {
      pause = milliseconds;
    },
  });
  while (!done && !signal.aborted) {
    try {
      await read(path, last, parser.feed, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      if (thrown instanceof ApiError && !thrown.passes && thrown.status !== 429) throw thrown;
    }
    parser.reset();
    if (!done) await waited(pause, signal);
  }
}

async function read(
  path: string,
  last: string | undefined,
  feed: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (last) headers["Last-Event-ID"] = last;
  const response = await send(new Request(new URL(path, location.origin), { headers, signal }));
  if (!response.ok || !response.body) {
    const body: unknown = await response.json().catch(() => null);
    throw errorOf(response.status, (name) => response.headers.get(name), body);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) feed(piece.value);
}

function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Follow while the component is there; null: nothing to follow. */
export function useEvents(
  path: string | null,
  heard: (event: EventSourceMessage) => void,
  failed: (error: unknown) => void = () => {},
): void {
  const hear = useEffectEvent(heard);
  const fail = useEffectEvent(failed);
  useEffect(() => {
    if (!path) return;
    const leaving = new AbortController();
    follow(path, (event) => hear(event), leaving.signal).catch((error: unknown) => fail(error));
    return () => leaving.abort();
  }, [path]);
}
