import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import type { Task } from "@/api/tasks";
import { counted, duration } from "@/format";
import { cn } from "@/ui/cn";
import { JobStatus } from "@/ui/JobStatus";
import { doneBy } from "./doneBy";

export type StageNodeType = Node<{ task: Task }, "stage">;

/** One stage in the graph. What it says is in the table below the graph, too. */
export function StageNode({ data: { task } }: NodeProps<StageNodeType>) {
  const facts = [
    task.ran !== null && task.ran !== undefined && `ran ${duration(task.ran)}`,
    task.waited !== null && task.waited !== undefined && `waited ${duration(task.waited)}`,
    task.chunks && counted(task.chunks, "chunk"),
    task.attempts && task.attempts > 1 && counted(task.attempts, "attempt"),
  ].filter(Boolean);
  return (
    <div
      className={cn(
        "grid w-60 gap-1.5 rounded-xl border bg-panel p-3 text-left shadow-sm",
        task.status === "failed" && "border-danger",
        task.status === "running" && "border-accent",
      )}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="flex items-center justify-between gap-2">
        <span className="font-semibold capitalize">{task.id}</span>
        <JobStatus status={task.status} />
      </div>
      <p className="truncate font-mono text-sm text-muted" title={doneBy(task)}>
        {doneBy(task)}
      </p>
      {facts.length > 0 && <p className="tabular text-sm">{facts.join(" · ")}</p>}
      {task.error && <p className="line-clamp-2 text-sm text-danger">{task.error.message}</p>}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
