// The city's systems: a line each. Taking a line and its folder away leaves a city that builds and passes.
export { module as identity } from '@city/identity/module';
export { module as access } from '@city/access/module';
export { module as units } from '@city/units/module';
export { module as feedback } from '@city/feedback/module';
export { module as petitions } from '@city/petitions/module';
export { module as complaints } from '@city/complaints/module';
export { module as privacy } from '@city/privacy/module';
export { module as looks } from '@city/looks/module';
export { module as wallet } from '@city/wallet/module';
export { module as plan } from '@city/plan/module';
export { module as context } from '@city/context/module';
export { module as sensing } from '@city/sensing/module';
export { module as operations } from '@city/operations/module';
export { module as twin } from '@city/twin/module';
