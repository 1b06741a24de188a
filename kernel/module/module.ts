// What a system of the city is: one manifest that says its name, rights, routes, events, jobs, screens and data.
import type { FastifyRequest } from 'fastify';
import type { Access, Actor, Permission } from '@city/kernel/access';
import type { Config } from '@city/kernel/config';
import type { Database, ModuleDatabase, Tx } from '@city/kernel/database';
import type { Bilingual } from '@city/kernel/errors';
import type { EventTail, Subscription } from '@city/kernel/events';
import type { Files } from '@city/kernel/files';
import type { Geo } from '@city/kernel/geo';
import type { Language, RequestContext, Route } from '@city/kernel/http';
import type { JobDefinition, Sweep } from '@city/kernel/jobs';
import type { LiveTopic } from '@city/kernel/live';
import type { Log } from '@city/kernel/log';
import type { Metrics } from '@city/kernel/metrics';
import type { Notify } from '@city/kernel/notify';
import type { Translate } from '@city/kernel/text';
import type { TrailActions, TrailWords } from '@city/kernel/trail';
import type { WorkingCalendar } from '@city/kernel/time';
import type { Webhooks } from '@city/kernel/webhooks';
import type { PersonalData, PersonalPart } from './personal-data.ts';
import type { SigningKeyPart, SigningKeyRing } from './signing-keys.ts';

/** The kernel's services as every module gets them. */
export interface City {
  readonly config: Config;
  readonly now: () => Date;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly access: Access;
  readonly tail: EventTail;
  readonly files: Files;
  readonly geo: Geo;
  readonly calendar: WorkingCalendar;
  readonly notify: Notify;
  readonly webhooks: Webhooks;
  readonly translate: (lang: Language) => Translate;
  /** How all modules word what they put onto the trail. */
  readonly trailWords: TrailWords;
  readonly publicUrl: string;
  /** What the modules have on a person's own page, in order. */
  readonly ownPages: readonly NavEntry[];
  /** The folder of the city's data, `city/haiphong`. */
  readonly cityFolder: string;
  /** What the modules of this city know of people, once all of them stand. */
  readonly personalData: () => readonly PersonalPart[];
  /** The keys with which the modules of this city sign, once all of them stand. */
  readonly signingKeys: () => readonly SigningKeyPart[];
}

/** A module's own view of the city: the same services, and its own database handle. */
export interface ModuleContext<DB = unknown> extends City {
  readonly module: string;
  readonly db: ModuleDatabase<DB>;
}

/** An entry on the people's home page, drawn by the module. */
export interface HomeCard {
  /** Smaller stands higher. */
  readonly order: number;
  readonly place: 'action' | 'mine' | 'figures' | 'section';
  /** Null when there is nothing to show to this person. */
  readonly render: (c: RequestContext) => Promise<unknown>;
}

/** Something the search on the home page found. */
export interface Found {
  readonly href: string;
  readonly title: string;
  readonly describe: string;
  readonly icon: string;
  /** Higher stands first. */
  readonly score: number;
}

export interface NavEntry {
  readonly href: string;
  readonly text: Bilingual;
  readonly icon: string;
  /** Where it stands: the header, the phone's bottom bar, the services grid of the home page, a person's own page. */
  readonly places: readonly ('header' | 'bottom' | 'service' | 'mine')[];
  readonly describe?: Bilingual;
  readonly order: number;
}

export interface Command {
  /** As typed after `city`, such as `import reports`. */
  readonly name: string;
  readonly describe: Bilingual;
  readonly usage: string;
  readonly run: (argv: readonly string[], out: (line: string) => void) => Promise<void>;
}

export interface Job<DB = unknown> {
  readonly job: JobDefinition;
  readonly run: (m: ModuleContext<DB>, payload: never, attempt: number) => Promise<void>;
}

/** A door of its own beside HTTP, such as a mail server's port; open where jobs run. */
export interface Listener {
  readonly name: string;
  readonly start: () => Promise<void>;
  /** Lets what is being taken end, then closes. */
  readonly stop: () => Promise<void>;
}

/** Who keeps a table and how long, beside the table's comment. */
export interface Retention {
  readonly table: string;
  readonly personalData: boolean;
  readonly keep: string;
}

export interface CityModule<DB = unknown> {
  /** Also the schema and, with `mod_` before it, the role. */
  readonly name: string;
  readonly title: Bilingual;
  /** Other modules whose contracts it calls. */
  readonly needs: readonly string[];
  readonly permissions: Readonly<Record<string, Permission>>;
  readonly routes: (m: ModuleContext<DB>) => readonly Route[] | Promise<readonly Route[]>;
  readonly subscriptions?: (m: ModuleContext<DB>) => readonly Subscription<DB>[];
  readonly jobs?: readonly Job<DB>[];
  /** Work that falls due by the second; runs where jobs run. */
  readonly sweeps?: (m: ModuleContext<DB>) => readonly Sweep[];
  readonly listeners?: (m: ModuleContext<DB>) => readonly Listener[];
  readonly live?: (m: ModuleContext<DB>) => readonly LiveTopic[];
  readonly nav?: readonly NavEntry[];
  readonly home?: (m: ModuleContext<DB>) => readonly HomeCard[];
  /** Answers the search on the home page. */
  readonly find?: (m: ModuleContext<DB>) => (c: RequestContext, words: string) => Promise<readonly Found[]>;
  readonly commands?: (m: ModuleContext<DB>) => readonly Command[];
  /** Says who asks; the first module that knows the request decides. */
  readonly authenticate?: (m: ModuleContext<DB>) => (request: FastifyRequest) => Promise<Actor | null>;
  /** Fills the demo city; must change nothing when run again. */
  readonly seed?: (m: ModuleContext<DB>, progress: (line: string) => void) => Promise<void>;
  /** Origins to which forms on our pages may lead. */
  readonly formTargets?: (config: Config) => readonly string[];
  /** Closes what the module opened. */
  readonly close?: (m: ModuleContext<DB>) => Promise<void>;
  /** What the module puts onto the trail, in words for the person it is about. */
  readonly trail?: TrailActions;
  readonly retention: readonly Retention[];
  /** Needed as soon as a table of `retention` holds personal data. */
  readonly personalData?: PersonalData<DB>;
  /** With what it signs in the city's name. */
  readonly signingKeys?: readonly SigningKeyRing<DB>[];
}

/** Checks a manifest's names as early as possible. */
export function defineModule<DB>(manifest: CityModule<DB>): CityModule<DB> {
  if (!/^[a-z][a-z0-9_]*$/.test(manifest.name))
    throw new Error(`Module name ${manifest.name}: lower-case letters, digits, _`);
  for (const permission of Object.keys(manifest.permissions)) {
    if (!permission.startsWith(`${manifest.name}.`))
      throw new Error(`Permission ${permission} must begin with ${manifest.name}.`);
  }
  return manifest;
}

export { type CityOptions, composeCity, localeFolders, type RunningCity } from './compose.ts';
export type { Tx };
export type { SigningKeyFacts, SigningKeyPart, SigningKeyRing } from './signing-keys.ts';
export type { ErasedRows, PersonalData, PersonalPart, PersonalRows, PersonalTable } from './personal-data.ts';
