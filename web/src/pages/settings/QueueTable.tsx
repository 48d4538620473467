import { count } from "@/format";
import { Table, Td, Th } from "@/ui/Table";

/** How many activities wait, by task queue. */
export function QueueTable({ depth }: { depth: Record<string, number> }) {
  const queues = Object.entries(depth).sort(([a], [b]) => a.localeCompare(b));
  if (!queues.length) return <p className="text-muted">There are no queues.</p>;
  return (
    <Table label="Queues">
      <thead>
        <tr>
          <Th>Queue</Th>
          <Th className="text-right">Waiting</Th>
        </tr>
      </thead>
      <tbody>
        {queues.map(([queue, waiting]) => (
          <tr key={queue}>
            <Td className="font-mono text-sm">{queue}</Td>
            <Td className="tabular text-right">{count(waiting)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
