import { asApiError } from "@/api/errors";
import { Store } from "@/store";
import { Drain } from "./Drain";
import { Journal } from "./Journal";
import { Latency, type Measured, measured, UNMEASURED } from "./Latency";
import { type Command, type Event, type Final, type Interim, read } from "./protocol";
import { ends, sentence, type Trouble, troubleOf } from "./trouble";
import { type CallState, FRESH, type Socket, type World } from "./world";

export const RATE = 16_000;
const KEPT_SECONDS = 600; // of audio, 19 MB
const OPENING = 30_000; // milliseconds for session.begin
const RETURNING = 60_000; // milliseconds in which to come back
const STALLED = 8_000; // milliseconds in which nothing leaves the browser
const KEEP_ALIVE = 10_000; // milliseconds; the server lets go after 30 s of silence
const PAUSES = [200, 500, 1_000, 2_000, 4_000];

/** One live session over as many sockets as it takes. Audio is 16-bit, mono, of `RATE`. */
export class Call {
  readonly state = new Store<CallState>(FRESH);
  readonly finals = new Store<readonly Final[]>([]);
  readonly interim = new Store<Interim | null>(null);
  readonly interimLatency = new Store<Measured>(UNMEASURED);
  readonly finalLatency = new Store<Measured>(UNMEASURED);

  private readonly journal = new Journal(KEPT_SECONDS * RATE);
  private readonly latency = new Latency();
  private readonly histories = { interim: [] as number[], final: [] as number[] };
  private readonly known = new Set<string>();
  private socket: Socket | null = null;
  private begun = false; // this socket has heard session.begin
  private ending = false;
  private refusal: Trouble | null = null;
  private lostAt: number | null = null;
  private tries = 0;
  private shift = 0; // samples that the server never got
  private readonly drain = new Drain();
  private sentAt = 0;
  private callOff: () => void = () => {};
  private callOffAlive: () => void = () => {};

  constructor(
    private readonly query: Record<string, string>,
    private readonly world: World,
  ) {}

  start(): void {
    this.keepAlive();
    void this.connect();
  }

  /** Seconds of audio so far. */
  get seconds(): number {
    return this.journal.end / RATE;
  }

  hear(samples: Int16Array<ArrayBuffer>): void {
    if (this.ending || this.over) return;
    this.watch();
    this.journal.add(samples);
    this.latency.mark(this.journal.end, this.world.now());
    if (this.begun) this.send(samples);
  }

  flush(): void {
    this.command({ type: "flush" });
  }

  clear(): void {
    this.interim.set(null);
    this.command({ type: "clear" });
  }

  /** What was said is finished; then the server ends the session. */
  end(): void {
    if (this.ending || this.over) return;
    this.command({ type: "end" });
    this.ending = true;
    if (this.begun) this.become({ phase: "ending", speech: false });
  }

  /** End now, whatever is still to come. */
  drop(): void {
    if (!this.over) this.finish({});
  }

  private get over(): boolean {
    return this.state.get().phase === "ended";
  }

  private become(news: Partial<CallState>): void {
    this.state.set((now) => ({ ...now, ...news }));
  }

  notice(code: string, message: string): void {
    this.state.set((now) => {
      const others = now.notices.filter((notice) => notice.code !== code);
      const id = 1 + Math.max(0, ...now.notices.map((notice) => notice.id));
      return { ...now, notices: [...others, { id, code, message: sentence(message) }] };
    });
  }

  private command(command: Command): void {
    if (this.ending || this.over) return;
    this.journal.mark(command);
    if (this.begun) this.send(JSON.stringify(command));
  }

  private send(data: string | Int16Array<ArrayBuffer>): void {
    this.socket?.send(data);
    this.drain.given(typeof data === "string" ? data.length : data.byteLength);
    this.sentAt = this.world.now();
  }

  private async connect(): Promise<void> {
    const { sessionId } = this.state.get();
    const query: Record<string, string> = { ...this.query };
    if (sessionId) query.session_id = sessionId;
    const last = this.finals.get().at(-1);
    if (sessionId && last) query.after = last.id;
    try {
      const socket: Socket = await this.world.connect(query, {
        message: (data) => this.socket === socket && this.read(data),
        close: (code, reason) => this.socket === socket && this.closed(code, reason),
      });
      if (this.over) socket.close(1000);
      else this.attach(socket);
    } catch (thrown) {
      if (this.over) return;
      const error = asApiError(thrown);
      if (error.passes && sessionId) this.retry();
      else this.finish({ trouble: { code: error.code, message: error.sentence } });
    }
  }

