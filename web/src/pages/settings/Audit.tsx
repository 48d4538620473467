import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";
import { type AuditFilters, auditLog } from "@/api/audit";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { Skeletons } from "@/ui/Skeleton";
import { AuditTable } from "./AuditTable";

const NAMES = ["actor", "action", "resource"] as const;

/** Who did what to which thing, from where. */
export default function Audit() {
  const [asked, setAsked] = useSearchParams();
  const filters: AuditFilters = {};
  for (const name of NAMES) filters[name] = asked.get(name) || undefined;
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(auditLog(filters));
  const entries = data?.pages.flatMap((page) => page.entries);
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = NAMES.map((name): [string, string] => [
      name,
      String(form.get(name) ?? "").trim(),
    ]);
    setAsked(new URLSearchParams(given.filter(([, value]) => value)));
  };
  return (
    <>
      <form
        key={asked.toString()}
        onSubmit={search}
        className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_1fr_auto]"
      >
        <Filter label="Who" name="actor" value={filters.actor} hint="the id of a key, local …" />
        <Filter label="What" name="action" value={filters.action} hint="transcription.create …" />
        <Filter label="To what" name="resource" value={filters.resource} hint="the id of a job …" />
        <Button type="submit">Search</Button>
      </form>
      {error && (
        <ErrorState
          title={data ? "The log is out of date" : "The log could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the audit log" rows={1} className="h-64" />}
      {entries?.length === 0 && (
        <EmptyState icon={ScrollText} title="Nothing is written down here">
          {asked.size ? "Nothing matches all of these." : "Whatever is changed will be listed."}
        </EmptyState>
      )}
      {entries && entries.length > 0 && <AuditTable entries={entries} />}
      {hasNextPage && (
        <Button
          className="justify-self-center"
          onClick={() => fetchNextPage()}
          busy={isFetchingNextPage}
        >
          More
        </Button>
      )}
    </>
  );
}

function Filter(props: { label: string; name: string; value?: string; hint: string }) {
  const { label, name, value, hint } = props;
  return (
    <Field label={label}>
      {(wiring) => (
        <Input {...wiring} name={name} defaultValue={value} placeholder={hint} maxLength={128} />
      )}
    </Field>
  );
}
