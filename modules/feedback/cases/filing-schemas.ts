// What a person or a program sends to file a report. Safe in a browser.
import { type Static, Type } from 'typebox';
import { limits } from '../limits.ts';
import { fieldProperties, type ReportInput } from './report-fields.ts';

const strict = { additionalProperties: false } as const;

export const ContactInput = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: limits.contactNameMax })),
    phone: Type.Optional(Type.String({ maxLength: 20, description: 'Vietnamese number, any spacing' })),
    email: Type.Optional(Type.String({ maxLength: limits.contactEmailMax })),
  },
  strict,
);
export type ContactInput = Static<typeof ContactInput>;

export const FileIds = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  maxItems: limits.photosPerReport,
});
const Latitude = Type.Number({ minimum: -90, maximum: 90 });
const Longitude = Type.Number({ minimum: -180, maximum: 180 });
const Accuracy = Type.Number({ minimum: 0, maximum: 1_000_000 });
/** Body of POST /api/reports. As multipart form the photos are files named `photos`, contact is `contactName`, `contactPhone`, `contactEmail`. */
export const NewReport = Type.Object(
  {
    ...fieldProperties(),
    contact: Type.Optional(ContactInput),
    contactName: Type.Optional(Type.String({ maxLength: limits.contactNameMax })),
    contactPhone: Type.Optional(Type.String({ maxLength: 20 })),
    contactEmail: Type.Optional(Type.String({ maxLength: limits.contactEmailMax })),
    photos: Type.Optional(FileIds),
    device: Type.Optional(
      Type.Object(
        { lat: Latitude, lon: Longitude, accuracyMetres: Type.Optional(Accuracy) },
        {
          ...strict,
          description: 'Where the device is; only its distance from the pin is kept, for offices',
        },
      ),
    ),
    deviceLat: Type.Optional(Latitude),
    deviceLon: Type.Optional(Longitude),
    deviceAccuracy: Type.Optional(Accuracy),
    questionToken: Type.Optional(
      Type.String({ maxLength: 120, description: 'From GET /api/reports/question' }),
    ),
    questionAnswer: Type.Optional(Type.String({ maxLength: 20 })),
    kind: Type.Optional(
      Type.Enum(['phan_anh', 'kien_nghi', 'hoi_dap'], {
        description:
          'Report, proposal or question: each has terms of its own. Complaints and denunciations are not taken here',
      }),
    ),
  },
  strict,
);
export type NewReport = ReportInput & {
  kind?: 'phan_anh' | 'kien_nghi' | 'hoi_dap';
  contact?: ContactInput;
  contactName?: string;
  contactPhone?: string;
  contactEmail?: string;
  photos?: string[];
  device?: { lat: number; lon: number; accuracyMetres?: number };
  deviceLat?: number;
  deviceLon?: number;
  deviceAccuracy?: number;
  questionToken?: string;
  questionAnswer?: string;
};
