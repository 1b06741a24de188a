// Plays a person's phone and the aggregator behind it: posts a text message to a city, signed as the real one does, and again when it is not taken.
import { createHmac, randomUUID } from 'node:crypto';

export interface PhoneOptions {
  /** Address of the city, such as `http://localhost:8080`. */
  readonly city: string;
  /** What the city has as CITY_SMS_IN_SECRET. */
  readonly secret: string;
  readonly now?: () => Date;
  /** The short number that people write to. */
  readonly shortNumber?: string;
  /** Tries before it gives up; aggregators repeat what is not answered with 200. */
  readonly tries?: number;
}

export interface SentText {
  readonly id: string;
  readonly status: number;
  /** What the city made of it; null when it refused. */
  readonly outcome: string | null;
  readonly tries: number;
}

export interface Phone {
  /** Sends words from a number; `id` repeats a message that was sent before. */
  send(from: string, text: string, id?: string): Promise<SentText>;
}

/** @throws Error in production mode. */
export function makePhone(options: PhoneOptions): Phone {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('The simulated phone refuses to run in production mode.');
  const { city, secret, now = () => new Date(), shortNumber = '1022', tries = 3 } = options;
  return {
    send: async (from, text, id = randomUUID()) => {
      const timestamp = Math.floor(now().getTime() / 1000);
      const signature = createHmac('sha256', secret)
        .update(`${id}.${timestamp}.${from}.${text}`)
        .digest('hex');
      const body = JSON.stringify({ id, from, to: shortNumber, text, timestamp });
      const headers = { 'content-type': 'application/json', 'x-signature': signature };
      let status = 0;
      for (let at = 1; at <= tries; at += 1) {
        const answer = await fetch(`${city}/api/channels/sms`, { method: 'POST', headers, body }).catch(
          () => null,
        );
        status = answer?.status ?? 0;
        if (answer?.ok) {
          const { outcome } = (await answer.json()) as { outcome: string };
          return { id, status, outcome, tries: at };
        }
        // A refusal of the message itself stays one.
        if (status >= 400 && status < 500 && status !== 429) break;
      }
      return { id, status, outcome: null, tries };
    },
  };
}
