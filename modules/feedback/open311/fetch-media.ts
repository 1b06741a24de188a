// Pictures that a partner names by address: fetched under the one rule for addresses from outside, then like any upload.
import type { Upload } from '@city/kernel/http';
import { AppError } from '@city/kernel/errors';
import { outsideFetcher } from '@city/kernel/fetch';
import type { FeedbackCity } from '../module-city.ts';
import { limits } from '../limits.ts';
import { wrong } from './open311-error.ts';

const timeoutMilliseconds = 8_000;

/**
 * Fetches pictures. No redirects, no addresses inside our walls, bounded in time and size (kernel/fetch).
 * @throws Open311Error that names `media_url`.
 */
export async function fetchMedia(city: FeedbackCity, urls: readonly string[]): Promise<Upload[]> {
  if (urls.length > limits.photosPerReport) throw wrong('media_url', `at most ${limits.photosPerReport}`);
  const fetch = outsideFetcher(city.m.config);
  const uploads: Upload[] = [];
  for (const url of urls) uploads.push(await fetchOne(fetch, url));
  return uploads;
}

async function fetchOne(fetch: ReturnType<typeof outsideFetcher>, url: string): Promise<Upload> {
  try {
    const answer = await fetch(url, { timeoutMilliseconds, mostBytes: limits.photoBytes });
    if (answer.status !== 200) throw wrong('media_url', `was answered with ${answer.status}`);
    const contentType = answer.headers.get('content-type') ?? 'application/octet-stream';
    return { field: 'photos', filename: 'media', contentType, data: answer.body };
  } catch (error) {
    if (error instanceof AppError)
      throw wrong('media_url', 'this address is not fetched or gives no picture');
    throw error;
  }
}
