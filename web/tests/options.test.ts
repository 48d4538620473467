import { describe, expect, it } from "vitest";
import { DEFAULTS, fieldsOf, problemsOf, terms } from "@/pages/new/options";

const everything = () => true;

describe("the fields of a submission", () => {
  it("are none while nothing was chosen", () => {
    expect(fieldsOf(DEFAULTS, everything)).toEqual({});
  });
  it("leave out what no live engine can do", () => {
    const wanted = { ...DEFAULTS, events: true, emotions: true, translate: true, cleanup: true };
    expect(fieldsOf(wanted, (option) => option === "detect_events")).toEqual({
      detect_events: "true",
    });
  });
  it("count speakers only where they are told apart by voice", () => {
    const between = { ...DEFAULTS, known: "between", least: "2", most: "4" } as const;
    expect(fieldsOf({ ...between, speakers: "diarize" }, everything)).toEqual({
      speaker_detection: "diarize",
      min_speakers: "2",
      max_speakers: "4",
    });
    expect(fieldsOf({ ...between, speakers: "per_channel" }, everything)).toEqual({
      speaker_detection: "per_channel",
    });
  });
  it("do not redact the recording of a translation", () => {
    const wanted = { ...DEFAULTS, personal: "redact", redactAudio: true, translate: true } as const;
    expect(fieldsOf(wanted, everything)).toEqual({
      task: "translate",
      pii_detection: "true",
      redact_pii: "true",
    });
  });
  it("tell one webhook", () => {
    const url = "https://example.com/hook";
    expect(fieldsOf({ ...DEFAULTS, tell: "wh_1", webhookUrl: url }, everything)).toEqual({
      webhook_id: "wh_1",
    });
    expect(fieldsOf({ ...DEFAULTS, tell: "url", webhookUrl: url }, everything)).toEqual({
      webhook_url: url,
    });
  });
});

it("takes a line or a comma for the end of a term, and each term once", () => {
  expect(terms("Dalston, Hackney\n Dalston ;\n")).toEqual(["Dalston", "Hackney"]);
});

describe("what the server would refuse", () => {
  it("is nothing at the start", () => {
    expect(problemsOf(DEFAULTS)).toEqual({});
  });
  it("is said beside its field", () => {
    const wrong = {
      ...DEFAULTS,
      language: "English!",
      speakers: "diarize",
      known: "between",
      least: "5",
      most: "3",
      keyterms: "x".repeat(51),
      tell: "url",
      webhookUrl: "http://example.com",
      metadata: "[1]",
    } as const;
    const fields = ["keyterms", "language", "metadata", "most", "webhookUrl"];
    expect(Object.keys(problemsOf(wrong)).sort()).toEqual(fields);
  });
});
