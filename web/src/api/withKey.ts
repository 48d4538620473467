import { Store } from "@/store";
import { heldKey, session } from "./session";

interface Question {
  answer: (key: string) => void;
  cancel: () => void;
}

/** Set while somebody is asked for the key; frame/KeyDialog.tsx shows it. */
export const question = new Store<Question | null>(null);

export class NotConfirmed extends Error {
  constructor() {
    super("The key was not given.");
  }
}

/**
 * For calls that a token may not make (keys and tokens: docs/keys.md). Asks for the key if it is not
 * in memory any more. Raises NotConfirmed when the dialog was closed.
 *
 *     await withKey((headers) => take(client.POST("/v1/keys", { body, headers })))
 */
export async function withKey<T>(
  call: (headers: Record<string, string>) => Promise<T>,
): Promise<T> {
  const now = session.get();
  if (now.state === "in" && now.caller.id === "local") return call({});
  const key = heldKey() ?? (await asked());
  return call({ Authorization: `Bearer ${key}` });
}

function asked(): Promise<string> {
  question.get()?.cancel();
  return new Promise((resolve, reject) => {
    question.set({
      answer(key) {
        question.set(null);
        resolve(key);
      },
      cancel() {
        question.set(null);
        reject(new NotConfirmed());
      },
    });
  });
}
