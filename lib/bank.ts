import type { App } from 'aws-cdk-lib';
import type { BundleOf } from './cloud.ts';
import type { Environment } from './environments.ts';
import type { Deployable } from './operations.ts';
import { DomainStack } from './stacks/domain-stack.ts';
import { EventsStack } from './stacks/events-stack.ts';
import { FoundationStack } from './stacks/foundation-stack.ts';
import { MessagingStack, needsQueues } from './stacks/messaging-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { WorkflowStack } from './stacks/workflow-stack.ts';
import { sharingConsumers } from './stream-reader.ts';

/** All stacks of one environment, each depending only on those before it. */
export function makeBank(app: App, environment: Environment, every: readonly Deployable[], bundleOf: BundleOf): void {
  const all = every.filter(({ domain }) => environment.sandbox || !domain.startsWith('sandbox-'));
  const foundation = new FoundationStack(app, environment, all, bundleOf);
  const queues = needsQueues(all) ? new MessagingStack(app, all, foundation.ground).queues : foundation.ground.queues;
  const ground = { ...foundation.ground, queues };
  new WorkflowStack(app, all, ground);
  const sharing = sharingConsumers(all);
  if (sharing.length > 0) new EventsStack(app, sharing, ground);
  const alone = all.filter(
    (one) => livesInItsDomain(one) && !sharing.some(({ contract }) => contract === one.contract),
  );
  for (const [domain, ofDomain] of Map.groupBy(alone, ({ domain: name }) => name)) {
    new DomainStack(app, domain, ofDomain, ground, foundation.door);
  }
  new OperationsStack(app, all, ground, foundation.door);
}

/** Others live beside what calls them: tasks in the workflow stack, authorizer and fallback in the foundation, and consumers that
 * share a reader are in that. */
const livesInItsDomain = ({ contract }: Deployable): boolean =>
  ['operation', 'foreign', 'schedule', 'consumer'].includes(contract.kind);
