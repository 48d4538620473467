import { Upload } from "lucide-react";
import { Link } from "react-router";
import { ended, useUploads } from "@/api/upload";
import { bytes, counted } from "@/format";
import { cn } from "@/ui/cn";
import { Progress } from "@/ui/Progress";

/** The uploads that go on behind this page. */
export function UploadsNote() {
  const all = useUploads();
  const open = all.filter((upload) => !ended(upload));
  const failed = all.filter(({ state }) => state === "failed").length;
  if (!open.length && !failed) return null;
  const total = open.reduce((sum, upload) => sum + upload.total, 0);
  const sent = open.reduce((sum, upload) => sum + Math.min(upload.sent, upload.total), 0);
  return (
    <section
      aria-label="Uploads"
      className={cn(
        "grid gap-2 rounded-xl border p-4",
        failed ? "border-danger bg-danger-soft" : "border-accent bg-accent-soft",
      )}
    >
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Upload aria-hidden className={failed ? "size-4 text-danger" : "size-4 text-accent"} />
        <span className="font-medium">
          {open.length > 0 && `${counted(open.length, "recording")} on the way to the server`}
          {open.length > 0 && failed > 0 && ", "}
          {failed > 0 && `${counted(failed, "upload")} failed`}
        </span>
        {total > 0 && (
          <span className="tabular">
            {bytes(sent)} of {bytes(total)}
          </span>
        )}
        <Link to="/new" className="ml-auto text-accent underline">
          See them
        </Link>
      </p>
      {total > 0 && <Progress label="Uploads" value={(100 * sent) / total} className="bg-panel" />}
    </section>
  );
}
