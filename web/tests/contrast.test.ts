import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const css = readFileSync(new URL("../src/index.css", import.meta.url), "utf8");
const SPEAKERS = Array.from({ length: 8 }, (_, i) => `speaker-${i + 1}`);
const INKS = ["text", "muted", "accent", "danger", "warn", "ok", ...SPEAKERS];
const SOFT = ["accent", "danger", "warn", "ok"];

const PAIRS = [
  ...INKS.flatMap((ink) => ["bg", "panel"].map((ground) => [ink, ground])),
  ...SOFT.map((ink) => [ink, `${ink}-soft`]),
  ...SOFT.map((ink) => ["text", `${ink}-soft`]),
  ...["text", "muted"].map((ink) => [ink, "raised"]),
  ["on-accent", "accent"],
] as [string, string][];

function tokens(selector: string): Map<string, string> {
  const block = css.split(`${selector} {`)[1]?.split("}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name, value]) => [`${name}`, `${value}`]),
  );
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

it.each([":root", ".dark"])("every ink of %s can be read on its grounds", (theme) => {
  const colours = tokens(theme);
  const of = (name: string) => colours.get(name) ?? expect.fail(`${theme} lacks --${name}`);
  const faint = PAIRS.filter(([ink, ground]) => contrast(of(ink), of(ground)) < 4.5);
  expect(faint).toEqual([]);
  expect(contrast(of("border-strong"), of("panel"))).toBeGreaterThanOrEqual(3);
  expect(contrast(of("border-strong"), of("bg"))).toBeGreaterThanOrEqual(3);
});
