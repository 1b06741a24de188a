// A mail on its way in: read, its pictures decoded, the report it answers found, and taken in one transaction.
import { system } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import type { PreparedImage } from '@city/kernel/files';
import { type FeedbackTx, findReport } from '../../cases/report.store.ts';
import { parseTrackingCode } from '../../cases/tracking-code.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { codeOfMail } from '../conversation/message.store.ts';
import { isProof, readReplyAddress } from '../conversation/reply-address.ts';
import { type Incoming, takeMessage, type Taken } from '../conversation/take-message.action.ts';
import { type Envelope, readMail, type ReadMail } from './read-mail.ts';

const hand = system('feedback.messages');

/**
 * Takes a mail; when this returns, it is stored. Null when it was taken before, or has no sender one could answer.
 * @throws Error when it cannot be stored now: the sending server tries again.
 */
export async function takeMail(
  city: FeedbackCity,
  mailbox: string,
  raw: Buffer,
  envelope: Envelope,
): Promise<Taken | null> {
  const mail = await readMail(raw, envelope, mailbox);
  const { sender } = mail;
  if (sender === null) return null;
  const { pictures, leftOut } = await decode(city, mail);
  return city.m.db.transaction(hand, async (tx) => {
    const about = await reportOf(tx, city, mail, mailbox);
    const message: Incoming = {
      channel: 'email',
      externalId: mail.externalId,
      sender,
      name: mail.name,
      words: about === null ? wholeWords(mail) : mail.words,
      pictures,
      about,
      isDoubtful: mail.spf === 'fail' || mail.spf === 'softfail',
      mustNotAnswer: mail.machine !== null,
      leftOut,
      hints: { spf: mail.spf, machine: mail.machine, leftOut, pictures: pictures.length },
    };
    return takeMessage(tx, city, message);
  });
}

/** Pictures one by one: what is broken or too many is left out and its sender told, and the words are taken all the same. */
async function decode(
  city: FeedbackCity,
  { pictures: raw, others, machine }: ReadMail,
): Promise<{ pictures: PreparedImage[]; leftOut: number }> {
  if (machine !== null) return { pictures: [], leftOut: raw.length + others };
  const pictures: PreparedImage[] = [];
  let leftOut = others;
  for (const data of raw) {
    if (pictures.length >= limits.photosPerReport || data.length > limits.photoBytes) {
      leftOut += 1;
      continue;
    }
    try {
      pictures.push(await city.m.files.prepareImage(data, { field: '/photos' }));
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      leftOut += 1;
    }
  }
  return { pictures, leftOut };
}

/** The subject often says what it is about, and the body only where. */
function wholeWords({ subject, words }: ReadMail): string {
  return subject === '' || words.startsWith(subject) ? words : `${subject}\n${words}`.trim();
}

/** By the address that only the reporter got, by the mail of ours that it answers, or by a code in its subject, which proves nothing. */
async function reportOf(
  tx: FeedbackTx,
  city: FeedbackCity,
  mail: ReadMail,
  mailbox: string,
): Promise<Incoming['about']> {
  const prefix = city.rules.bodies.trackingPrefix;
  for (const address of mail.to) {
    const tag = readReplyAddress(mailbox, address);
    const code = tag && parseTrackingCode(prefix, tag.code);
    const report = code?.ok ? await findReport(tx, code.code) : undefined;
    if (tag && report && isProof(city.keys, report.report_id, tag.proof))
      return { code: report.tracking_code, isProven: true };
  }
  const thread = await codeOfMail(tx, mail.answers);
  if (thread !== null) return { code: thread, isProven: true };
  const written = new RegExp(`\\b${prefix}-[0-9A-Z-]{10,20}\\b`, 'i').exec(mail.rawSubject)?.[0];
  return written === undefined ? null : { code: written, isProven: false };
}
