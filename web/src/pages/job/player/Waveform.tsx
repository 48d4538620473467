import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from "react";
import { type CompletedJob, peaksOf } from "@/api/job";
import { clock } from "@/format";
import type { Voice } from "../transcript/speakers";
import { type Drawn, draw } from "./drawing";
import type { Player } from "./player";

interface Props {
  job: CompletedJob;
  voices: ReadonlyMap<string, Voice>;
  player: Player;
}

const NONE: readonly number[] = [];
const PAGES: Record<string, number> = { PageUp: -60, PageDown: 60 };

/** The whole recording, to go anywhere in it. */
export function Waveform({ job, voices, player }: Props) {
  const { data } = useQuery(peaksOf(job.id));
  const bar = useRef<HTMLDivElement>(null);
  const played = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useMemo<Drawn>(
    () => ({
      duration: job.duration,
      peaks: data?.peaks ?? NONE,
      turns: job.segments,
      voices,
      events: job.events ?? [],
    }),
    [job, voices, data],
  );
  useEffect(() => redrawn(canvas.current, drawn), [drawn]);
  useEffect(() => {
    let second = -1;
    const moved = (time: number) => {
      const share = job.duration > 0 ? Math.min(1, time / job.duration) : 0;
      if (played.current) played.current.style.transform = `translateX(${share * 100}%)`;
      if (Math.floor(time) === second) return;
      second = Math.floor(time);
      bar.current?.setAttribute("aria-valuenow", String(second));
      bar.current?.setAttribute("aria-valuetext", clock(time, false));
    };
    moved(player.time);
    return player.onTime(moved);
  }, [player, job.duration]);
  const go = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    player.seek(((event.clientX - left) / width) * job.duration);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Home") player.seek(0);
    else if (event.key === "End") player.seek(job.duration);
    else if (event.key in PAGES) player.skip(PAGES[event.key] ?? 0);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={bar}
      role="slider"
      tabIndex={0}
      aria-label="Position in the recording"
      aria-valuemin={0}
      aria-valuemax={Math.floor(job.duration)}
      aria-valuenow={0}
      className="relative h-20 cursor-pointer touch-none overflow-hidden rounded-lg bg-bg"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && go(event)}
      onKeyDown={press}
    >
      <canvas ref={canvas} aria-hidden className="absolute inset-0 size-full" />
      <div
        ref={played}
        className="absolute inset-y-0 -left-full w-full border-r-2 border-accent bg-accent/15"
      />
    </div>
  );
}

/** Again when its size or the theme changes. */
function redrawn(canvas: HTMLCanvasElement | null, drawn: Drawn): () => void {
  if (!canvas) return () => {};
  const again = () => draw(canvas, drawn);
  const size = new ResizeObserver(again);
  size.observe(canvas);
  const theme = new MutationObserver(again);
  theme.observe(document.documentElement, { attributeFilter: ["class"] });
  return () => {
    size.disconnect();
    theme.disconnect();
  };
}
