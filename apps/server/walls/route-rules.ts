// The rules that every route keeps, as a function over the routes, so that a test can also try it on a bad one.
import type { Route } from '@city/kernel/http';

export interface PlacedRoute {
  readonly module: string;
  readonly route: Route;
}

/** What is wrong with the routes, a line each that says what to do. `refusalTests` is the text of each module's access tests. */
export function routeComplaints(
  routes: readonly PlacedRoute[],
  isDeclared: (permission: string) => boolean,
  refusalTests: (module: string) => string,
): string[] {
  return routes.flatMap(({ module, route }) => {
    const { method, url, permission, summary, response, hidden } = route.definition;
    const name = `${method} ${url}`;
    const complaints: string[] = [];
    const isPublic = permission?.startsWith('public: ') ?? false;
    if (!permission)
      complaints.push(`${name}: say who may call it (permission: a declared one, or 'public: why')`);
    else if (isPublic && permission.length < 'public: '.length + 5)
      complaints.push(`${name}: say why anyone may call it`);
    else if (!isPublic && !isDeclared(permission))
      complaints.push(`${name}: declare ${permission} in the manifest's permissions`);
    if (!isPublic && !refusalTests(module).includes(`'${name}'`)) {
      complaints.push(
        `${name}: write a test of its refusal in a *.access.test.ts of ${module}, naming '${name}'`,
      );
    }
    if (!summary?.vi || !summary.en) complaints.push(`${name}: say in both languages what it does`);
    const documented = route.kind === 'api' && !hidden && !route.definition.streams;
    const statuses = Object.keys(response ?? {}).map(Number);
    if (documented && !statuses.some((status) => status < 400))
      complaints.push(`${name}: declare the schema of its answer`);
    return complaints;
  });
}
