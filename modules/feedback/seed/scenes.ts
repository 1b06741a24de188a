// Plays the scenes of the demo, so that every desk has something to do on the first start.
import { localDate } from '@city/kernel/time';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackCity } from '../module-city.ts';
import { playBounced, playComplaints, playDrafts, playQuestion } from './handling-scenes.ts';
import { playModeration } from './moderation-scene.ts';
import { type DemoPlace, inWard } from './places.ts';
import { random } from './random.ts';
import { stageOf } from './stage.ts';
import { playStorm } from './storm-scene.ts';

/** Its own number: the scenes do not change the reports drawn before them. */
const seedNumber = 20_250_702;

/** @param places the first ward is the one whose officer and leader have posts in the demo. */
export async function playScenes(
  tx: FeedbackTx,
  city: FeedbackCity,
  places: readonly DemoPlace[],
): Promise<void> {
  const [ward] = places;
  if (!ward) return;
  const draw = random(seedNumber);
  const stage = stageOf(tx, city);
  const { coordinator } = city.rules.bodies;
  const day = localDate(tx.now);
  const somePlace = () => inWard(city, ward, day, draw);
  await playStorm(stage, somePlace(), coordinator);
  await playDrafts(stage, somePlace);
  await playBounced(stage, somePlace, coordinator);
  await playQuestion(stage, somePlace);
  await playComplaints(stage, somePlace, coordinator);
  await playModeration(stage, somePlace, coordinator);
}
