import { useQuery } from "@tanstack/react-query";
import { engines } from "@/api/queries";
import { limits, models } from "@/api/statistics";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { Skeletons } from "@/ui/Skeleton";
import { AfterOptions } from "./AfterOptions";
import { BasicOptions } from "./BasicOptions";
import { choose, resetOptions, useOptions } from "./draft";
import { NotOffered } from "./NotOffered";
import { DEFAULTS, type Problems } from "./options";
import { PersonalOptions } from "./PersonalOptions";
import type { Part } from "./part";
import { SoundOptions } from "./SoundOptions";
import { SpeakerOptions } from "./SpeakerOptions";
import { WordOptions } from "./WordOptions";

/** What may be asked for: only what live engines can do now. */
export function OptionsForm({ problems }: { problems: Problems }) {
  const catalogue = useQuery(engines);
  const known = useQuery(models);
  const allowed = useQuery(limits);
  const options = useOptions();
  const offers = catalogue.data?.options;
  const offered = (option: string) => offers?.[option]?.available ?? false;
  const part: Part = { options, choose, offered, problems };
  return (
    <section aria-labelledby="options" className="overflow-hidden rounded-xl border bg-panel">
      <header className="flex min-h-13 items-center justify-between gap-3 border-b px-4 py-2">
        <h2 id="options" className="font-semibold">
          Options
        </h2>
        {options !== DEFAULTS && (
          <Button size="small" look="ghost" onClick={resetOptions}>
            Reset
          </Button>
        )}
      </header>
      {catalogue.error && (
        <div className="p-4">
          <ErrorState
            title={offers ? "The options may be out of date" : "The options could not be loaded"}
            error={catalogue.error}
            onRetry={catalogue.refetch}
            retrying={catalogue.isFetching}
          />
        </div>
      )}
      {!offers && !catalogue.error && (
        <div className="p-4">
          <Skeletons of="the options" rows={4} className="h-12" />
        </div>
      )}
      {catalogue.data && offers && (
        <>
          <BasicOptions
            {...part}
            languages={catalogue.data.languages}
            models={known.data?.models ?? []}
          />
          <SpeakerOptions {...part} />
          <WordOptions {...part} />
          {(offered("detect_events") || offered("detect_emotions")) && <SoundOptions {...part} />}
          {offered("pii_detection") && <PersonalOptions {...part} />}
          <AfterOptions {...part} retention={allowed.data?.retention} />
          <NotOffered offers={offers} />
        </>
      )}
    </section>
  );
}
