/** `express-callbacks.fifo` is `EXPRESS_CALLBACKS` in the environment of a function. */
export const queueVariable = (queue: string): string =>
  queue
    .replace(/\.fifo$/, '')
    .replaceAll('-', '_')
    .toUpperCase();
