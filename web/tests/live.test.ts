import { describe, expect, it } from "vitest";
import { ApiError } from "@/api/errors";
import { Call, RATE } from "@/pages/live/Call";
import { Journal } from "@/pages/live/Journal";
import { Latency } from "@/pages/live/Latency";
import { DEFAULTS, queryOf } from "@/pages/live/options";
import { Resampler } from "@/pages/live/Resampler";
import type { Listener, Socket } from "@/pages/live/world";

const audio = (seconds: number) => new Int16Array(seconds * RATE);
const begin = (more: object = {}) => ({
  type: "session.begin",
  session_id: "live_1",
  config: { model: "tiny" },
  warnings: [],
  ...more,
});
const final = (id: string, text: string, end = 1) => ({
  type: "transcript.final",
  id,
  text,
  start: 0,
  end,
});

class Line implements Socket {
  bufferedAmount = 0;
  sent: (string | Int16Array)[] = [];
  closedWith: number | undefined;
  constructor(
    readonly query: Record<string, string>,
    private readonly listener: Listener,
  ) {}
  send(data: string | Int16Array) {
    this.sent.push(data);
  }
  close(code?: number) {
    this.closedWith = code;
  }
  hears(event: object) {
    this.listener.message(JSON.stringify(event));
  }
  breaks(code = 1006, reason = "") {
    this.listener.close(code, reason);
  }
  get seconds() {
    return (
      this.sent.reduce((all, piece) => all + (typeof piece === "string" ? 0 : piece.length), 0) /
      RATE
    );
  }
  get commands() {
    return this.sent.filter((piece) => typeof piece === "string");
  }
}

