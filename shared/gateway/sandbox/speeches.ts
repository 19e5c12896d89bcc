import { sfSpeech } from './sf.ts';
import { signedJsonSpeech } from './signed-json.ts';
import type { Speech } from './speech.ts';

/** Every simulated partner, by name. */
export const speeches: Readonly<Record<string, Speech>> = {
  sf: sfSpeech,
  coffee: signedJsonSpeech('ISSUED'),
};
