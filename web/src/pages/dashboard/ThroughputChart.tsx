import { useState } from "react";
import { counted, duration } from "@/format";
import { cn } from "@/ui/cn";
import { roundUp, type Span } from "./hours";

const [WIDTH, HEIGHT] = [480, 120]; // of the drawing's own units
const hour = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric" });

/** Audio hours an hour as bars; a mark below the bars where jobs failed. As a table to readers. */
export function ThroughputChart({ spans }: { spans: Span[] }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const top = roundUp(Math.max(...spans.map(rate)));
  const slot = WIDTH / spans.length;
  const shown = chosen === null ? undefined : spans[chosen];
  return (
    <figure className="grid gap-1">
      <div className="grid grid-cols-[auto_1fr] gap-x-2" aria-hidden>
        <div className="flex h-36 flex-col justify-between pb-2 text-right text-xs text-muted tabular">
          <span>{hours(top)}</span>
          <span>{hours(top / 2)}</span>
          <span>0</span>
        </div>
        <svg
          aria-hidden
          viewBox={`0 0 ${WIDTH} ${HEIGHT + 8}`}
          preserveAspectRatio="none"
          className="h-36 w-full overflow-visible pt-2"
          onPointerLeave={() => setChosen(null)}
        >
          {[0, 0.5, 1].map((share) => (
            <line
              key={share}
              x2={WIDTH}
              y1={HEIGHT * share}
              y2={HEIGHT * share}
              className="stroke-border"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {spans.map((span, at) => (
            <g key={span.start} onPointerEnter={() => setChosen(at)}>
              <rect
                x={at * slot}
                width={slot}
                height={HEIGHT + 8}
                className={cn("fill-transparent", at === chosen && "fill-raised")}
              />
              <rect
                x={at * slot + slot * 0.14}
                width={slot * 0.72}
                y={HEIGHT - tall(span, top)}
                height={tall(span, top)}
                className="fill-accent"
              />
              {span.failed > 0 && (
                <rect
                  x={at * slot + slot * 0.14}
                  width={slot * 0.72}
                  y={HEIGHT + 3}
                  height={5}
                  className="fill-danger"
                />
              )}
            </g>
          ))}
        </svg>
        <div className="col-start-2 flex justify-between text-xs text-muted tabular">
          {[0, 0.5].map((share) => (
            <span key={share}>{label(spans[Math.floor(spans.length * share)])}</span>
          ))}
          <span>now</span>
        </div>
      </div>
      <figcaption className="min-h-6 text-sm text-muted" aria-hidden>
        {shown ? sentence(shown) : legend(spans)}
      </figcaption>
      <Readable spans={spans} />
    </figure>
  );
}

/** The same, for those who do not see the drawing. */
function Readable({ spans }: { spans: Span[] }) {
  return (
    <div className="relative h-0 overflow-hidden">
      <table>
        <caption>Throughput</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Audio hours an hour</th>
            <th scope="col">Completed</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          {spans.map((span) => (
            <tr key={span.start}>
              <th scope="row">{`${day.format(span.start)}, ${hour.format(span.start)}`}</th>
              <td>{hours(rate(span))}</td>
              <td>{span.completed}</td>
              <td>{span.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const rate = ({ audio_seconds, length }: Span) => audio_seconds / 3600 / length;
const hours = (n: number) =>
  n && n < 0.095 ? n.toPrecision(1) : String(Math.round(n * 100) / 100);

/** What is there is seen, however little it is. */
const tall = (span: Span, top: number) =>
  span.audio_seconds ? Math.max(2, (HEIGHT * rate(span)) / top) : 0;

const label = (span?: Span) =>
  span && (span.length > 1 ? day.format(span.start) : hour.format(span.start));

function legend(spans: Span[]): string {
  const failed = spans.some((span) => span.failed > 0);
  return `Hours of audio that an hour of work finished${failed ? "; a mark below: jobs failed" : ""}`;
}

function sentence(span: Span): string {
  const from = `${day.format(span.start)}, ${hour.format(span.start)}`;
  const jobs = `${counted(span.completed, "job")} completed`;
  const failed = span.failed ? `, ${span.failed} failed` : "";
  return `${from}: ${duration(span.audio_seconds)} of audio, ${jobs}${failed}`;
}
