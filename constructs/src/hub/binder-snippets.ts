/** The page where users choose a profile, with a choice to build an image. */
export const PROFILES_SNIPPET = `from jupyterhub_fancy_profiles import setup_ui

setup_ui(c)
`;

/**
 * Starts what BinderHub built, and nothing else: a leaked token of BinderHub starts no other image. Visitors have no
 * account, so their servers ask for the token that BinderHub made for them, not for the hub's login.
 */
export const BINDER_SPAWNER_SNIPPET = `from kubespawner import KubeSpawner
from tornado import web
from z2jh import get_config

BINDER = get_config("custom.hubfleet.binder")


class BinderSpawner(KubeSpawner):
    def start(self):
        image = self.user_options.get("image", "")
        if image and not image.startswith(BINDER["imagePrefix"]):
            raise web.HTTPError(400, "This hub starts images that its BinderHub built only.")
        if BINDER["visitors"] and not (image and self.user_options.get("token")):
            raise web.HTTPError(400, "Servers of this hub are started by its BinderHub.")
        if image:
            self.image = image
        return super().start()

    def get_args(self):
        if not BINDER["visitors"]:
            return super().get_args()
        return [
            "--ServerApp.ip=0.0.0.0",
            f"--ServerApp.port={self.port}",
            f"--ServerApp.base_url={self.server.base_url}",
            f"--ServerApp.token={self.user_options['token']}",
            f"--ServerApp.default_url={self.default_url}",
            "--ServerApp.trust_xheaders=True",
            *self.args,
        ]

    def get_env(self):
        env = super().get_env()
        for option in ("binder_launch_host", "binder_persistent_request", "binder_ref_url", "binder_request"):
            if option in self.user_options:
                env[option.upper()] = self.user_options[option]
        if "repo_url" in self.user_options:
            env["BINDER_REPO_URL"] = self.user_options["repo_url"]
        return env


c.JupyterHub.spawner_class = BinderSpawner
`;

/** Looks the password up whenever BinderHub asks the registry: it is renewed while BinderHub runs. */
export const REGISTRY_SNIPPET = `import base64
import json
import os

from binderhub.registry import DockerRegistry


class RenewedLogin(DockerRegistry):
    async def get_image_manifest(self, *args):
        with open(os.path.join(os.environ["DOCKER_CONFIG"], "config.json")) as file:
            login = json.load(file).get("auths", {}).get(os.environ["REGISTRY_HOST"], {}).get("auth", "")
        self.username, _, self.password = base64.b64decode(login).decode().partition(":")
        return await super().get_image_manifest(*args)


c.BinderHub.registry_class = RenewedLogin
c.KubernetesBuildExecutor.push_secret = os.environ["REGISTRY_SECRET"]
`;

/** Of GitHub only, because what is allowed is written as owners and repositories there. */
export const GITHUB_ONLY_SNIPPET = `from binderhub.repoproviders import GitHubRepoProvider

c.BinderHub.repo_providers = {"gh": GitHubRepoProvider}
`;

/** Replaces the program of a server without the hub's login; images of repo2docker have one of the two. */
export const VISITOR_COMMAND = [
  'sh',
  '-c',
  'if command -v jupyter-lab > /dev/null; then exec jupyter-lab "$@"; else exec jupyter-notebook "$@"; fi',
  'server',
];
