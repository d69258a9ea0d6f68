import type { Difference } from './real-hubs-comparison.ts';

/** Values in which our hubs differ on purpose from those they replace. */
interface Deliberate {
  /** Paths of the values. */
  readonly paths: RegExp;
  /** What must hold besides; for values that must not differ in any other way. */
  readonly when?: (difference: Difference) => boolean;
  readonly because: string;
}

const added = ({ theirs }: Difference) => theirs === undefined;
const longer = ({ theirs, ours }: Difference) =>
  Array.isArray(theirs) && Array.isArray(ours) && theirs.every((item) => ours.includes(item));
const below = ({ theirs, ours }: Difference) => theirs === undefined || String(ours).endsWith(`/${String(theirs)}`);

const REPLACED_BY_OURS: readonly Deliberate[] = [
  { paths: /^custom\/(?!homepage)/, because: 'settings of their own chart and of ours, each read by its own snippets' },
  { paths: /^hub\/extraConfig\//, because: 'their snippets are replaced by typed features, ours are generated' },
  {
    paths: /^hub\/extraFiles\/configurator/,
    because: 'the configurator was removed from their hubs; this is left over',
  },
  {
    paths: /^hub\/image\//,
    because: "the chart's own hub image does: group profiles and staff come from snippets, not from a fork of it",
  },
  { paths: /^hub\/extraEnv\/BASEHUB/, because: 'read by their snippets only' },
];

const HOME_PAGE: readonly Deliberate[] = [
  {
    paths: /^custom\/homepage\/|^hub\/(extraContainers|initContainers)(\/|$)|^hub\/extraVolume(s|Mounts)(\/[01]\/|$)/,
    because: 'pages are templates of their own git repository; a hub file that names one gets the same',
  },
  { paths: /extra_template_paths$/, because: 'a page of their own for servers, from files that their images bring' },
];

const USAGE_QUOTAS: readonly Deliberate[] = [
  {
    paths:
      /UsageQuotaManager|UsageViewer|USAGE_QUOTAS|metrics-exporter|service\/extraPorts|networkPolicy\/ingress|extraVolume(s|Mounts)\/[12]\/|usage-quota/,
    because:
      'compute quotas are an experiment of theirs that lets everybody in when it fails; hubs bound servers by limits',
  },
  { paths: /jupyterhub-groups-exporter/, because: 'nothing of ours reads metrics by group yet' },
];

const SAFER: readonly Deliberate[] = [
  { paths: /^hub\/services\/hub-health\/admin$/, because: 'the health check needs rights over one test user only' },
  { paths: /^hub\/loadRoles\/(hub-health|metrics)\//, because: 'narrow roles in place of an administrator' },
  {
    paths: /authenticate_prometheus$|prometheus\.io\/path$/,
    because: 'metrics are open within the cluster only, not to everybody who knows the address',
  },
  {
    paths: /secrets-revision$|HUBFLEET_CREDENTIAL/,
    because: 'secrets reach the hub by its environment, not by values',
  },
  { paths: /oauth_callback_url$|client_id$/, because: 'theirs are computed or encrypted, and not in these files' },
  {
    paths: /^singleuser\/networkPolicy\/egress\//,
    because: 'the ingress controller is another, there is no autohttps, and Dask is opened where it is used',
  },
  {
    paths: /cloudMetadata\/blockWithIptables$|egressAllowRules\/cloudMetadataServer$/,
    because: 'on GKE the metadata address is what gives a server its own identity, not the node’s',
  },
  {
    paths: /^singleuser\/initContainers(\/|$)/,
    because: 'theirs come from code that is not here: NFS is closed likewise',
  },
  { paths: /safe-to-evict$/, because: 'the autoscaler never moves a server to pack nodes' },
];

const HOMES: readonly Deliberate[] = [
  { paths: /subPath$/, when: below, because: 'hubs of a cluster share a file system, each in a folder of its name' },
  { paths: /pvc\/storageClassName$/, because: 'the list of users outlives its claim' },
  { paths: /HOME_QUOTA_GIB$/, because: 'servers are told their quota' },
  { paths: /shared-public\/(readOnly|subPath)$/, because: 'writable is the default; it appears at every home path' },
  { paths: /jupyter_ystore|SQLiteYStore\/db_path$/, because: 'another name in /tmp' },
  {
    paths: /ghsa-w3vc|^singleuser\/cmd$/,
    because: 'a start that patches images with jupyter-server-proxy below 4.1.1: replace those',
  },
];

const PLACES: readonly Deliberate[] = [
  {
    paths: /^ingress\//,
    because: 'Traefik serves the hub; their host and certificate are computed, and not in these files',
  },
  { paths: /^proxy\/traefik\//, because: 'the chart’s own Traefik is off on both sides' },
  {
    paths: /^hub\/networkPolicy\/ingress\/0\//,
    because: 'BinderHub may talk to the hub; the hub to itself needs no rule',
  },
  { paths: /^singleuser\/extraLabels\/hubfleet/, because: 'costs are told apart by labels' },
  {
    paths: /node_selector\/|nodeSelector\/hubfleet|tolerations\/\d+\//,
    because: 'a server is bound to its pool and not to a machine type, so that the type can change',
  },
  { paths: /userPlaceholder\//, because: 'none is kept on either side' },
  {
    paths:
      /^hub\/config\/GitHubOAuthenticator\/(auth_refresh_age|enable_auth_state|manage_groups|populate_teams_in_auth_state|scope)$/,
    because: 'set for every hub there, whatever its login',
  },
];

const CHOICES: readonly Deliberate[] = [
  { paths: /options\/(image|size)\/title$/, because: 'the two choices have the same name on every hub' },
  {
    paths: /free\/(description|display_name_in_choices)$/,
    because: 'the chart without its extension has no description there',
  },
  { paths: /cpu_guarantee$/, when: added, because: 'without a guarantee the limit would be reserved' },
  {
    paths: /choices\/[^/]+(\/.*)?\/default$/,
    when: added,
    because: 'the first is chosen beforehand; theirs were without default',
  },
  { paths: /^singleuser\/image\//, because: 'the default of choices is the default of the hub, too' },
  {
    paths: /dynamic_image_building/,
    when: ({ theirs }) => theirs === undefined,
    because: 'users build in every profile of a hub that builds; theirs do in one of four',
  },
  {
    paths: /services\/binder\/|loadRoles\/(user|server)\/scopes$/,
    because: 'BinderHub is a service of hubs that build only; servers get the rights they need, not all of their user',
  },
];

const LOGIN: readonly Deliberate[] = [
  { paths: /admin_users$/, when: longer, because: 'staff is added by a snippet there, and is in the values here' },
  {
    paths: /(Authenticator|CILogonOAuthenticator)\/allowed_users$/,
    because: 'the same trait of the class that is used',
  },
  { paths: /allowed_idps\/.*\/default$/, because: 'the first provider is the default' },
  { paths: /namedServerLimitPerUser$/, because: 'servers of one user are bounded' },
];

const DASK: readonly Deliberate[] = [
  { paths: /DASK_GATEWAY__/, because: 'a snippet sets them there' },
  { paths: /services\/dask-gateway\//, because: 'the gateway is a service where it is installed, by its own address' },
  {
    paths: /(SCRATCH_BUCKET|PANGEO_SCRATCH|PERSISTENT_BUCKET)$/,
    because: 'buckets are made with their hub or cluster and have its name',
  },
];

/** Every difference that is meant, each with its reason. */
export const DELIBERATE: readonly Deliberate[] = [
  ...REPLACED_BY_OURS,
  ...HOME_PAGE,
  ...USAGE_QUOTAS,
  ...SAFER,
  ...HOMES,
  ...PLACES,
  ...CHOICES,
  ...LOGIN,
  ...DASK,
];
