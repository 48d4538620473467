import createClient from "openapi-fetch";
import { answered } from "./connection";
import { errorOf, unreachable } from "./errors";
import type { components, paths } from "./schema";
import { bearer, refused } from "./session";

/** A type of the API by its name, e.g. `Schema<"EngineStatus">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** `fetch` with the session's token. A refused token is renewed once. Raises ApiError if nobody answers. */
export async function send(request: Request): Promise<Response> {
  const own = request.headers.has("Authorization"); // e.g. of withKey
  const again = own ? null : request.clone();
  const response = await reach(own ? request : signed(request));
  if (response.status !== 401 || !again) return response;
  return (await refused()) ? reach(signed(again)) : response;
}

function signed(request: Request): Request {
  const token = bearer();
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

async function reach(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    // 502 and 504 are a proxy's words: the server behind it is away.
    answered(response.status !== 502 && response.status !== 504);
    return response;
  } catch (thrown) {
    if (request.signal.aborted) throw thrown;
    answered(false);
    throw unreachable();
  }
}

export const client = createClient<paths>({ baseUrl: location.origin, fetch: send });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a call's answer: `await take(client.GET("/v1/engines"))`. Raises ApiError. */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw errorOf(response.status, (name) => response.headers.get(name), error);
}

/** A WebSocket's address; a browser can send the token only in there. */
export function socketUrl(path: string, query: Record<string, string> = {}): string {
  const url = new URL(path, location.origin.replace(/^http/, "ws"));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const token = bearer();
  if (token) url.searchParams.set("token", token);
  return url.href;
}
