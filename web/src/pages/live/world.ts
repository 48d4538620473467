import type { Outcome } from "./protocol";
import type { Trouble } from "./trouble";

/* What people see of a call, and what a call sees of the browser. */

export type Phase = "connecting" | "open" | "resuming" | "ending" | "ended";

export interface CallState {
  phase: Phase;
  sessionId: string | null;
  model: string | null;
  /** Somebody speaks, as the server hears it. */
  speech: boolean;
  notices: readonly Notice[];
  trouble: Trouble | null;
  outcome: Outcome | null;
}

export const FRESH: CallState = {
  phase: "connecting",
  sessionId: null,
  model: null,
  speech: false,
  notices: [],
  trouble: null,
  outcome: null,
};

export interface Notice {
  id: number;
  code: string;
  message: string;
}

/** What a WebSocket is to a call. */
export interface Socket {
  readonly bufferedAmount: number;
  send(data: string | Int16Array<ArrayBuffer>): void;
  close(code?: number): void;
}

/** Who hears a socket; what they answer is not looked at. */
export interface Listener {
  message(data: unknown): unknown;
  close(code: number, reason: string): unknown;
}

export interface World {
  /** Raises ApiError when the server refuses before there is a socket. */
  connect(query: Record<string, string>, listener: Listener): Promise<Socket>;
  /** Milliseconds. */
  now(): number;
  /** Answers how to call it off. */
  later(milliseconds: number, run: () => void): () => void;
}
