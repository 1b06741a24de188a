// The door for mail (SMTP, RFC 5321), open where jobs run and only when the operator has named address and port: the city's mail server hands on to it.
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Listener } from '@city/kernel/module';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { mailDoorOf } from '../../settings.ts';
import { takeMail } from './take-mail.ts';

/** Says no with a reply code, as smtp-server reads it from the error. */
class Refusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** None unless both address and port are set. */
export function mailListeners(city: FeedbackCity): readonly Listener[] {
  const door = mailDoorOf(city.m.config);
  const { mailbox } = city;
  return door === null || mailbox === null ? [] : [mailListener(city, mailbox, door)];
}

export interface MailListener extends Listener {
  /** Where it listens; 0 before it does. */
  readonly port: () => number;
}

export function mailListener(
  city: FeedbackCity,
  mailbox: string,
  door: { readonly host: string; readonly port: number },
): MailListener {
  const log = city.m.log.child({ part: 'mail' });
  const takeOrRefuse = async (
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): Promise<void> => {
    try {
      await receive(city, mailbox, stream, session);
      done();
    } catch (error) {
      if (error instanceof Refusal) return done(error);
      log.error({ err: error }, 'A mail could not be taken now; its server tries again');
      done(new Refusal(451, 'Come back later'));
    }
  };
  const server = new SMTPServer({
    name: mailbox.slice(mailbox.indexOf('@') + 1),
    banner: 'reports by mail',
    size: limits.mailBytes,
    maxClients: limits.mailClients,
    // It stands behind the city's own mail server on this machine or network, which speaks TLS to the world.
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    disableReverseLookup: true,
    socketTimeout: 60_000,
    closeTimeout: 10_000,
    logger: false,
    onRcptTo: ({ address }, _session, done) =>
      isOurs(mailbox, address) ? done() : done(new Refusal(550, 'No such mailbox here')),
    onData: (stream, session, done) => void takeOrRefuse(stream, session, done),
  });
  server.on('error', (error) => log.warn({ err: error }, 'A mail connection broke'));
  let port = 0;
  return {
    name: 'mail',
    port: () => port,
    start: () =>
      new Promise((resolve, reject) => {
        const listening = server.listen(door.port, door.host, () => {
          const address = listening.address();
          port = typeof address === 'object' && address !== null ? address.port : door.port;
          log.info({ port }, 'Mail is taken');
          resolve();
        });
        listening.once('error', reject);
      }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The mailbox itself, or with a part behind a plus. */
function isOurs(mailbox: string, address: string): boolean {
  const [local = '', domain = ''] = mailbox.split('@');
  const small = address.toLowerCase();
  return small === mailbox || (small.startsWith(`${local}+`) && small.endsWith(`@${domain}`));
}

/** The whole mail, then its transaction: 250 is said only after the commit. */
async function receive(
  city: FeedbackCity,
  mailbox: string,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<void> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    // What is over the limit is read to its end and not kept.
    if (bytes <= limits.mailBytes) chunks.push(chunk as Buffer);
  }
  if (stream.sizeExceeded || bytes > limits.mailBytes) throw new Refusal(552, 'Message too large');
  const { mailFrom, rcptTo } = session.envelope;
  await takeMail(city, mailbox, Buffer.concat(chunks), {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
  });
}
