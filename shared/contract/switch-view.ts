import * as z from 'zod/mini';
import { idOf } from '../domain/ids.ts';
import { type Switchable, switchable } from '../domain/parameters/switchable.ts';

/** A line of business, and whether customers may use it. */
export const switchView = z.strictObject({
  business: z.enum(switchable),
  open: z.boolean(),
  /** What a maker has proposed and no checker approved yet. */
  planned: z.optional(z.strictObject({ open: z.boolean(), by: idOf('opr') })),
});

/** The operators' view of a stored switch. */
export const viewSwitch = ({
  business,
  open,
  plannedOpen,
  plannedBy,
}: {
  business: Switchable;
  open: boolean;
  plannedOpen?: boolean;
  plannedBy?: string;
}) => ({
  business,
  open,
  ...(plannedOpen !== undefined && plannedBy !== undefined && { planned: { open: plannedOpen, by: plannedBy } }),
});
