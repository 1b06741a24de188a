// Errors as the protocols of the wallet say them: OAuth's JSON in place of the city's problem documents, since wallets know no other.
import { Answer } from '@city/kernel/http';

export interface ProtocolErrorOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export class ProtocolError extends Error {
  readonly error: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** `description` is ASCII and says what to mend, never what we know (RFC 6749 §5.2). */
  constructor(error: string, description: string, options: ProtocolErrorOptions = {}) {
    super(description);
    this.error = error;
    this.status = options.status ?? 400;
    this.headers = options.headers ?? {};
  }
}

export const jsonAnswer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer =>
  new Answer(status, JSON.stringify(body), {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...headers,
  });

/** Runs an endpoint of a protocol; what goes wrong in its terms is answered in its terms. */
export async function spoken(run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const body = { error: error.error, error_description: error.message };
    return jsonAnswer(error.status, body, error.headers);
  }
}
