// A matter as those may see it who handle it or have filed it: never with the person.
import type { Actor } from '@city/kernel/access';
import type { ComplaintsCity } from '../complaints-city.ts';
import type { MatterItem, MatterView, StoryEntry } from '../contract.ts';
import { documentsOfMatter } from './document.store.ts';
import { type ComplaintsTx, evidenceOf, historyOf } from './matter.store.ts';
import { actionsOf, type Opened, runningTerm } from './step.ts';
import type { Content, EventRow, MatterRow } from './tables.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function bodyRef(city: ComplaintsCity, code: string) {
  return { code, name: city.receivers.show(code).name };
}

export function contentOf(city: ComplaintsCity, matter: MatterRow): Content {
  return city.seals.content.open<Content>(matter.matter_id, matter.content);
}

export function matterItem(city: ComplaintsCity, matter: MatterRow, now: Date): MatterItem {
  return {
    id: matter.matter_id,
    code: matter.code,
    kind: matter.kind,
    round: matter.round,
    state: matter.state,
    subject: contentOf(city, matter).subject,
    aboutBody: bodyRef(city, matter.about_body),
    filedAt: matter.filed_at.toISOString(),
    dueAt: iso(matter.due_at),
    isLate: matter.due_at !== null && now > matter.due_at,
    isAnonymous: matter.is_anonymous,
    handler: matter.handler_title,
    version: matter.version,
  };
}

/** Everything an officer of the receiving body sees; the identity is asked for apart. */
export async function matterView(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  opened: Opened,
): Promise<MatterView> {
  const { matter } = opened;
  const [history, evidence] = [await historyOf(tx, matter.matter_id), await evidenceOf(tx, matter.matter_id)];
  const documents = await documentsOfMatter(tx, matter.matter_id);
  const row = runningTerm(city, matter);
  const clock = matter.clock;
  return {
    ...matterItem(city, matter, tx.now),
    ...contentOf(city, matter),
    body: bodyRef(city, matter.body_code),
    remote: matter.remote,
    evidence: evidence.map(({ file_id }) => `/api/desk/complaints/${matter.matter_id}/evidence/${file_id}`),
    documents: documents.map(({ document_id, bytes }) => ({
      address: `/api/desk/complaints/${matter.matter_id}/documents/${document_id}`,
      bytes,
    })),
    term: clock?.term.source ?? null,
    firstAcceptDueAt: iso(matter.first_accept_due_at),
    firstDueAt: iso(matter.first_due_at),
    effectAt: iso(matter.effect_at),
    nextExtensionDays: (clock && row?.extensions[clock.extensions.length]) ?? null,
    hasIdentity: !matter.is_anonymous,
    actions: actionsOf(opened),
    story: history.map((event) => storyEntry(city, event)),
  };
}

export function storyEntry(city: ComplaintsCity, event: EventRow): StoryEntry {
  const { matter_id: id, seq, words } = event;
  return {
    seq,
    at: event.at.toISOString(),
    actor: event.actor_kind,
    title: event.title,
    action: event.action,
    to: event.to_state,
    words: words === null ? null : city.seals.words.open<string>(`${id}:${seq}`, words),
    dueAt: iso(event.due_at),
  };
}

/** Each look of an officer at a matter is a read of personal data. */
export function trailRead(tx: ComplaintsTx, actor: Actor, matter: MatterRow): void {
  tx.trail({
    action: 'complaint.read',
    object: { type: 'complaint', id: matter.matter_id },
    ...(actor.purpose === undefined ? {} : { purpose: actor.purpose }),
    detail: { seq: matter.version },
  });
}
