import { type JobStatus, STATUSES } from "@/api/jobStatus";
import type { JobFilters } from "@/api/jobs";

/** The filters as the address has them; days are YYYY-MM-DD in the reader's time zone. */
export interface Asked {
  q: string;
  status: JobStatus[];
  language: string;
  from: string;
  to: string;
  order: "newest" | "oldest";
  batch: string;
}

const isStatus = (name: string): name is JobStatus =>
  (STATUSES as readonly string[]).includes(name);

export function askedOf(search: URLSearchParams): Asked {
  return {
    q: search.get("q") ?? "",
    status: search.getAll("status").filter(isStatus),
    language: search.get("language") ?? "",
    from: dayOf(search.get("from")),
    to: dayOf(search.get("to")),
    order: search.get("order") === "oldest" ? "oldest" : "newest",
    batch: search.get("batch") ?? "",
  };
}

export function searchOf(asked: Asked): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, order: "" })) {
    for (const one of [value].flat()) if (one) search.append(name, one);
  }
  if (asked.order === "oldest") search.set("order", "oldest");
  return search;
}

/** As the API is asked; `to` is the last day that counts. */
export function filtersOf({ q, status, language, from, to, order, batch }: Asked): JobFilters {
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(status.length && { status }),
    ...(language && { language }),
    ...(from && { since: midnight(from, 0) }),
    ...(to && { until: midnight(to, 1) }),
    ...(batch && { batch_id: batch }),
    ...(order === "oldest" && { order }),
  };
}

export const isFiltered = ({ q, status, language, from, to, batch }: Asked): boolean =>
  !!(q.trim() || status.length || language || from || to || batch);

const dayOf = (given: string | null) =>
  given && /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)) ? given : "";

/** The beginning of a day here, or of one so many days later. */
function midnight(day: string, later: number): string {
  const moment = new Date(`${day}T00:00`);
  moment.setDate(moment.getDate() + later);
  return moment.toISOString();
}
