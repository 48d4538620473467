import { expect, test } from "vitest";
import type { CompletedJob } from "../src/api/job";
import { applied, newSpeaker } from "../src/api/transcript";
import { find } from "../src/pages/job/transcript/find";
import { latest, outline, pieces, rowOf, wordAt } from "../src/pages/job/transcript/outline";

const word = (text: string, start: number) => ({ text, start, end: start + 0.5 });
const one = {
  id: "seg_0001",
  text: "Hold on, hold fast.",
  start: 0,
  end: 4,
  speaker: "SPEAKER_00",
  words: [word("Hold", 0), word("on,", 1), word("hold", 2), word("fast.", 3)],
};
const two = {
  id: "seg_0002",
  text: "Yes?",
  start: 2.2,
  end: 2.7,
  speaker: "SPEAKER_01",
  words: [word("Yes?", 2.2)],
};
const bare = { id: "seg_0003", text: "no words here", start: 6, end: 8, speaker: null, words: [] };

const job: CompletedJob = {
  id: "job_1",
  status: "completed",
  name: "talk",
  created_at: "",
  started_at: null,
  completed_at: null,
  expires_at: null,
  audio_removed_at: null,
  rerun_of: null,
  language: "en",
  language_confidence: 1,
  duration: 8,
  channels: 1,
  sample_rate: 16000,
  text: "",
  segments: [one, two, bare],
  speakers: [
    { id: "SPEAKER_00", label: "Anna", duration: 4 },
    { id: "SPEAKER_01", label: null, duration: 0.5 },
  ],
  entities: [
    { type: "name", category: "pii", text: "on", start: 1, end: 1.5, start_char: 5, end_char: 7 },
  ],
  events: [{ type: "laughter", start: 5, end: 5.5, confidence: 0.9 }],
  quality: { speech_seconds: 0, transcribed_seconds: 0, redecoded_chunks: 0, suspect: [] },
  cost: {
    engine_seconds: 0,
    real_time_factor: null,
    queue_seconds: 0,
    attempts: 0,
    wasted_seconds: 0,
  },
  stages: [],
};

test("the word that is spoken is found though people speak at the same time", () => {
  const lines = outline(job);
  expect([-1, 0, 0.9, 2.1, 2.3, 3, 5, 7].map((time) => wordAt(lines, time))).toEqual([
    -1, 0, 0, 2, 4, 3, 3, 5,
  ]);
  expect([0, 3, 4, 5].map((at) => rowOf(lines, at))).toEqual([0, 0, 1, 2]);
});

test("entities are at their words and events at their rows", () => {
  const { entities, events } = outline(job);
  expect([...entities.keys()]).toEqual([1]);
  expect([...events.keys()]).toEqual([1]);
});

test("a time before all is before the first", () => {
  expect(latest(Float64Array.of(1, 2, 2, 3), 0)).toBe(-1);
  expect(latest(Float64Array.of(1, 2, 2, 3), 2)).toBe(2);
});

test("the pieces of a text are the text", () => {
  const { pieces: cut, after } = pieces({ ...one, text: "“Hold on, hold  fast.”" });
  expect(cut.map(({ before, text }) => before + text).join("") + after).toBe(
    "“Hold on, hold  fast.”",
  );
});

test("what is sought is found whatever its capitals and spaces, and signs are only signs", () => {
  expect(find(job.segments, " HOLD ")).toHaveLength(2);
  expect(find(job.segments, "no  words")).toEqual([{ row: 2, from: 0, to: 8 }]);
  expect(find(job.segments, "?")).toEqual([{ row: 1, from: 3, to: 4 }]);
  expect(find(job.segments, "")).toEqual([]);
});

test("a correction keeps the times of the words that stay", () => {
  const [first] = applied(job, { segments: { seg_0001: "Hold on hold very fast." } }).segments;
  expect(first?.words?.map(({ start }) => start)).toEqual([0, 1, 2, 2.4000000000000004, 3]);
});

test("an empty text removes its segment and whoever says no more", () => {
  const after = applied(job, { segments: { seg_0002: "" } });
  expect(after.segments.map(({ id }) => id)).toEqual(["seg_0001", "seg_0003"]);
  expect(after.speakers?.map(({ id }) => id)).toEqual(["SPEAKER_00"]);
});

test("speakers are merged, named and new", () => {
  const merged = applied(job, { merge: { SPEAKER_01: "SPEAKER_00" } });
  expect(merged.segments.map(({ speaker }) => speaker)).toEqual(["SPEAKER_00", "SPEAKER_00", null]);
  const named = applied(job, { speakers: { SPEAKER_00: null, SPEAKER_01: "Ben" } });
  expect(named.speakers?.map(({ label }) => label)).toEqual([null, "Ben"]);
  const id = newSpeaker(job.speakers ?? []);
  const moved = applied(job, { reassign: [{ segment: "seg_0003", speaker: id }] });
  expect(moved.speakers?.map(({ id }) => id)).toEqual(["SPEAKER_00", "SPEAKER_01", "SPEAKER_02"]);
});
