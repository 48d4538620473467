import { expect, it } from "vitest";
import { asApiError, errorOf } from "@/api/errors";
import { retry } from "@/api/retry";

const headers = (found: Record<string, string>) => (name: string) => found[name] ?? null;

it("takes the sentence, the code and the request's id from the envelope", () => {
  const body = {
    error: { code: "job_not_found", message: "there is no job 'x'", details: { a: 1 } },
  };
  const error = errorOf(404, headers({ "X-Request-ID": "req_1", "Retry-After": "5" }), body);
  expect(error.sentence).toBe("There is no job 'x'.");
  expect([error.code, error.status, error.requestId]).toEqual(["job_not_found", 404, "req_1"]);
  expect([error.details, error.retryAfter]).toEqual([{ a: 1 }, 5]);
});

it("makes do with an answer that is no envelope", () => {
  for (const body of [null, "<html>", { error: "no" }, { detail: [] }]) {
    expect(errorOf(502, headers({}), body).sentence).toBe("The server answered 502.");
  }
});

it("shows whatever was thrown", () => {
  expect(asApiError(new TypeError("x is undefined")).sentence).toContain("x is undefined");
});

it("tries again only what may pass by itself", () => {
  const statuses = [0, 503, 401, 404, 500];
  const again = statuses.filter((status) => retry(0, errorOf(status, headers({}), null)));
  expect(again).toEqual([0, 503]);
  expect(retry(2, errorOf(503, headers({}), null))).toBe(false);
  expect(retry(0, new Error("a bug"))).toBe(false);
});
