import { Store, useStore } from "@/store";

export type Theme = "system" | "light" | "dark";

const PLACE = "dalston.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const theme = new Store<Theme>(stored());

export const useTheme = () => useStore(theme);

export function setTheme(chosen: Theme): void {
  theme.set(chosen);
  try {
    localStorage.setItem(PLACE, chosen);
  } catch {
    // storage is switched off: it holds until the page is left
  }
  apply();
}

/** public/theme.js did the same before the first paint. */
function apply(): void {
  const chosen = theme.get();
  const dark = chosen === "dark" || (chosen === "system" && system.matches);
  document.documentElement.classList.toggle("dark", dark);
}

system.addEventListener("change", apply);

function stored(): Theme {
  try {
    const found = localStorage.getItem(PLACE);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}
