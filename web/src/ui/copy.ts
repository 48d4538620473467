import { toast } from "./toast";

interface Words {
  copied?: string;
  refused?: string;
  /** What to do where the browser does not allow it. */
  instead?: string;
}

/** Into the clipboard, and say so. */
export async function copy(text: string, words: Words = {}): Promise<void> {
  const { copied = "Copied", refused = "The browser does not allow copying", instead } = words;
  try {
    await navigator.clipboard.writeText(text);
    toast(copied, { tone: "ok" });
  } catch {
    toast(refused, { detail: instead, tone: "danger" });
  }
}
