import type { Rule } from '../../rule';
import { fail, judge, pass, see, show } from '../../verdict';
import { containerExample, releaseExample } from './examples';
import { podChecks, preparesPod } from './pod-rule';

const MOVING = /^(?:|latest|main|master|dev|devel|develop|nightly|edge|stable)$/;

/** Workloads name images by a tag that stays. */
export const podImagePinned: Rule = {
  id: 'security/pod-image-pinned',
  title: 'Workloads name images by a tag that stays or by digest',
  why: 'With latest, a pod that restarts may run other software than the one beside it, and nobody has reviewed it.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Give every image a numbered tag or a digest: registry.example/app:1.2.3.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_14' },
    { source: 'trivy', id: 'KSV-0013' },
  ],
  examples: {
    pass: containerExample({ image: 'registry.example/app:1.2.3' }),
    fail: containerExample({ image: 'registry.example/app:latest' }),
  },
  checks: podChecks({
    container: (container) => {
      const value = container.get('image');
      if (value.state === 'reference') return pass;
      return judge(value, container.at('image'), (image) => {
        const name = String(image ?? '');
        if (name === '' || name.includes('@sha256:')) return undefined;
        const tag = /:([^/:]+)$/.exec(name)?.[1] ?? '';
        return MOVING.test(tag)
          ? `${container.at('image')} is ${show(image)}, which names another image tomorrow`
          : undefined;
      });
    },
  }),
};

/** Images are the ones that were reviewed, bit by bit. */
export const podImageDigest: Rule = {
  id: 'security/pod-image-digest',
  title: 'Workloads name images by digest',
  why: 'Whoever can push to the registry can move a tag to another image; a digest is the image itself.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Write the digest behind the tag: registry.example/app:1.2.3@sha256:….',
  references: [{ source: 'checkov', id: 'CKV_K8S_43' }],
  examples: {
    pass: containerExample({
      image: 'registry.example/app:1.2.3@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    }),
    fail: containerExample({ image: 'registry.example/app:1.2.3' }),
  },
  checks: podChecks({
    container: (container) => {
      const value = container.get('image');
      if (value.state === 'reference') return pass;
      return judge(value, container.at('image'), (image) =>
        String(image ?? '').includes('@sha256:')
          ? undefined
          : `${container.at('image')} is ${show(image)}, without a digest`,
      );
    },
  }),
};

const REGISTRIES =
  /^(?:docker\.io|quay\.io|ghcr\.io|gcr\.io|[a-z]+\.gcr\.io|registry\.k8s\.io|public\.ecr\.aws|\d+\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com|[a-z0-9-]+-docker\.pkg\.dev|nvcr\.io|mcr\.microsoft\.com|registry\.gitlab\.com)$/;

/** Images come from registries that somebody answers for. */
export const podImageRegistry: Rule = {
  id: 'security/pod-image-registry',
  title: 'Images come from a registry that is known',
  why: 'An image runs with the rights of its pod beside the data of users: the registry decides what that is.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy:
    'Copy the image into a registry of your cloud (Artifact Registry, ECR) or take it from Docker Hub, Quay, GitHub, GitLab or NVIDIA. Waive it for a registry of your own.',
  references: [{ source: 'trivy', id: 'KSV-0125' }],
  examples: {
    pass: containerExample({ image: 'quay.io/jupyter/base-notebook:2026-07-28' }),
    fail: releaseExample('jupyterhub', { singleuser: { image: { name: 'images.somebody.example/lab', tag: '1.0' } } }),
  },
  checks: podChecks({
    container: (container) => {
      const value = container.get('image');
      if (value.state === 'reference') return pass;
      return judge(value, container.at('image'), (image) => {
        const host = registryOf(String(image ?? ''));
        return host === undefined ? undefined : `${container.at('image')} comes from ${host}`;
      });
    },
    values: ['image', 'name', 'repository'],
    value: (value, attribute, leaf) => {
      const isImage = leaf.path.at(-1) === 'image' || /image$/i.test(String(leaf.path.at(-2)));
      if (!isImage || typeof value !== 'string' || value.includes('{') || preparesPod(leaf)) return pass;
      const host = registryOf(value);
      return host === undefined ? pass : fail(`${attribute} comes from ${host}`, attribute);
    },
  }),
};

/** The registry of an image when it is none of the known ones. */
function registryOf(image: string): string | undefined {
  const first = image.split('/')[0] ?? '';
  const isHost = image.includes('/') && /[.:]/.test(first);
  return isHost && !REGISTRIES.test(first) ? first : undefined;
}

const PULL_POLICIES = ['pullPolicy', 'imagePullPolicy', 'image_pull_policy'];

/** Nobody gets by with an image that only the node has. */
export const podImagePullPolicy: Rule = {
  id: 'security/pod-image-pull-policy',
  title: 'Images named by tag are asked for at their registry at every start',
  why: 'A node hands an image it has to every pod, also to one that may not pull it, and keeps what a tag meant last week.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Name the image by digest, or set image_pull_policy = "Always"; in chart values pullPolicy: Always.',
  references: [{ source: 'checkov', id: 'CKV_K8S_15' }],
  examples: {
    pass: containerExample({ image_pull_policy: 'Always' }),
    fail: containerExample({ image_pull_policy: 'IfNotPresent' }),
  },
  checks: podChecks({
    container: (container) => {
      const image = see(container.get('image'));
      if (image.seen && String(image.value ?? '').includes('@sha256:')) return pass;
      const attribute = container.at('imagePullPolicy');
      return judge(container.get('imagePullPolicy'), attribute, (policy) => {
        if (policy === 'Always') return undefined;
        return `${attribute} is ${show(policy)}, so the node decides which image it is`;
      });
    },
    values: PULL_POLICIES,
    value: (value, attribute) =>
      value === 'Never' ? fail(`${attribute} is "Never", so the node decides which image it is`, attribute) : pass,
  }),
};
