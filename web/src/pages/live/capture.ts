import { Store } from "@/store";
import { RATE } from "./Call";
import { Resampler, toPcm } from "./Resampler";
import tap from "./tap.worklet.js?url";

const CHUNK = RATE / 20; // samples sent at once
export const SILENT = -90; // dB

/** Something that is heard. */
export interface Capture {
  /** dB of full scale, of the last few hundredths of a second. */
  level: Store<number>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): void;
}

export interface Ears {
  hear(samples: Int16Array<ArrayBuffer>): void;
  /** There is no more: the file is over, or the microphone was pulled out. */
  over(sentence: string | null): void;
}

/** Why there is nothing to hear. */
export class CaptureError extends Error {}

/** Raises CaptureError. */
export async function listen(deviceId: string, ears: Ears): Promise<Capture> {
  const stream = await microphone(deviceId);
  const stopTracks = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const track = stream.getAudioTracks()[0];
  track?.addEventListener("ended", () => ears.over("The microphone has gone."));
  const connect = (context: AudioContext) => context.createMediaStreamSource(stream);
  try {
    const graph = await open(connect, ears, false);
    return {
      level: graph.level,
      pause: () => graph.context.suspend(),
      resume: () => graph.context.resume(),
      stop() {
        stopTracks();
        graph.close();
      },
    };
  } catch (thrown) {
    stopTracks();
    throw thrown;
  }
}

/** A file as it is played; the browser decodes it piece by piece. Raises CaptureError. */
export async function play(file: File, audible: boolean, ears: Ears): Promise<Capture> {
  const element = new Audio();
  const url = URL.createObjectURL(file);
  const release = () => {
    element.pause();
    element.removeAttribute("src");
    URL.revokeObjectURL(url);
  };
  element.src = url;
  try {
    const graph = await open((to) => to.createMediaElementSource(element), ears, audible);
    element.onended = () => {
      graph.rest();
      ears.over(null);
    };
    element.onerror = () => ears.over("The rest of the file could not be played.");
    await started(element, graph);
    return {
      level: graph.level,
      async pause() {
        element.pause();
        await graph.context.suspend();
      },
      async resume() {
        await graph.context.resume();
        await element.play();
      },
      stop() {
        element.onended = element.onerror = null;
        release();
        graph.close();
      },
    };
  } catch (thrown) {
    release();
    throw thrown;
  }
}

async function started(element: HTMLAudioElement, graph: Graph): Promise<void> {
  try {
    await element.play();
  } catch {
    element.onerror = null;
    graph.close();
    throw new CaptureError("The browser cannot play this file. As a job it may be understood.");
  }
}

async function microphone(deviceId: string): Promise<MediaStream> {
  if (!navigator.mediaDevices) {
    throw new CaptureError(
      "Browsers give the microphone only to pages from https:// or from this machine itself.",
    );
  }
  // What these leave out, nobody can hear.
  const raw = { echoCancellation: false, noiseSuppression: false };
  const device = deviceId ? { deviceId: { exact: deviceId } } : {};
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { ...raw, ...device } });
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : "";
    throw new CaptureError(REFUSALS[name] ?? `The microphone could not be opened (${name}).`);
  }
}

const REFUSALS: Record<string, string> = {
  NotAllowedError:
    "The microphone was refused. Allow it for this page beside the browser's address bar, then start again.",
  NotFoundError: "There is no microphone. Connect one, or play a file.",
  OverconstrainedError: "The chosen microphone is not there any more. Choose another one.",
  NotReadableError: "Another program holds the microphone, or it does not work.",
  AbortError: "The microphone did not start. Try again.",
};

interface Graph {
  context: AudioContext;
  level: Store<number>;
  /** Hand on what is left of the last chunk. */
  rest(): void;
  close(): void;
}

async function open(
  connect: (context: AudioContext) => AudioNode,
  ears: Ears,
  audible: boolean,
): Promise<Graph> {
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule(tap);
    const node = new AudioWorkletNode(context, "tap");
    const source = connect(context);
    const mute = context.createGain(); // a graph that leads nowhere stands still in some browsers
    mute.gain.value = 0;
    source.connect(node).connect(mute).connect(context.destination);
    if (audible) source.connect(context.destination);
    await context.resume();
    return {
      context,
      ...chunks(node.port, context.sampleRate, ears),
      close: closing(context, node),
    };
  } catch (thrown) {
    void context.close();
    throw thrown;
  }
}

const closing = (context: AudioContext, node: AudioWorkletNode) => () => {
  node.port.onmessage = null;
  void context.close();
};

function chunks(port: MessagePort, rate: number, ears: Ears) {
  const level = new Store(SILENT);
  const resampler = new Resampler(rate, RATE);
  let chunk = new Float32Array(CHUNK);
  let held = 0;
  function rest(): void {
    if (held) ears.hear(toPcm(chunk.subarray(0, held)));
    chunk = new Float32Array(CHUNK);
    held = 0;
  }
  port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
    level.set(decibels(data));
    for (const sample of resampler.push(data)) {
      chunk[held++] = sample;
      if (held === CHUNK) rest();
    }
  };
  return { level, rest };
}

function decibels(block: Float32Array): number {
  let sum = 0;
  for (const sample of block) sum += sample * sample;
  return Math.max(SILENT, 10 * Math.log10(sum / block.length + 1e-12));
}
