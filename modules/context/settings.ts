// What an operator of the context broker can set.
import { type Config, flag, list, setting, text, whole } from '@city/kernel/config';
import { LIMITS } from './limits.ts';

const openTenants = setting({
  name: 'CONTEXT_OPEN_TENANTS',
  describe:
    'Tenants of the context broker into which anyone may write, separated by commas; `default` is the one without a name, `*` all. For conformance tests only. Empty: none',
  parse: list,
  fallback: [],
});

const publicTenants = setting({
  name: 'CONTEXT_PUBLIC_TENANTS',
  describe:
    'Tenants whose entities anyone may read, separated by commas; `default` is the one without a name',
  parse: list,
  fallback: ['default'],
});

const fetchContexts = setting({
  name: 'CONTEXT_FETCH',
  describe:
    'Fetch JSON-LD contexts that are not shipped from the internet, through the guard of outside addresses. Without it they are refused',
  parse: flag,
  fallback: false,
});

const contextFolder = setting({
  name: 'CONTEXT_FOLDER',
  describe:
    'Folder with more JSON-LD contexts and an index.json that maps addresses to files. Empty: only those shipped',
  parse: text,
  fallback: '',
});

const unavailableStatus = setting({
  name: 'CONTEXT_UNAVAILABLE_STATUS',
  describe: 'Status when a remote @context cannot be retrieved: 504 since GS CIM 009 v1.9.1, 503 before',
  parse: (value) => {
    if (value !== '503' && value !== '504') throw new Error('must be 503 or 504');
    return Number(value);
  },
  fallback: 504,
});

const temporalPage = setting({
  name: 'CONTEXT_TEMPORAL_PAGE',
  describe: 'Instances of attributes in one temporal answer; what is longer is cut (206)',
  parse: whole,
  fallback: LIMITS.temporalInstances,
});

const keepHistory = setting({
  name: 'CONTEXT_HISTORY',
  describe: 'Keep every written value of an attribute for temporal queries',
  parse: flag,
  fallback: true,
});

export interface ContextSettings {
  readonly openTenants: readonly string[];
  readonly publicTenants: readonly string[];
  readonly fetchContexts: boolean;
  readonly contextFolder: string;
  readonly unavailableStatus: number;
  readonly temporalPage: number;
  readonly keepHistory: boolean;
}

export function contextSettings(config: Config): ContextSettings {
  return {
    openTenants: config.get(openTenants),
    publicTenants: config.get(publicTenants),
    fetchContexts: config.get(fetchContexts),
    contextFolder: config.get(contextFolder),
    unavailableStatus: config.get(unavailableStatus),
    temporalPage: config.get(temporalPage),
    keepHistory: config.get(keepHistory),
  };
}
