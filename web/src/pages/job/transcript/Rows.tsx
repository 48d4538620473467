import { useVirtualizer } from "@tanstack/react-virtual";
import { LocateFixed } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/ui/Button";
import type { Player } from "../player/player";
import type { Hit } from "./find";
import { type Outline, rowOf, wordsOf } from "./outline";
import { Row, type RowActions } from "./Row";
import type { Voice } from "./speakers";
import { useSpoken } from "./useSpoken";
import "./transcript.css";

interface Props {
  outline: Outline;
  voices: ReadonlyMap<string, Voice>;
  player: Player | null;
  hits: readonly Hit[];
  currentHit: Hit | null;
  editing: string | null;
  mayEdit: boolean;
  /** null: nothing can be selected now. */
  selection: ReadonlySet<number> | null;
  shaded: boolean;
  actions: RowActions;
}

const SCROLLING = new Set(["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

/** Only the rows that are seen are there. */
export function Rows(props: Props) {
  const { outline, voices, player, hits, currentHit, editing, selection, actions } = props;
  const { rows } = outline;
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (at) => 30 + 28 * Math.ceil((rows[at]?.text.length ?? 0) / 110),
    overscan: 6,
    useFlushSync: false,
  });
  const spoken = useSpoken(box, player, outline, (row) => {
    if (following && editing === null) reveal(row);
  });
  const reveal = (row: number) => {
    const seen = list.range && row > list.range.startIndex && row < list.range.endIndex;
    if (!seen || box.current === null) list.scrollToIndex(row, { align: "center" });
    else list.scrollToIndex(row, { align: "auto" });
  };
  const found = currentHit ? `${currentHit.row}:${currentHit.from}` : null;
  // An edit makes new hits, too: only another place is gone to.
  useEffect(() => {
    if (found === null) return;
    setFollowing(false);
    list.scrollToIndex(Number.parseInt(found, 10), { align: "center" });
  }, [found, list]);
  const edited = editing === null ? -1 : rows.findIndex(({ id }) => id === editing);
  useEffect(() => {
    if (edited >= 0) list.scrollToIndex(edited, { align: "auto" });
  }, [edited, list]);
  const byRow = useMemo(() => grouped(hits), [hits]);
  const away = () => setFollowing(false);
  const back = () => {
    setFollowing(true);
    if (spoken.current >= 0)
      list.scrollToIndex(rowOf(outline, spoken.current), { align: "center" });
  };
  const go = (event: MouseEvent) => {
    const at = (event.target as HTMLElement).closest<HTMLElement>("[data-w]")?.dataset.w;
    const chosen = document.getSelection();
    if (at === undefined || (chosen && !chosen.isCollapsed)) return;
    const row = rowOf(outline, Number(at));
    const segment = rows[row];
    const word = segment && wordsOf(segment)[Number(at) - (outline.first[row] ?? 0)];
    if (word) actions.seek(word.start);
    setFollowing(true);
  };
  const press = (event: KeyboardEvent) => {
    if (SCROLLING.has(event.key) && event.target === box.current) away();
  };
  return (
    <div className="relative">
      <section
        ref={box}
        aria-label="Transcript"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
        tabIndex={0}
        data-shaded={props.shaded || undefined}
        className="transcript h-[max(20rem,calc(100dvh-25rem))] overflow-y-auto rounded-xl border bg-panel py-2 [overflow-anchor:none]"
        onWheel={away}
        onTouchMove={away}
        onPointerDown={(event) => event.target === box.current && away()}
        onKeyDown={press}
        onClick={go}
      >
        <ol className="relative" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, start, key }) => {
            const segment = rows[index];
            if (!segment) return null;
            const turns = segment.speaker !== rows[index - 1]?.speaker;
            return (
              <li
                key={key}
                ref={list.measureElement}
                data-index={index}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row
                  at={index}
                  segment={segment}
                  outline={outline}
                  voice={(turns && voices.get(segment.speaker ?? "")) || null}
                  events={outline.events.get(index)}
                  hits={byRow.get(index)}
                  currentHit={currentHit?.row === index ? currentHit : null}
                  editing={edited === index}
                  mayEdit={props.mayEdit}
                  selected={selection?.has(index) ?? null}
                  actions={actions}
                />
              </li>
            );
          })}
        </ol>
      </section>
      {player && !following && (
        <Button
          size="small"
          look="primary"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-lg"
          onClick={back}
        >
          <LocateFixed aria-hidden />
          Back to the current word
        </Button>
      )}
    </div>
  );
}

function grouped(hits: readonly Hit[]): Map<number, Hit[]> {
  const byRow = new Map<number, Hit[]>();
  for (const hit of hits) {
    const others = byRow.get(hit.row);
    if (others) others.push(hit);
    else byRow.set(hit.row, [hit]);
  }
  return byRow;
}
