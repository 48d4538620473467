import type { ComponentType } from "react";
import { createBrowserRouter, type LoaderFunctionArgs, Navigate } from "react-router";
import { jobOf } from "./api/job";
import { queryClient } from "./api/queries";
import { signedIn } from "./api/session";
import { Layout } from "./frame/Layout";
import { PageLoading } from "./frame/PageLoading";
import { RouteError } from "./frame/RouteError";

/** A page is the default export of its file, and a chunk of its own. */
function page(load: () => Promise<{ default: ComponentType }>) {
  return {
    lazy: async () => ({ Component: (await load()).default }),
    HydrateFallback: PageLoading,
  };
}

/** A transcript may have many megabytes: it comes while the page's code is loaded. */
function fetchJob({ params: { id = "" } }: LoaderFunctionArgs) {
  void signedIn().then(() => queryClient.prefetchQuery(jobOf(id)));
  return null;
}

export const router = createBrowserRouter(
  [
    {
      element: <Layout />,
      errorElement: <RouteError />,
      HydrateFallback: PageLoading,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            { index: true, ...page(() => import("./pages/Dashboard")) },
            { path: "new", ...page(() => import("./pages/New")) },
            { path: "jobs", ...page(() => import("./pages/Jobs")) },
            { path: "jobs/:id", loader: fetchJob, ...page(() => import("./pages/Job")) },
            { path: "live", ...page(() => import("./pages/Live")) },
            { path: "live/:id", ...page(() => import("./pages/LiveSession")) },
            { path: "engines", ...page(() => import("./pages/Engines")) },
            {
              path: "settings",
              ...page(() => import("./pages/settings/Settings")),
              children: [
                { index: true, element: <Navigate to="about" replace /> },
                { path: "keys", ...page(() => import("./pages/settings/Keys")) },
                { path: "webhooks", ...page(() => import("./pages/settings/Webhooks")) },
                { path: "retention", ...page(() => import("./pages/settings/Retention")) },
                { path: "limits", ...page(() => import("./pages/settings/Limits")) },
                { path: "audit", ...page(() => import("./pages/settings/Audit")) },
                { path: "about", ...page(() => import("./pages/settings/About")) },
              ],
            },
            { path: "*", ...page(() => import("./pages/NotFound")) },
          ],
        },
      ],
    },
  ],
  { basename: import.meta.env.BASE_URL.replace(/\/$/, "") },
);