/** A call in a world whose clock only moves when it is told to. */
function scene() {
  const lines: Line[] = [];
  const timers = new Map<object, { at: number; run: () => void }>();
  const refusals: ApiError[] = [];
  let now = 0;
  const call = new Call(
    { language: "en" },
    {
      async connect(query, listener) {
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        const line = new Line(query, listener);
        lines.push(line);
        return line;
      },
      now: () => now,
      later(milliseconds, run) {
        const timer = {};
        timers.set(timer, { at: now + milliseconds, run });
        return () => timers.delete(timer);
      },
    },
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  async function pass(milliseconds: number) {
    const until = now + milliseconds;
    for (;;) {
      const due = [...timers]
        .filter(([, { at }]) => at <= until)
        .sort(([, a], [, b]) => a.at - b.at);
      const [timer, { at, run }] = due[0] ?? [null, { at: until, run: () => {} }];
      now = at;
      if (!timer) break;
      timers.delete(timer);
      run();
      await settle();
    }
    await settle();
  }
  const line = () => lines.at(-1) as Line;
  async function opened() {
    call.start();
    await settle();
    line().hears(begin());
  }
  return { call, lines, line, pass, settle, opened, refusals };
}

describe("a live call", () => {
  it("sends what was said before the server was ready", async () => {
    const { call, line, settle } = scene();
    call.start();
    call.hear(audio(2));
    await settle();
    expect(line().seconds).toBe(0);
    line().hears(begin());
    expect(line().seconds).toBe(2);
    expect(call.state.get()).toMatchObject({ phase: "open", sessionId: "live_1", model: "tiny" });
  });

  it("rewrites the interim text and keeps each final once", async () => {
    const { call, line, opened } = scene();
    await opened();
    line().hears({ type: "transcript.partial", text: "Hel", start: 0, end: 0.5 });
    expect(call.interim.get()?.text).toBe("Hel");
    line().hears(final("a", "Hello."));
    line().hears(final("a", "Hello."));
    expect(call.interim.get()).toBeNull();
    expect(call.finals.get().map(({ text }) => text)).toEqual(["Hello."]);
  });

  it("comes back with its id and its last final, and sends again what did not arrive", async () => {
    const { call, line, lines, opened, pass } = scene();
    await opened();
    call.hear(audio(3));
    line().hears(final("a", "Hello."));
    line().breaks();
    expect(call.state.get().phase).toBe("resuming");
    call.hear(audio(1));
    await pass(500);
    expect(lines).toHaveLength(2);
    expect(line().query).toEqual({ language: "en", session_id: "live_1", after: "a" });
    line().hears(begin({ resumed: true, audio_seconds: 2.5 }));
    expect(line().seconds).toBe(1.5);
    expect(call.state.get().phase).toBe("open");
  });

  it("repeats commands where they stood, and ends when the end was asked for meanwhile", async () => {
    const { call, line, opened, pass } = scene();
    await opened();
    call.hear(audio(1));
    line().breaks();
    call.flush();
    call.hear(audio(1));
    call.end();
    await pass(500);
    line().hears(begin({ resumed: true, audio_seconds: 1 }));
    expect(line().sent.map((piece) => (typeof piece === "string" ? piece : piece.length))).toEqual([
      '{"type":"flush"}',
      RATE,
      '{"type":"end"}',
    ]);
    expect(call.state.get().phase).toBe("ending");
    line().hears({ type: "session.end", session_id: "live_1", duration: 2, speech_duration: 1 });
    expect(call.state.get()).toMatchObject({ phase: "ended", trouble: null });
  });

  it("waits while the server is away, and gives up after a minute", async () => {
    const { call, line, lines, opened, pass, refusals } = scene();
    await opened();
    refusals.push(new ApiError("Away.", "unreachable", 0));
    line().breaks();
    await pass(1_000);
    expect(lines).toHaveLength(2);
    for (let second = 0; second < 90; second++) {
      line().breaks();
      await pass(1_000);
    }
    expect(call.state.get().phase).toBe("ended");
    expect(call.state.get().trouble?.message).toContain("did not come back");
  });

  it("ends with the server's own sentence", async () => {
    const { call, line, settle } = scene();
    call.start();
    await settle();
    const error = { code: "no_capacity", message: "all seats are taken", retry_after: 5 };
    line().hears({ type: "error", recoverable: false, ...error });
    line().breaks(4503);
    expect(call.state.get().trouble).toEqual({
      code: "no_capacity",
      message: "All seats are taken.",
      retryAfter: 5,
    });
  });

  it("says what is missing when it was away for longer than it remembers", async () => {
    const { call, line, opened, pass } = scene();
    await opened();
    for (let minute = 0; minute < 11; minute++) call.hear(audio(60));
    line().breaks();
    await pass(500);
    line().hears(begin({ resumed: true, audio_seconds: 0 }));
    expect(call.state.get().notices[0]?.message).toContain("60.0 s are missing");
    expect(line().seconds).toBe(600);
  });

  it("leaves a socket from which nothing goes out any more", async () => {
    const { call, line, lines, opened, pass } = scene();
    await opened();
    const stuck = line();
    for (let second = 0; second < 12; second++) {
      call.hear(audio(1));
      stuck.bufferedAmount = stuck.sent.length * RATE * 2;
      await pass(1_000);
    }
    expect(stuck.closedWith).toBe(4000);
    expect(lines.length).toBe(2);
  });

  it("stays connected during a pause", async () => {
    const { line, opened, pass } = scene();
    await opened();
    await pass(60_000);
    expect(line().commands.length).toBeGreaterThanOrEqual(3);
  });

  it("measures from the sending of the audio to its text", async () => {
    const { call, line, opened, pass } = scene();
    await opened();
    call.hear(audio(1));
    await pass(400);
    call.hear(audio(1));
    line().hears({ type: "transcript.partial", text: "Hi", start: 0, end: 0.9 });
    expect(call.interimLatency.get()).toEqual({ last: 400, typical: 400 });
  });
});

describe("the journal", () => {
  it("cuts a chunk of which a part has arrived", () => {
    const journal = new Journal(100);
    journal.add(Int16Array.from([1, 2, 3, 4]));
    journal.add(Int16Array.from([5, 6]));
    expect(journal.since(3)).toEqual([Int16Array.from([4]), Int16Array.from([5, 6])]);
    expect(journal.since(6)).toEqual([]);
  });
});

describe("the latency", () => {
  it("is that of the chunk in which the position lies", () => {
    const latency = new Latency();
    expect(latency.since(1, 5)).toBeNull();
    for (const [end, at] of [
      [100, 10],
      [200, 20],
      [300, 30],
    ] as const)
      latency.mark(end, at);
    expect([latency.since(100, 50), latency.since(101, 50), latency.since(999, 50)]).toEqual([
      40, 30, 20,
    ]);
  });
});

describe("the resampler", () => {
  for (const rate of [8_000, 16_000, 22_050, 44_100, 48_000, 96_000]) {
    it(`keeps a tone of 440 Hz from ${rate} Hz, block by block`, () => {
      const resampler = new Resampler(rate, 16_000);
      const out: number[] = [];
      for (let at = 0; at < rate; at += 128) {
        const tone = Float32Array.from({ length: 128 }, (_, i) =>
          Math.sin((2 * Math.PI * 440 * (at + i)) / rate),
        );
        out.push(...resampler.push(tone));
      }
      expect(out.length).toBeGreaterThan(15_900);
      const worst = out.slice(200, 15_000).reduce((most, sample, i) => {
        const right = Math.sin((2 * Math.PI * 440 * (i + 200)) / 16_000);
        return Math.max(most, Math.abs(sample - right));
      }, 0);
      expect(worst).toBeLessThan(0.01);
    });
  }
  it("leaves out what 16 kHz cannot hold", () => {
    const resampler = new Resampler(48_000, 16_000);
    const tone = Float32Array.from({ length: 48_000 }, (_, i) =>
      Math.sin((2 * Math.PI * 11_000 * i) / 48_000),
    );
    const out = resampler.push(tone).slice(200, -200);
    expect(out.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(0.01);
  });
});

describe("the query of a session", () => {
  it("names only what differs from the server's defaults", () => {
    expect(queryOf(DEFAULTS)).toEqual({ encoding: "pcm_s16le", sample_rate: "16000" });
  });
  it("leaves out what pauses mean where they mean nothing", () => {
    const asked = queryOf({ ...DEFAULTS, vad: false, silence: 900, keyterms: "Ada, Bob" });
    expect(asked).toMatchObject({ enable_vad: "false", keyterms: '["Ada","Bob"]' });
    expect(asked).not.toHaveProperty("min_silence_ms");
  });
});
