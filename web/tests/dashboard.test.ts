import { describe, expect, it } from "vitest";
import { capacities } from "@/pages/dashboard/capacity";
import { roundUp, spans, times } from "@/pages/dashboard/hours";
import { addresses, isRecording } from "@/pages/new/dropped";

const hour = (start: string, audio_seconds: number) => ({
  start,
  submitted: 1,
  completed: 1,
  failed: 0,
  cancelled: 0,
  audio_seconds,
  real_time_factor: null,
  queue_seconds: null,
});

describe("throughput", () => {
  it("puts hours together from the latest on", () => {
    const hours = ["00", "01", "02"].map((h) => hour(`2026-01-01T${h}:00:00.000Z`, 60));
    const found = spans(hours, 2);
    expect(found.map(({ length, audio_seconds }) => [length, audio_seconds])).toEqual([
      [1, 60],
      [2, 120],
    ]);
  });
  it("has a scale that ends at a round number", () => {
    expect([0, 0.013, 1, 3, 26].map(roundUp)).toEqual([1, 0.02, 1, 5, 50]);
  });
  it("says speed as times", () => {
    expect([times(0.5), times(0.05)]).toEqual(["2.0×", "20×"]);
  });
});

it("adds up slots and what waits by stage, in the order of the work", () => {
  const engine = (stage: string, slots: number, free_slots: number) => ({
    id: stage,
    stages: [stage],
    summary: "",
    devices: [],
    licence: "",
    missing: null,
    translates: false,
    unit: "chunk" as const,
    live: [{ device: "cpu", models: [], workers: 1, slots, free_slots }],
  });
  const engines = [engine("merge", 8, 8), engine("transcribe", 2, 1), engine("stream", 4, 4)];
  const queues = { "cpu.transcribe.faster-whisper": 3, "gpu.transcribe.parakeet": 1, webhooks: 9 };
  expect(capacities(engines, queues)).toEqual([
    { stage: "transcribe", slots: 2, busy: 1, waiting: 4 },
    { stage: "merge", slots: 8, busy: 0, waiting: 0 },
  ]);
});

it("knows recordings by type or name, and addresses by https", () => {
  expect(isRecording({ name: "talk", type: "audio/x-m4a" })).toBe(true);
  expect(isRecording({ name: "TALK.OPUS", type: "" })).toBe(true);
  expect(isRecording({ name: ".DS_Store", type: "" })).toBe(false);
  expect(addresses("https://a.example/x.mp3 http://b.example\nhttps://")).toEqual({
    good: ["https://a.example/x.mp3"],
    bad: ["http://b.example", "https://"],
  });
});
