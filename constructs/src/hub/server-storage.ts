import type { HubConfiguration } from './hub-configuration';
import { HOME_CLAIM } from './hub-configuration';
import type { Draft, Json, Values } from './json';
import { userDiskMounts } from './user-disk';

const DEFAULT_MOUNT_PATH = '/home/jovyan';
const USER_ID = 1000;
const GROUP_ID = 100;

/** Ports of NFS, its mount daemon and the port mapper, closed to users: a file system knows no users of a hub. */
const NFS_PORTS = ['2049', '20048', '111'];

/** Paths at which the home directory appears, the first is `HOME`. */
export function homePaths(configuration: HubConfiguration): string[] {
  const { nfs, disk } = configuration.storage.home._settings;
  const paths = nfs?.mountPaths ?? [disk?.mountPath ?? DEFAULT_MOUNT_PATH];
  return paths.length > 0 ? paths : [DEFAULT_MOUNT_PATH];
}

/** Folder of the hub on the file system of homes. */
export function homeFolder(configuration: HubConfiguration): string {
  return configuration.storage.home._settings.nfs?.folder ?? configuration.hubName;
}

/** Where the shared directory is, or nothing when there is none. */
function sharedDirectory(configuration: HubConfiguration): { subPath: string; paths: string[] } | undefined {
  const { nfs } = configuration.storage.home._settings;
  if (nfs === undefined || nfs.sharedDirectory === false) return undefined;
  return { subPath: `${homeFolder(configuration)}/_shared`, paths: homePaths(configuration) };
}

/** What administrators see beside the others: the shared directory to write to, and the homes of all. */
export function adminMounts(configuration: HubConfiguration): { subPath: string; path: string }[] {
  const { nfs } = configuration.storage.home._settings;
  const shared = sharedDirectory(configuration);
  const mounts = (shared?.paths ?? []).map((path) => ({
    subPath: shared?.subPath ?? '',
    path: `${path}/shared-readwrite`,
  }));
  if (!nfs?.allUsersDirectory) return mounts;
  return [
    ...mounts,
    ...homePaths(configuration).map((path) => ({ subPath: homeFolder(configuration), path: `${path}/allusers` })),
  ];
}

/** `singleuser.storage`: homes, the shared directory, and shared memory that is not limited to 64 MiB. */
export function storageValues(configuration: HubConfiguration): Draft {
  const { nfs, disk } = configuration.storage.home._settings;
  const [first = DEFAULT_MOUNT_PATH, ...others] = homePaths(configuration);
  const shared = sharedDirectory(configuration);
  const userFolder = `${homeFolder(configuration)}/{escaped_username}`;
  const mounts: Values = { '001-shared-memory': { name: 'shared-memory', mountPath: '/dev/shm' } };
  if (nfs) {
    for (const [index, path] of others.entries())
      mounts[`002-home-${index}`] = { name: 'home', mountPath: path, subPath: userFolder };
  }
  for (const [index, path] of (shared?.paths ?? []).entries()) {
    const mount = { name: 'home', mountPath: `${path}/shared`, subPath: shared?.subPath ?? '', readOnly: true };
    mounts[`003-shared-${index}`] = mount;
  }
  if (nfs?.publicDirectory) {
    for (const [index, path] of homePaths(configuration).entries())
      mounts[`004-public-${index}`] = {
        name: 'home',
        mountPath: `${path}/shared-public`,
        subPath: `${homeFolder(configuration)}/_shared-public`,
      };
  }
  const disks = userDiskMounts(configuration);
  return {
    type: nfs ? 'static' : disk ? 'dynamic' : 'none',
    homeMountPath: first,
    static: nfs && { pvcName: HOME_CLAIM, subPath: userFolder },
    capacity: disk && `${disk.capacityGiB}Gi`,
    dynamic: disk?.storageClassName === undefined ? undefined : { storageClass: disk.storageClassName },
    extraVolumes: {
      '001-shared-memory': { name: 'shared-memory', emptyDir: { medium: 'Memory' } },
      ...disks.volumes,
    },
    extraVolumeMounts: { ...mounts, ...disks.mounts },
  };
}

/** Closes the NFS ports from within the server's network, whoever the user becomes. */
export function blockNfs(image: string): Json {
  const rules = NFS_PORTS.flatMap((port) =>
    ['tcp', 'udp'].map((protocol) => `iptables -A OUTPUT -p ${protocol} --dport ${port} -j DROP`),
  );
  return {
    name: 'block-nfs',
    image,
    command: ['sh', '-c', rules.join(' && ')],
    securityContext: { runAsUser: 0, privileged: true, capabilities: { add: ['NET_ADMIN'] } },
  };
}

/** Kubernetes makes missing folders as root; users must own theirs, and administrators the shared one. */
function ownFolders(image: string, configuration: HubConfiguration): Json {
  const shared = sharedDirectory(configuration);
  const folders: Record<string, string> = { '/mnt/home': `${homeFolder(configuration)}/{escaped_username}` };
  if (shared) folders['/mnt/shared'] = shared.subPath;
  if (configuration.storage.home._settings.nfs?.publicDirectory) {
    folders['/mnt/public'] = `${homeFolder(configuration)}/_shared-public`;
  }
  const mounts = Object.entries(folders).map(([mountPath, subPath]): Json => ({ name: 'home', mountPath, subPath }));
  return {
    name: 'own-home',
    image,
    command: ['sh', '-c', `chown ${USER_ID}:${GROUP_ID} ${Object.keys(folders).join(' ')}`],
    securityContext: { runAsUser: 0 },
    volumeMounts: mounts,
  };
}

/** What runs before a server: the chart's own network tools serve for both, so that nodes pull one image. */
export function initContainers(configuration: HubConfiguration): Json[] {
  const image = `quay.io/jupyterhub/k8s-network-tools:${configuration.chartVersion}`;
  const nfs = configuration.storage.home._settings.nfs !== undefined;
  return nfs ? [blockNfs(image), ownFolders(image, configuration)] : [blockNfs(image)];
}
