import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { systemStatus } from "@/api/queries";

/** What is wrong with the server, in its own words; nothing while all is well. */
export function HealthNote() {
  const { data } = useQuery(systemStatus);
  if (!data || data.status === "healthy") return <div role="status" className="contents" />;
  const { temporal, storage, database, pipeline } = data;
  const broken = Object.entries({ temporal, storage, database, pipeline }).filter(
    ([, part]) => !part.ok,
  );
  return (
    <div role="status" className="flex gap-3 rounded-xl border border-warn bg-warn-soft p-4">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warn" />
      <div className="grid min-w-0 gap-1">
        <p className="font-semibold text-warn">
          {data.status === "down"
            ? "The server cannot take recordings now"
            : "Jobs are accepted, but not all of them can run"}
        </p>
        {broken.map(([name, { detail }]) => (
          <p key={name} className="break-words">
            <span className="capitalize">{name}</span>
            {detail && <>: {detail}</>}
          </p>
        ))}
        <Link to="/settings/about" className="text-accent underline">
          See the server's health
        </Link>
      </div>
    </div>
  );
}
