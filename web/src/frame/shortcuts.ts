import { useEffect, useEffectEvent } from "react";
import { Store, useStore } from "@/store";

interface Shortcut {
  /** "?" or, one key after the other, "g j". */
  keys: string;
  label: string;
  run: () => void;
}

const PLACE = "dalston.shortcuts";
const PATIENCE = 1_000; // milliseconds between the keys of one shortcut

const shortcuts = new Store<readonly Shortcut[]>([]);
const on = new Store(localStorageSays() !== "off");

export const useShortcuts = () => useStore(shortcuts);
export const useShortcutsOn = () => useStore(on);

/** Single keys disturb whoever dictates to the computer: they can be switched off. */
export function setShortcutsOn(wanted: boolean): void {
  on.set(wanted);
  try {
    localStorage.setItem(PLACE, wanted ? "on" : "off");
  } catch {
    // storage is switched off: it holds until the page is left
  }
}

/** A shortcut while the component is there; the help dialog lists it. */
export function useShortcut(keys: string, label: string, action: () => void): void {
  const act = useEffectEvent(action);
  useEffect(() => {
    const shortcut = { keys, label, run: () => act() };
    shortcuts.set((now) => [...now, shortcut]);
    return () => shortcuts.set((now) => now.filter((other) => other !== shortcut));
  }, [keys, label]);
}

let typed = "";
let typedAt = 0;

addEventListener("keydown", (event) => {
  if (!on.get() || event.defaultPrevented || event.isComposing || isTaken(event)) return;
  const fresh = event.timeStamp - typedAt > PATIENCE;
  typed = fresh || !typed ? event.key : `${typed} ${event.key}`;
  typedAt = event.timeStamp;
  const found = find(typed) ?? find(event.key);
  if (found) {
    event.preventDefault();
    typed = "";
    found.run();
  } else if (!shortcuts.get().some(({ keys }) => keys.startsWith(`${typed} `))) {
    typed = event.key;
  }
});

/** The latest one that was registered: a page's own goes before the frame's. */
const find = (keys: string) => shortcuts.get().findLast((shortcut) => shortcut.keys === keys);

/** What takes letters; a check box takes none but the space. */
const FIELDS =
  "input:not([type=checkbox]), textarea, select, [contenteditable]:not([contenteditable=false])";

/** By a field, by a dialog or menu, or by the browser. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as HTMLElement | null;
  if (target?.closest(FIELDS)) return true;
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

function localStorageSays(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null;
  }
}
