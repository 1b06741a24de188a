// Links to the page before and the page behind (GS CIM 009 §6.3.10; RFC 8288).
import type { Call } from '../wire/call.ts';
import type { Page } from '../wire/params.ts';

/** Parameters in alphabetical order; only what would break the header is encoded. */
export function pageLinks(
  call: Pick<Call, 'query' | 'url' | 'accept'>,
  page: Page,
  hasMore: boolean,
): readonly string[] {
  const at = (offset: number, rel: string): string => {
    const params = new URLSearchParams(call.query);
    params.set('limit', String(page.limit));
    params.set('offset', String(offset));
    const text = [...params]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(
        ([name, value]) => `${name}=${value.replace(/[\s"<>&#%+\\^`{}|\u0080-\uffff]/g, encodeURIComponent)}`,
      )
      .join('&');
    return `<${call.url.replace(/\/$/, '')}?${text}>; rel="${rel}";type="${call.accept}"`;
  };
  return [
    ...(page.offset > 0 ? [at(Math.max(0, page.offset - page.limit), 'prev')] : []),
    ...(hasMore ? [at(page.offset + page.limit, 'next')] : []),
  ];
}
