import asyncio
import json
import os

from jupyterhub.spawner import SimpleLocalProcessSpawner

test = json.loads(os.environ["TEST_HUB"])
folder = test["folder"]


class TestSpawner(SimpleLocalProcessSpawner):
    """Starts as quickly, slowly or badly as the profile says."""

    home_dir_template = folder + "/home/{username}"
    args = ["--allow-root"]

    def get_env(self):
        path = os.environ["PATH"]
        return {
            **super().get_env(),
            "PATH": f"{folder}/bin:{path}",
            "PYTHONPATH": f"{folder}/modules",
            "TEST_BUCKETS": f"{folder}/buckets",
            "SCRATCH_BUCKET": f"s3://scratch/{self.user.name}",
            "TEST_PROFILE": self.user_options.get("profile", ""),
        }

    async def start(self):
        profile = self.user_options.get("profile")
        await asyncio.sleep({"slow": 4, "failing": 4, "stuck": 20}.get(profile, 0))
        if profile == "failing":
            raise RuntimeError("pod did not start within 4 s")
        return await super().start()

    async def progress(self):
        profile = self.user_options.get("profile")
        yield {"progress": 10, "message": "[Normal] looking for a node"}
        if profile in ("slow", "failing"):
            await asyncio.sleep(1)
            yield {"progress": 30, "message": "[Warning] 0/3 nodes are available: 3 Insufficient memory"}
        if profile == "slow":
            await asyncio.sleep(2)
            yield {"progress": 60, "message": "[Normal] pod triggered scale-up"}


c = get_config()  # noqa: F821
c.JupyterHub.bind_url = f"http://127.0.0.1:{test['port']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{test['hubPort']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{test['proxyPort']}"
c.ConfigurableHTTPProxy.pid_file = f"{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = TestSpawner
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.cookie_secret = os.urandom(32)
# As on Kubernetes: a start answers at once and is followed.
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}
c.Authenticator.blocked_users = {"deployment-service-check"}

user = "deployment-service-check"
c.JupyterHub.services = [
    {"name": "hub-health", "api_token": test["token"]},
    {"name": "tests", "api_token": test["adminToken"]},
]
c.JupyterHub.load_roles = [
    {
        "name": "hub-health",
        "services": ["hub-health"],
        "scopes": [f"{scope}!user={user}" for scope in ("admin:users", "servers", "access:servers")],
    },
    {
        "name": "tests",
        "services": ["tests"],
        "scopes": ["admin:users", "admin:servers", "access:servers"],
    },
]
