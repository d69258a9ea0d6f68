import type { Resource } from '../../resource';
import { asBoolean, fail, pass, see, unknown, type Verdict } from '../../verdict';
import { cloudRule, numbers } from '../cloud-rule';

const CALICO = 'network_policy.enabled';
const DATAPATH = 'datapath_provider';

/** Dataplane V2 enforces policies by itself; the older switch must then stay off. */
function judge(cluster: Resource): Verdict {
  const autopilot = see(cluster.get('enable_autopilot'));
  if (autopilot.seen && asBoolean(autopilot.value) === true) return pass;
  const [calico, datapath] = [see(cluster.get(CALICO)), see(cluster.get(DATAPATH))];
  if (datapath.seen && datapath.value === 'ADVANCED_DATAPATH') return pass;
  if (calico.seen && asBoolean(calico.value) === true) return pass;
  if (!datapath.seen) return unknown(`${DATAPATH} cannot be checked: it ${datapath.reason}`, DATAPATH);
  if (!calico.seen) return unknown(`${CALICO} cannot be checked: it ${calico.reason}`, CALICO);
  return fail(
    `neither ${DATAPATH} is ADVANCED_DATAPATH nor ${CALICO} true, so network policies are accepted and ignored`,
    DATAPATH,
  );
}

/** Network policies do something. */
export const gkeNetworkPolicy = cloudRule(
  {
    id: 'security/gke-network-policy',
    title: 'A GKE cluster enforces network policies',
    why: 'Without an agent that enforces them, the policies of each hub are stored and nothing happens: users reach the hub, the proxy and each other.',
    severity: 'high',
    remedy:
      'Clusters made by hubfleet use Dataplane V2. In Terraform set datapath_provider = "ADVANCED_DATAPATH"; on an existing cluster network_policy { enabled = true }.',
    references: numbers({ gke: '4.3.1', checkov: 'CKV_GCP_12', trivy: 'GCP-0056' }),
  },
  {
    pass: { google_container_cluster: { main: { datapath_provider: 'ADVANCED_DATAPATH' } } },
    fail: { google_container_cluster: { main: { datapath_provider: 'LEGACY_DATAPATH' } } },
  },
  { google_container_cluster: judge },
);
