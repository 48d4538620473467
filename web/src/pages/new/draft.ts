import { onForget } from "@/api/session";
import { Store, useStore } from "@/store";
import { DEFAULTS, type Options } from "./options";

/** What is about to be submitted; in memory only, and kept while the page is left. */
export interface Source {
  id: string;
  name: string;
  source: File | string;
}

const sources = new Store<readonly Source[]>([]);
const options = new Store<Options>(DEFAULTS);

export const useSources = () => useStore(sources);
export const useOptions = () => useStore(options);

/** The same file or URL twice is one; answers how many are new. */
export function stage(more: readonly (File | string)[]): number {
  const before = sources.get();
  const known = new Map(before.map((source) => [source.id, source]));
  for (const source of more) {
    const id = idOf(source);
    if (!known.has(id)) known.set(id, { id, name: nameOf(source), source });
  }
  if (known.size > before.length) sources.set([...known.values()]);
  return known.size - before.length;
}

export const unstage = (id: string) =>
  sources.set((now) => now.filter((source) => source.id !== id));

export const clearSources = () => sources.set([]);

export const choose = (news: Partial<Options>) => options.set((now) => ({ ...now, ...news }));

export const resetOptions = () => options.set(DEFAULTS);

onForget(() => {
  clearSources();
  resetOptions();
});

function idOf(source: File | string): string {
  if (typeof source === "string") return source;
  const { webkitRelativePath, name, size, lastModified } = source;
  return [webkitRelativePath || name, size, lastModified].join("\n");
}

const nameOf = (source: File | string) => (typeof source === "string" ? source : source.name);
