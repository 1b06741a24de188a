// The door for messages of partners.
import { Type } from 'typebox';
import { type Route, route } from '@city/kernel/http';
import { inForce } from '../definitions/city-files.ts';
import { limits } from '../limits.ts';
import type { OperationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { receiveCap, refusal } from './receive.action.ts';

const Message = Type.Object(
  { xml: Type.String({ minLength: 1, maxLength: limits.capBytes }) },
  { additionalProperties: false },
);
const Taken = Type.Object(
  { id: Type.String(), accepted: Type.Boolean(), alarmId: Type.Union([Type.String(), Type.Null()]) },
  { $id: 'OperationsCapReceived' },
);

export function receiveRoutes(city: OperationsCity): readonly Route[] {
  return [
    route<OperationsTables, typeof Message>(
      {
        method: 'POST',
        url: '/api/operations/cap-in',
        permission: 'operations.cap.receive',
        tags: ['operations'],
        summary: { vi: 'Nhận cảnh báo CAP của cơ quan khác', en: 'Take a CAP message of a partner' },
        body: Message,
        response: { 200: Taken },
        bodyLimit: limits.capBytes * 2,
      },
      async (c) => {
        const partners = city.files.warnings.partners.filter((row) => inForce(row, c.now));
        // The refusal is kept too: it is thrown only after the commit.
        const received = await c.transaction((tx) => receiveCap(tx, city, c.body.xml, partners));
        const refused = refusal(received);
        if (refused) throw refused;
        return received;
      },
    ),
  ];
}
