// People of the demo in tests of mandates: signed in, with a guardianship, a power of attorney or an organisation between them.
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { citizen, officer } from '@city/kernel/testing';
import { readPersonas } from '@city/vneid-simulator';
import { giveMandate } from '../mandates/give.action.ts';
import { confirmGuardianship, recordGuardianship } from '../mandates/guardian.action.ts';
import { syncOrganisation } from '../mandates/organisation.action.ts';
import { takeStep } from '../mandates/step.action.ts';
import type { Browser, IdentityCity } from './identity-city.ts';
import type { ModuleContext } from '@city/kernel/module';
import type { Tables } from '../tables.ts';

const personas = readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json'));

export function persona(id: string) {
  const found = personas.find((one) => one.id === id);
  if (!found) throw new Error(`no persona ${id}`);
  return found;
}

export const registrar = officer({ body: 'ubnd-11383', role: 'civil_status', unit: '11383' }, { level: 2 });

export const secondRegistrar = officer(
  { body: 'ubnd-11383', role: 'civil_status', unit: '11383' },
  { level: 2 },
);

export interface Stage {
  readonly m: ModuleContext<Tables>;
  signedIn(id: string): Promise<{ readonly browser: Browser; readonly id: string }>;
  guardianship(guardian: string, ward: string, basis?: 'parent' | 'guardian' | 'ward'): Promise<string>;
  /** Gives and accepts. */
  attorney(giver: string, agent: string, more?: Partial<Parameters<typeof giveMandate>[2]>): Promise<string>;
  company(representatives: readonly string[], isByTwo?: boolean, register?: string): Promise<string>;
  actor(id: string): Promise<ReturnType<typeof citizen>>;
}

export function mandateStage(city: IdentityCity): Stage {
  const m = city.city.module<Tables>('identity');
  const ids = new Map<string, string>();
  const signedIn: Stage['signedIn'] = async (id) => {
    const browser = city.browser();
    await browser.signIn(id);
    const personId = (await browser.json('/api/me')).json().id as string;
    ids.set(id, personId);
    return { browser, id: personId };
  };
  const actor: Stage['actor'] = async (id) =>
    citizen({ id: ids.get(id) ?? (await signedIn(id)).id, name: persona(id).name, level: 2 });
  return {
    m,
    signedIn,
    actor,
    guardianship: async (guardian, ward, basis = 'parent') => {
      const { id } = await recordGuardianship(m, registrar, {
        basis,
        wardNumber: persona(ward).personalNumber,
        wardName: persona(ward).name,
        birthDate: persona(ward).birthdate,
        guardianNumber: persona(guardian).personalNumber,
        guardianName: persona(guardian).name,
        evidence: '12/2026/TLKS',
      });
      await confirmGuardianship(m, secondRegistrar, { id });
      return id;
    },
    attorney: async (giver, agent, more = {}) => {
      const { id } = await giveMandate(m, await actor(giver), {
        of: { self: true },
        agentNumber: persona(agent).personalNumber,
        agentName: persona(agent).name,
        powers: ['report.file', 'service.apply'],
        from: '2026-11-28',
        to: '2026-12-31',
        depth: 0,
        evidence: 'trực tuyến',
        ...more,
      });
      await takeStep(m, await actor(agent), { id, step: 'accept' });
      return id;
    },
    company: async (representatives, isByTwo = false, register = 'GCN 0200123456 lần 1') => {
      const { id } = await syncOrganisation(m, {
        taxCode: '0200123456',
        name: 'Công ty Vận tải Hoa Lửa',
        status: 'working',
        isByTwo,
        representatives: representatives.map((one) => persona(one)),
        register,
      });
      return id;
    },
  };
}
