// How a client is told that a session ended (OpenID Connect Back-Channel Logout 1.0): by a job, so that a slow client holds up nobody.
import type Provider from 'oidc-provider';

type Tell = (sub: string, sid: string) => Promise<void>;
interface TellingClient {
  backchannelLogout: Tell;
}

const told = new WeakMap<Provider, Tell>();

/** Leaves the telling to the job: what oidc-provider would send by itself while a person waits is not sent twice. */
export function tellByJob(provider: Provider): void {
  const { prototype } = provider.Client as unknown as { prototype: TellingClient };
  told.set(provider, prototype.backchannelLogout);
  prototype.backchannelLogout = async () => {};
}

/** Sends the logout token. @throws whatever keeps the client from hearing it; nothing when it wants to hear nothing */
export async function tellSignOut(
  provider: Provider,
  clientId: string,
  session: { readonly personId: string; readonly sid: string },
): Promise<void> {
  const client = await provider.Client.find(clientId);
  if (!client?.backchannelLogoutUri) return;
  await told.get(provider)?.call(client as never, session.personId, session.sid);
}
