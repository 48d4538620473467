import { useRouteError } from "react-router";
import { ApiError } from "@/api/errors";
import { ErrorState } from "@/ui/ErrorState";
import { Page } from "./Page";

const missing = new ApiError(
  "Its file did not come. The server may have been updated: try again to load the new one.",
  "page_missing",
  -1,
);
const GONE = /dynamically imported module|module script|Failed to fetch/i;

/** A page that broke, or whose chunk is gone because the server was updated. */
export function RouteError() {
  const error = useRouteError();
  const updated = error instanceof Error && GONE.test(error.message);
  const title = updated ? "This page could not be loaded" : "This page broke";
  const shown = updated ? missing : error;
  return (
    <Page title={title}>
      <ErrorState title={title} error={shown} onRetry={() => location.reload()} />
    </Page>
  );
}
