// All ways in beside the web form and Open311.
import type { Route } from '@city/kernel/http';
import type { FeedbackCity } from '../module-city.ts';
import { gopyRoutes } from './gopy/gopy.routes.ts';
import { hotlineRoutes } from './hotline/hotline.routes.ts';
import { smsRoutes } from './sms/sms.routes.ts';

export function channelRoutes(city: FeedbackCity): readonly Route[] {
  return [...gopyRoutes(city), ...smsRoutes(city), ...hotlineRoutes(city)];
}
