import { registerHooks } from 'node:module';

/**
 * Gives each function that `?cold=<name>` loads its own copy of the bank's code, as each has a container of its own: what one keeps in
 * memory, another fetches.
 */
export function keepApart(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      const [, cold] = /\?cold=(\w+)$/.exec(context.parentURL ?? '') ?? [];
      const apart = cold !== undefined && /\/(?:shared|functions)\/.*\.ts$/.test(found.url);
      return apart ? { ...found, url: `${found.url}?cold=${cold}` } : found;
    },
  });
}