  private attach(socket: Socket): void {
    this.socket = socket;
    this.refusal = null;
    this.callOff();
    this.callOff = this.world.later(OPENING, () => this.lose());
  }

  private read(data: unknown): void {
    const event = read(data);
    if (event) this.heard(event);
  }

  private heard(event: Event): void {
    switch (event.type) {
      case "session.begin":
        this.begin(event);
        break;
      case "vad.speech_start":
      case "vad.speech_end":
        this.become({ speech: event.type === "vad.speech_start" });
        break;
      case "transcript.partial":
        this.time(this.interimLatency, this.histories.interim, event.end);
        this.interim.set(event);
        break;
      case "transcript.final":
        this.final(event);
        break;
      case "warning":
        this.notice(event.code, event.message);
        break;
      case "error":
        if (event.recoverable) this.notice(event.code, event.message);
        else this.refusal = troubleOf(event);
        break;
      case "session.end":
        this.finish({ outcome: event });
    }
  }

  private begin(event: Extract<Event, { type: "session.begin" }>): void {
    this.callOff();
    const from = Math.round((event.audio_seconds ?? 0) * RATE) + this.shift;
    const lost = Math.max(0, this.journal.start - from);
    this.shift += lost;
    if (lost) {
      const seconds = (lost / RATE).toFixed(1);
      this.notice("audio_lost", `The connection was away for too long: ${seconds} s are missing.`);
    }
    for (const { code, message } of event.warnings) this.notice(code, message);
    this.begun = true;
    [this.lostAt, this.tries] = [null, 0];
    this.drain.begin(this.world.now());
    this.become({
      phase: this.ending ? "ending" : "open",
      sessionId: event.session_id,
      model: event.config.model ?? null,
    });
    for (const piece of this.journal.since(from + lost)) {
      this.send(piece instanceof Int16Array ? piece : JSON.stringify(piece));
    }
  }

  private final(final: Final): void {
    this.interim.set(null);
    if (this.known.has(final.id)) return;
    this.known.add(final.id);
    this.time(this.finalLatency, this.histories.final, final.end);
    if (final.text) this.finals.set((now) => [...now, final]);
  }

  private time(into: Store<Measured>, history: number[], end: number): void {
    const late = this.latency.since(end * RATE + this.shift, this.world.now());
    if (late !== null) into.set(measured(history, late));
  }

  private closed(code: number, reason: string): void {
    const trouble = this.refusal ?? { code: String(code), message: reason };
    const returning = this.state.get().sessionId !== null;
    if (ends(code, returning && !this.begun) || !returning) this.finish({ trouble });
    else this.retry(trouble);
  }

  /** The socket may be dead without knowing it. */
  private lose(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close(4000); // neither 1000 nor 1001: those would end the session
    this.closed(1006, "The server does not answer.");
  }

  private retry(trouble: Trouble | null = null): void {
    this.callOff();
    [this.socket, this.begun] = [null, false];
    this.lostAt ??= this.world.now();
    if (this.world.now() - this.lostAt > RETURNING) {
      const message = "The connection broke and did not come back within a minute.";
      this.finish({ trouble: trouble?.message ? trouble : { code: "lost", message } });
      return;
    }
    this.become({ phase: "resuming", speech: false });
    const pause = PAUSES[Math.min(this.tries++, PAUSES.length - 1)] ?? 0;
    this.callOff = this.world.later(pause, () => void this.connect());
  }

  private watch(): void {
    if (!this.socket || !this.begun) return;
    const still = this.drain.still(this.socket.bufferedAmount, this.world.now());
    if (still > STALLED) this.lose();
  }

  private keepAlive(): void {
    this.callOffAlive = this.world.later(KEEP_ALIVE, () => {
      const quiet = this.world.now() - this.sentAt >= KEEP_ALIVE - 500;
      if (this.begun && !this.ending && quiet) this.send('{"type":"flush"}');
      this.keepAlive();
    });
  }

  private finish(news: Partial<CallState>): void {
    this.callOff();
    this.callOffAlive();
    const socket = this.socket;
    [this.socket, this.begun] = [null, false];
    this.interim.set(null);
    this.become({ ...news, phase: "ended", speech: false });
    socket?.close(1000);
  }
}
