// A message of the Common Alerting Protocol 1.2 as we hold it. Pure; the XML is made by cap-xml.ts and read by cap-read.ts.

export const capStatuses = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export const capMsgTypes = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
export const capScopes = ['Public', 'Restricted', 'Private'] as const;
export const capUrgencies = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const capSeverities = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
export const capCertainties = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;

export interface CapNamed {
  readonly valueName: string;
  readonly value: string;
}

export interface CapArea {
  readonly areaDesc: string;
  /** "lat,lon lat,lon …", closed. */
  readonly polygons: readonly string[];
  /** "lat,lon radiusKm" */
  readonly circles: readonly string[];
  readonly geocodes: readonly CapNamed[];
}

export interface CapInfo {
  readonly language: string;
  readonly categories: readonly string[];
  readonly event: string;
  readonly responseTypes: readonly string[];
  readonly urgency: (typeof capUrgencies)[number];
  readonly severity: (typeof capSeverities)[number];
  readonly certainty: (typeof capCertainties)[number];
  readonly eventCodes: readonly CapNamed[];
  readonly effective: string | null;
  readonly onset: string | null;
  readonly expires: string | null;
  readonly senderName: string | null;
  readonly headline: string | null;
  readonly description: string | null;
  readonly instruction: string | null;
  readonly web: string | null;
  readonly contact: string | null;
  readonly areas: readonly CapArea[];
}

export interface CapAlert {
  readonly identifier: string;
  readonly sender: string;
  /** yyyy-MM-ddThh:mm:ss±hh:mm */
  readonly sent: string;
  readonly status: (typeof capStatuses)[number];
  readonly msgType: (typeof capMsgTypes)[number];
  readonly scope: (typeof capScopes)[number];
  readonly restriction: string | null;
  readonly addresses: string | null;
  readonly note: string | null;
  /** "sender,identifier,sent" each. */
  readonly references: readonly string[];
  readonly infos: readonly CapInfo[];
}

const hourMs = 3_600_000;

/** A moment as CAP writes it, in the city's own time: never "Z". */
export function capTime(at: Date): string {
  const local = new Date(at.getTime() + 7 * hourMs).toISOString();
  return `${local.slice(0, 19)}+07:00`;
}

export const referenceTo = ({
  sender,
  identifier,
  sent,
}: Pick<CapAlert, 'sender' | 'identifier' | 'sent'>): string => `${sender},${identifier},${sent}`;
