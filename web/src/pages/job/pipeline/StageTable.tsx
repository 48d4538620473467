import type { Task } from "@/api/tasks";
import { count, duration } from "@/format";
import { JobStatus } from "@/ui/JobStatus";
import { Table, Td, Th } from "@/ui/Table";
import { doneBy } from "./doneBy";

const seconds = (value: number | null | undefined) => (value == null ? "–" : duration(value));
const number = (value: number | null | undefined) => (value == null ? "–" : count(value));

/** All that is known of the stages. */
export function StageTable({ tasks }: { tasks: readonly Task[] }) {
  return (
    <Table label="Stages">
      <thead>
        <tr>
          <Th>Stage</Th>
          <Th>State</Th>
          <Th>Done by</Th>
          <Th className="text-right">Waited</Th>
          <Th className="text-right">Ran</Th>
          <Th className="text-right">Chunks</Th>
          <Th className="text-right">Attempts</Th>
          <Th>After</Th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <Td className="font-medium capitalize">{task.id}</Td>
            <Td>
              <JobStatus status={task.status} />
              {task.error && (
                <p className="mt-1 min-w-48 text-sm text-danger">{task.error.message}</p>
              )}
            </Td>
            <Td className="font-mono text-sm whitespace-nowrap">{doneBy(task)}</Td>
            <Td className="tabular text-right whitespace-nowrap">{seconds(task.waited)}</Td>
            <Td className="tabular text-right whitespace-nowrap">{seconds(task.ran)}</Td>
            <Td className="tabular text-right">{number(task.chunks)}</Td>
            <Td className="tabular text-right">{number(task.attempts)}</Td>
            <Td className="text-sm text-muted">{task.needs.join(", ") || "–"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
