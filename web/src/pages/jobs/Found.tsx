import { counted } from "@/format";
import { Select } from "@/ui/Select";
import { type Asked, isFiltered } from "./filters";

const ORDERS = [
  { value: "newest", label: "Newest first" },
  { value: "oldest", label: "Oldest first" },
];

interface Props {
  total: number;
  asked: Asked;
  change: (news: Partial<Asked>) => void;
}

/** How many there are, and in which order. */
export function Found({ total, asked, change }: Props) {
  return (
    <div className="-mb-2 flex items-center justify-between gap-3">
      <p role="status" className="text-muted tabular">
        {counted(total, "job")}
        {isFiltered(asked) && " found"}
      </p>
      <Select
        aria-label="Order"
        choices={ORDERS}
        value={asked.order}
        onChange={({ target }) =>
          change({ order: target.value === "oldest" ? "oldest" : "newest" })
        }
      />
    </div>
  );
}
