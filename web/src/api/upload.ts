import { Store, useStore } from "@/store";
import { answered } from "./connection";
import { type ApiError, errorOf, unreachable } from "./errors";
import { bearer, onForget, refused } from "./session";

/**
 * The uploads, which go on while their page is left. At most AT_ONCE are sent at the same time;
 * one that the server has no room for now (429) waits as long as it says.
 */
export interface Upload {
  id: string;
  name: string;
  /** A file, or the URL of one for the server to fetch. */
  source: File | string;
  fields: UploadFields;
  state: "queued" | "sending" | "waiting" | "accepted" | "failed" | "cancelled";
  /** Bytes; `total` counts the whole form. */
  sent: number;
  total: number;
  jobId: string | null;
  error: ApiError | null;
}

/** Fields of `POST /v1/audio/transcriptions`, apart from the recording; a list repeats its field. */
export type UploadFields = Record<string, string | string[]>;

const AT_ONCE = 2;
const PATH = "/v1/audio/transcriptions";
const ROOMY = 15; // seconds to wait for room where the server does not say

const uploads = new Store<readonly Upload[]>([]);
const inFlight = new Map<string, XMLHttpRequest>();
const waits = new Map<string, ReturnType<typeof setTimeout>>();

export const useUploads = () => useStore(uploads);
export const snapshot = uploads.get;

export function add(sources: readonly (File | string)[], fields: UploadFields): void {
  uploads.set((now) => [...now, ...sources.map((source) => queued(source, fields))]);
  pump();
}

export function cancel(id: string): void {
  const found = find(id);
  if (!found || ended(found)) return;
  change(id, { state: "cancelled" });
  stop(id);
  pump();
}

export function retry(id: string): void {
  const found = find(id);
  if (found?.state !== "failed" && found?.state !== "cancelled") return;
  change(id, { state: "queued", sent: 0, error: null });
  pump();
}

/** Forget those that have ended. */
export function clearEnded(): void {
  uploads.set((now) => now.filter((upload) => !ended(upload)));
}

export function ended({ state }: Upload): boolean {
  return state === "accepted" || state === "failed" || state === "cancelled";
}

onForget(() => {
  for (const { id } of uploads.get()) stop(id);
  uploads.set([]);
});

addEventListener("beforeunload", (event) => {
  if (uploads.get().some((upload) => !ended(upload))) event.preventDefault();
});

function queued(source: File | string, fields: UploadFields): Upload {
  const name = typeof source === "string" ? source : source.name;
  const total = typeof source === "string" ? 0 : source.size;
  const start = { state: "queued", sent: 0, total, jobId: null, error: null } as const;
  return { id: randomId(), name, source, fields, ...start };
}

function pump(): void {
  const free = AT_ONCE - inFlight.size;
  if (free <= 0) return;
  const next = uploads.get().filter((upload) => upload.state === "queued");
  for (const upload of next.slice(0, free)) post(upload);
}

function post(upload: Upload, again = false): void {
  const { id } = upload;
  const request = new XMLHttpRequest();
  inFlight.set(id, request);
  change(id, { state: "sending", sent: 0 });
  request.open("POST", PATH);
  const token = bearer();
  if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
  request.setRequestHeader("Idempotency-Key", id); // sent twice, it is still one job
  request.upload.onprogress = ({ loaded, total }) => change(id, { sent: loaded, total });
  request.onload = () => settle(upload, request, again);
  request.onerror = () => {
    answered(false);
    end(id, { state: "failed", error: unreachable() });
  };
  request.send(form(upload));
}

async function settle(upload: Upload, request: XMLHttpRequest, again: boolean): Promise<void> {
  const { id } = upload;
  const body = json(request.responseText);
  if (request.status === 201) {
    answered(true);
    end(id, { state: "accepted", jobId: (body as { id: string }).id });
    return;
  }
  const error = errorOf(request.status, (name) => request.getResponseHeader(name), body);
  if (error.status === 401 && !again && (await refused())) {
    if (find(id)?.state === "sending") post(upload, true);
    else end(id, {});
  } else if (error.status === 429) {
    end(id, { state: "waiting", error });
    if (find(id)?.state !== "waiting") return;
    waits.set(
      id,
      setTimeout(() => resume(id), (error.retryAfter ?? ROOMY) * 1000),
    );
  } else {
    end(id, { state: "failed", error });
  }
}

function resume(id: string): void {
  waits.delete(id);
  change(id, { state: "queued", error: null });
  pump();
}

function end(id: string, news: Partial<Upload>): void {
  inFlight.delete(id);
  if (find(id)?.state === "sending") change(id, news);
  pump();
}

function stop(id: string): void {
  inFlight.get(id)?.abort();
  inFlight.delete(id);
  clearTimeout(waits.get(id));
  waits.delete(id);
}

/** The recording last, so that a bad field is refused before it is sent. */
function form({ source, fields }: Upload): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) data.append(name, one);
  }
  if (typeof source === "string") data.append("audio_url", source);
  else data.append("file", source);
  return data;
}

const find = (id: string) => uploads.get().find((upload) => upload.id === id);

function change(id: string, news: Partial<Upload>): void {
  uploads.set((now) => now.map((upload) => (upload.id === id ? { ...upload, ...news } : upload)));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Not crypto.randomUUID, which plain http on another host does not have. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
