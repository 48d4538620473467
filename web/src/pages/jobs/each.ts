export interface Refused<T> {
  one: T;
  error: unknown;
}

const AT_ONCE = 4;

/** Do it to each, some at a time; answers whom it could not be done to. */
export async function each<T>(
  all: readonly T[],
  act: (one: T) => Promise<unknown>,
  done: (count: number) => void,
): Promise<Refused<T>[]> {
  const refused: Refused<T>[] = [];
  const left = all.values();
  let count = 0;
  async function work(): Promise<void> {
    for (const one of left) {
      try {
        await act(one);
      } catch (error) {
        refused.push({ one, error });
      }
      done(++count);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return refused;
}
