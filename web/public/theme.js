// Before the first paint: the theme that was chosen, else the system's. src/frame/theme.ts takes over.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("dalston.theme");
  } catch {
    // storage is switched off: the system's theme will do
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.classList.toggle(
    "dark",
    chosen === "dark" || (chosen !== "light" && dark),
  );
})();
