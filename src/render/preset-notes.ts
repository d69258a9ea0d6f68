import type { PresetNotes } from './preset-page.ts';

const USER_POOL = 'a user pool; sizes are made from the machines of the smallest two';
const HOMES = 'a `homeStorage`, or `storage: { home: none }`';

/** Notes of every preset, by its name. */
export const presetNotes: Readonly<Record<string, PresetNotes>> = {
  research: {
    choose:
      'Choose it when people do different work: they pick an image and a size, memory is never promised twice, and a server may run for a week.',
    needs: [USER_POOL, HOMES],
    change: [
      ['storage: { quotaGiB: 50 }', 'homes of more than 10 GiB'],
      ['culling: { maxAgeHours: 24 }', 'servers that are forgotten cost until they are stopped'],
      ['image: <image>', 'one image for all, without a choice'],
    ],
  },
  education: {
    choose:
      'Choose it for courses: guarantees are what sleeping notebooks need and limits what busy ones may take, so that many servers share few nodes.',
    needs: ['a user pool of large machines, which pack better than small ones', HOMES],
    change: [
      ['image: <image>', 'the image of the course'],
      ['defaultUrl: /tree', 'the classic notebook instead of JupyterLab'],
      ['authentication: { kind: lti13, … }', 'students come from the learning-management system'],
    ],
  },
  event: {
    choose:
      'Choose it for a workshop: everybody gets the same server, room for the next ones is kept free, and images are there before the first user.',
    needs: [
      'a user pool whose `maxNodes` holds all seats',
      HOMES,
      'secrets with the passwords of participants and administrators',
    ],
    change: [
      ['placeholders: { count: 3, wholeNodes: true }', 'nodes for a crowd that arrives within minutes'],
      ['profiles: [{ slug: seat, … }]', 'more memory for each seat'],
      ['storage: { home: none }', 'nothing is kept after the day'],
    ],
  },
  gpu: {
    choose: 'Choose it for machine learning: one profile without a GPU for preparing, and one for each pool with GPUs.',
    needs: ['a user pool with `gpu`, or of machines that bring one', 'a quota for GPUs in the cloud account', HOMES],
    change: [
      ['profiles: [… allowedGroups: [org:team]]', 'GPUs for members of a group only'],
      ['culling: { idleMinutes: 15 }', 'idle GPUs are the most expensive nodes'],
    ],
  },
  'geospatial-dask': {
    choose:
      'Choose it for work on large data sets: as research, with Dask clusters on machines that may be taken away.',
    needs: [USER_POOL, 'a pool with `purpose: dask`, best with `spot: true`', HOMES],
    change: [
      ['dask: { maxWorkersPerCluster: 200 }', 'larger clusters; the bounds are what keeps the bill in hand'],
      ['dask: null', 'no Dask'],
    ],
  },
  ephemeral: {
    choose: 'Choose it for visitors: no login, no files, small servers that end soon, and only the web can be reached.',
    needs: ['a user pool', 'a reason to be open, which reports show'],
    change: [
      ['limits: { activeServers: 300 }', 'more visitors at once; it bounds the bill'],
      ['image: <image>', 'what visitors shall see'],
    ],
  },
  rstudio: {
    choose: 'Choose it for R: RStudio opens first, and homes appear where its images expect them.',
    needs: ['a user pool', HOMES],
    change: [['image: rocker/binder:<R version>', 'another version of R']],
  },
  desktop: {
    choose: 'Choose it for programs with windows: a Linux desktop in the browser.',
    needs: ['an image with jupyter-remote-desktop-proxy, a VNC server and a desktop', 'a user pool', HOMES],
    change: [['profiles: [{ slug: desktop, memory: … }]', 'more memory for heavy programs']],
  },
};
