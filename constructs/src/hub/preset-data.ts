import { ImagePulling } from './hub-features';
import { InternetAccess } from './hub-network';
import { Memory } from './memory';
import type { PresetSettings } from './preset-settings';
import type { ImageChoice } from './profile';

const SCIPY: ImageChoice = {
  slug: 'scipy',
  displayName: 'Jupyter SciPy',
  image: 'quay.io/jupyter/scipy-notebook:2026-07-28',
  isDefault: true,
};
const DATASCIENCE: ImageChoice = {
  slug: 'datascience',
  displayName: 'Jupyter data science (Python, R, Julia)',
  image: 'quay.io/jupyter/datascience-notebook:2026-07-28',
};
const PANGEO: ImageChoice = {
  slug: 'pangeo',
  displayName: 'Pangeo',
  image: 'quay.io/pangeo/pangeo-notebook:2026.06.04',
};
const PYTORCH: ImageChoice = {
  slug: 'pytorch',
  displayName: 'PyTorch',
  image: 'quay.io/pangeo/pytorch-notebook:2026.06.04',
  isDefault: true,
};
const TENSORFLOW: ImageChoice = {
  slug: 'ml',
  displayName: 'TensorFlow and JAX',
  image: 'quay.io/pangeo/ml-notebook:2026.06.04',
};
const ROCKER: ImageChoice = {
  slug: 'rocker',
  displayName: 'RStudio',
  image: 'docker.io/rocker/binder:4.4',
  defaultUrl: '/rstudio',
};

const HOMES = { keepsHomes: true, quotaGiB: 10 };

/** Four sizes on small nodes and two on large ones, without promising memory twice. */
const RESEARCH_SIZES = [4, 2];

export const RESEARCH: PresetSettings = {
  presetName: 'research',
  title: 'Interactive research: sizes by need, several images, a scratch bucket',
  server: { images: [SCIPY, PANGEO], freeImage: true, sizesPerPool: RESEARCH_SIZES },
  storage: { ...HOMES, scratchDeleteAfterDays: 7 },
  culling: { serverIdleMinutes: 60, kernelIdleMinutes: 60, maxAgeHours: 168 },
  features: { namedServersPerUser: 3 },
};

export const EDUCATION: PresetSettings = {
  presetName: 'education',
  title: 'Courses: many small servers packed on few nodes',
  server: {
    images: [{ ...DATASCIENCE, isDefault: true }],
    resources: {
      memoryGuarantee: Memory.mebibytes(512),
      memoryLimit: Memory.gibibytes(2),
      cpuGuarantee: 0.05,
      cpuLimit: 2,
    },
  },
  storage: HOMES,
  culling: { serverIdleMinutes: 60, kernelIdleMinutes: 30, maxAgeHours: 24 },
  features: { packServers: true, imagePulling: ImagePulling.BEFORE_UPGRADES },
};

export const EVENT: PresetSettings = {
  presetName: 'event',
  title: 'Workshops: one image and size, room kept free, images pulled beforehand',
  server: {
    images: [SCIPY],
    resources: { memoryGuarantee: Memory.gibibytes(2), cpuGuarantee: 0.25, cpuLimit: 4 },
  },
  storage: { keepsHomes: true, quotaGiB: 5 },
  culling: { serverIdleMinutes: 60, kernelIdleMinutes: 60, maxAgeHours: 12 },
  features: { placeholders: { count: 5 }, imagePulling: ImagePulling.BEFORE_UPGRADES, packServers: true },
};

export const GPU: PresetSettings = {
  presetName: 'gpu',
  title: 'Machine learning on GPUs',
  server: { images: [PYTORCH, TENSORFLOW], sizesPerPool: [2], gpus: 1, startTimeoutSeconds: 900 },
  storage: { ...HOMES, scratchDeleteAfterDays: 7 },
  culling: { serverIdleMinutes: 30, kernelIdleMinutes: 30, maxAgeHours: 24 },
  features: {},
};

export const GEOSPATIAL_DASK: PresetSettings = {
  presetName: 'geospatial-dask',
  title: 'Earth science with Dask clusters',
  server: { images: [{ ...PANGEO, isDefault: true }, ROCKER], freeImage: true, sizesPerPool: RESEARCH_SIZES },
  storage: { ...HOMES, mountPaths: ['/home/jovyan', '/home/rstudio'], scratchDeleteAfterDays: 7 },
  culling: { serverIdleMinutes: 60, kernelIdleMinutes: 60, maxAgeHours: 168 },
  features: {
    dask: {
      maxWorkersPerCluster: 50,
      maxCpusPerCluster: 100,
      maxMemoryPerCluster: Memory.gibibytes(800),
      maxClustersPerUser: 2,
      idleMinutes: 30,
    },
  },
};

export const EPHEMERAL: PresetSettings = {
  presetName: 'ephemeral',
  title: 'Visitors without accounts or files',
  server: {
    images: [SCIPY],
    resources: { memoryGuarantee: Memory.gibibytes(1), cpuGuarantee: 0.1, cpuLimit: 1 },
  },
  storage: { keepsHomes: false },
  culling: { serverIdleMinutes: 20, kernelIdleMinutes: 10, maxAgeHours: 6 },
  features: { activeServerLimit: 100, imagePulling: ImagePulling.ON_NEW_NODES },
  internetAccess: InternetAccess.WEB_ONLY,
};

export const RSTUDIO: PresetSettings = {
  presetName: 'rstudio',
  title: 'RStudio for R',
  server: {
    images: [{ ...ROCKER, isDefault: true }],
    defaultUrl: '/rstudio',
    resources: {
      memoryGuarantee: Memory.gibibytes(2),
      memoryLimit: Memory.gibibytes(8),
      cpuGuarantee: 0.25,
      cpuLimit: 4,
    },
    workingDirectory: '/home/rstudio',
  },
  storage: { ...HOMES, mountPaths: ['/home/jovyan', '/home/rstudio'] },
  culling: { serverIdleMinutes: 60, kernelIdleMinutes: 60, maxAgeHours: 168 },
  features: {},
};

export const DESKTOP: PresetSettings = {
  presetName: 'desktop',
  title: 'A Linux desktop in the browser; needs an image with jupyter-remote-desktop-proxy',
  server: {
    defaultUrl: '/desktop',
    resources: { memoryGuarantee: Memory.gibibytes(4), cpuGuarantee: 0.5, cpuLimit: 4 },
  },
  storage: HOMES,
  culling: { serverIdleMinutes: 60, kernelIdleMinutes: 60, maxAgeHours: 168 },
  features: {},
};
