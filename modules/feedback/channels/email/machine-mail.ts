// Mail that no person wrote: it is kept and never answered, or two machines would write to each other for ever (RFC 3834).

export type Headers = ReadonlyMap<string, string>;

/** Why it is a machine's, for the record; null when a person wrote it. */
export function machineReason(
  headers: Headers,
  envelopeFrom: string,
  from: string,
  own: string,
): string | null {
  const say = (name: string) => (headers.get(name) ?? '').trim().toLowerCase();
  const submitted = say('auto-submitted');
  if (envelopeFrom === '') return 'empty return path';
  if (submitted !== '' && !submitted.startsWith('no')) return 'auto-submitted';
  if (['bulk', 'junk', 'list', 'auto_reply'].includes(say('precedence'))) return 'precedence';
  if (headers.has('list-id') || headers.has('list-unsubscribe')) return 'list';
  if (headers.has('x-autoreply') || headers.has('x-autorespond')) return 'autoreply';
  if (/^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply)(?:\+[^@]*)?@/.test(from))
    return 'machine address';
  const [local = '', domain = ''] = own.split('@');
  if (from === own || (from.startsWith(`${local}+`) && from.endsWith(`@${domain}`))) return 'our own';
  return null;
}

/** What the mail server in front found about the sender's domain (RFC 7208, RFC 8601); a hint, never the decision to take a mail. */
export function spfOf(headers: Headers): string | null {
  const received = /^\s*([a-z]+)/i.exec(headers.get('received-spf') ?? '')?.[1];
  const results = /\bspf=([a-z]+)/i.exec(headers.get('authentication-results') ?? '')?.[1];
  return (received ?? results)?.toLowerCase() ?? null;
}
