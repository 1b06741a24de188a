// One way in for every channel: a body of fields, contact and photos becomes a case that is ready to be written.
import type { Actor } from '@city/kernel/access';
import { isId } from '@city/kernel/database';
import type { FieldError } from '@city/kernel/errors';
import type { Upload } from '@city/kernel/http';
import type { NewReport } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { letIn } from '../moderation/let-in.ts';
import type { SenderKeySet } from '../moderation/sender-keys.ts';
import { type PhotosToTake, preparePhotos } from '../photos/take-photos.ts';
import { type CleanContact, cleanContact } from './contact.ts';
import { examine, type FilingPeople, newCase } from './filing.ts';
import { reportFields, type ReportInput } from './report-fields.ts';
import type { ReportBundle } from './report.store.ts';
import type { Channel, ReporterRow } from './tables.ts';

export interface Incoming {
  readonly body: NewReport;
  readonly uploads: readonly Upload[];
  readonly actor: Actor;
  readonly lang: 'vi' | 'en';
  readonly channel: Channel;
  readonly now: Date;
  /** The actor writes down what somebody else says: the report is that person's. */
  readonly onBehalf?: boolean;
  /** From where it comes, where that may be limited: partners answer for themselves, officers file for others. */
  readonly sender?: (phone: string | null) => SenderKeySet;
}

export interface Received {
  readonly made: ReportBundle;
  readonly photos: PhotosToTake;
}

/**
 * Checks everything, decodes the pictures, and makes the rows. `fileReport` writes them.
 * @throws AppError 400 that names every wrong field, before anything is stored.
 */
export async function receive(city: FeedbackCity, incoming: Incoming): Promise<Received> {
  const { body, now } = incoming;
  const problems: FieldError[] = [];
  const contact = contactOf(body, problems);
  const examined = examine(city, inputOf(body), now, problems, body.kind);
  const isLimited = incoming.sender !== undefined && incoming.actor.kind !== 'officer';
  const sender = isLimited ? await letIn(city, incoming.sender(contact?.phone ?? null), body, now) : null;
  const photos = await preparePhotos(city.m.files, { uploads: incoming.uploads, ids: body.photos ?? [] });
  return {
    made: newCase(
      city,
      examined,
      {
        channel: incoming.channel,
        reporter: reporterOf(incoming, contact),
        behalf: behalfOf(incoming),
        sender,
        device: deviceOf(body),
      },
      now,
    ),
    photos,
  };
}

/** Where the device was, from JSON as `device: {…}`, from forms as flat fields. */
function deviceOf(body: NewReport): NonNullable<FilingPeople['device']> | null {
  if (body.device) return { ...body.device, accuracyMetres: body.device.accuracyMetres ?? null };
  const { deviceLat: lat, deviceLon: lon, deviceAccuracy: accuracyMetres = null } = body;
  return lat === undefined || lon === undefined ? null : { lat, lon, accuracyMetres };
}

/** The listed fields out of a body that may hold more. */
export function inputOf(body: object): ReportInput {
  const given = body as Readonly<Record<string, unknown>>;
  const entries = reportFields.flatMap(({ name }) =>
    given[name] === undefined || given[name] === null ? [] : [[name, given[name]]],
  );
  return Object.fromEntries(entries) as unknown as ReportInput;
}

/** From JSON as `contact: {…}`, from forms as three flat fields. */
function contactOf(body: NewReport, problems: FieldError[]): CleanContact | null {
  if (body.contact) return cleanContact(body.contact, problems);
  const { contactName, contactPhone, contactEmail } = body;
  return cleanContact(
    {
      ...(contactName === undefined ? {} : { name: contactName }),
      ...(contactPhone === undefined ? {} : { phone: contactPhone }),
      ...(contactEmail === undefined ? {} : { email: contactEmail }),
    },
    problems,
    '',
  );
}

/** In whose name it is filed, where the route let through somebody who acts for another. */
function behalfOf({ actor }: Incoming): NonNullable<FilingPeople['behalf']> | null {
  const principal = actor.onBehalfOf;
  if (!principal || actor.id === null) return null;
  return {
    principal_kind: principal.kind,
    principal_id: principal.id,
    principal_name: principal.name,
    agent_id: actor.id,
    agent_name: actor.name,
    mandate: principal.mandate,
  };
}

/** Signed-in people are told through their account, too. */
function reporterOf(
  { actor, lang, onBehalf }: Incoming,
  contact: CleanContact | null,
): Omit<ReporterRow, 'report_id' | 'added_at'> | null {
  const isPerson =
    onBehalf !== true &&
    (actor.kind === 'citizen' || actor.kind === 'officer') &&
    actor.id !== null &&
    isId(actor.id);
  if (!isPerson && !contact) return null;
  return {
    person_id: isPerson ? actor.id : null,
    name: contact?.name ?? null,
    phone: contact?.phone ?? null,
    email: contact?.email ?? null,
    lang,
  };
}
