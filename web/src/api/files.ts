import { send } from "./client";
import { errorOf } from "./errors";
import { bearer } from "./session";

/** The address of a recording or an export for `<audio src>` and links, which cannot send headers. */
export function fileUrl(path: string): string {
  const url = new URL(path, location.origin);
  const token = bearer();
  if (token) url.searchParams.set("token", token);
  return url.href;
}

/** A file behind the API, e.g. a recording or an export. Raises ApiError. */
export async function fetchFile(path: string, signal?: AbortSignal): Promise<Blob> {
  const response = await send(new Request(new URL(path, location.origin), { signal }));
  if (response.ok) return response.blob();
  const body: unknown = await response.json().catch(() => null);
  throw errorOf(response.status, (name) => response.headers.get(name), body);
}

/** Let the browser save it. */
export function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
