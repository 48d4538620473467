import type { Snippet } from "@/api/jobs";

/** A piece of a transcript with what was searched for lit. */
export function Marked({ snippet: { text, matches } }: { snippet: Snippet }) {
  return (
    <span className="line-clamp-2 text-sm break-words text-muted">
      {parts(text, matches).map(({ at, part, lit }) =>
        lit ? (
          <mark key={at} className="rounded-sm bg-warn-soft px-0.5 text-warn">
            {part}
          </mark>
        ) : (
          <span key={at}>{part}</span>
        ),
      )}
    </span>
  );
}

/** Start and end count characters, which JavaScript's strings do not. */
function parts(text: string, matches: readonly number[][]) {
  const letters = [...text];
  const found: { at: number; part: string; lit: boolean }[] = [];
  let at = 0;
  const cut = (end: number, lit: boolean) => {
    if (end > at) found.push({ at, part: letters.slice(at, end).join(""), lit });
    at = Math.max(at, end);
  };
  for (const [start = 0, end = start] of matches) {
    cut(start, false);
    cut(end, true);
  }
  cut(letters.length, false);
  return found;
}
