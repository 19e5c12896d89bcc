import { type Figure, atMost } from '../figure.ts';
import { bundle } from '../../build/bundle.ts';
import { isMoneyPath } from '../../build/sizes.ts';

/** Goal 5: minified code per function, in KB of 1,000 bytes. The largest of each kind stands for its kind. */
export async function bundleFigures(): Promise<Figure[]> {
  const sizes = await bundle();
  const largest = (of: typeof sizes) => of.toSorted((a, b) => b.bytes - a.bytes)[0]!;
  const money = largest(sizes.filter(({ name }) => isMoneyPath(name)));
  const any = largest(sizes);
  return [
    atMost('5', `largest bundle of a money path (${money.name})`, money.bytes / 1000, 260, 'KB'),
    atMost('5', `largest bundle of ${sizes.length} (${any.name})`, any.bytes / 1000, 400, 'KB'),
  ];
}
