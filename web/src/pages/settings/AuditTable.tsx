import type { AuditEntry } from "@/api/audit";
import { moment } from "@/format";
import { Table, Td, Th } from "@/ui/Table";

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <Table label="Audit log">
      <thead>
        <tr>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>What</Th>
          <Th>To what</Th>
          <Th>From</Th>
          <Th>More</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <Td className="tabular whitespace-nowrap">
              <time dateTime={entry.at}>{moment(entry.at)}</time>
            </Td>
            <Td className="font-mono text-sm">{entry.actor}</Td>
            <Td className="font-mono text-sm">{entry.action}</Td>
            <Td className="font-mono text-sm">{entry.resource ?? "–"}</Td>
            <Td className="font-mono text-sm">{entry.address ?? "–"}</Td>
            <Td className="text-sm text-muted">{told(entry.details)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const told = (details: Record<string, unknown>) =>
  Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
