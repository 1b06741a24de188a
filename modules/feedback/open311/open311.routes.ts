// All interfaces of Open311: GeoReport v2 with its update extension and CitySDK's, on trial and in earnest.
import type { Route } from '@city/kernel/http';
import type { FeedbackCity } from '../module-city.ts';
import { discoveryRoutes } from './discovery.routes.ts';
import { inquiryRoutes } from './inquiry.routes.ts';
import { postRoutes } from './post.routes.ts';
import { requestRoutes } from './requests.routes.ts';
import { updateRoutes } from './updates.routes.ts';

export function open311Routes(city: FeedbackCity): readonly Route[] {
  return [
    ...discoveryRoutes(city),
    ...requestRoutes(city),
    ...postRoutes(city),
    ...updateRoutes(city),
    ...inquiryRoutes(city),
  ];
}
