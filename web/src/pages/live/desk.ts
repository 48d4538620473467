import { client, socketUrl, take } from "@/api/client";
import { sessionsKey } from "@/api/live";
import { queryClient } from "@/api/queries";
import { onForget } from "@/api/session";
import { Store, useStore } from "@/store";
import { Call } from "./Call";
import { type Capture, CaptureError, type Ears, listen, play } from "./capture";
import { lookForMicrophones } from "./microphones";
import { DEFAULTS, type LiveOptions, queryOf } from "./options";
import { type CallState, FRESH, type World } from "./world";

/** What is on this page's desk: the options, and the session that goes on or was the last. */
export interface Desk {
  call: Call | null;
  capture: Capture | null;
  paused: boolean;
  starting: boolean;
  /** Why nothing can be heard. */
  problem: string | null;
}

const EMPTY: Desk = { call: null, capture: null, paused: false, starting: false, problem: null };

/** Of no call: nothing goes on. */
export const NO_CALL = new Store<CallState>({ ...FRESH, phase: "ended" });

const desk = new Store<Desk>(EMPTY);
const options = new Store<LiveOptions>(DEFAULTS);
const file = new Store<File | null>(null);

export const useDesk = () => useStore(desk);
export const useLiveOptions = () => useStore(options);
export const useFile = () => useStore(file);

/** Whether the options are settled, for a session begins or goes on. */
export function useBusy(): boolean {
  const { call, starting } = useDesk();
  const { phase } = useStore(call?.state ?? NO_CALL);
  return starting || phase !== "ended";
}

export const chooseFile = (chosen: File | null) => file.set(chosen);
export const choose = (news: Partial<LiveOptions>) => options.set((now) => ({ ...now, ...news }));
export const resetOptions = () => options.set(({ source }) => ({ ...DEFAULTS, source }));

const become = (news: Partial<Desk>) => desk.set((now) => ({ ...now, ...news }));

const world: World = {
  async connect(query, listener) {
    // A token that has ended is renewed by any call, but not by a socket.
    await take(client.GET("/v1/realtime/status"));
    const socket = new WebSocket(socketUrl("/v1/audio/transcriptions/stream", query));
    socket.onmessage = ({ data }) => listener.message(data);
    socket.onclose = ({ code, reason }) => listener.close(code, reason);
    return {
      get bufferedAmount() {
        return socket.bufferedAmount;
      },
      send(data) {
        if (socket.readyState === WebSocket.OPEN) socket.send(data);
      },
      close: (code) => socket.close(code),
    };
  },
  now: () => performance.now(),
  later(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** First the microphone or the file, then the server; what is said meanwhile is not lost. */
export async function start(): Promise<void> {
  const wanted = options.get();
  const call = new Call(queryOf(wanted), world);
  become({ starting: true, problem: null });
  try {
    const capture = await captured(wanted, call);
    if (!desk.get().starting) return capture.stop();
    if (wanted.source === "microphone") void lookForMicrophones();
    become({ call, capture, paused: false, starting: false });
  } catch (thrown) {
    const known = thrown instanceof CaptureError;
    const problem = known ? thrown.message : "The browser could not open its audio.";
    return become({ starting: false, problem });
  }
  call.state.subscribe(() => {
    const { phase } = call.state.get();
    if (phase === "ending" || phase === "ended") silence(call);
    if (phase === "open" || phase === "ended") {
      void queryClient.invalidateQueries({ queryKey: sessionsKey });
    }
  });
  call.start();
}

function captured(wanted: LiveOptions, call: Call): Promise<Capture> {
  const ears: Ears = {
    hear: (samples) => call.hear(samples),
    over(sentence) {
      if (sentence) call.notice("capture", sentence);
      end();
    },
  };
  if (wanted.source === "microphone") return listen(wanted.device, ears);
  const chosen = file.get();
  if (!chosen) throw new CaptureError("Choose a file first.");
  return play(chosen, wanted.audible, ears);
}

function silence(call: Call): void {
  if (desk.get().call !== call) return;
  desk.get().capture?.stop();
  become({ capture: null, paused: false });
}

/** What was said before the pause is finished. */
export async function pause(): Promise<void> {
  const { call, capture } = desk.get();
  become({ paused: true });
  await capture?.pause();
  call?.flush();
}

export async function resume(): Promise<void> {
  become({ paused: false });
  await desk.get().capture?.resume();
}

export function end(): void {
  const { call } = desk.get();
  become({ starting: false });
  if (!call) return;
  call.end();
  silence(call);
}

export const drop = () => desk.get().call?.drop();

/** Another start may begin; the text of the last session is gone. */
export function wipe(): void {
  desk.get().call?.drop();
  desk.get().capture?.stop();
  desk.set(EMPTY);
}

onForget(() => {
  wipe();
  options.set(DEFAULTS);
  file.set(null);
});
