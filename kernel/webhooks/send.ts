// One try: the event as a signed message, sent through the one way out; status and duration are all that is kept.
import { AppError } from '@city/kernel/errors';
import type { OutsideFetch } from '@city/kernel/fetch';
import type { DueDelivery } from './round.store.ts';
import { deliveryLimits, wishOf } from './schedule.ts';
import { signWebhook } from './signature.ts';

export interface SentResult {
  readonly delivery: DueDelivery;
  readonly at: Date;
  readonly outcome: 'delivered' | 'failed' | 'gone' | 'lost';
  readonly status: number | null;
  readonly milliseconds: number;
  readonly error: string | null;
  readonly wishSeconds?: number | undefined;
}

export interface SendTo {
  readonly url: string;
  /** Newest first. */
  readonly secrets: readonly string[];
  readonly secureOnly: boolean;
}

/** The body of a delivery: the same bytes at every try. */
export function bodyOf(delivery: DueDelivery, event: NonNullable<DueDelivery['event']>): string {
  return JSON.stringify({
    type: delivery.type,
    timestamp: event.occurredAt.toISOString(),
    id: delivery.eventId,
    version: event.version,
    key: delivery.key,
    data: event.data,
  });
}

/** Never throws: whatever goes wrong is a failed try. 2xx is delivered, 410 says that the receiver is gone for good. */
export async function send(
  fetch: OutsideFetch,
  to: SendTo,
  delivery: DueDelivery,
  now: () => Date,
): Promise<SentResult> {
  const at = now();
  const from = performance.now();
  const result = (
    outcome: SentResult['outcome'],
    status: number | null,
    error: string | null,
  ): SentResult => ({
    delivery,
    at,
    outcome,
    status,
    error,
    milliseconds: Math.round(performance.now() - from),
  });
  if (!delivery.event) return result('lost', null, 'event_gone');
  const body = bodyOf(delivery, delivery.event);
  try {
    const answer = await fetch(to.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signWebhook(to.secrets, { id: delivery.eventId, at, body }),
      },
      body,
      timeoutMilliseconds: deliveryLimits.timeoutMilliseconds,
      discardBody: true,
      secureOnly: to.secureOnly,
    });
    if (answer.status >= 200 && answer.status < 300) return result('delivered', answer.status, null);
    if (answer.status === 410) return result('gone', 410, 'status_410');
    const wishSeconds = wishOf(answer.headers.get('retry-after'), now());
    return { ...result('failed', answer.status, `status_${answer.status}`), wishSeconds };
  } catch (error) {
    return result('failed', null, error instanceof AppError ? error.code : 'internal');
  }
}
