// The access module's manifest: decisions for other systems, the log of decisions, the desk of rights.
import { defineModule } from '@city/kernel/module';
import { accessOf } from './access-city.ts';
import { evaluationRoutes } from './authzen/evaluation.routes.ts';
import { searchRoutes } from './authzen/search.routes.ts';
import { authenticateClients } from './clients/authenticate.ts';
import { clientCommand } from './clients/client.command.ts';
import { decisionRoutes } from './decisions/decisions.routes.ts';
import { forgetDecisionsJob } from './decisions/forget-decisions.job.ts';
import { rightsRoutes } from './desk/rights.routes.ts';
import './errors.ts';
import { keyRoutes } from './keys/keys.routes.ts';
import { rotateKeysJob } from './keys/rotate.action.ts';
import { permissions } from './permissions.ts';
import { learnPosts } from './posts/learn-posts.subscriber.ts';
import type { AccessTables } from './tables.ts';
import { personalData } from './personal-data.ts';

export const module = defineModule<AccessTables>({
  name: 'access',
  title: { vi: 'Quyền', en: 'Access' },
  needs: ['identity'],
  permissions,
  routes: (m) => [
    ...evaluationRoutes(m),
    ...searchRoutes(m),
    ...rightsRoutes(m),
    ...decisionRoutes(m),
    ...keyRoutes(m),
  ],
  subscriptions: () => [learnPosts()],
  jobs: [forgetDecisionsJob, rotateKeysJob],
  authenticate: authenticateClients,
  commands: (m) => [clientCommand(m)],
  close: (m) => accessOf(m).log.close(),
  personalData,
  retention: [
    {
      table: 'access.decision',
      personalData: true,
      keep: 'as many days as city/…/access/rules.json says, then forgotten',
    },
    {
      table: 'access.key_rotation',
      personalData: true,
      keep: 'for good: who had which signing key changed, and why',
    },
    { table: 'access.client', personalData: false, keep: 'for good: which systems could ask' },
    { table: 'access.post', personalData: false, keep: 'for good: which posts there were' },
  ],
});
