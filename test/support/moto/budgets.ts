import { type Answer, type Call, ok, type Patch } from './patch.ts';

interface Subscribed {
  readonly Notification: Record<string, unknown>;
  readonly Subscribers: readonly unknown[];
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface BudgetCall {
  readonly ResourceARN?: string;
  readonly ResourceTags?: readonly Tag[];
  readonly ResourceTagKeys?: readonly string[];
  readonly Budget?: { readonly BudgetName: string };
  readonly BudgetName?: string;
  readonly Notification?: Record<string, unknown>;
  readonly NotificationsWithSubscribers?: readonly Subscribed[];
  readonly Subscribers?: readonly unknown[];
}

const SERVICE = 'AWSBudgetServiceGateway.';

/** Subscribers and tags of budgets, answered from what was created. */
export class BudgetsPatch implements Patch {
  readonly #subscribers = new Map<string, readonly unknown[]>();
  readonly #tags = new Map<string, Map<string, string>>();

  answer({ target, body }: Call): Answer | undefined {
    if (!target.startsWith(SERVICE)) return undefined;
    const answer = this.#answer(target.slice(SERVICE.length), JSON.parse(body));
    return answer && ok(answer);
  }

  #answer(action: string, call: BudgetCall): object | undefined {
    switch (action) {
      case 'CreateBudget':
        this.#tag(call.Budget?.BudgetName, call.ResourceTags);
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
        return { ResourceTags: [...this.#tagsOf(nameIn(call))].map(([Key, Value]) => ({ Key, Value })) };
      case 'TagResource':
        this.#tag(nameIn(call), call.ResourceTags);
        return {};
      case 'UntagResource':
        for (const tag of call.ResourceTagKeys ?? []) this.#tagsOf(nameIn(call)).delete(tag);
        return {};
      default:
        return undefined;
    }
  }

  #tag(budget = '', tags: readonly Tag[] = []): void {
    for (const { Key, Value } of tags) this.#tagsOf(budget).set(Key, Value);
  }

  #tagsOf(budget: string): Map<string, string> {
    const tags = this.#tags.get(budget) ?? new Map<string, string>();
    this.#tags.set(budget, tags);
    return tags;
  }
}

/** The name at the end of `arn:aws:budgets::123456789012:budget/atlas`. */
function nameIn({ ResourceARN = '' }: BudgetCall): string {
  return ResourceARN.slice(ResourceARN.indexOf('/') + 1);
}

/** The service may give a notification back with more in it than was sent. */
function key(budget: string | undefined, notification: Record<string, unknown> = {}): string {
  const { NotificationType, ComparisonOperator, Threshold } = notification;
  return JSON.stringify([budget, NotificationType, ComparisonOperator, Number(Threshold)]);
}
