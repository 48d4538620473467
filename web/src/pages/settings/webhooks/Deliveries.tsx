import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { asApiError } from "@/api/errors";
import { type Delivery, deliveriesOf, resend } from "@/api/webhooks";
import { ago, counted, moment } from "@/format";
import { Badge, type Tone } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { Skeletons } from "@/ui/Skeleton";
import { Table, Td, Th } from "@/ui/Table";
import { toast } from "@/ui/toast";

const TONES: Record<string, Tone> = { delivered: "ok", failed: "danger", pending: "accent" };

/** What an endpoint was sent, and how that went. */
export function Deliveries({ of }: { of: string }) {
  const messages = deliveriesOf(of);
  const cache = useQueryClient();
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(messages);
  const again = useMutation({
    mutationFn: (id: string) => resend(of, id),
    onSuccess: () => toast("It is sent again", { tone: "ok" }),
    onError: (thrown) =>
      toast("That was refused", { detail: asApiError(thrown).sentence, tone: "danger" }),
    onSettled: () => cache.invalidateQueries({ queryKey: messages.queryKey }),
  });
  const found = data?.pages.flatMap((page) => page.deliveries);
  if (error && !data) {
    return (
      <ErrorState
        title="The messages could not be loaded"
        error={error}
        onRetry={refetch}
        retrying={isFetching}
      />
    );
  }
  if (!found) return <Skeletons of="the messages" rows={1} />;
  if (!found.length) return <p className="text-muted">Nothing has been sent yet.</p>;
  return (
    <>
      <Table label="Messages">
        <thead>
          <tr>
            <Th>When</Th>
            <Th>What</Th>
            <Th>State</Th>
            <Th>Last answer</Th>
            <Th>
              <span className="sr-only">What can be done</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {found.map((message) => (
            <tr key={message.id}>
              <Td className="whitespace-nowrap">
                <time dateTime={message.created_at} title={moment(message.created_at)}>
                  {ago(Date.parse(message.created_at))}
                </time>
              </Td>
              <Td>
                <span className="font-mono text-sm">{message.type}</span>
                {message.job_id && (
                  <Link to={`/jobs/${message.job_id}`} className="block text-accent underline">
                    its job
                  </Link>
                )}
              </Td>
              <Td className="whitespace-nowrap">
                <Badge tone={TONES[message.status] ?? "plain"}>{message.status}</Badge>{" "}
                <span className="text-sm text-muted">{counted(message.attempts, "attempt")}</span>
              </Td>
              <Td className="text-sm">{answer(message)}</Td>
              <Td className="text-right">
                <Button
                  size="small"
                  disabled={again.isPending}
                  onClick={() => again.mutate(message.id)}
                >
                  Send again
                </Button>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {hasNextPage && (
        <Button
          size="small"
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

const answer = ({ response_status: status, error }: Delivery) =>
  [status, error].filter((part) => part !== null).join(": ") || "–";
