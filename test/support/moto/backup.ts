import { randomUUID } from 'node:crypto';
import { type Answer, type Call, type Fields, fieldsOf, notFound, ok, type Patch } from './patch.ts';

/** Selections of backup plans, which the emulator does not have. */
export class BackupPatch implements Patch {
  readonly #selections = new Map<string, Fields>();

  answer(call: Call): Answer | undefined {
    const [, plan, id = ''] = /^\/backup\/plans\/([^/]+)\/selections(?:\/(.+))?$/.exec(call.path) ?? [];
    if (plan === undefined) return undefined;
    if (call.method === 'PUT') return this.#create(plan, fieldsOf(call));
    const selection = this.#selections.get(id);
    if (!selection) return notFound(`backup selection ${id}`);
    if (call.method === 'DELETE') this.#selections.delete(id);
    return ok(selection);
  }

  #create(BackupPlanId: string, { BackupSelection }: Fields): Answer {
    const SelectionId = randomUUID();
    const selection = { BackupPlanId, SelectionId, BackupSelection, CreationDate: Date.now() / 1000 };
    this.#selections.set(SelectionId, selection);
    return ok(selection);
  }
}
