// Decoders of devices, as the LoRa Alliance's payload codec API has them (TS013): no network, no files, little memory, little time.
import { AppError } from '@city/kernel/errors';
import '../errors.ts';
import type { Uplink } from './evaluate.ts';
import { runInThread } from './thread.ts';

export interface Decoded {
  readonly data: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/**
 * Calls `decodeUplink({bytes, fPort})` of a script.
 * @throws AppError `sensing_codec_failed` with what went wrong, in the words of the engine.
 */
export async function decodeUplink(script: string, uplink: Uplink): Promise<Decoded> {
  const answer = await runInThread(script, uplink);
  if ('why' in answer) throw failed(answer.why);
  const said = JSON.parse(answer.said) as { data?: unknown; errors?: unknown; warnings?: unknown } | null;
  const words = (list: unknown): string[] => (Array.isArray(list) ? list.map(String).slice(0, 10) : []);
  const errors = words(said?.errors);
  if (errors.length > 0) throw failed(errors.join('; '));
  const data = said?.data;
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw failed('decodeUplink answered no data');
  return { data: data as Record<string, unknown>, warnings: words(said?.warnings) };
}

function failed(why: string): AppError {
  const message = { vi: why.slice(0, 300), en: why.slice(0, 300) };
  return new AppError('sensing_codec_failed', {
    errors: [{ pointer: '/script', code: 'sensing_codec_failed', message }],
  });
}
