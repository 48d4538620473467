import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { Store } from "@/store";
import { client, type Schema, take } from "./client";
import { type HeldJob, held, isCompleted, jobOf } from "./job";
import { queryKeys } from "./queries";
import { onForget } from "./session";
import { applied, type Changes } from "./transcript";

export type Edit = Schema<"EditRow">;

export const editsOf = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.job(id), "edits"],
    queryFn: ({ signal }) =>
      take(
        client.GET("/v1/audio/transcriptions/{job_id}/edits", {
          params: { path: { job_id: id } },
          signal,
        }),
      ),
  });

/** Numbers of edits made here: what undo takes back, and the takings back that redo takes back. */
export interface Steps {
  undo: readonly number[];
  redo: readonly number[];
}

const NONE: Steps = { undo: [], redo: [] };
const steps = new Map<string, Store<Steps>>();
onForget(() => steps.clear());

export function stepsOf(id: string): Store<Steps> {
  const known = steps.get(id) ?? new Store<Steps>(NONE);
  steps.set(id, known);
  return known;
}

/** One job's changes, one after the other; each is refused if somebody else was faster. */
export class Editor {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly id: string,
    private readonly cache: QueryClient,
  ) {}

  /** Shown at once, taken back when it is refused. Returns the edit's number. Raises ApiError. */
  change(changes: Changes): Promise<number> {
    return this.inTurn(async (before) => {
      if (isCompleted(before.job)) this.show({ ...before, job: applied(before.job, changes) });
      const after = await held(
        client.PATCH("/v1/audio/transcriptions/{job_id}", {
          params: { path: { job_id: this.id }, header: ifMatch(before) },
          body: changes as Schema<"Changes">,
        }),
      );
      this.show(after);
      const made = numberOf(after);
      if (made > numberOf(before)) {
        stepsOf(this.id).set(({ undo }) => ({ undo: [...undo, made], redo: [] }));
      }
      return made;
    });
  }

  /** The last change that was made here. Raises ApiError. */
  undo(): Promise<void> {
    return this.inTurn(async (before) => {
      const { undo, redo } = stepsOf(this.id).get();
      const number = undo.at(-1);
      if (number === undefined) return;
      const made = await this.revert(before, number);
      stepsOf(this.id).set({ undo: undo.slice(0, -1), redo: [...redo, made] });
    });
  }

  /** Raises ApiError. */
  redo(): Promise<void> {
    return this.inTurn(async (before) => {
      const { undo, redo } = stepsOf(this.id).get();
      const number = redo.at(-1);
      if (number === undefined) return;
      const made = await this.revert(before, number);
      stepsOf(this.id).set({ undo: [...undo, made], redo: redo.slice(0, -1) });
    });
  }

  /** Any edit, not only the last. Raises ApiError. */
  takeBack(number: number): Promise<void> {
    return this.inTurn(async (before) => {
      const made = await this.revert(before, number);
      const other = (one: number) => one !== number;
      stepsOf(this.id).set(({ undo, redo }) => ({
        undo: undo.filter(other),
        redo: [...redo.filter(other), made],
      }));
    });
  }

  /** The machine's words again. Raises ApiError. */
  revertAll(): Promise<void> {
    return this.inTurn(async (before) => {
      await take(
        client.DELETE("/v1/audio/transcriptions/{job_id}/edits", {
          params: { path: { job_id: this.id }, header: ifMatch(before) },
        }),
      );
      await this.reload();
      stepsOf(this.id).set(NONE);
    });
  }

  /** What it is now, with the edits of others. Raises ApiError. */
  async reload(): Promise<void> {
    await this.cache.fetchQuery({ ...jobOf(this.id), staleTime: 0 });
  }

  /** The number of the edit that the taking back is. */
  private async revert(before: HeldJob, number: number): Promise<number> {
    await take(
      client.DELETE("/v1/audio/transcriptions/{job_id}/edits/{number}", {
        params: { path: { job_id: this.id, number }, header: ifMatch(before) },
      }),
    );
    await this.reload();
    return numberOf(before) + 1;
  }

  private inTurn<T>(act: (before: HeldJob) => Promise<T>): Promise<T> {
    const run = async () => {
      const before = await this.cache.fetchQuery(jobOf(this.id));
      try {
        return await act(before);
      } catch (thrown) {
        this.show(before);
        throw thrown;
      } finally {
        void this.cache.invalidateQueries({ queryKey: editsOf(this.id).queryKey });
        void this.cache.invalidateQueries({ queryKey: [...queryKeys.jobs, "list"] });
      }
    };
    const turn = this.last.then(run, run);
    this.last = turn;
    return turn;
  }

  private show(job: HeldJob): void {
    this.cache.setQueryData(jobOf(this.id).queryKey, job);
  }
}

const numberOf = ({ etag }: HeldJob) => Number(/\d+/.exec(etag ?? "")?.[0] ?? 0);
const ifMatch = ({ etag }: HeldJob) => ({ "if-match": etag });
