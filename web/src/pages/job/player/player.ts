import { fileUrl } from "@/api/files";
import { Store } from "@/store";

export interface PlayerState {
  playing: boolean;
  /** Waits for the recording. */
  waiting: boolean;
  rate: number;
  /** 0–1. */
  volume: number;
  /** null: all of them. */
  channel: number | null;
  failed: boolean;
}

const PATIENCE = 30_000; // milliseconds between two tries to open the recording again

/** A recording that is loaded as far as it is played. Listeners hear the time 60 times a second. */
export class Player {
  readonly media = new Audio();
  readonly state = new Store<PlayerState>({
    playing: false,
    waiting: false,
    rate: 1,
    volume: 1,
    channel: null,
    failed: false,
  });
  private readonly listeners = new Set<(time: number) => void>();
  private frame = 0;
  private opened = 0;
  private channels: Promise<GainNode[]> | null = null;
  private context: AudioContext | null = null;

  constructor(
    private readonly path: string,
    readonly channelCount: number,
  ) {
    this.media.preload = "metadata";
    this.open(0);
    const { media } = this;
    const note = (change: Partial<PlayerState>) => this.state.set((now) => ({ ...now, ...change }));
    media.addEventListener("play", () => {
      note({ playing: true, failed: false });
      this.run();
    });
    media.addEventListener("pause", () => note({ playing: false, waiting: false }));
    media.addEventListener("waiting", () => note({ waiting: true }));
    media.addEventListener("playing", () => note({ waiting: false }));
    media.addEventListener("ratechange", () => note({ rate: media.playbackRate }));
    media.addEventListener("volumechange", () => note({ volume: media.volume }));
    for (const event of ["seeking", "seeked", "timeupdate"])
      media.addEventListener(event, this.tell);
    // The address holds a token of an hour: a new one, unless that was just tried.
    media.addEventListener("error", () => {
      if (performance.now() - this.opened < PATIENCE) note({ failed: true, playing: false });
      else this.reopen();
    });
  }

  get time(): number {
    return this.media.currentTime;
  }

  readonly toggle = (): void => {
    if (this.media.paused) this.play();
    else this.media.pause();
  };

  play(): void {
    if (this.state.get().failed) this.reopen();
    void this.context?.resume();
    this.media.play().catch(() => {}); // the error event has told
  }

  seek(time: number): void {
    const end = this.media.duration;
    this.media.currentTime = Math.max(0, Number.isFinite(end) ? Math.min(time, end) : time);
    this.tell();
  }

  skip(seconds: number): void {
    this.seek(this.time + seconds);
  }

  setRate(rate: number): void {
    this.media.preservesPitch = true;
    this.media.defaultPlaybackRate = rate;
    this.media.playbackRate = rate;
  }

  setVolume(volume: number): void {
    this.media.volume = volume;
  }

  /** Only one channel, on both ears; null: all of them. */
  async hear(channel: number | null): Promise<void> {
    this.state.set((now) => ({ ...now, channel }));
    this.channels ??= this.split();
    const gains = await this.channels;
    gains.forEach((gain, at) => {
      gain.gain.value = channel === null || channel === at ? 1 : 0;
    });
  }

  onTime(listener: (time: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.media.pause();
    this.media.removeAttribute("src");
    this.media.load();
    void this.context?.close();
  }

  private open(time: number): void {
    this.opened = performance.now();
    this.media.src = fileUrl(this.path);
    if (time) this.media.currentTime = time;
  }

  private reopen(): void {
    const { playing, rate } = this.state.get();
    this.open(this.time);
    this.media.playbackRate = rate;
    this.state.set((now) => ({ ...now, failed: false }));
    if (playing) this.play();
  }

  private async split(): Promise<GainNode[]> {
    const context = new AudioContext();
    this.context = context;
    await context.resume();
    const splitter = context.createChannelSplitter(this.channelCount);
    context.createMediaElementSource(this.media).connect(splitter);
    return Array.from({ length: this.channelCount }, (_, at) => {
      const gain = new GainNode(context);
      splitter.connect(gain, at).connect(context.destination);
      return gain;
    });
  }

  private readonly run = (): void => {
    cancelAnimationFrame(this.frame);
    this.tell();
    if (!this.media.paused) this.frame = requestAnimationFrame(this.run);
  };

  private readonly tell = (): void => {
    for (const listener of this.listeners) listener(this.time);
  };
}
