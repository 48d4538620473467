import { Fragment } from "react";
import type { Schema } from "@/api/client";
import type { Segment, Word } from "@/api/transcript";
import { clock, percent } from "@/format";
import type { Hit } from "./find";
import { pieces, wordsOf } from "./outline";

interface Props {
  segment: Segment;
  /** The number of its first word. */
  first: number;
  entities: ReadonlyMap<number, Schema<"Entity">>;
  hits: readonly Hit[] | undefined;
  currentHit: Hit | null;
}

/** The words, each of which the player can be taken to. */
export function RowText({ segment, first, entities, hits, currentHit }: Props) {
  const words = wordsOf(segment);
  const cut = pieces(segment);
  return (
    <p className="py-0.5 leading-7 break-words" lang={segment.language ?? undefined} dir="auto">
      {cut.pieces.map(({ before, text, from }, at) => {
        const word = words[at];
        const entity = entities.get(first + at);
        const hit = hits?.find((hit) => hit.from < from + text.length && hit.to > from);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word has no name but its place
          <Fragment key={at}>
            {before}
            <span
              data-w={first + at}
              data-sure={sureness(word)}
              data-entity={entity?.type}
              data-hit={hit && (hit === currentHit ? "current" : "some")}
              title={title(word, entity)}
            >
              {text}
            </span>
          </Fragment>
        );
      })}
      {cut.after}
    </p>
  );
}

function sureness(word: Word | undefined): string | undefined {
  const confidence = word?.confidence ?? 1;
  if (confidence < 0.5) return "little";
  return confidence < 0.75 ? "some" : undefined;
}

function title(word: Word | undefined, entity: Schema<"Entity"> | undefined): string {
  const parts = [entity?.type.replaceAll("_", " "), word && clock(word.start)];
  if (word?.confidence != null) parts.push(`confidence ${percent(word.confidence)}`);
  return parts.filter(Boolean).join(" · ");
}
