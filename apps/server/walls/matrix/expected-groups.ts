// Groups of callers, and how lines of the matrix are written.
import { type CallerName, callerNames } from './callers.ts';

export interface Line {
  /** Who passes the door of the route. */
  readonly door: readonly CallerName[];
  /** Who goes on from there to the one thing that the test asks about; the others are refused by the step itself. Default: the door. */
  readonly thing?: readonly CallerName[];
}

export const people = callerNames.filter((name) => name !== 'anonymous');
export const posts = people.filter(
  (name) => !['citizen', 'otherCitizen', 'guardian', 'exGuardian'].includes(name),
);
export const leaders = ['wardLeader', 'cityLeader'] as const;
export const officers = ['officer', 'otherUnitOfficer'] as const;
export const handling = [...officers, ...leaders, 'coordinator'] as const;
export const looking = [...handling, 'moderator', 'operator', 'auditor', 'administrator'] as const;
export const coordinating = ['coordinator', ...leaders, 'auditor', 'operator'] as const;
export const complaints = ['complaintsOfficer', 'cityComplaints', ...leaders] as const;

export const everyone = { door: callerNames };

export function all(line: Line, ...routes: readonly string[]): Readonly<Record<string, Line>> {
  return Object.fromEntries(routes.map((route) => [route, line]));
}
