import { useQuery } from "@tanstack/react-query";
import { AudioLines } from "lucide-react";
import { engines } from "@/api/queries";
import { limits } from "@/api/statistics";
import { add } from "@/api/upload";
import { counted } from "@/format";
import { Page } from "@/frame/Page";
import { Button } from "@/ui/Button";
import { DropZone } from "./new/DropZone";
import { clearSources, stage, useOptions, useSources } from "./new/draft";
import { OptionsForm } from "./new/OptionsForm";
import { fieldsOf, problemsOf } from "./new/options";
import { SourceList, sizeOf } from "./new/SourceList";
import { UploadList } from "./new/UploadList";
import { UrlForm } from "./new/UrlForm";

export default function New() {
  const sources = useSources();
  const options = useOptions();
  const offers = useQuery(engines).data?.options;
  const most = useQuery(limits).data?.upload_bytes;
  const problems = problemsOf(options);
  const wrong = Object.keys(problems).length > 0;
  const tooLarge = sources.some(({ source }) => !!most && sizeOf(source) > most);

  function submit() {
    const offered = (option: string) => offers?.[option]?.available ?? false;
    add(
      sources.map(({ source }) => source),
      fieldsOf(options, offered),
    );
    clearSources();
  }

  return (
    <Page
      title="New transcription"
      about="Uploads go on while you look at other pages of the console; keep its tab open."
    >
      <UploadList />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="grid min-w-0 gap-5">
          <DropZone title="Drop recordings here" onFiles={stage} />
          <UrlForm onUrls={stage} />
          {sources.length > 0 && <SourceList sources={sources} most={most} />}
        </div>
        <OptionsForm problems={problems} />
      </div>
      <div className="sticky bottom-20 z-20 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 rounded-xl border bg-panel p-3 shadow-lg md:bottom-4">
        <p role="status" className="mr-auto text-muted">
          {said(sources.length, wrong, tooLarge)}
        </p>
        <Button
          look="primary"
          disabled={!sources.length || wrong || tooLarge || !offers}
          onClick={submit}
        >
          <AudioLines aria-hidden />
          {sources.length > 1 ? `Transcribe ${counted(sources.length, "recording")}` : "Transcribe"}
        </Button>
      </div>
    </Page>
  );
}

function said(sources: number, wrong: boolean, tooLarge: boolean): string {
  if (wrong) return "One of the options needs another value.";
  if (tooLarge) return "Remove the recordings that are too large.";
  return sources ? `${counted(sources, "recording")} chosen` : "Choose a recording first.";
}
