import type { Schema } from "@/api/client";
import { duration } from "@/format";
import { Table, Td, Th } from "@/ui/Table";

export function WorkerTable({ workers }: { workers: Schema<"Worker">[] }) {
  if (!workers.length) return <p className="text-muted">No worker has been heard of lately.</p>;
  return (
    <Table label="Live workers">
      <thead>
        <tr>
          <Th>Queue</Th>
          <Th>Host</Th>
          <Th>Models</Th>
          <Th className="text-right">Free slots</Th>
          <Th className="text-right">Last heard of</Th>
        </tr>
      </thead>
      <tbody>
        {workers.map((worker) => (
          <tr key={`${worker.identity} ${worker.queue}`}>
            <Td className="font-mono text-sm">{worker.queue}</Td>
            <Td title={worker.identity}>{worker.host}</Td>
            <Td>{worker.models.join(", ")}</Td>
            <Td className="tabular text-right whitespace-nowrap">
              {worker.free_slots} of {worker.slots}
            </Td>
            <Td className="tabular text-right whitespace-nowrap">
              {duration(worker.heartbeat_age)} ago
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
