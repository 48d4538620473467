import { Store, useStore } from "@/store";

/** Whether the browser has a network, and whether the server answered the last call. */
const connection = new Store({ network: navigator.onLine, server: true });

addEventListener("online", () => connection.set((now) => ({ ...now, network: true })));
addEventListener("offline", () => connection.set((now) => ({ ...now, network: false })));

export function answered(server: boolean): void {
  if (connection.get().server !== server) connection.set((now) => ({ ...now, server }));
}

export const useConnection = () => useStore(connection);
