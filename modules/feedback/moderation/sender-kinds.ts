// By what a sender is known again. Safe in a browser.

export const senderKinds = ['person', 'device', 'phone', 'address'] as const;
export type SenderKind = (typeof senderKinds)[number];
