import { lazy, Suspense } from "react";
import type { AnyJob } from "@/api/job";
import { Skeletons } from "@/ui/Skeleton";

const Pipeline = lazy(async () => ({ default: (await import("./pipeline/Pipeline")).Pipeline }));

/** The pipeline of a job that has no transcript. */
export function Stages({ job }: { job: AnyJob }) {
  return (
    <section aria-label="Pipeline">
      <Suspense fallback={<Skeletons of="the pipeline" rows={1} />}>
        <Pipeline job={job} />
      </Suspense>
    </section>
  );
}
