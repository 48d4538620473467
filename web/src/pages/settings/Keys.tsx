import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { keyList } from "@/api/keysAdmin";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeletons } from "@/ui/Skeleton";
import { KeyTable } from "./keys/KeyTable";
import { NewKeyDialog } from "./keys/NewKeyDialog";

export default function Keys() {
  const [making, setMaking] = useState(false);
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(keyList);
  const keys = data?.pages.flatMap((page) => page.keys);
  const add = (
    <Button look="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden />
      New key
    </Button>
  );
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted">
          A program signs in with a key of its own. What it may do is its scopes; revoked, it stops
          working within seconds.
        </p>
        {add}
      </div>
      {error && (
        <ErrorState
          title={data ? "The keys are out of date" : "The keys could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the keys" rows={1} className="h-48" />}
      {keys?.length === 0 && (
        <EmptyState icon={KeyRound} title="There are no keys yet" action={add}>
          Without keys only this machine can use the server.
        </EmptyState>
      )}
      {keys && keys.length > 0 && <KeyTable keys={keys} />}
      {hasNextPage && (
        <Button
          className="justify-self-center"
          onClick={() => fetchNextPage()}
          busy={isFetchingNextPage}
        >
          More
        </Button>
      )}
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
    </>
  );
}
