// Acting for another at a service (RFC 8693): the acting person's token and a mandate become a token in the principal's name.
import type Provider from 'oidc-provider';
import { type AccessToken, type Client, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { checkDpopReplay, checkDpopRequired, validateDpop } from 'oidc-provider/lib/helpers/grants.js';
import { isId } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import type { Identity } from '../identity.ts';
import { powersAt } from '../mandates/mandate.ts';
import { type MandateRecord, readMandate } from '../mandates/mandate.store.ts';
import type { Tables } from '../tables.ts';
import { apiAddress, cityApi, isApiScope } from './city-api.ts';
import { keepExchanged } from './exchanged.ts';
import { clientField } from './client-field.ts';
import { actor } from './unit.ts';

export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
/** The subject of an exchange: the number of a mandate, which names whom it is over. */
export const mandateType = 'urn:vn:haiphong:token-type:mandate';
export const exchangeParameters = [
  'subject_token',
  'subject_token_type',
  'actor_token',
  'actor_token_type',
  'requested_token_type',
  'resource',
  'scope',
];

interface Asked {
  readonly actorToken: string;
  readonly mandateId: string;
  readonly scopes: readonly string[];
}

/** @throws InvalidRequest, InvalidTarget, InvalidScope */
function readAsked(m: ModuleContext<Tables>, params: Readonly<Record<string, unknown>>): Asked {
  const text = (name: string): string => {
    const value = params[name];
    if (typeof value !== 'string' || value === '') throw new errors.InvalidRequest(`${name} is needed`);
    return value;
  };
  if (text('subject_token_type') !== mandateType)
    throw new errors.InvalidRequest(`subject_token_type must be ${mandateType}`);
  if (text('actor_token_type') !== accessTokenType)
    throw new errors.InvalidRequest(`actor_token_type must be ${accessTokenType}`);
  if (params['requested_token_type'] !== undefined && params['requested_token_type'] !== accessTokenType)
    throw new errors.InvalidRequest('only access tokens are issued in exchange');
  if (text('resource') !== apiAddress(m)) throw new errors.InvalidTarget();
  const scopes = [...new Set(text('scope').split(' ').filter(Boolean))];
  const unknown = scopes.filter((scope) => !isApiScope(scope));
  if (unknown.length > 0) throw new errors.InvalidScope('unknown scope', unknown.join(' '));
  return { actorToken: text('actor_token'), mandateId: text('subject_token'), scopes };
}

/** The token of the acting person: of this client, alive, bound to the key that asks now if to any. */
async function actingToken(
  provider: Provider,
  ctx: KoaContextWithOIDC,
  asked: Asked,
  jkt: string | undefined,
) {
  const token = await provider.AccessToken.find(asked.actorToken);
  const { client } = ctx.oidc;
  if (!token || !client || token.clientId !== client.clientId || !token.grantId)
    throw new errors.InvalidGrant('actor_token is not a living access token of this client');
  if (token.jkt !== undefined && token.jkt !== jkt)
    throw new errors.InvalidGrant('actor_token is bound to another key');
  const grant = await provider.Grant.find(token.grantId);
  if (!grant || grant.clientId !== client.clientId || grant.accountId !== token.accountId)
    throw new errors.InvalidGrant('the grant behind actor_token is over');
  const session = token.sessionUid ? await provider.Session.findByUid(token.sessionUid) : undefined;
  if (token.expiresWithSession && !session)
    throw new errors.InvalidGrant('the session behind actor_token is over');
  return { token, grant, source: { acr: session?.acr, authTime: session?.loginTs } };
}

/** The mandate when it gives its agent powers now; whatever came of it stands on the trail. */
async function decided(
  m: ModuleContext<Tables>,
  identity: Identity,
  asked: Asked,
  agent: { readonly personId: string; readonly clientId: string },
): Promise<{ readonly mandate: MandateRecord; readonly powers: readonly string[] } | null> {
  return m.db.transaction(actor, async (tx) => {
    const found = isId(asked.mandateId) ? await readMandate(tx, asked.mandateId) : null;
    const mandate = found?.agent.id === agent.personId ? found : null;
    const powers = mandate ? powersAt(mandate, identity.mandateRulesOn, m.now()) : [];
    const isGiven = mandate !== null && powers.length > 0;
    tx.trail({
      action: 'acting.chosen',
      object: { type: 'oidc-client', id: agent.clientId },
      subject: mandate?.principal.kind === 'person' ? mandate.principal.id : agent.personId,
      outcome: isGiven ? 'allowed' : 'refused',
      reason: isGiven ? 'holds the mandate now' : 'no mandate that gives powers',
      detail: { agent: agent.personId, to: mandate?.id ?? null, powers },
    });
    return isGiven ? { mandate, powers } : null;
  });
}

interface ExchangeNeeds {
  readonly m: ModuleContext<Tables>;
  readonly identity: Identity;
  /** The name by which a client knows a person or an organisation. */
  readonly nameFor: (id: string, client: object) => string;
}

/** Adds the grant to a provider. Only clients registered for acting for others may use it. */
export function addTokenExchange(provider: Provider, { m, identity, nameFor }: ExchangeNeeds): void {
  const exchange = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { client, params } = ctx.oidc;
    if (!client || clientField<boolean>(client, 'representation') !== true)
      throw new errors.UnauthorizedClient('this client is not registered for acting for others');
    const asked = readAsked(m, params ?? {});
    const proof = await validateDpop(provider, ctx);
    checkDpopRequired(provider, ctx, proof);
    const { token, grant, source } = await actingToken(provider, ctx, asked, proof?.thumbprint);
    const may = new Set(grant.getResourceScope(apiAddress(m)).split(' '));
    const beyond = asked.scopes.filter((scope) => !may.has(scope));
    if (beyond.length > 0) throw new errors.InvalidScope('scope was not granted', beyond.join(' '));
    const { clientId } = client;
    const given = await decided(m, identity, asked, { personId: token.accountId, clientId });
    if (!given) throw new errors.InvalidGrant('the mandate gives no power now');
    await checkDpopReplay(provider, ctx, proof, clientId);
    const issued = makeToken(provider, client, {
      m,
      token,
      scopes: asked.scopes,
      to: given.mandate.principal.id,
    });
    if (proof) (issued as { jkt?: string }).jkt = proof.thumbprint;
    keepExchanged(issued, {
      act: { sub: nameFor(token.accountId, client) },
      mandate: { id: given.mandate.id, kind: given.mandate.kind, powers: given.powers },
      source,
    });
    ctx.oidc.entity('AccessToken', issued);
    ctx.body = {
      access_token: await issued.save(),
      issued_token_type: accessTokenType,
      token_type: issued.tokenType,
      expires_in: issued.expiration,
      scope: issued.scope,
    };
  };
  provider.registerGrantType(tokenExchange, exchange as never, exchangeParameters);
}

interface NewToken {
  readonly m: ModuleContext<Tables>;
  readonly token: AccessToken;
  readonly scopes: readonly string[];
  readonly to: string;
}

/** A token in the principal's name that ends with what the acting person's token hangs on. */
function makeToken(provider: Provider, client: Client, { m, token, scopes, to }: NewToken): AccessToken {
  const { grantId, expiresWithSession, sessionUid } = token;
  const issued = new provider.AccessToken({
    client,
    accountId: to,
    grantId,
    expiresWithSession,
    sessionUid,
    scope: scopes.join(' '),
    gty: tokenExchange,
  } as never);
  const { ResourceServer } = provider as unknown as {
    ResourceServer: new (id: string, info: object) => NonNullable<AccessToken['resourceServer']>;
  };
  issued.resourceServer = new ResourceServer(apiAddress(m), cityApi(m));
  return issued;
}
