import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { fileUrl } from "@/api/files";
import { liveSession } from "@/api/live";
import { Page } from "@/frame/Page";
import { TemporalLink } from "@/frame/TemporalLink";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Skeletons } from "@/ui/Skeleton";
import { EndButton } from "./live/EndButton";
import { Facts } from "./live/session/Facts";
import { KeptText } from "./live/session/KeptText";

export default function LiveSession() {
  const { id = "" } = useParams();
  const go = useNavigate();
  const { data, error, refetch, isFetching } = useQuery(liveSession(id));
  return (
    <Page
      title="Live session"
      about={<span className="font-mono text-sm break-all">{id}</span>}
      actions={
        data && (
          <>
            {data.temporal_url && <TemporalLink to={data.temporal_url}>Temporal</TemporalLink>}
            <EndButton session={data} onForgotten={() => go("/live", { replace: true })} />
          </>
        )
      }
    >
      {error && (
        <ErrorState
          title={data ? "What you see is out of date" : "The session could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the session" />}
      {data && (
        <>
          <Panel title="About it">
            <Facts session={data} />
          </Panel>
          {data.audio_url && (
            <Panel title="Audio">
              {/* biome-ignore lint/a11y/useMediaCaption: its text stands below */}
              <audio
                controls
                preload="none"
                src={fileUrl(data.audio_url)}
                className="w-full"
                aria-label="What was said"
              />
            </Panel>
          )}
          {data.status === "active" ? (
            <Panel title="Text">
              <p className="text-muted">
                It goes on. Whoever speaks sees the text; what is kept of it is here once it has
                ended.
              </p>
            </Panel>
          ) : data.transcript_url ? (
            <KeptText id={data.id} />
          ) : (
            <Panel title="Text">
              <p className="text-muted">
                Nothing was kept of this session.{" "}
                <Link to="/live" className="text-accent underline">
                  The options
                </Link>{" "}
                say for how long text and audio of the next one are kept.
              </p>
            </Panel>
          )}
        </>
      )}
    </Page>
  );
}
