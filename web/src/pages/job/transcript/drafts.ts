import { session } from "@/api/session";
import { Store } from "@/store";

/** Texts that are being corrected, by "job/segment"; in memory, so that a session may expire. */
export const drafts = new Store<ReadonlyMap<string, string>>(new Map());
let owner: string | null = null;

const place = (job: string, segment: string) => `${job}/${segment}`;

export const draftOf = (job: string, segment: string) => drafts.get().get(place(job, segment));

/** Ids of a job's segments that have one. */
export function draftedIn(job: string, held: ReadonlyMap<string, string>): string[] {
  const beginning = place(job, "");
  return [...held.keys()]
    .filter((key) => key.startsWith(beginning))
    .map((key) => key.slice(beginning.length));
}

export function keepDraft(job: string, segment: string, text: string): void {
  drafts.set((now) => new Map(now).set(place(job, segment), text));
  owner = holder() ?? owner;
}

export function dropDraft(job: string, segment: string): void {
  drafts.set((now) => {
    const left = new Map(now);
    left.delete(place(job, segment));
    return left;
  });
}

/** The key, also where a token of it is used. */
function holder(): string | null {
  const now = session.get();
  return now.state === "in" ? (now.caller.made_by ?? now.caller.id) : null;
}

/** They wait for whoever wrote them to sign in again. */
session.subscribe(() => {
  const now = session.get();
  const leaves = now.state === "out" && !now.expired;
  const another = now.state === "in" && owner !== null && owner !== holder();
  if (leaves || another) drafts.set(new Map());
});

addEventListener("beforeunload", (event) => {
  if (drafts.get().size) event.preventDefault();
});
