import { mkdirSync } from 'node:fs';

/** Takes a place that one process alone can have: makes this folder. @returns whether it was free */
export function taken(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
