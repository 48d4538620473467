import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type ProxyOptions } from "vite";
import { CSP } from "./csp.ts";

const server = process.env.DALSTON_URL ?? "http://127.0.0.1:8000";
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The server refuses changes that pages of another origin ask for, so the proxy names its own.
const toServer: ProxyOptions = {
  target: server,
  changeOrigin: true,
  ws: true,
  configure(proxy) {
    proxy.on("proxyReq", (request) => request.setHeader("origin", server));
    proxy.on("proxyReqWs", (request) => request.setHeader("origin", server));
  },
};
const proxy = Object.fromEntries(
  ["/v1", "/healthz", "/readyz", "/openapi.json", "/docs"].map((path) => [path, toServer]),
);

export default defineConfig({
  base: "/console/",
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: [
      { find: "@", replacement: here("./src") },
      // The real one writes <style> elements, which the page's CSP refuses.
      { find: "react-remove-scroll", replacement: here("./src/ui/RemoveScroll.tsx") },
    ],
  },
  build: {
    outDir: "../api/console",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: true, // scripts/size.mjs reads it
  },
  server: { proxy },
  preview: { proxy, headers: { "Content-Security-Policy": CSP } },
});
