// A warning as a CAP message: one info per language, the areas as outline and code, the chain of what it follows. Pure but for the outlines.
import { type CapAlert, type CapArea, type CapInfo, capTime } from '../cap/cap-message.ts';
import type { WarningEvent } from '../definitions/definitions-data.ts';
import type { WarningRow } from './tables.ts';

export interface Issuer {
  readonly sender: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly contact: string;
}

export interface ComposeInput {
  readonly warning: WarningRow;
  readonly event: WarningEvent;
  readonly issuer: Issuer;
  readonly identifier: string;
  readonly sentAt: Date;
  /** "sender,identifier,sent" of every earlier message of the chain, the oldest first. */
  readonly references: readonly string[];
  /** Name and outline of each unit. */
  readonly areas: readonly {
    readonly code: string;
    readonly name: { vi: string; en: string };
    readonly polygons: readonly string[];
  }[];
  readonly web: string;
}

/** Marks an exercise in every line that people read, as well as in `status`. */
const marked = (status: WarningRow['status'], text: string, lang: 'vi' | 'en'): string => {
  if (status === 'Exercise') return `${lang === 'vi' ? 'DIỄN TẬP' : 'EXERCISE'} – ${text}`;
  return status === 'Test' ? `${lang === 'vi' ? 'THỬ NGHIỆM' : 'TEST'} – ${text}` : text;
};

export function composeCap(input: ComposeInput): CapAlert {
  const { warning, issuer, identifier, sentAt, references } = input;
  return {
    identifier,
    sender: issuer.sender,
    sent: capTime(sentAt),
    status: warning.status,
    msgType: warning.msg_type,
    scope: 'Public',
    restriction: null,
    addresses: null,
    note: warning.note,
    references,
    infos: (['vi', 'en'] as const).map((lang) => infoOf(input, lang)),
  };
}

function infoOf({ warning, event, issuer, sentAt, areas, web }: ComposeInput, lang: 'vi' | 'en'): CapInfo {
  const isOver = warning.msg_type === 'Cancel';
  return {
    language: lang === 'vi' ? 'vi-VN' : 'en-US',
    categories: [event.category],
    event: event.event[lang],
    responseTypes: isOver ? ['AllClear'] : event.responses,
    urgency: isOver ? 'Past' : warning.urgency,
    severity: isOver ? 'Minor' : warning.severity,
    certainty: isOver ? 'Observed' : warning.certainty,
    eventCodes: [{ valueName: 'HP_EVENT', value: event.id }],
    effective: capTime(sentAt),
    onset: null,
    expires: capTime(warning.expires_at),
    senderName: issuer.name[lang],
    headline: marked(warning.status, warning[`headline_${lang}`], lang),
    description: marked(warning.status, warning[`description_${lang}`], lang),
    instruction: warning[`instruction_${lang}`] || null,
    web,
    contact: issuer.contact,
    areas: areas.map(
      ({ code, name, polygons }): CapArea => ({
        areaDesc: name[lang],
        polygons,
        circles: [],
        geocodes: [{ valueName: 'GSO_WARD', value: code }],
      }),
    ),
  };
}
