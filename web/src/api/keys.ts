import { errorOf, unreachable } from "./errors";
import type { components } from "./schema";

export type Caller = components["schemas"]["ShownKey"];

export interface HeldToken {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

const LIFE = 3600; // seconds, the most that the API gives

/** The key or token with this secret; null: whoever comes without. Raises ApiError. */
export function whoIs(secret: string | null): Promise<Caller> {
  return ask<Caller>("/v1/keys/me", secret);
}

/** Raises ApiError. */
export async function makeToken(key: string, scopes: string[]): Promise<HeldToken> {
  const body = JSON.stringify({ scopes, ttl: LIFE });
  const made = await ask<components["schemas"]["Token"]>("/v1/tokens", key, body);
  return { token: made.token, expiresAt: Date.parse(made.expires_at) };
}

export function isHeldToken(found: unknown): found is HeldToken {
  const held = found as HeldToken | null;
  return typeof held?.token === "string" && typeof held.expiresAt === "number";
}

/** Not through the client: that one asks us who is signed in. */
async function ask<T>(path: string, secret: string | null, body?: string): Promise<T> {
  const headers: Record<string, string> = body ? { "Content-Type": "application/json" } : {};
  if (secret) headers.Authorization = `Bearer ${secret}`;
  const request = { method: body ? "POST" : "GET", headers, body, cache: "no-store" as const };
  const response = await fetch(path, request).catch(() => {
    throw unreachable();
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorOf(response.status, (name) => response.headers.get(name), answer);
  return answer as T;
}
