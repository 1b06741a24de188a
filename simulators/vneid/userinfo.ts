// The userinfo endpoint: what the person agreed to share, by scope (OIDC Core §5.3).
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Approval,
  type Client,
  IDENTITY_LEVEL_CLAIM,
  type Persona,
  PERSONAL_NUMBER_CLAIM,
} from './model.ts';
import { type Provider, subjectFor } from './provider.ts';
import { ProtocolError, sendJson } from './wire.ts';

/** GET or POST /userinfo with a bearer token. @throws ProtocolError invalid_token (401) */
export function userinfo(provider: Provider, request: IncomingMessage, response: ServerResponse): void {
  const token = /^bearer ([A-Za-z0-9_-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw notAllowed('no bearer token was sent', 'Bearer realm="VNeID simulator"');
  const issued = provider.memory.accessTokens.get(token);
  const client = provider.clients.get(issued?.approval.request.clientId ?? '');
  const persona = provider.personas.get(issued?.approval.personaId ?? '');
  const isRevoked = issued !== null && provider.memory.revokedGrants.get(issued.grantId) !== null;
  if (issued === null || isRevoked || client === undefined || persona === undefined) {
    throw notAllowed(
      'the access token is unknown, expired or revoked',
      'Bearer realm="VNeID simulator", error="invalid_token"',
    );
  }
  sendJson(response, 200, claimsFor(provider, client, persona, issued.approval));
}

function claimsFor(
  provider: Provider,
  client: Client,
  persona: Persona,
  approval: Approval,
): Record<string, unknown> {
  const { scopes } = approval.request;
  const isWrong = approval.fault === 'wrong_subject' || provider.faults.take('wrong_subject');
  return {
    sub: subjectFor(provider, client, isWrong ? `${persona.id} of another` : persona.id),
    ...(scopes.includes('profile')
      ? { name: persona.name, birthdate: persona.birthdate, gender: persona.gender, locale: 'vi-VN' }
      : {}),
    ...(scopes.includes('phone') ? { phone_number: persona.phone, phone_number_verified: true } : {}),
    ...(scopes.includes('identity')
      ? { [PERSONAL_NUMBER_CLAIM]: persona.personalNumber, [IDENTITY_LEVEL_CLAIM]: approval.identityLevel }
      : {}),
  };
}

function notAllowed(description: string, challenge: string): ProtocolError {
  return new ProtocolError('invalid_token', description, 401, { 'WWW-Authenticate': challenge });
}
