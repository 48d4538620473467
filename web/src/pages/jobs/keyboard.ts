import { useCallback, useEffect, useRef } from "react";
import { useShortcut } from "@/frame/shortcuts";

/**
 * j and k move the focus along the list, x and X select, Delete deletes. `toggle` and `setCursor`
 * stay the same, so that rows need not be drawn again.
 */
export function useKeys(
  count: number,
  select: (at: number, range: boolean) => void,
  remove: () => void,
) {
  const cursor = useRef(-1);
  const latest = useRef(select);
  useEffect(() => {
    latest.current = select;
  });

  function go(to: number): void {
    const at = Math.max(0, Math.min(count - 1, to));
    document.querySelector<HTMLElement>(`[data-job="${at}"]`)?.focus();
  }

  useShortcut("j", "Next job", () => go(cursor.current + 1));
  useShortcut("k", "Previous job", () => go(cursor.current - 1));
  useShortcut("x", "Select the job", () => select(cursor.current, false));
  useShortcut("X", "Select all up to the job", () => select(cursor.current, true));
  useShortcut("Delete", "Delete the selected jobs", remove);

  const toggle = useCallback((at: number, range: boolean) => latest.current(at, range), []);
  const setCursor = useCallback((at: number) => {
    cursor.current = at;
  }, []);
  return { setCursor, toggle };
}
