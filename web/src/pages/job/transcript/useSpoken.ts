import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { Player } from "../player/player";
import { type Outline, rowOf, wordAt } from "./outline";

/** Lights the word that is spoken without rendering anything; says when another row begins. */
export function useSpoken(
  box: RefObject<HTMLElement | null>,
  player: Player | null,
  outline: Outline,
  rowBegan: (row: number) => void,
): RefObject<number> {
  const word = useRef(-1);
  const began = useRef(rowBegan);
  useLayoutEffect(() => {
    began.current = rowBegan;
    light(box.current, word.current);
  });
  useEffect(() => {
    if (!player) return;
    let row = -1;
    const spoken = (time: number) => {
      const now = wordAt(outline, time);
      if (now === word.current) return;
      word.current = now;
      light(box.current, now);
      const next = now < 0 ? -1 : rowOf(outline, now);
      if (next !== row && next >= 0) began.current(next);
      row = next;
    };
    spoken(player.time);
    return player.onTime(spoken);
  }, [box, player, outline]);
  return word;
}

function light(box: HTMLElement | null, word: number): void {
  const wanted = box?.querySelector(`[data-w="${word}"]`);
  for (const lit of box?.querySelectorAll("[data-now]") ?? []) {
    if (lit !== wanted) lit.removeAttribute("data-now");
  }
  wanted?.setAttribute("data-now", "");
}
