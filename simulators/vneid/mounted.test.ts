// The simulator mounted below a path of another server, the way the demo runs it on the city's own port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oidc from 'openid-client';
import { expect, it } from 'vitest';
import { makeVneidSimulator, readPersonas, signInAs } from './vneid.ts';

it('signs people in below the path of its issuer, and leaves every other address to the server', async () => {
  let simulator: Awaited<ReturnType<typeof makeVneidSimulator>> | null = null;
  const server = createServer((request, response) => {
    void simulator?.handle(request, response).then((isOurs) => {
      if (!isOurs) response.end('the city');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${origin}/sign-in/callback`;
  simulator = await makeVneidSimulator({
    publicUrl: `${origin}/sim/vneid`,
    personas: readPersonas(new URL('../../city/haiphong/people/personas.json', import.meta.url)),
    clients: [
      {
        clientId: 'city',
        name: { vi: 'Thành phố', en: 'City' },
        redirectUris: [redirectUri],
        authentication: { method: 'client_secret_basic', secret: 'secret' },
      },
    ],
  });
  try {
    expect(await (await fetch(`${origin}/me`)).text()).toBe('the city');
    expect(await (await fetch(`${origin}/sim/vneidx`)).text()).toBe('the city');
    const config = await oidc.discovery(
      new URL(`${origin}/sim/vneid`),
      'city',
      { id_token_signed_response_alg: 'ES256' },
      oidc.ClientSecretBasic('secret'),
      { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] },
    );
    const verifier = oidc.randomPKCECodeVerifier();
    const url = await oidc.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: redirectUri,
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const back = await signInAs(url, { persona: 'pham-gia-bao' });
    const tokens = await oidc.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier });
    expect(tokens.claims()?.iss).toBe(`${origin}/sim/vneid`);
  } finally {
    simulator.stop();
    server.closeAllConnections();
    server.close();
  }
});
