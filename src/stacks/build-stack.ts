import { ClusterProviders, ClusterRole } from '@hubfleet/constructs';
import { type App, TerraformStack } from 'cdktf';
import type { Cluster } from '../fleet/fleet.ts';
import { addBackend } from './backend.ts';
import { cloudOf } from './clouds/registry.ts';
import { installHomeServers } from './home-servers.ts';
import { buildHub } from './hub.ts';
import { grantToHub } from './hub-grants.ts';
import type { ClusterLayer, StackPlace } from './layer.ts';
import { poolOptions } from './pool-options.ts';
import { widenProviderVersions } from './provider-versions.ts';
import { installSupport } from './support.ts';
import { contactsOf } from './uptime-contacts.ts';

const clusterRoles = { admin: ClusterRole.ADMIN, edit: ClusterRole.EDIT, view: ClusterRole.VIEW };

const builders = {
  cluster(stack, { cluster }) {
    const cloud = cloudOf(cluster);
    const own = cloud.createCluster(stack, 'Cluster', cluster);
    for (const [name, pool] of Object.entries(cluster.pools)) own.addPool(name, poolOptions(pool));
    for (const [name, { principal, role }] of Object.entries(cluster.access)) {
      own.addAccess(name, { principal, role: clusterRoles[role] });
    }
    createAccountParts(stack, cluster);
  },
  data(stack, { cluster }) {
    cloudOf(cluster).createData(stack, cluster);
    if (cluster.existing) createAccountParts(stack, cluster);
  },
  support(stack, { cluster }) {
    const cloud = cloudOf(cluster);
    const found = cloud.findCluster(stack, 'Cluster', cluster);
    new ClusterProviders(stack, 'Providers', found);
    installSupport(stack, cluster, found);
    const contacts = contactsOf(cluster);
    if (contacts) cloud.createUptimeContacts(stack, 'UptimeContacts', cluster, contacts);
    installHomeServers(stack, cluster, cloud);
    cloud.bindPipeline(stack, 'Pipeline', cluster);
  },
  hub(stack, place) {
    buildHub(stack, place);
    if (place.hub) grantToHub(stack, place.cluster, place.hub.name, cloudOf(place.cluster));
  },
} satisfies Record<ClusterLayer, (stack: TerraformStack, place: StackPlace) => void>;

/** What belongs to the account more than to the control plane, which somebody else may run. */
function createAccountParts(stack: TerraformStack, cluster: Cluster): void {
  const cloud = cloudOf(cluster);
  cloud.createBudget(stack, 'Budget', cluster);
  cloud.createRegistry(stack, 'Registry', cluster);
}

const IN_CLUSTER = ['helm', 'kubernetes'];

/** Builds one stack with its backend and providers. */
export function buildStack(app: App, place: StackPlace): TerraformStack {
  const stack = new TerraformStack(app, place.name);
  const cloud = cloudOf(place.cluster);
  addBackend(stack, place);
  cloud.addProvider(stack, place, place.cluster);
  builders[place.layer](stack, place);
  const inCluster = place.layer === 'support' || place.layer === 'hub';
  widenProviderVersions(stack, [...cloud.providers, ...(inCluster ? IN_CLUSTER : [])]);
  return stack;
}
