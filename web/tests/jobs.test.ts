import { describe, expect, it } from "vitest";
import { each } from "@/pages/jobs/each";
import { askedOf, filtersOf, searchOf } from "@/pages/jobs/filters";

describe("the filters of the jobs", () => {
  it("come back from the address as they were", () => {
    const address = "q=board&status=running&status=failed&language=en&from=2026-01-31&order=oldest";
    const asked = askedOf(new URLSearchParams(address));
    expect(askedOf(searchOf(asked))).toEqual(asked);
    expect(searchOf(askedOf(new URLSearchParams())).toString()).toBe("");
  });
  it("leave out what makes no sense", () => {
    const odd = askedOf(new URLSearchParams("status=done&from=soon&to=2026-13-45&order=random"));
    expect(filtersOf(odd)).toEqual({});
  });
  it("take the last day whole", () => {
    const { since, until } = filtersOf(
      askedOf(new URLSearchParams("from=2026-02-01&to=2026-02-01")),
    );
    expect(Date.parse(until ?? "") - Date.parse(since ?? "")).toBe(24 * 3600_000);
  });
});

it("does to each what can be done, and says whom it could not be done to", async () => {
  const counts: number[] = [];
  const refused = await each(
    [1, 2, 3, 4, 5, 6],
    async (n) => {
      if (n === 2) throw new Error("no");
    },
    (count) => counts.push(count),
  );
  expect(refused.map(({ one }) => one)).toEqual([2]);
  expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
});
