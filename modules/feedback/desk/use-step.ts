// Taking one step on a report: busy while it is on its way, what went wrong in words, a key that makes a second sending harmless.
import { newKey } from '@city/ui/desk';
import { useRef, useState } from 'react';
import type { DeskView, ReportView } from '../contract.ts';
import { sendStep, type Step } from './api.ts';

export type StepState = { busy: Step['verb'] | null; failed: { verb: Step['verb']; error: unknown } | null };

export type TakeStep = (step: Step) => Promise<boolean>;

type Handlers = { onDone: (after: ReportView, step: Step) => void; onProblem: (error: unknown) => void };

export function useStep(
  view: Pick<DeskView, 'trackingCode' | 'version'>,
  { onDone, onProblem }: Handlers,
): StepState & { take: TakeStep } {
  const [state, setState] = useState<StepState>({ busy: null, failed: null });
  // The same words to the same version are one sending, however often the button is pressed.
  const sent = useRef({ what: '', key: '' });
  const isBusy = useRef(false);
  const take: TakeStep = async (step) => {
    if (isBusy.current) return false;
    isBusy.current = true;
    setState({ busy: step.verb, failed: null });
    const what = JSON.stringify([
      view.trackingCode,
      view.version,
      { ...step, photos: 'photos' in step ? step.photos.map(nameOf) : [] },
    ]);
    if (sent.current.what !== what) sent.current = { what, key: newKey() };
    try {
      const after = await sendStep(view, step, sent.current.key);
      setState({ busy: null, failed: null });
      onDone(after, step);
      return true;
    } catch (error) {
      setState({ busy: null, failed: { verb: step.verb, error } });
      onProblem(error);
      return false;
    } finally {
      isBusy.current = false;
    }
  };
  return { ...state, take };
}

const nameOf = ({ name, size, lastModified }: File) => `${name} ${size} ${lastModified}`;
