import { useRef, useState } from "react";

/** Rows that are ticked; null: nothing is being selected. */
export function useSelection() {
  const [rows, setRows] = useState<ReadonlySet<number> | null>(null);
  const last = useRef(0);
  const pick = (row: number, range: boolean) => {
    const from = range ? last.current : row;
    last.current = row;
    setRows((now) => {
      const next = new Set(now);
      const add = !next.has(row);
      for (let at = Math.min(from, row); at <= Math.max(from, row); at++) {
        if (add) next.add(at);
        else next.delete(at);
      }
      return next;
    });
  };
  const toggle = () => setRows((now) => (now ? null : new Set()));
  const clear = () => setRows((now) => now && new Set());
  return { rows, pick, toggle, clear };
}
