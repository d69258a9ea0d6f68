/**
 * Reads secrets from the environment. They are not in the chart's values, because those are kept in Terraform's state
 * and in Helm's history.
 */
export const CREDENTIALS_SNIPPET = `import os
from z2jh import get_config

for credential in get_config("custom.hubfleet.credentials", []):
    section = c[credential["section"]]
    value = os.environ[credential["variable"]]
    if "key" in credential:
        section[credential["trait"]] = {**section.get(credential["trait"], {}), credential["key"]: value}
    else:
        section[credential["trait"]] = value
`;

/**
 * Keeps profiles and choices for groups. KubeSpawner asks this function again when a server starts, so that a form
 * made by hand is refused too.
 */
export const GROUPS_SNIPPET = `from copy import deepcopy

from tornado import web
from z2jh import get_config


async def hubfleet_groups(spawner):
    groups = {group.name for group in spawner.user.groups}
    auth_state = await spawner.user.get_auth_state() or {}
    for team in auth_state.get("teams") or []:
        groups.add(team["organization"]["login"])
        groups.add(team["organization"]["login"] + ":" + team["slug"])
    return {group.casefold() for group in groups}


def hubfleet_allows(entry, groups):
    allowed = entry.pop("allowed_groups", None)
    return allowed is None or any(group.casefold() in groups for group in allowed)


async def hubfleet_profile_list(spawner):
    groups = await hubfleet_groups(spawner)
    profiles = []
    for profile in deepcopy(get_config("singleuser.profileList", [])):
        if not hubfleet_allows(profile, groups):
            continue
        emptied = False
        for option in profile.get("profile_options", {}).values():
            choices = option.get("choices", {})
            option["choices"] = {key: choice for key, choice in choices.items() if hubfleet_allows(choice, groups)}
            emptied = emptied or (choices and not option["choices"])
        if not emptied:
            profiles.append(profile)
    if not profiles:
        raise web.HTTPError(403, "None of your groups may start a server here. Ask the administrators of this hub.")
    return profiles


c.KubeSpawner.profile_list = hubfleet_profile_list
`;

/** Gives administrators the shared directory to write to, and what else only they see. */
export const ADMIN_MOUNTS_SNIPPET = `from kubernetes_asyncio.client.models import V1VolumeMount
from z2jh import get_config


def hubfleet_admin_mounts(spawner, pod):
    if spawner.user.admin:
        for container in pod.spec.containers:
            if container.name == "notebook":
                for mount in get_config("custom.hubfleet.adminMounts"):
                    container.volume_mounts.append(
                        V1VolumeMount(name="home", mount_path=mount["path"], sub_path=mount["subPath"])
                    )
    return pod


c.KubeSpawner.modify_pod_hook = hubfleet_admin_mounts
`;

/**
 * Metrics without a token, for Prometheus alone: the proxy adds a header to whatever comes from outside, and the network
 * policy lets only labelled pods past the proxy. The token of the service `metrics` lives in a namespace that Prometheus
 * cannot read.
 */
export const METRICS_SNIPPET = `from jupyterhub.handlers.base import BaseHandler
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from tornado import web


class InClusterMetricsHandler(BaseHandler):
    async def get(self):
        if "X-Forwarded-For" in self.request.headers:
            raise web.HTTPError(404)
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.write(generate_latest(REGISTRY))


c.JupyterHub.extra_handlers.append((r"/in-cluster-metrics$", InClusterMetricsHandler))
`;

/** Where the snippet answers. */
export const METRICS_PATH = '/hub/in-cluster-metrics';
