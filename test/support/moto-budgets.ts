interface Subscribed {
  readonly Notification: Record<string, unknown>;
  readonly Subscribers: readonly unknown[];
}

interface BudgetCall {
  readonly Budget?: { readonly BudgetName: string };
  readonly BudgetName?: string;
  readonly Notification?: Record<string, unknown>;
  readonly NotificationsWithSubscribers?: readonly Subscribed[];
  readonly Subscribers?: readonly unknown[];
}

const SERVICE = 'AWSBudgetServiceGateway.';

/** Calls on budgets that the emulator lacks, answered from what was created through the proxy. */
export class BudgetCalls {
  readonly #subscribers = new Map<string, readonly unknown[]>();

  /** What to answer, or nothing when the emulator is to answer. */
  answer(target: string, body: Buffer): object | undefined {
    if (!target.startsWith(SERVICE)) return undefined;
    const call = JSON.parse(body.toString()) as BudgetCall;
    switch (target.slice(SERVICE.length)) {
      case 'CreateBudget':
        for (const { Notification, Subscribers } of call.NotificationsWithSubscribers ?? []) {
          this.#subscribers.set(key(call.Budget?.BudgetName, Notification), Subscribers);
        }
        return undefined;
      case 'CreateNotification':
        this.#subscribers.set(key(call.BudgetName, call.Notification), call.Subscribers ?? []);
        return undefined;
      case 'DescribeSubscribersForNotification':
        return { Subscribers: this.#subscribers.get(key(call.BudgetName, call.Notification)) ?? [] };
      case 'ListTagsForResource':
        return { ResourceTags: [] };
      case 'TagResource':
      case 'UntagResource':
        return {};
      default:
        return undefined;
    }
  }
}

/** The service may give a notification back with more in it than was sent. */
function key(budget: string | undefined, notification: Record<string, unknown> = {}): string {
  const { NotificationType, ComparisonOperator, Threshold } = notification;
  return JSON.stringify([budget, NotificationType, ComparisonOperator, Number(Threshold)]);
}
