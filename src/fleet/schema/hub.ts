import { z } from 'zod';
import { presetNames, presetProfiles, tryPreset, withPreset } from '../preset.ts';
import { domain } from './address.ts';
import { authentication } from './authentication.ts';
import { culling } from './culling.ts';
import { dask } from './dask.ts';
import { environment } from './environment.ts';
import { expected, withRemedy } from './expected.ts';
import { exposure } from './exposure.ts';
import { hold } from './hold.ts';
import {
  chart,
  homePage,
  imagePulling,
  internetAccess,
  limits,
  metrics,
  placeholders,
  role,
  serverFile,
} from './hub-features.ts';
import { hubDatabase, scratchBucket, storage } from './hub-storage.ts';
import { image } from './image.ts';
import { imageBuilding } from './image-building.ts';
import { freeImage, imageChoices, landingPage } from './image-choice.ts';
import { shortName } from './name.ts';
import { type ProfileEntry, profileEntry } from './profile.ts';
import { wholeNumber } from './quantity.ts';
import { removable } from './removable.ts';

const identity = {
  displayName: z.string().min(1).describe('name users see'),
  domain: domain.describe('host name of the hub; unique in the fleet'),
  stage: z
    .enum(['staging', 'canary', 'production'])
    .default('production')
    .describe('when a change reaches the hub: staging first, then canary, then production'),
  hold: hold.optional().describe('rollouts leave the hub alone until a day; default: they do not'),
  lastDay: z.iso
    .date({ error: expected('a day like 2027-03-31') })
    .optional()
    .describe('last day of a hub for an event, for example 2027-03-31; default: the hub is there to stay'),
  preset: z
    .enum(presetNames as [string, ...string[]])
    .optional()
    .describe('what the hub is for; it fills in the keys below, and every key in the file wins over it'),
};

const access = {
  authentication,
  admins: z.array(z.string().min(1)).default([]).describe('users who administrate the hub'),
  staff: z.boolean().default(true).describe('the staff of fleet.yaml administrate the hub too'),
  blockedUsers: z.array(z.string().min(1)).default([]).describe('users who may not log in'),
  roles: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/), role)
    .default({})
    .describe('further rights by a name, for example of course staff'),
};

const servers = {
  image: image.optional().describe('image of user servers, with a fixed tag; default: that of the preset'),
  images: imageChoices.optional().describe('images users may choose from in every profile that names none'),
  freeImage: removable(freeImage).describe('a field for any other image, beside images'),
  defaultUrl: landingPage.default('/lab').describe('path users land on, for example /lab, /tree or /rstudio'),
  workingDirectory: landingPage.optional().describe('folder in which servers start; default: the home directory'),
  startTimeoutSeconds: wholeNumber(60, 3600).default(600).describe('seconds after which a start has failed'),
  profiles: z
    .array(profileEntry)
    .min(1)
    .optional()
    .describe('machines users may choose from; default: those of the preset, or one small server'),
  showPrices: z
    .boolean()
    .default(false)
    .describe('tell users beside each choice what it costs an hour, at its share of a full node'),
  environment: environment.default({}).describe('environment variables of user servers; never secrets'),
  files: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/), serverFile)
    .default({})
    .describe('files of every server by a name'),
  internetAccess: internetAccess
    .default('allPorts')
    .describe('what servers reach of the internet: every port, or webOnly: 80 and 443'),
};

const features = {
  storage: storage.prefault({}).describe('home directories'),
  scratchBucket: removable(scratchBucket).describe('a bucket for passing results; absent: none'),
  persistentBucket: shortName
    .optional()
    .describe('a bucket of cluster.yaml in whose PERSISTENT_BUCKET users read and write; absent: none'),
  database: hubDatabase
    .optional()
    .describe('a database server that keeps the list of users; default: a file on a disk of the hub, never on NFS'),
  culling: culling.prefault({}).describe('when servers are stopped'),
  limits: limits.prefault({}).describe('bounds of the hub'),
  placeholders: removable(placeholders).describe('room kept free for the next users; absent: none'),
  imagePulling: imagePulling
    .default('onDemand')
    .describe('when images are pulled: when somebody asks, on nodes that join, or also before an upgrade'),
  packServers: z.boolean().default(false).describe('pack servers on the fullest nodes, so that others can stop'),
  dask: removable(dask).describe('Dask clusters for users; absent: none'),
  metrics: metrics.prefault({}).describe('what Prometheus learns beside the metrics of the hub'),
  imageBuilding: imageBuilding
    .optional()
    .describe('images that users build from git repositories, by BinderHub; absent: none'),
  healthCheck: z.boolean().default(true).describe('a service may start and stop the server of one test user'),
  uptimeCheck: z.boolean().default(true).describe('asked from outside whether it is there, if the cluster says so'),
  announcement: z.string().min(1).optional().describe('text on the login page and the home page'),
  homePage: homePage.optional().describe("pages of the hub from a git repository; default: the chart's own"),
  templateVariables: z.record(z.string(), z.string()).default({}).describe('further variables of the page templates'),
  pythonSnippets: z
    .record(z.string().regex(/^\d{2}-[a-z0-9-]+$/), z.string())
    .default({})
    .describe('Python of the hub by a name that orders it, for example 50-theme'),
};

const hub = z.strictObject({
  ...identity,
  ...access,
  ...servers,
  ...features,
  exposure: exposure.optional().describe('how the hub is reached; default: an ingress of Traefik'),
  chart: chart.prefault({}).describe('how the chart is installed'),
  values: z
    .record(z.string(), z.json())
    .default({})
    .describe('values of the Zero to JupyterHub chart, merged last over those made from this file'),
});

/** `hubs/<hub>.yaml`: one JupyterHub. */
export const hubFile = z
  .preprocess(
    withPreset,
    hub.transform(({ image: named, profiles, ...keys }, context) => {
      const first = named ?? keys.images?.[0]?.image;
      if (first === undefined) {
        const remedy = 'add it: image of user servers, with a fixed tag';
        const message = keys.preset ? `preset ${keys.preset} has no image of its own` : 'required key is missing';
        context.addIssue({ code: 'custom', path: ['image'], message: withRemedy(message, remedy) });
        return z.NEVER;
      }
      const entries: ProfileEntry[] = profiles ?? presetProfiles(tryPreset(keys.preset));
      return { ...keys, image: first, profiles: entries };
    }),
  )
  .describe('A JupyterHub');

export type HubFile = z.output<typeof hubFile>;
