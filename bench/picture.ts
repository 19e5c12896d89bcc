import type { Figure } from './figure.ts';

/** One row of the picture in pixels, and the columns of text, bar and numbers. */
const rowHeight = 26;
const top = 64;
const barLeft = 560;
const barWidth = 300;
const width = 1080;
/** Bars end here, so that a value far above its limit does not run out of the picture. */
const shareMax = 1.6;

const ink = {
  text: '#1f2933',
  quiet: '#7b8794',
  met: '#2f9e6e',
  missed: '#d9534f',
  limit: '#1f2933',
  track: '#eef1f4',
};

/** Every figure with a goal as a bar of its value over its limit: left of the line is good. */
export function pictureOf(figures: readonly Figure[]): string {
  const height = top + figures.length * rowHeight + 24;
  const limitX = barLeft + barWidth / shareMax;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-sans-serif, system-ui, sans-serif" font-size="13">
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="24" y="30" font-size="17" font-weight="600" fill="${ink.text}">Songhua: measured against its goals</text>
<text x="${limitX}" y="48" text-anchor="middle" fill="${ink.quiet}">limit</text>
${figures.map((figure, row) => rowOf(figure, top + row * rowHeight)).join('\n')}
<line x1="${limitX}" y1="${top - 10}" x2="${limitX}" y2="${height - 20}" stroke="${ink.limit}" stroke-dasharray="3 3"/>
</svg>
`;
}

function rowOf({ goal, what, value, limit = 0, unit, ok }: Figure, y: number): string {
  const share = limit === 0 ? value : value / limit;
  const length = Math.max(2, Math.min(share, shareMax) * (barWidth / shareMax));
  return `<text x="24" y="${y + 13}" fill="${ink.quiet}">${goal}</text>
<text x="50" y="${y + 13}" fill="${ink.text}">${escaped(shortened(what))}</text>
<rect x="${barLeft}" y="${y + 2}" width="${barWidth}" height="14" rx="3" fill="${ink.track}"/>
<rect x="${barLeft}" y="${y + 2}" width="${length.toFixed(1)}" height="14" rx="3" fill="${ok ? ink.met : ink.missed}"/>
<text x="${barLeft + barWidth + 16}" y="${y + 13}" fill="${ink.text}">${number(value)} of ${number(limit)} ${escaped(unit)}</text>`;
}

/** As many letters as fit before the bar. */
const lettersMax = 74;
const shortened = (text: string): string => (text.length <= lettersMax ? text : `${text.slice(0, lettersMax - 1)}…`);

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 });

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
