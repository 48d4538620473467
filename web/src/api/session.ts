import { Store, useStore } from "@/store";
import { ApiError, asApiError } from "./errors";
import * as keys from "./keys";

/**
 * Who is signed in. The token (`dt_…`, an hour at most) is in sessionStorage; the key it was made
 * with is in memory only, to renew the token, and is gone when the page is reloaded.
 */
export type Session =
  | { state: "asking" }
  | { state: "unreachable"; error: ApiError }
  | { state: "out"; expired: boolean }
  | { state: "in"; caller: keys.Caller };

const PLACE = "dalston.token";
const RENEW_BEFORE = 5 * 60_000; // milliseconds before the token ends

let key: string | null = null;
let token: keys.HeldToken | null = null;
let renewal: ReturnType<typeof setTimeout> | undefined;
const forgetters = new Set<() => void>();

export const session = new Store<Session>({ state: "asking" });
export const useSession = () => useStore(session);
/** Once somebody is signed in. */
export const signedIn = (): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (session.get().state !== "in") return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = session.subscribe(look);
    look();
  });

export const bearer = (): string | null => token?.token ?? null;
export const heldKey = (): string | null => key;

/** Run when somebody signs out or another signs in: whatever must not be seen by the next one. */
export function onForget(forget: () => void): void {
  forgetters.add(forget);
}

/** Ask the server who we are: a server without keys says "local". */
export async function start(): Promise<void> {
  session.set({ state: "asking" });
  token = stored();
  try {
    const caller = await keys.whoIs(token?.token ?? null);
    session.set({ state: "in", caller });
    if (token) expectEnd();
  } catch (thrown) {
    const error = asApiError(thrown);
    if (error.status === 401) leave(token !== null);
    else session.set({ state: "unreachable", error });
  }
}

/** With a key (`dk_…`), or with a token that somebody made. Raises ApiError. */
export async function signIn(secret: string): Promise<void> {
  const caller = await keys.whoIs(secret);
  const isToken = caller.id.startsWith("tok_");
  const made = isToken
    ? { token: secret, expiresAt: Date.parse(caller.expires_at ?? "") || Date.now() }
    : await keys.makeToken(secret, caller.scopes);
  for (const forget of forgetters) forget();
  key = isToken ? null : secret;
  hold(made);
  session.set({ state: "in", caller });
}

/** A key that was asked for again: kept from now on. Raises ApiError. */
export async function confirmKey(secret: string): Promise<void> {
  const caller = await keys.whoIs(secret);
  if (caller.id.startsWith("tok_")) throw unfit("This is a token (dt_…). A key begins with dk_.");
  const now = session.get();
  if (now.state === "in" && caller.tenant !== now.caller.tenant) {
    throw unfit(`This key belongs to ${caller.tenant}; you are signed in to ${now.caller.tenant}.`);
  }
  key = secret;
  await renew();
}

const unfit = (sentence: string) => new ApiError(sentence, "unfit_key", -1);

export function signOut(): void {
  for (const forget of forgetters) forget();
  leave(false);
}

/** After a 401: a new token if the key is at hand (true), else the sign-in page. */
export async function refused(): Promise<boolean> {
  if (session.get().state !== "in") return false;
  if (await renew()) return true;
  leave(true);
  return false;
}

let renewing: Promise<boolean> | null = null;

function renew(): Promise<boolean> {
  const secret = key;
  if (!secret) return Promise.resolve(false);
  renewing ??= (async () => {
    try {
      const caller = await keys.whoIs(secret);
      const made = await keys.makeToken(secret, caller.scopes);
      if (key !== secret) return false; // signed out meanwhile
      hold(made);
      return true;
    } catch (thrown) {
      if (asApiError(thrown).passes) expectEnd();
      return false;
    } finally {
      renewing = null;
    }
  })();
  return renewing;
}

function hold(made: keys.HeldToken): void {
  token = made;
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(made));
  } catch {
    // storage is switched off: the token lives as long as the page
  }
  expectEnd();
}

function expectEnd(): void {
  clearTimeout(renewal);
  if (!token) return;
  const left = token.expiresAt - Date.now();
  if (key) renewal = setTimeout(renew, Math.max(left - RENEW_BEFORE, 10_000));
  else renewal = setTimeout(() => leave(true), Math.max(left, 0));
}

function leave(expired: boolean): void {
  clearTimeout(renewal);
  key = null;
  token = null;
  try {
    sessionStorage.removeItem(PLACE);
  } catch {
    // there is none to remove
  }
  session.set({ state: "out", expired });
}

function stored(): keys.HeldToken | null {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    return keys.isHeldToken(found) ? found : null;
  } catch {
    return null;
  }
}
