import type { Segment } from "@/api/transcript";
import type { Voice } from "../transcript/speakers";

export interface Drawn {
  duration: number;
  /** Lowest and highest of each stretch in turn, -127 to 127; none yet: an even line. */
  peaks: readonly number[];
  turns: readonly Segment[];
  voices: ReadonlyMap<string, Voice>;
  events: readonly { start: number; end: number }[];
}

const STRIP = 8; // pixels for the speakers, and as many between
const BAR = 3; // pixels of a bar and the gap after it

/**
 * The recording's shape, who speaks when, and what else is heard. Sizes in CSS pixels. Ours, for
 * wavesurfer.js writes a <style>, which the page's CSP refuses, and the server has the peaks.
 */
export function draw(canvas: HTMLCanvasElement, drawn: Drawn): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  if (!pen || !width || drawn.duration <= 0) return;
  pen.scale(scale, scale);
  const tokens = getComputedStyle(canvas);
  const colour = (token: string) => tokens.getPropertyValue(token);
  pen.fillStyle = colour("--border-strong");
  shape(pen, drawn.peaks, width, height - 2 * STRIP);
  const at = (time: number) => (time / drawn.duration) * width;
  for (const { speaker, start, end } of drawn.turns) {
    const voice = drawn.voices.get(speaker ?? "");
    if (!voice) continue;
    pen.fillStyle = colour(voice.token);
    pen.fillRect(at(start), height - STRIP, Math.max(1, at(end) - at(start)), STRIP);
  }
  pen.fillStyle = colour("--warn");
  for (const { start, end } of drawn.events) {
    pen.fillRect(at(start), 0, Math.max(3, at(end) - at(start)), 4);
  }
}

function shape(
  pen: CanvasRenderingContext2D,
  peaks: readonly number[],
  width: number,
  height: number,
): void {
  const bars = Math.floor(width / BAR);
  const pairs = peaks.length / 2;
  const loudest = Math.max(
    24,
    peaks.reduce((most, peak) => Math.max(most, Math.abs(peak)), 0),
  );
  for (let bar = 0; bar < bars; bar++) {
    const from = Math.floor((bar / bars) * pairs);
    const to = Math.max(from + 1, Math.floor(((bar + 1) / bars) * pairs));
    let most = 0;
    for (let pair = from; pair < to && pair < pairs; pair++) {
      most = Math.max(most, peaks[pair * 2 + 1] ?? 0, -(peaks[pair * 2] ?? 0));
    }
    const tall = Math.max(2, (most / loudest) * height);
    pen.fillRect(bar * BAR, (height - tall) / 2, BAR - 1, tall);
  }
}
