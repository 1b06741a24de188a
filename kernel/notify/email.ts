// E-mail through the operator's mail server (SMTP).
import { createTransport } from 'nodemailer';
import { type Config, setting, text } from '@city/kernel/config';
import { type ChannelAdapter, notConfigured, type Outcome, type Outgoing } from './channel.ts';

const settings = {
  server: setting({
    name: 'CITY_SMTP_URL',
    describe: 'Mail server, such as smtps://user:password@mail.example:465. Empty: no e-mail is sent',
    parse: (value) => new URL(value).toString(),
    fallback: '',
  }),
  from: setting({
    name: 'CITY_MAIL_FROM',
    describe: 'Sender of e-mail, such as Hoa Phượng <no-reply@haiphong.example>',
    parse: text,
    fallback: 'Hoa Phượng <no-reply@localhost>',
  }),
};

const oneAddress = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,255}$/;

/** True for one bare e-mail address: what a form takes and a header may carry. */
export function isEmailAddress(value: string): boolean {
  return value.length <= 254 && oneAddress.test(value) && !/[\r\n\0]/.test(value);
}

export function emailChannel(config: Config): ChannelAdapter {
  const server = config.get(settings.server);
  if (server === '') return notConfigured('email');
  const from = config.get(settings.from);
  const transport = createTransport(
    {
      url: server,
      pool: true,
      maxConnections: 4,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    },
    { from, disableFileAccess: true, disableUrlAccess: true },
  );
  const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    channel: 'email',
    send: async (outgoing) => {
      if (!outgoing.email) return { status: 'skipped', reason: 'no e-mail address' };
      if (!isEmailAddress(outgoing.email)) return { status: 'failed', reason: 'not an e-mail address' };
      try {
        const sent = await transport.sendMail({
          to: outgoing.email,
          subject: outgoing.words.subject ?? outgoing.words.title,
          ...(outgoing.words.replyTo && isEmailAddress(outgoing.words.replyTo)
            ? { replyTo: outgoing.words.replyTo }
            : {}),
          text: plainBody(outgoing),
          html: htmlBody(outgoing),
          // The same for every try, so that a mail that was accepted unheard is one mail in the reader's box.
          messageId: `<${outgoing.messageId}@${domain}>`,
          headers: {
            'Content-Language': outgoing.lang,
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
          },
        });
        return { status: 'sent', reference: sent.messageId };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A 5xx answer is final (RFC 5321 §4.2.1) but for a refused sign-in, which the operator can mend. */
function outcomeOf(error: unknown): Outcome {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return { status: 'retry', reason: 'mail server refused the sign-in', isAnswered: true };
  if (responseCode !== undefined && responseCode >= 500)
    return { status: 'failed', reason: `mail server answered ${responseCode}` };
  if (responseCode !== undefined)
    return { status: 'retry', reason: `mail server answered ${responseCode}`, isAnswered: true };
  return { status: 'retry', reason: `mail server not reached (${code ?? 'unknown'})`, isAnswered: false };
}

function plainBody({ words, link, t }: Outgoing): string {
  return [words.body, ...(link ? [`${t('Xem tại đây')}: ${link}`] : []), ...footer(t)].join('\n\n');
}

function footer(t: Outgoing['t']): string[] {
  return [t('Thư này do Hoa Phượng, thành phố số Hải Phòng, tự động gửi. Cần người giúp: gọi 1022.')];
}

function htmlBody({ words, link, t, lang }: Outgoing): string {
  const paragraphs = words.body
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 16px">${escape(part).replace(/\n/g, '<br>')}</p>`);
  const button = link
    ? `<p style="margin:24px 0"><a href="${escape(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#005f8a;color:#ffffff;font-weight:600;text-decoration:none">${escape(t('Xem tại đây'))}</a></p>`
    : '';
  const small = footer(t).map(
    (line) => `<p style="margin:24px 0 0;color:#4a5761;font-size:14px">${escape(line)}</p>`,
  );
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(words.title)}</title></head><body style="margin:0;padding:24px;background:#ffffff;color:#131a20;font:16px/1.55 'Be Vietnam Pro',system-ui,sans-serif"><div style="max-width:36rem;margin:0 auto"><h1 style="margin:0 0 16px;font-size:20px;line-height:1.35">${escape(words.title)}</h1>${paragraphs.join('')}${button}${small.join('')}</div></body></html>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => entities[sign]!);
}
