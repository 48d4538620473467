/** What people read: times, sizes, languages. Times in seconds unless the name says otherwise. */

/** A moment of a recording: 1:02:03.4, 2:03.4; without tenths 2:03. */
export function clock(seconds: number, tenths = true): string {
  const unit = tenths ? 10 : 1;
  const all = Math.max(0, tenths ? Math.round(seconds * unit) : Math.floor(seconds));
  const whole = Math.floor(all / unit);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  const head = h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  return tenths ? `${head}.${all % unit}` : head;
}

/** A length: 2 h 5 min, 3 min 20 s, 8.3 s, 120 ms. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return joined(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(whole / 60);
  return joined(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function joined(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small ? `${big} ${bigUnit} ${small} ${smallUnit}` : `${big} ${bigUnit}`;
}

const SIZES = ["B", "kB", "MB", "GB", "TB"];

/** 1.5 MB; thousands, as browsers and disks count. */
export function bytes(count: number): string {
  let [size, unit] = [count, 0];
  while (size >= 999.5 && unit < SIZES.length - 1) [size, unit] = [size / 1000, unit + 1];
  const digits = unit > 0 && size < 9.95 ? 1 : 0;
  return `${size.toFixed(digits)} ${SIZES[unit]}`;
}

const AGO: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "3 minutes ago", "in 2 hours"; past a month the date. Both in milliseconds since 1970. */
export function ago(then: number, now: number = Date.now()): string {
  const seconds = Math.round((then - now) / 1000);
  if (Math.abs(seconds) < 45) return seconds > 0 ? "in a moment" : "just now";
  if (Math.abs(seconds) > 30 * 86_400) return day.format(then);
  const [unit, length] = AGO.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  return relative.format(Math.round(seconds / length) || Math.sign(seconds), unit);
}

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const full = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

/** The date and the time of day, in the reader's time zone. */
export const moment = (then: string | number) => full.format(new Date(then));

/** 0–1 as 83 %. */
export const percent = (share: number) => `${Math.round(share * 100)} %`;

/** 12,345 */
export const count = (n: number) => n.toLocaleString("en");

/** "1 worker", "3 workers" */
export const counted = (n: number, noun: string, nouns = `${noun}s`) =>
  `${count(n)} ${n === 1 ? noun : nouns}`;

const names = new Intl.DisplayNames("en", { type: "language" });

/** The name of a language by its BCP 47 code; `*`: many; an odd code stays as it is. */
export function language(code: string): string {
  if (code === "*") return "many languages";
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
