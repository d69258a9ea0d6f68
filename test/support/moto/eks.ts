import { randomUUID } from 'node:crypto';
import { type Answer, type Call, type Fields, fieldsOf, notFound, ok, type Patch } from './patch.ts';

const OF_CLUSTER = ['accessConfig', 'upgradePolicy'];
const OF_NODE_GROUP = ['updateConfig'];
const DONE = { status: 'Successful', errors: [] };

/** Add-ons, the progress of updates, and settings that the emulator forgets or makes up. */
export class EksPatch implements Patch {
  /** By path of the cluster or node group. */
  readonly #created = new Map<string, Fields>();
  readonly #addons = new Map<string, Fields>();

  answer(call: Call): Answer | undefined {
    const { method, path } = call;
    const [, clusters, cluster = '', kind, name = '', action] = path.split('/');
    if (clusters !== 'clusters') return undefined;
    if (method === 'POST') this.#remember(call);
    if (kind === 'updates') return ok({ update: { id: name, ...DONE } });
    if (kind !== 'addons') return undefined;
    if (name === '') return this.#create(cluster, fieldsOf(call));
    return this.#onAddon(call, `${cluster}/${name}`, action === 'update');
  }

  amend({ path }: Call, text: string): string {
    const created = this.#created.get(path);
    if (!created || !/^\{"(cluster|nodegroup)"/.test(text)) return text;
    const answer = JSON.parse(text) as { cluster?: Fields; nodegroup?: Fields };
    if (answer.cluster) {
      return JSON.stringify({
        cluster: { ...answer.cluster, ...pick(created, OF_CLUSTER), ...issuerOf(answer.cluster) },
      });
    }
    const { remoteAccess: _, ...nodegroup } = answer.nodegroup ?? {};
    return JSON.stringify({ nodegroup: { ...nodegroup, ...pick(created, OF_NODE_GROUP) } });
  }

  #remember(call: Call): void {
    const { path } = call;
    if (path === '/clusters') this.#created.set(`${path}/${fieldsOf(call).name}`, fieldsOf(call));
    if (path.endsWith('/node-groups')) this.#created.set(`${path}/${fieldsOf(call).nodegroupName}`, fieldsOf(call));
  }

  #onAddon(call: Call, key: string, isUpdate: boolean): Answer {
    const addon = this.#addons.get(key);
    if (!addon) return notFound(key);
    if (isUpdate) {
      this.#addons.set(key, { ...addon, ...fieldsOf(call) });
      return ok({ update: { id: randomUUID(), ...DONE } });
    }
    if (call.method === 'DELETE') this.#addons.delete(key);
    return ok({ addon });
  }

  #create(clusterName: string, asked: Fields): Answer {
    const addon = {
      addonVersion: 'v1.0.0-eksbuild.1',
      ...asked,
      clusterName,
      status: 'ACTIVE',
      addonArn: `arn:aws:eks:us-west-2:123456789012:addon/${clusterName}/${asked.addonName}/${randomUUID()}`,
      health: { issues: [] },
      createdAt: Date.now() / 1000,
      modifiedAt: Date.now() / 1000,
    };
    this.#addons.set(`${clusterName}/${asked.addonName}`, addon);
    return ok({ addon });
  }
}

/** The emulator gives all clusters one issuer, of which an account has but one identity provider. */
function issuerOf({ name, identity }: Fields): Fields {
  const { issuer = '' } = (identity as { oidc?: { issuer?: string } } | undefined)?.oidc ?? {};
  return { identity: { oidc: { issuer: `${issuer}${Buffer.from(String(name)).toString('hex')}` } } };
}

function pick(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(keys.filter((key) => fields[key] !== undefined).map((key) => [key, fields[key]]));
}
