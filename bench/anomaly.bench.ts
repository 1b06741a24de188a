// The anomaly detector on the Numenta Anomaly Benchmark, scored by its standard profile; the corpus lies outside of this repository.
import { AnomalyDetector } from '../modules/sensing/anomaly/detector.ts';
import { bestScore, probationOf, standardProfile } from '../modules/sensing/anomaly/nab-score.ts';
import { hasNab, nabFolder, readNab, scoreFiles } from './nab.ts';
import type { Bench } from './table.ts';

export const bench: Bench = async () => {
  if (!hasNab()) {
    console.log(`  the corpus is not at ${nabFolder}`);
    return [];
  }
  const files = readNab();
  const from = performance.now();
  const scored = scoreFiles(files, ({ values }) => {
    const detector = new AnomalyDetector({ probation: Math.floor(probationOf(values.length)) });
    return values.map((v) => detector.take(v).score);
  });
  const rows = files.reduce((sum, { values }) => sum + values.length, 0);
  const microseconds = ((performance.now() - from) / rows) * 1000;
  const all = bestScore(scored, standardProfile);
  const traffic = bestScore(
    scored.filter((_, at) => files[at]?.name.startsWith('realTraffic/')),
    standardProfile,
  );
  const common = { unit: 'points', better: 'higher' as const };
  return [
    {
      ...common,
      name: 'Numenta Anomaly Benchmark, standard profile, 58 files',
      ours: all.score,
      peer: 58,
      peerName: 'KNN CAD, as published',
      limit: '≥ 58',
      isMet: all.score >= 58,
      notes: `threshold ${all.threshold.toFixed(4)}, ${microseconds.toFixed(0)} µs a value`,
    },
    {
      ...common,
      name: 'of which the seven files of real traffic, with a threshold of their own',
      ours: traffic.score,
      peer: all.score,
      peerName: 'all files',
      limit: 'told',
      isMet: true,
    },
  ];
};
