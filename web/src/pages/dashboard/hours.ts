import type { Schema } from "@/api/client";

type Hour = Schema<"Hour">;

export interface Span {
  /** Milliseconds since 1970. */
  start: number;
  /** Hours. */
  length: number;
  completed: number;
  failed: number;
  audio_seconds: number;
}

/** Neighbouring hours as one, `length` each; a shorter one comes first, so that the last ends now. */
export function spans(hours: readonly Hour[], length: number): Span[] {
  const found: Span[] = [];
  for (let end = hours.length; end > 0; end -= length) {
    const part = hours.slice(Math.max(0, end - length), end);
    const { completed, failed, audio_seconds } = summed(part);
    const start = Date.parse(part[0]?.start ?? "");
    found.unshift({ start, length: part.length, completed, failed, audio_seconds });
  }
  return found;
}

/** Totals; the speed is that of the latest hour in which a job completed. */
export function summed(hours: readonly Hour[]) {
  const total = (of: (hour: Hour) => number) => hours.reduce((sum, hour) => sum + of(hour), 0);
  return {
    submitted: total((hour) => hour.submitted),
    completed: total((hour) => hour.completed),
    failed: total((hour) => hour.failed),
    audio_seconds: total((hour) => hour.audio_seconds),
    real_time_factor:
      hours.findLast((hour) => hour.real_time_factor !== null)?.real_time_factor ?? null,
  };
}

/** How many times as fast as the audio itself: 0.5 → 2×. */
export function times(realTimeFactor: number): string {
  const speed = 1 / realTimeFactor;
  return `${speed.toFixed(speed < 9.95 ? 1 : 0)}×`;
}

/** A round number that is at least as large: the top of a scale. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((step) => step * unit >= value * (1 - 1e-9)) ?? 10;
  return step * unit;
}
