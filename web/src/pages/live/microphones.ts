import { Store } from "@/store";

/** Those whose names the browser tells, which it does once it was allowed to use one. */
export const microphones = new Store<readonly { value: string; label: string }[]>([]);

export async function lookForMicrophones(): Promise<void> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const found = devices
    .filter(({ kind, deviceId, label }) => kind === "audioinput" && deviceId && label)
    .filter(({ deviceId }) => deviceId !== "default" && deviceId !== "communications")
    .map(({ deviceId, label }) => ({ value: deviceId, label }));
  microphones.set(found);
}

navigator.mediaDevices?.addEventListener("devicechange", () => void lookForMicrophones());
