import { Pause, Play, RotateCcw, RotateCw, Volume2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { clock } from "@/format";
import { useShortcut } from "@/frame/shortcuts";
import { useStore } from "@/store";
import { Button } from "@/ui/Button";
import { Select } from "@/ui/Select";
import { Slider } from "@/ui/Slider";
import type { Player } from "./player";

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const STEP = 5; // seconds
const BUSY = "button, a, input, textarea, select, summary, [role=dialog], [role=menu], [role=tab]";

/** Play, skip, speed, volume, channel. */
export function Controls({ player, duration }: { player: Player; duration: number }) {
  const { playing, waiting, rate, volume, channel } = useStore(player.state);
  useShortcut("k", "Play or pause (or Space)", player.toggle);
  useShortcut("j", "5 seconds back (or ←)", () => player.skip(-STEP));
  useShortcut("l", "5 seconds on (or →)", () => player.skip(STEP));
  useShortcut(",", "Slower", () => player.setRate(beside(rate, -1)));
  useShortcut(".", "Faster", () => player.setRate(beside(rate, 1)));
  useKeys(player);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        look="ghost"
        size="icon"
        aria-label="5 seconds back"
        onClick={() => player.skip(-STEP)}
      >
        <RotateCcw aria-hidden />
      </Button>
      <Button
        look="primary"
        size="icon"
        className="size-11 rounded-full"
        aria-label={playing ? "Pause" : "Play"}
        aria-busy={waiting || undefined}
        onClick={player.toggle}
      >
        {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
      </Button>
      <Button look="ghost" size="icon" aria-label="5 seconds on" onClick={() => player.skip(STEP)}>
        <RotateCw aria-hidden />
      </Button>
      <Time player={player} duration={duration} />
      <span className="ml-auto flex flex-wrap items-center gap-3">
        {player.channelCount > 1 && (
          <Select
            aria-label="Channel"
            value={channel ?? ""}
            choices={[
              { value: "", label: "All channels" },
              ...Array.from({ length: player.channelCount }, (_, at) => ({
                value: String(at),
                label: `Channel ${at + 1}`,
              })),
            ]}
            onChange={({ target }) => player.hear(target.value ? Number(target.value) : null)}
          />
        )}
        <Select
          aria-label="Speed"
          value={rate}
          choices={RATES.map((rate) => ({ value: String(rate), label: `${rate} ×` }))}
          onChange={({ target }) => player.setRate(Number(target.value))}
        />
        <span className="flex w-28 items-center gap-2 max-sm:hidden">
          <Volume2 aria-hidden className="size-4 shrink-0 text-muted" />
          <Slider
            label="Volume"
            min={0}
            max={1}
            step={0.05}
            value={volume}
            onValueChange={(volume) => player.setVolume(volume)}
          />
        </span>
      </span>
    </div>
  );
}

/** Written without rendering: it changes ten times a second. */
function Time({ player, duration }: { player: Player; duration: number }) {
  const now = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = (time: number) => {
      const said = clock(time);
      if (now.current && now.current.textContent !== said) now.current.textContent = said;
    };
    write(player.time);
    return player.onTime(write);
  }, [player]);
  return (
    <span className="whitespace-nowrap tabular">
      <span ref={now} data-testid="time" className="font-semibold" />
      <span className="text-muted"> / {clock(duration, false)}</span>
    </span>
  );
}

/** Keys that buttons and fields need for themselves. */
function useKeys(player: Player): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (document.querySelector("[role=dialog], [role=menu]")) return;
      const arrow = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
      if (arrow && !target.closest("input, textarea, select")) player.skip(arrow);
      else if (event.key === " " && !target.closest(BUSY)) player.toggle();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [player]);
}

const beside = (rate: number, by: number): number =>
  RATES[Math.min(RATES.length - 1, Math.max(0, RATES.indexOf(rate) + by))] ?? 1;
