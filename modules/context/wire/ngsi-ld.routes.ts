// Mounts the whole interface under /ngsi-ld/v1: the protocol is not ours, so requests come in and answers go out untouched.
import { mount, type Route } from '@city/kernel/http';
import type { Broker } from '../broker.ts';
import { attributeEndpoints } from '../entities/attributes.routes.ts';
import { entityEndpoints } from '../entities/entities.routes.ts';
import { LIMITS } from '../limits.ts';
import { queryEndpoints } from '../query/query.routes.ts';
import { contextEndpoints } from '../terms/contexts.routes.ts';
import { discoveryEndpoints } from '../discovery/discovery.routes.ts';
import { batchEndpoints } from '../entities/batch.routes.ts';
import { subscriptionEndpoints } from '../subscriptions/subscriptions.routes.ts';
import { temporalReadEndpoints } from '../temporal/temporal-read.routes.ts';
import { temporalWriteEndpoints } from '../temporal/temporal.routes.ts';
import type { Endpoint } from './call.ts';
import { base, dispatcher } from './dispatch.ts';

export const endpoints: readonly Endpoint[] = [
  ...entityEndpoints,
  ...attributeEndpoints,
  ...queryEndpoints,
  ...batchEndpoints,
  ...discoveryEndpoints,
  ...contextEndpoints,
  ...subscriptionEndpoints,
  ...temporalWriteEndpoints,
  ...temporalReadEndpoints,
];

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const summaries = {
  GET: { vi: 'Đọc thực thể NGSI-LD', en: 'Read NGSI-LD entities' },
  POST: { vi: 'Tạo, hỏi, đăng ký theo NGSI-LD', en: 'Create, query and subscribe in NGSI-LD' },
  PUT: { vi: 'Thay thực thể NGSI-LD', en: 'Replace NGSI-LD entities' },
  PATCH: { vi: 'Sửa thực thể NGSI-LD', en: 'Change NGSI-LD entities' },
  DELETE: { vi: 'Xóa thực thể NGSI-LD', en: 'Delete NGSI-LD entities' },
} as const;

export function ngsiLdRoutes(broker: Broker): readonly Route[] {
  const dispatch = dispatcher(broker, endpoints);
  return methods.map((method) =>
    mount(
      {
        method,
        url: `${base}/*`,
        permission:
          'public: each endpoint decides by its tenant: reading public ones is open, writing needs a right',
        summary: summaries[method],
        limit: { max: LIMITS.requestsPerMinute, perSeconds: 60 },
        streams: 'application/json',
        anyOrigin: true,
      },
      dispatch,
    ),
  );
}
