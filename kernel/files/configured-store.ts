// Which store the settings ask for: a bucket when an endpoint is named, else the data folder.
import { join } from 'node:path';
import { type Config, setting, text, webAddress } from '@city/kernel/config';
import type { BlobStore } from './blob-store.ts';
import { diskStore } from './disk-store.ts';
import { s3Store } from './s3-store.ts';

const settings = {
  endpoint: setting({
    name: 'CITY_FILES_S3_ENDPOINT',
    describe: 'Address of an S3-compatible server for files; without it they lie in the data folder',
    parse: webAddress,
    fallback: '',
  }),
  bucket: setting({
    name: 'CITY_FILES_S3_BUCKET',
    describe: 'Bucket for files',
    parse: text,
    fallback: 'hoa-phuong',
  }),
  region: setting({
    name: 'CITY_FILES_S3_REGION',
    describe: 'Region of the bucket',
    parse: text,
    fallback: 'us-east-1',
  }),
  accessKeyId: setting({
    name: 'CITY_FILES_S3_ACCESS_KEY_ID',
    describe: 'Access key of the bucket',
    parse: text,
  }),
  secretAccessKey: setting({
    name: 'CITY_FILES_S3_SECRET_ACCESS_KEY',
    describe: 'Secret of that access key',
    parse: text,
  }),
};

export function configuredStore(config: Config): BlobStore {
  const endpoint = config.get(settings.endpoint);
  if (!endpoint) return diskStore(join(config.dataDirectory, 'files'));
  return s3Store({
    endpoint,
    bucket: config.get(settings.bucket),
    region: config.get(settings.region),
    accessKeyId: config.get(settings.accessKeyId),
    secretAccessKey: config.get(settings.secretAccessKey),
  });
}
