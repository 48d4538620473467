import { describe, expect, it } from "vitest";
import { ago, bytes, clock, counted, duration, language } from "@/format";

describe("a moment of a recording", () => {
  it("has hours only where it needs them", () => {
    expect(clock(0)).toBe("0:00.0");
    expect(clock(123.44)).toBe("2:03.4");
    expect(clock(3723.4)).toBe("1:02:03.4");
  });
  it("carries what rounds up", () => {
    expect(clock(59.96)).toBe("1:00.0");
    expect(clock(3599.99)).toBe("1:00:00.0");
  });
  it("does not run ahead without tenths", () => {
    expect(clock(59.96, false)).toBe("0:59");
  });
});

it("gives lengths the unit that fits", () => {
  const lengths = [0.12, 8.31, 9.96, 200, 3600, 7519].map(duration);
  expect(lengths).toEqual(["120 ms", "8.3 s", "10 s", "3 min 20 s", "1 h", "2 h 5 min"]);
});

it("gives sizes the unit that fits", () => {
  expect([0, 999, 1500, 999_600, 61_123_607].map(bytes)).toEqual([
    "0 B",
    "999 B",
    "1.5 kB",
    "1.0 MB",
    "61 MB",
  ]);
});

it("says how long ago something was", () => {
  const now = Date.parse("2026-01-31T12:00:00Z");
  const then = [-10, -60, -3 * 3600, -86_400, 7200].map((seconds) =>
    ago(now + seconds * 1000, now),
  );
  expect(then).toEqual(["just now", "1 minute ago", "3 hours ago", "yesterday", "in 2 hours"]);
});

it("names languages, and leaves what is none", () => {
  expect(["en", "pt-BR", "*", "no such"].map(language)).toEqual([
    "English",
    "Brazilian Portuguese",
    "many languages",
    "no such",
  ]);
});

it("counts in words", () => {
  expect([counted(1, "worker"), counted(1200, "entry", "entries")]).toEqual([
    "1 worker",
    "1,200 entries",
  ]);
});
