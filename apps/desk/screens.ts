// The screens that the modules bring: found when the desk is built, so that a module that is gone takes its screens along.
import type { DeskModule } from '@city/ui/desk';

const found = import.meta.glob<{ desk?: DeskModule }>('../../modules/*/**/*.desk.ts', { eager: true });

export const deskModules: readonly DeskModule[] = Object.entries(found)
  .map(([file, { desk }]) => {
    if (!desk) throw new Error(`${file} exports no desk`);
    return desk;
  })
  .sort((a, b) => a.order - b.order);
