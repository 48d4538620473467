import { ApiError } from "./errors";

const RETRIES = 2;

/** Only what may pass by itself is tried again: no answer, or 503. */
export function retry(failures: number, error: unknown): boolean {
  return failures < RETRIES && error instanceof ApiError && error.passes;
}
