// The signature check against the example that Amazon publishes, and against every way to break it.
import { describe, expect, it } from 'vitest';
import { checkSignature, type SignedRequest } from './signature.ts';

/** "Example: GET Object" of the Amazon S3 API Reference, Signature Calculations for the Authorization Header. */
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const now = new Date('2013-05-24T00:00:00Z');
const example: SignedRequest = {
  method: 'GET',
  url: '/test.txt',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
};

const withHeaders = (headers: Record<string, string | undefined>): SignedRequest => ({
  ...example,
  headers: { ...example.headers, ...headers },
});

describe('the signature check', () => {
  it('accepts the published example', () => {
    expect(checkSignature(example, credentials, now)).toBe(null);
  });

  it('refuses whatever was changed after signing', () => {
    const changed: SignedRequest[] = [
      { ...example, method: 'DELETE' },
      { ...example, url: '/other.txt' },
      { ...example, url: '/test.txt?acl' },
      withHeaders({ host: 'other.example' }),
      withHeaders({ range: 'bytes=0-99' }),
      withHeaders({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
    ];
    for (const request of changed)
      expect(checkSignature(request, credentials, now)).toBe('SignatureDoesNotMatch');
  });

  it('refuses another secret, another key, another region, another hour and no signature at all', () => {
    expect(checkSignature(example, { ...credentials, secretAccessKey: 'wrong' }, now)).toBe(
      'SignatureDoesNotMatch',
    );
    expect(checkSignature(example, { ...credentials, accessKeyId: 'wrong' }, now)).toBe('InvalidAccessKeyId');
    expect(checkSignature(example, { ...credentials, region: 'eu-west-1' }, now)).toBe(
      'AuthorizationHeaderMalformed',
    );
    expect(checkSignature(example, credentials, new Date('2013-05-24T01:00:00Z'))).toBe(
      'RequestTimeTooSkewed',
    );
    expect(checkSignature(withHeaders({ authorization: undefined }), credentials, now)).toBe('AccessDenied');
  });

  it('refuses an x-amz header that was not signed', () => {
    expect(checkSignature(withHeaders({ 'x-amz-acl': 'public-read' }), credentials, now)).toBe(
      'AccessDenied',
    );
  });
});
