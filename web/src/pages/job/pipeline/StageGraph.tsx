import { Background, Controls, type Edge, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import "./graph.css";
import { useMemo } from "react";
import type { Task } from "@/api/tasks";
import { layers } from "./layers";
import { StageNode, type StageNodeType } from "./StageNode";

const WIDE = 300; // pixels from one column to the next
const HIGH = 150;
const NODES = { stage: StageNode };

/** The stages from left to right, as they wait for each other. */
export default function StageGraph({ tasks }: { tasks: readonly Task[] }) {
  const nodes = useMemo(() => tasks.length > 0 && placed(tasks), [tasks]);
  const edges = useMemo(() => tasks.flatMap(edgesOf), [tasks]);
  if (!nodes) return null;
  const rows = Math.max(...nodes.map((node) => node.position.y)) / HIGH + 1;
  return (
    <section
      aria-label="The stages as a graph"
      className="h-72 overflow-hidden rounded-xl border bg-bg"
      style={{ height: Math.min(560, 140 + rows * HIGH) }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODES}
        fitView
        fitViewOptions={{ padding: 0.1, maxZoom: 1 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        disableKeyboardA11y
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}

const placed = (tasks: readonly Task[]): StageNodeType[] =>
  layers(tasks).map(({ task, column, row }) => ({
    id: task.id,
    type: "stage",
    position: { x: column * WIDE, y: row * HIGH },
    data: { task },
  }));

const edgesOf = (task: Task): Edge[] =>
  task.needs.map((before) => ({
    id: `${before} ${task.id}`,
    source: before,
    target: task.id,
    animated: task.status === "running",
  }));
