// The rows of assisted onboarding.
export interface OnboardingTables {
  readonly 'identity.onboarding': {
    onboarding_id: string;
    body_code: string;
    number_index: Buffer;
    told: Buffer | null;
    wants_codes: boolean;
    wants_phone: boolean;
    phone_proved: boolean;
    opened_by: string;
    opened_post: string;
    opened_at: Date;
    until: Date;
    state: 'open' | 'confirmed' | 'refused' | 'withdrawn' | 'lapsed';
    ended_by: string | null;
    ended_post: string | null;
    ended_at: Date | null;
    reason: string | null;
    person_id: string | null;
  };
}
