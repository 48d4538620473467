import { Store } from "@/store";

export interface ToastNote {
  id: number;
  title: string;
  detail?: string;
  tone: "plain" | "ok" | "danger";
  /** One thing that can be done about it, e.g. Undo. */
  action?: { label: string; run: () => void };
}

let count = 0;
export const notes = new Store<readonly ToastNote[]>([]);

/** Say that something happened: `toast("Key revoked")`. Errors of a page belong in the page. */
export function toast(title: string, more: Partial<Omit<ToastNote, "id" | "title">> = {}): void {
  const id = ++count;
  notes.set((now) => [...now.slice(-3), { id, title, tone: "plain", ...more }]);
}

export function dismiss(id: number): void {
  notes.set((now) => now.filter((note) => note.id !== id));
}
