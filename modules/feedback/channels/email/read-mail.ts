// A mail out of its bytes: who, what, which pictures, what it answers. Bounded in depth and size; nothing in it is believed.
import { createHash } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import { normalEmail } from '../../cases/contact.ts';
import { type Headers, machineReason, spfOf } from './machine-mail.ts';
import { plainSubject, plainWords, wordsOfHtml } from './plain-words.ts';

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

export interface ReadMail {
  readonly externalId: string;
  readonly sender: string | null;
  readonly name: string | null;
  /** Without "Re:" and our code. */
  readonly subject: string;
  readonly rawSubject: string;
  readonly words: string;
  readonly pictures: readonly Buffer[];
  /** Attachments that are no pictures. */
  readonly others: number;
  /** Addresses it was sent to. */
  readonly to: readonly string[];
  /** Ids of mails it answers, such as those of ours. */
  readonly answers: readonly string[];
  readonly machine: string | null;
  readonly spf: string | null;
}

/** Smaller pictures are counting pixels; inside the text they are logos of a signature. */
const leastPictureBytes = 500;
const leastInlineBytes = 20_000;
const mostAttachments = 40;

/** @throws Error when the bytes are no mail. */
export async function readMail(raw: Buffer, envelope: Envelope, mailbox: string): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw, { maxNestingDepth: 20, maxHeadersSize: 256_000 });
  const headers: Headers = new Map(
    mail.headers.toReversed().map(({ key, value }) => [key.toLowerCase(), value]),
  );
  const sender = normalEmail(addressOf(mail) ?? envelope.from)?.toLowerCase() ?? null;
  const sorted = sortAttachments(mail);
  return {
    externalId: idOf(mail, raw),
    sender,
    name: nameOf(mail),
    subject: plainSubject(mail.subject ?? ''),
    rawSubject: (mail.subject ?? '').slice(0, 1_000),
    words: plainWords(mail.text?.trim() ? mail.text : wordsOfHtml(mail.html ?? '')),
    ...sorted,
    to: [...envelope.to, ...(mail.to ?? []), ...(mail.cc ?? [])].flatMap((one) =>
      typeof one === 'string' ? [one] : one.address ? [one.address] : [],
    ),
    answers: idsIn(`${mail.inReplyTo ?? ''} ${mail.references ?? ''}`),
    machine: machineReason(headers, envelope.from, sender ?? '', mailbox),
    spf: spfOf(headers),
  };
}

function addressOf({ from }: Email): string | undefined {
  return from && 'address' in from ? from.address : undefined;
}

function nameOf({ from }: Email): string | null {
  const name = (from?.name ?? '')
    .normalize('NFC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return name === '' || name.includes('@') ? null : name.slice(0, 80);
}

/** Its own id; a mail without one is known by its bytes. */
function idOf({ messageId }: Email, raw: Buffer): string {
  const id = messageId?.trim();
  return id && id.length <= 400 ? id : `sha256:${createHash('sha256').update(raw).digest('hex')}`;
}

const uuid = /<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/gi;

/** The UUIDs in front of the @: our own mails are named so. */
function idsIn(references: string): string[] {
  return [...references.slice(0, 20_000).matchAll(uuid)].slice(-50).map(([, id]) => id!.toLowerCase());
}

function sortAttachments({ attachments }: Email): Pick<ReadMail, 'pictures' | 'others'> {
  const pictures: Buffer[] = [];
  let others = Math.max(0, attachments.length - mostAttachments);
  for (const { mimeType, content, related } of attachments.slice(0, mostAttachments)) {
    const data = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
    const isPicture = mimeType.toLowerCase().startsWith('image/');
    const least = related === true ? leastInlineBytes : leastPictureBytes;
    if (isPicture && data.length >= least) pictures.push(data);
    else if (!isPicture) others += 1;
  }
  return { pictures, others };
}
