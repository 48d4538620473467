/** Why a session ended early. */
export interface Trouble {
  code: string;
  message: string;
  /** Seconds after which to try again. */
  retryAfter?: number;
}

interface Told {
  code: string;
  message: string;
  retry_after?: number;
}

export function troubleOf({ code, message, retry_after }: Told): Trouble {
  return { code, message: sentence(message), ...(retry_after && { retryAfter: retry_after }) };
}

const FOR_GOOD = new Set([1000, 1009, 4400, 4403, 4408]);
const FOR_NOW = new Set([4401, 4429, 4503]);

/** Whether a close code leaves nothing to come back to. Full servers may have room in a moment. */
export const ends = (code: number, returning: boolean): boolean =>
  FOR_GOOD.has(code) || (FOR_NOW.has(code) && !returning);

/** What people read where the server gave a close code and perhaps nothing else. */
export function said({ code, message }: Trouble): string {
  return sentence(message) || BY_CODE[code] || "The connection to the server broke.";
}

const BY_CODE: Record<string, string> = {
  "1000": "The server ended the session.",
  "1006": "The server could not be reached, or something between here and it takes no WebSockets.",
  "4401": "You are not signed in any more. Sign in again, then start anew.",
  "4403": "What you signed in with lacks the scope realtime.",
  "4408": "Nothing was heard for too long, or the session lasted as long as one may.",
  "4429": "There are too many sessions or requests. Try again in a moment.",
  "4503": "All seats are taken. Try again in a moment.",
};

export function sentence(message: string): string {
  const first = message.charAt(0).toUpperCase() + message.slice(1);
  return !first || /[.!?…]$/.test(first) ? first : `${first}.`;
}
