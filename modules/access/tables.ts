// The tables of schema access as Kysely sees them.
import type { ColumnType } from 'kysely';

export interface DecisionRow {
  readonly decision_id: string;
  readonly at: Date;
  readonly times: number;
  readonly allowed: boolean;
  readonly permission: string;
  readonly reason: string;
  readonly actor_kind: 'anonymous' | 'citizen' | 'officer' | 'service' | 'system';
  readonly actor_id: string | null;
  readonly post_id: string | null;
  readonly body: string | null;
  readonly role: string | null;
  readonly level: number | null;
  readonly purpose: string | null;
  readonly resource_type: string | null;
  readonly resource_id: string | null;
  readonly route: string | null;
  readonly request_id: string | null;
  readonly asked_by: string | null;
}

export interface PostRow {
  readonly post_id: string;
  readonly code: string;
  readonly body: string;
  readonly unit: string | null;
  readonly role: string;
  readonly title_vi: string;
  readonly title_en: string;
  readonly valid_from: ColumnType<never, string, string>;
  readonly valid_to: ColumnType<never, string | null, string | null>;
}

export type RotationState = 'asked' | 'confirmed' | 'done' | 'refused' | 'withdrawn' | 'lapsed';

export interface KeyRotationRow {
  readonly rotation_id: string;
  readonly module: string;
  readonly ring: string;
  readonly reason: string;
  readonly state: RotationState;
  readonly asked_by: string;
  readonly asked_post: string;
  readonly asked_at: Date;
  readonly until: Date;
  readonly ended_by: string | null;
  readonly ended_post: string | null;
  readonly ended_at: Date | null;
  /** The new key, or `already` when one was on its way. */
  readonly outcome: string | null;
  readonly done_at: Date | null;
}

export interface AccessTables {
  readonly 'access.decision': DecisionRow;
  readonly 'access.client': {
    readonly client_id: string;
    readonly name: string;
    readonly token_hash: Buffer;
    readonly created_at: Date;
    readonly ended_at: Date | null;
  };
  readonly 'access.post': PostRow;
  readonly 'access.key_rotation': KeyRotationRow;
}
