// Why a report waits for the coordinator, and the way it took between bodies: from its row and its moves. Pure.
import type { Words } from '../routing/bodies.ts';
import type { EventRow, ReportRow } from '../cases/tables.ts';
import type { TriageReason } from './coordination-schemas.ts';

export interface TriageFacts {
  readonly returnsAllowed: number;
  /** Why its words may ask for another procedure; null when they do not. */
  readonly otherProcedure: Words | null;
}

export function triageReason(
  report: Pick<ReportRow, 'state' | 'returned_n'>,
  { returnsAllowed, otherProcedure }: TriageFacts,
): { reason: TriageReason; because: Words } {
  const times = report.returned_n;
  if (report.state === 'returned' && times >= returnsAllowed)
    return {
      reason: 'returned-twice',
      because: {
        vi: `Đã bị trả lại ${times} lần: điều phối viên quyết định`,
        en: `Returned ${times} times: the coordinator decides`,
      },
    };
  if (otherProcedure !== null) return { reason: 'other-procedure', because: otherProcedure };
  if (report.state === 'returned')
    return {
      reason: 'returned',
      because: { vi: 'Cơ quan trả lại, chưa ai nhận', en: 'A body returned it, nobody holds it' },
    };
  return {
    reason: 'no-clear-body',
    because: { vi: 'Chưa rõ cơ quan nào phụ trách', en: 'No body is clearly responsible' },
  };
}

export interface Move {
  readonly body: string;
  readonly how: 'filed' | 'handed-over' | 'returned';
  readonly since: Date;
  /** Null while it lies there. */
  readonly until: Date | null;
  readonly reason: string | null;
}

/** The bodies in the order in which they held a report; `ended` closes the last stay of a report that is over. */
export function pathOf(moves: readonly EventRow[], ended: Date | null): Move[] {
  return moves.map((move, at) => ({
    body: move.to_body as string,
    how: move.action === 'return' ? 'returned' : move.action === 'hand_over' ? 'handed-over' : 'filed',
    since: move.at,
    until: moves[at + 1]?.at ?? ended,
    reason: move.reason,
  }));
}
