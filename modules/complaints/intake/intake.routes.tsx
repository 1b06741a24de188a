// The people's way: which of the two, three steps of a form, the receipt. Plain HTML, each step one post and one redirect.
import type { Route } from '@city/kernel/http';
import type { ComplaintsCity } from '../complaints-city.ts';
import { aboutPages } from './about.routes.tsx';
import { choosePage } from './choose.routes.tsx';
import { receiptPage } from './receipt.routes.tsx';
import { sendPages } from './send.routes.tsx';
import { whatPages } from './what.routes.tsx';

export function intakePages(city: ComplaintsCity): readonly Route[] {
  return [choosePage(city), ...aboutPages(city), ...whatPages(city), ...sendPages(city), receiptPage(city)];
}
