// A mail server that keeps everything and delivers nothing (SMTP, RFC 5321), with faults that the address asks for.
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server';
import { parseMail } from './mime.ts';
import type { MessageStore } from './store.ts';

const mostBytes = 10_000_000;

/** Says no with a reply code, as smtp-server reads it from the error. */
class Refusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/**
 * Faults by the local part of the recipient: `smtp-550@…` is refused for good, `smtp-451@…` each time for now,
 * `smtp-once@…` for now the first time only, `smtp-drop@…` loses the connection after the mail was taken, once.
 */
export function makeMailServer(store: MessageStore): SMTPServer {
  const seen = new Set<string>();
  const isFirst = (what: string) => !seen.has(what) && seen.add(what).has(what);
  const finish = async (
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error) => void,
  ) => {
    try {
      const recipients = await receive(stream, session, store);
      const mustDrop = recipients.some((address) => address.startsWith('smtp-drop@') && isFirst(address));
      if (!mustDrop) return done();
      for (const connection of server.connections) (connection as unknown as Connection)._socket.destroy();
    } catch (error) {
      done(error as Error);
    }
  };
  const server: SMTPServer = new SMTPServer({
    name: 'messages.simulator',
    banner: 'simulator: nothing leaves this machine',
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    size: mostBytes,
    logger: false,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => {
      if (auth.username === 'wrong') done(new Refusal(535, 'Authentication failed'));
      else done(null, { user: auth.username ?? 'anyone' });
    },
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith('smtp-550@')) return done(new Refusal(550, 'No such mailbox here'));
      if (address.startsWith('smtp-451@')) return done(new Refusal(451, 'Come back later'));
      if (address.startsWith('smtp-once@') && isFirst(address))
        return done(new Refusal(451, 'Come back later'));
      return done();
    },
    onData: (stream, session, done) => void finish(stream, session, done),
  });
  server.on('error', () => {});
  return server;
}

interface Connection {
  readonly _socket: { destroy(): void };
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  store: MessageStore,
): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw new Refusal(552, 'Message too large');
  const raw = Buffer.concat(chunks);
  const { headers, text, html } = parseMail(raw);
  const recipients = session.envelope.rcptTo.map((recipient: SMTPServerAddress) => recipient.address);
  for (const to of recipients) {
    const details = { headers, bytes: raw.length };
    store.add({
      channel: 'email',
      to,
      from: headers['from'] ?? '',
      title: headers['subject'] ?? '',
      text,
      html,
      details,
    });
  }
  return recipients;
}
