/** What the API says when it refuses, or what we say when it does not answer. */
export class ApiError extends Error {
  constructor(
    /** A sentence for people. */
    readonly sentence: string,
    readonly code: string,
    /** Of HTTP; 0: there was no answer. */
    readonly status: number,
    readonly requestId: string | null = null,
    readonly details: Record<string, unknown> = {},
    /** Seconds, where the server says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(sentence);
    this.name = "ApiError";
  }

  get passes(): boolean {
    return this.status === 0 || this.status === 503;
  }
}

export const unreachable = () =>
  new ApiError(
    "The server does not answer. It may be restarting, or you are offline.",
    "unreachable",
    0,
  );

interface Envelope {
  error: { code: string; message: string; details?: Record<string, unknown> };
}

function isEnvelope(body: unknown): body is Envelope {
  const error = (body as Envelope | null)?.error;
  return typeof error?.code === "string" && typeof error.message === "string";
}

/** From an answer's status, headers and body, which may be anything: proxies answer too. */
export function errorOf(
  status: number,
  header: (name: string) => string | null,
  body: unknown,
): ApiError {
  const seconds = Number(header("Retry-After") ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : null;
  const requestId = header("X-Request-ID");
  if (!isEnvelope(body)) {
    return new ApiError(
      `The server answered ${status}.`,
      "unknown",
      status,
      requestId,
      {},
      retryAfter,
    );
  }
  const { code, message, details = {} } = body.error;
  return new ApiError(asSentence(message), code, status, requestId, details, retryAfter);
}

/** Of whatever was thrown: what an ErrorState can show. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError(`Something broke in this page: ${text}`, "page", -1);
}

function asSentence(message: string): string {
  const first = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}
