import type { Segment } from "@/api/transcript";

export interface Hit {
  row: number;
  /** Letters of the row's text. */
  from: number;
  to: number;
}

/** Every place where it is said, whatever the capitals. */
export function find(rows: readonly Segment[], wanted: string): Hit[] {
  const words = wanted.trim();
  if (!words) return [];
  const pattern = new RegExp(
    words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"),
    "giu",
  );
  return rows.flatMap(({ text }, row) =>
    Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({
      row,
      from: index,
      to: index + found.length,
    })),
  );
}
