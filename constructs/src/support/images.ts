/** Every container image that the constructs run beside charts, in one place; `renovate.json` looks for them here. */
export const supportImages = {
  awsCli: 'public.ecr.aws/aws-cli/aws-cli:2.31.0',
  curl: 'docker.io/curlimages/curl:8.16.0',
  git: 'docker.io/alpine/git:2.49.1',
  homeSizes: 'quay.io/yuvipanda/prometheus-dirsize-exporter:v3.0',
  pause: 'registry.k8s.io/pause:3.10.1',
  python: 'docker.io/library/python:3.13.5-bookworm',
  repo2docker: 'quay.io/jupyterhub/repo2docker:2025.12.1.dev94-gd3893dba2',
};
