// The queues of the desk by name; the screen and the store both know them.

export const queues = ['moderation', 'appeals', 'owed', 'review', 'commitments', 'city'] as const;
export type Queue = (typeof queues)[number];
