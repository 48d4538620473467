import { describe, expect, test } from "vitest";
import type { Task } from "@/api/tasks";
import { changed } from "@/pages/job/actions/stages";
import { exportPath } from "@/pages/job/exportPath";
import { layers } from "@/pages/job/pipeline/layers";
import { spans } from "@/pages/job/pipeline/spans";

const task = (id: string, needs: string[]) => ({ id, needs }) as Task;

describe("layers", () => {
  test("a stage is right of everything it waits for", () => {
    const found = layers([
      task("prepare", []),
      task("transcribe", ["prepare"]),
      task("diarize", ["prepare"]),
      task("merge", ["transcribe", "diarize"]),
    ]);
    expect(found.map(({ column, row }) => [column, row])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 0],
    ]);
  });

  test("stages that wait for each other, or for nothing known, end nowhere endless", () => {
    const found = layers([task("a", ["b"]), task("b", ["a"]), task("c", ["unknown"])]);
    expect(found).toHaveLength(3);
    expect(found[2]?.column).toBe(0);
  });
});

describe("spans", () => {
  const began = "2026-01-01T00:00:00.000Z";
  const at = (seconds: number) => new Date(Date.parse(began) + seconds * 1000).toISOString();

  test("a stage in pieces begins once what it waits for has ended, or has begun in pieces", () => {
    const found = spans(
      [
        { id: "prepare", needs: [], started_at: at(0), ended_at: at(2) },
        { id: "transcribe", needs: ["prepare"], ended_at: at(9) },
        { id: "align", needs: ["transcribe"], ended_at: at(10) },
      ],
      began,
      0,
    );
    expect(found[1]).toEqual({ id: "transcribe", start: 2, end: 9 });
    expect(found[2]).toEqual({ id: "align", start: 2, end: 10 });
  });

  test("what still runs goes on until now; what has not begun is left out", () => {
    const rows = [
      { id: "prepare", needs: [], started_at: at(1) },
      { id: "merge", needs: ["prepare"] },
    ];
    expect(spans(rows, began, Date.parse(at(5)))).toEqual([{ id: "prepare", start: 1, end: 5 }]);
    expect(spans(rows, null, 0)).toEqual([]);
  });
});

test("an export is asked for only what its format knows", () => {
  const layout = { speakers: false, length: 37, lines: 3 };
  expect(exportPath("job_1", "srt", layout)).toBe(
    "/v1/audio/transcriptions/job_1/export/srt?include_speakers=false&max_line_length=37&max_lines=3",
  );
  expect(exportPath("job_1", "rttm", layout)).toBe("/v1/audio/transcriptions/job_1/export/rttm");
});

test("a rerun is asked for what was filled in and belongs to its stage", () => {
  const fields = { language: " de ", model: "", speakers: "3", events: true, emotions: false };
  expect(changed("transcribe", fields)).toEqual({
    language: "de",
    speaker_detection: "diarize",
    num_speakers: 3,
  });
  expect(changed("detect", fields)).toEqual({ detect_events: true, detect_emotions: false });
  expect(changed("merge", fields)).toEqual({});
});
