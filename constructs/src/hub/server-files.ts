import type { HubConfiguration } from './hub-configuration';
import type { Draft } from './json';

/** Stops idle kernels, so that their server becomes idle too. */
function kernelCulling({ culling }: HubConfiguration): Draft {
  const { kernelIdleMinutes = 60, connectedKernels = true } = culling;
  return { cull_idle_timeout: kernelIdleMinutes * 60, cull_interval: 300, cull_connected: connectedKernels };
}

/**
 * Files of every server: kernel culling, and databases (SQLite) kept in `/tmp`, because on NFS they lock up or break.
 */
export function fileValues(configuration: HubConfiguration): Draft {
  const { server } = configuration;
  const manager = { db_path: '/tmp/file_id_manager.db' };
  const files: Draft = {
    'ipython-kernel': {
      mountPath: '/usr/local/etc/ipython/ipython_kernel_config.json',
      data: { HistoryManager: { enabled: false } },
    },
    'jupyter-server': {
      mountPath: '/usr/local/etc/jupyter/jupyter_server_config.json',
      data: {
        MappingKernelManager: kernelCulling(configuration),
        BaseFileIdManager: manager,
        SQLiteYStore: { db_path: '/tmp/jupyter_ystore.db' },
        ContentsManager: { allow_hidden: true },
        FileContentsManager: { always_delete_dir: true },
      },
    },
    'jupyter-notebook': {
      mountPath: '/usr/local/etc/jupyter/jupyter_notebook_config.json',
      data: { MappingKernelManager: kernelCulling(configuration), BaseFileIdManager: manager },
    },
  };
  for (const [name, file] of Object.entries(server.files ?? {})) {
    const property = `server.files[${name}]`;
    if (name in files)
      throw configuration.refuse(property, 'has the name of a file of hubfleet', 'choose another name');
    if (!file.path.startsWith('/')) {
      throw configuration.refuse(`${property}.path`, `must be absolute, got ${file.path}`, 'begin it with /');
    }
    files[name] = { mountPath: file.path, mode: file.mode, stringData: file.content };
  }
  return files;
}
